"""What is kept of each letter: the document before anyone gets it, and its delivery after.

Both are put if absent on the notice id: what was kept first stands, and a repeat gets that.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from enforcement.delivery.channel import Delivered, DifferentLetter, Letter
from enforcement.delivery.tables import delivery, document


@dataclass(frozen=True, slots=True)
class Document:
    """A letter as a list shows it; `delivered_on` and `outcome` None: not delivered yet."""

    notice_id: str
    case: str
    kind: str
    due_on: date
    to: str
    sequence: int
    file_name: str
    pdf_bytes: int
    pdf_sha256: str
    delivered_on: date | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The delivery that stands: its outcome and proof, the legal day and the instant."""

    notice_id: str
    channel: str
    delivered: Delivered
    on: date
    at: datetime


async def letter_of(connection: AsyncConnection, notice_id: str) -> Letter | None:
    """The letter kept under a notice id; None when there is none."""
    chosen = select(document).where(document.c.notice_id == notice_id)
    row = (await connection.execute(chosen)).one_or_none()
    if row is None:
        return None
    return Letter(
        notice_id=row.notice_id,
        case=row.case_number,
        kind=row.kind,
        due_on=row.due_on,
        to=row.addressed_to,
        sequence=row.sequence,
        file_name=row.file_name,
        event=row.event,
        pdf=row.pdf,
    )


async def keep(connection: AsyncConnection, letter: Letter) -> Letter:
    """Keep a letter if none is kept under its notice id; answers the one that stands.

    Raises DifferentLetter when the one that stands was made of another notice.
    """
    put = insert(document).values(
        notice_id=letter.notice_id,
        case_number=letter.case,
        kind=letter.kind,
        due_on=letter.due_on,
        addressed_to=letter.to,
        sequence=letter.sequence,
        file_name=letter.file_name,
        event=letter.event,
        pdf=letter.pdf,
        pdf_sha256=hashlib.sha256(letter.pdf).hexdigest(),
    )
    async with connection.begin():
        await connection.execute(put.on_conflict_do_nothing())
        stands = await letter_of(connection, letter.notice_id)
    assert stands is not None, "put just now, or there before"
    refuse_different(stands, letter.event)
    return stands


def refuse_different(stands: Letter, event: bytes) -> None:
    """Raise DifferentLetter when the letter that stands was made of other bytes."""
    if stands.event != event:
        message = f"notice {stands.notice_id} was kept before with another content"
        raise DifferentLetter(message)


async def receipt_of(connection: AsyncConnection, notice_id: str, channel: str) -> Receipt | None:
    """The delivery of a notice by a channel; None when it is not delivered yet."""
    table = delivery.c
    chosen = select(delivery).where(table.notice_id == notice_id, table.channel == channel)
    row = (await connection.execute(chosen)).one_or_none()
    if row is None:
        return None
    delivered = Delivered(row.outcome, row.proof)
    return Receipt(row.notice_id, row.channel, delivered, row.delivered_on, row.delivered_at)


async def note(connection: AsyncConnection, receipt: Receipt) -> Receipt:
    """Note a delivery if none is noted; answers the one that stands."""
    put = insert(delivery).values(
        notice_id=receipt.notice_id,
        channel=receipt.channel,
        outcome=receipt.delivered.outcome,
        proof=receipt.delivered.proof,
        delivered_on=receipt.on,
        delivered_at=receipt.at,
    )
    async with connection.begin():
        await connection.execute(put.on_conflict_do_nothing())
        stands = await receipt_of(connection, receipt.notice_id, receipt.channel)
    assert stands is not None, "put just now, or there before"
    return stands


async def documents_of(connection: AsyncConnection, case: str) -> list[Document]:
    """The letters of a case, in the order in which their notices were issued."""
    table = document.c
    of_any_channel = (
        select(
            delivery.c.notice_id,
            func.min(delivery.c.delivered_on).label("delivered_on"),
            func.min(delivery.c.outcome).label("outcome"),
        )
        .group_by(delivery.c.notice_id)
        .subquery()
    )
    shown = [each for each in document.c if each.name not in {"event", "pdf"}]
    chosen = (
        select(
            *shown,
            func.length(table.pdf).label("pdf_bytes"),
            of_any_channel.c.delivered_on,
            of_any_channel.c.outcome,
        )
        .outerjoin(of_any_channel, of_any_channel.c.notice_id == table.notice_id)
        .where(table.case_number == case)
        .order_by(table.sequence, table.notice_id)
    )
    return [
        Document(
            notice_id=row.notice_id,
            case=row.case_number,
            kind=row.kind,
            due_on=row.due_on,
            to=row.addressed_to,
            sequence=row.sequence,
            file_name=row.file_name,
            pdf_bytes=row.pdf_bytes,
            pdf_sha256=row.pdf_sha256,
            delivered_on=row.delivered_on,
            outcome=row.outcome,
        )
        for row in await connection.execute(chosen)
    ]


async def pdf_of(connection: AsyncConnection, notice_id: str) -> tuple[str, bytes] | None:
    """File name and bytes of the letter of a notice; None when none is kept."""
    chosen = select(document.c.file_name, document.c.pdf).where(document.c.notice_id == notice_id)
    row = (await connection.execute(chosen)).one_or_none()
    return None if row is None else (row.file_name, row.pdf)
