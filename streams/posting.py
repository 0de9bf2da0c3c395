"""The work of the postroom: a notice becomes a letter, is kept, leaves once, and is receipted.

    notice -> made (or found as kept) -> kept -> delivered -> noted -> `kennisgeving-bezorgd`

Read again it finds what was kept and noted: the same bytes, the same receipt, and the channel is
called again only when its delivery was not noted, with the notice id as its key.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement import acts, envelope
from enforcement.act import Act
from enforcement.delivery import record
from enforcement.delivery.channel import Channel, DifferentLetter, Letter
from enforcement.delivery.record import Receipt
from enforcement.envelope import Envelope
from enforcement.letters.faults import LetterFault
from enforcement.letters.names import file_name
from enforcement.values import AMSTERDAM
from streams import clock
from streams.clock import Clock
from streams.codec import quarantined
from streams.ledger import Record
from streams.publishing import Outgoing

IN_HAND: Final = 8
"""Letters worked on at once; the pool makes as many as there are processes."""


@dataclass(frozen=True, slots=True)
class Postroom:
    """What the postroom needs: where letters are kept, who makes them, and the way out."""

    engine: AsyncEngine
    render: Callable[[bytes], Awaitable[bytes]]
    channel: Channel
    clock: Clock
    source: str

    async def handle(self, records: Sequence[Record]) -> list[Outgoing]:
        """Do a run of notices; answers what must be durable before it is acknowledged.

        Receipts in the order of the notices, and for `quarantine` what cannot become a letter.
        """
        places = asyncio.Semaphore(IN_HAND)

        async def one(each: Record) -> Outgoing | None:
            async with places:
                return await self._one(each)

        found = await asyncio.gather(*(one(each) for each in records))
        return [out for out in found if out is not None]

    async def _one(self, notice: Record) -> Outgoing | None:
        try:
            letter = await self._letter(notice)
            if letter is None:
                return None
            return self._receipted(letter, await self._delivered(letter))
        except LetterFault as fault:
            return quarantined(notice, "letter-fault", [str(fault)])
        except DifferentLetter as different:
            return quarantined(notice, "notice-differs", [str(different)])

    async def _letter(self, notice: Record) -> Letter | None:
        """The letter of a notice, kept; None when the notice asks for none.

        Raises LetterFault or DifferentLetter.
        """
        data = _asked(notice)
        if data is None:
            return None
        assert notice.value is not None, "it was read"
        async with self.engine.connect() as connection:
            kept = await record.letter_of(connection, data["id"])
        if kept is not None:
            record.refuse_different(kept, notice.value)
            return kept
        made = Letter(
            notice_id=data["id"],
            case=data["case"],
            kind=data["kind"],
            due_on=date.fromisoformat(data["due_on"]),
            to=data["to"],
            sequence=data["sequence"],
            file_name=file_name(notice.value),
            event=notice.value,
            pdf=await self.render(notice.value),
        )
        async with self.engine.connect() as connection:
            return await record.keep(connection, made)

    async def _delivered(self, letter: Letter) -> Receipt:
        async with self.engine.connect() as connection:
            noted = await record.receipt_of(connection, letter.notice_id, self.channel.name)
        if noted is not None:
            return noted
        delivered = await asyncio.to_thread(self.channel.deliver, letter)
        now = self.clock.now()
        on = clock.today(self.clock)
        made = Receipt(letter.notice_id, self.channel.name, delivered, on, now)
        async with self.engine.connect() as connection:
            return await record.note(connection, made)

    def _receipted(self, letter: Letter, receipt: Receipt) -> Outgoing:
        """The receipt as the act that it is; the same receipt gives the same bytes."""
        raw = {
            "act": "kennisgeving-bezorgd",
            "id": f"bezorgd-{letter.notice_id}",
            "on": receipt.on.isoformat(),
            "recorded_at": receipt.at.astimezone(AMSTERDAM).isoformat(),
            "notice": letter.notice_id,
            "kanaal": receipt.channel,
            "uitkomst": receipt.delivered.outcome,
            "bewijs": receipt.delivered.proof,
        }
        act = acts.read(raw)
        assert isinstance(act, Act), f"a receipt that cannot be read: {act}"
        value = envelope.write(Envelope(letter.case, self.source, act))
        return Outgoing(act.topic, letter.case.encode("ascii"), value)


def _asked(notice: Record) -> dict[str, Any] | None:
    """What the notice says, when a letter is to be made of it. Raises LetterFault."""
    if notice.value is None:
        return None
    try:
        data: dict[str, Any] = json.loads(notice.value)["data"]
        if data["brief"] is None:
            return None
        texts = [data[name] for name in ("id", "case", "kind", "due_on", "to")]
        date.fromisoformat(data["due_on"])
    except (KeyError, TypeError, ValueError) as wrong:
        message = f"geen kennisgeving: {wrong!r}"
        raise LetterFault(message, f"{notice.topic}/{notice.partition}/{notice.offset}") from wrong
    if not all(isinstance(text, str) for text in texts) or type(data["sequence"]) is not int:
        where = f"{notice.topic}/{notice.partition}/{notice.offset}"
        raise LetterFault("een kennisgeving met id, zaak, soort, dag en volgnummer verwacht", where)
    return data
