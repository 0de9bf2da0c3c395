"""What the pages ask: one question, one query."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.readmodel import rows
from enforcement.readmodel.tables import SUMS, act, quarantine, stream_position, zaak

Order = Literal["zaak", "-zaak", "wijzigtOp", "-wijzigtOp", "openstaand", "-openstaand"]
_ORDERS: Final[Mapping[str, Any]] = {
    "zaak": zaak.c.case_number,
    "wijzigtOp": zaak.c.next_change_on,
    "openstaand": zaak.c.openstaand_cents,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases of the list: those that meet all that is asked, from `skip` on."""

    statuses: Sequence[str] = ()
    state: str | None = None
    changes_until: date | None = None
    starts_with: str | None = None
    order: Order = "zaak"
    skip: int = 0
    most: int = 25


@dataclass(frozen=True, slots=True)
class Listed:
    """One case in the list, with the sums of its last reckoning."""

    case: str
    on: date | None
    version: int
    status: str | None
    state: str
    next_change_on: date | None
    digest: str | None
    geld: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Page:
    """The cases of one page, and how many there are on all pages together."""

    total: int
    cases: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The body that stands under the id of an act, and the topic on which it came."""

    body_digest: str
    topic: str


@dataclass(frozen=True, slots=True)
class Position:
    """How far a partition was read, and when it last moved."""

    topic: str
    partition: int
    next: int
    moved_at: datetime


async def list_cases(connection: AsyncConnection, wanted: Wanted) -> Page:
    """One page of the list of cases."""
    met = _conditions(wanted)
    column = _ORDERS[wanted.order.removeprefix("-")]
    ordered = column.desc() if wanted.order.startswith("-") else column.asc()
    shown = [each for each in zaak.c if each.name not in {"envelope", "body"}]
    page = select(*shown, func.count().over().label("total")).where(*met)
    page = page.order_by(ordered.nulls_last(), zaak.c.case_number)
    found = (await connection.execute(page.offset(wanted.skip).limit(wanted.most))).all()
    if found or wanted.skip == 0:
        return Page(found[0].total if found else 0, tuple(_listed(row) for row in found))
    counted = select(func.count()).select_from(zaak).where(*met)  # beyond the last page
    return Page((await connection.execute(counted)).scalar_one(), ())


async def envelope_of(connection: AsyncConnection, case: str) -> bytes | None:
    """The envelope of a case, in the very bytes of `case-timelines`; None when it is not there."""
    chosen = select(zaak.c.body).where(zaak.c.case_number == case)
    return (await connection.execute(chosen)).scalar_one_or_none()


async def acts_of(
    connection: AsyncConnection, case: str, known_at: datetime | None = None
) -> list[Act]:
    """The acts of a case recorded up to and including `known_at`, every body under every id."""
    chosen = select(act.c.body, act.c.recorded_at).where(act.c.case_number == case)
    if known_at is not None:
        chosen = chosen.where(act.c.recorded_at <= known_at)
    ordered = chosen.order_by(act.c.recorded_at, act.c.body_digest)
    found = (await connection.execute(ordered)).all()
    # reading them strictly takes its time, and others are asking as well
    return await asyncio.to_thread(lambda: [rows.stored_act(row) for row in found])


async def dossier_of(connection: AsyncConnection, case: str) -> Dossier | None:
    """The dossier of a case, whenever its acts became known; None when it has none."""
    found = await acts_of(connection, case)
    return Dossier.of(case, found) if found else None


async def stand_of(connection: AsyncConnection, case: str) -> str:
    """What stands of a case, as one short text that differs once an act or its timeline does."""
    acts = select(func.count()).select_from(act).where(act.c.case_number == case)
    body = select(func.md5(zaak.c.body)).where(zaak.c.case_number == case)
    chosen = select(acts.scalar_subquery(), body.scalar_subquery())
    count, digest = (await connection.execute(chosen)).one()
    return f"{count}-{digest or 'none'}"


async def openings(connection: AsyncConnection, cases: Iterable[str]) -> dict[str, Dossier]:
    """The acts that opened each case and those that take an act back: which of them stands is law.

    Of two bodies under one id the one that stands, whatever kind the other is of.
    """
    table, asked = act.c, sorted(set(cases))
    kinds = ("zaak-geopend", "handeling-ingetrokken")
    here = table.case_number.in_(asked)
    names = select(table.case_number, table.act_id).where(here, table.kind.in_(kinds))
    chosen = select(table.case_number, table.body, table.recorded_at).where(
        here, tuple_(table.case_number, table.act_id).in_(names)
    )
    found: dict[str, list[Act]] = {case: [] for case in asked}
    for row in await connection.execute(chosen):
        found[row.case_number].append(rows.stored_act(row))
    return {case: Dossier.of(case, its) for case, its in found.items()}


async def refused_of(connection: AsyncConnection, case: str) -> list[tuple[str, bytes]]:
    """Reason and bytes of each record of a case that lies in quarantine."""
    table = quarantine.c
    chosen = select(table.reason, table.raw).where(
        table.record_key == case.encode("ascii"), table.raw.is_not(None)
    )
    found = await connection.execute(chosen.order_by(table.topic, table.partition, table.offset))
    return [(row.reason, row.raw) for row in found]


async def all_dossiers(connection: AsyncConnection) -> list[Dossier]:
    """The dossier of every case, by case number."""
    cases = await connection.execute(select(act.c.case_number).distinct())
    found = [await dossier_of(connection, case) for case in sorted(cases.scalars())]
    return [dossier for dossier in found if dossier is not None]


async def standing(
    connection: AsyncConnection, names: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Standing]:
    """What stands under each (case, act id) that is known: the smallest (recorded_at, digest)."""
    asked = sorted(set(names))
    if not asked:
        return {}
    table = act.c
    chosen = (
        select(table.case_number, table.act_id, table.body_digest, table.topic)
        .ext(distinct_on(table.case_number, table.act_id))
        .where(tuple_(table.case_number, table.act_id).in_(asked))
        .order_by(table.case_number, table.act_id, table.recorded_at, table.body_digest)
    )
    found = await connection.execute(chosen)
    return {(row.case_number, row.act_id): Standing(row.body_digest, row.topic) for row in found}


async def read_positions(connection: AsyncConnection) -> list[Position]:
    """How far each partition of each topic was read into the tables."""
    table = stream_position.c
    chosen = select(table.topic, table.partition, table.next, table.moved_at)
    found = await connection.execute(chosen.order_by(table.topic, table.partition))
    return [Position(row.topic, row.partition, row.next, row.moved_at) for row in found]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    met: list[ColumnElement[bool]] = []
    if wanted.statuses:
        met.append(zaak.c.status.in_(wanted.statuses))
    if wanted.state is not None:
        met.append(zaak.c.state == wanted.state)
    if wanted.changes_until is not None:
        met.append(zaak.c.next_change_on <= wanted.changes_until)
    if wanted.starts_with is not None:
        met.append(zaak.c.case_number.startswith(wanted.starts_with, autoescape=True))
    return met


def _listed(row: Any) -> Listed:  # noqa: ANN401 - a row of the table `zaak`
    geld = {name: getattr(row, name) for name in SUMS}
    return Listed(
        row.case_number,
        row.reckoned_on,
        row.version,
        row.status,
        row.state,
        row.next_change_on,
        row.digest,
        geld,
    )
