"""The work of one case: add to the set, reckon again, issue what is due. Pure over its rows.

    stored rows + arrivals (or a day)  ->  rows to write first, records to send after

Nothing here knows Kafka or Faust; the agent and the simulator run the same code. Whatever is read
again gives the same rows and sends the same bytes again (read again is sent again).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from enforcement import envelope, notices
from enforcement.dossier import Dossier
from enforcement.envelope import Envelope
from enforcement.letters import event
from enforcement.reckoning import Reckoning
from streams import codec
from streams.arrivals import Arrival
from streams.codec import PIECE_ACTS, Entry, Head, Issued
from streams.ledger import Record
from streams.publishing import Outgoing
from streams.tables import Row

RECKONING_BYTES_MOST: Final = 14 << 20
"""A timeline and a notice carry a reckoning whole, in one record of at most 16 MiB."""


@dataclass(slots=True)
class CaseWork:
    """One case in the hands of the worker: what is stored, and what a step adds to it.

    `bodies` are the bytes of notices issued in this step. `resend` the sequences of notices to
    send again; `out` the records for `quarantine`.
    """

    case: str
    partition: int
    source: str
    entries: list[Entry] = field(default_factory=list)
    head: Head = field(default_factory=lambda: Head(0))
    stored: int = 0
    dossier: Dossier | None = None
    bodies: dict[int, bytes] = field(default_factory=dict)
    resend: set[int] = field(default_factory=set)
    refused: list[Outgoing] = field(default_factory=list)
    reckoned: bytes | None = None

    def add(self, arrivals: Sequence[Arrival]) -> None:
        """Add the arrivals to the set. What was there already is sent again instead."""
        there = {_identity(entry) for entry in self.entries}
        for arrival in arrivals:
            record = arrival.record
            entry = Entry(arrival.act, arrival.source, record.topic, record.offset)
            if _identity(entry) not in there:
                there.add(_identity(entry))
                self.entries.append(entry)
        self.dossier = Dossier.of(self.case, (entry.act for entry in self.entries))
        named = {arrival.act.id for arrival in arrivals}
        self.refused += list(self._conflicting(named, arrivals))
        self.send_again(named)

    def send_again(self, readings: Iterable[str]) -> None:
        """The notices that these readings (acts or ticks) had issued before."""
        names = set(readings)
        self.resend |= {one.sequence for one in self.head.issued if one.issued_by in names}

    def _conflicting(self, named: set[str], arrivals: Sequence[Arrival]) -> Iterable[Outgoing]:
        """For each id that came, every body under it that does not stand."""
        assert self.dossier is not None, "added before"
        came = {(a.act.id, a.act.body_digest): a.record for a in arrivals}
        told: set[tuple[str, str]] = set()
        for entry in self.entries:
            name = (entry.act.id, entry.act.body_digest)
            stands = self.dossier.acts[entry.act.id].body_digest
            if entry.act.id not in named or name[1] == stands or name in told:
                continue
            told.add(name)
            record = came.get(name) or self._record_of(entry)
            reason = f"een andere handeling heet al {entry.act.id}"
            yield codec.quarantined(record, "conflicting-id", [reason])

    def _record_of(self, entry: Entry) -> Record:
        """The record of an act that stood until another took its id: written anew."""
        value = envelope.write(Envelope(self.case, entry.source, entry.act))
        key = self.case.encode("ascii")
        return Record(entry.topic, self.partition, entry.offset, key, value, (), 0)

    def reckon(self, on: date, reading: str, records: Sequence[Record] = ()) -> None:
        """Reckon on the partition's day and issue what is due; `reading` is the act or tick.

        A failure here is a fault of ours: the acts stay, the case keeps its last reckoning, the
        records go to `quarantine` as reckoning-failed, and a replay after the mend takes it up.
        """
        assert self.dossier is not None, "added before"
        on = self._never_back(on)
        try:
            answer = notices.answer(self.dossier, on)
            reckoned = answer.to_json()
            if len(reckoned) > RECKONING_BYTES_MOST:
                message = f"een reckoning van {len(reckoned)} bytes past in geen bericht"
                raise ValueError(message)  # noqa: TRY301 - parked like any other fault of ours
            issued = list(self._issued(answer, reading))
        except Exception as fault:  # noqa: BLE001 - any fault of the core parks this case alone
            told = [f"{type(fault).__name__}: {fault}"]
            self.refused += [codec.quarantined(r, "reckoning-failed", told) for r in records]
            self.head = dataclasses.replace(self.head, state="reckoning-failed")
            self.reckoned = self._last_good()
            return
        self.bodies |= {one.sequence: body for one, body in issued}
        self.reckoned = reckoned
        changed = self.head.digest != answer.digest
        self.head = dataclasses.replace(
            self.head,
            issued=(*self.head.issued, *(one for one, _ in issued)),
            next_on=answer.next_change_on,
            digest=answer.digest,
            previous=self.head.digest if changed else self.head.previous,
            state="ok",
            reckoned_on=on,
            reckoned_entries=len(self.entries),
        )

    def _last_good(self) -> bytes | None:
        """The last reckoning that did not fail, made again: entries only grow, so it can be."""
        on = self.head.reckoned_on
        if on is None:
            return None
        known = self.entries[: self.head.reckoned_entries]
        dossier = Dossier.of(self.case, (entry.act for entry in known))
        return notices.answer(dossier, on).to_json()

    def _issued(self, answer: Reckoning, reading: str) -> Iterator[tuple[Issued, bytes]]:
        """Due minus issued: each notice that is due and was never issued gets the next place."""
        assert self.dossier is not None, "added before"
        before = {one.id for one in self.head.issued}
        fresh = [notice for notice in answer.notices if notice.id not in before]
        for sequence, notice in enumerate(fresh, len(before) + 1):
            body = event.write(
                notice,
                sequence=sequence,
                issued_by=reading,
                replaces=None,
                reckoning=answer,
                dossier=self.dossier,
                source=self.source,
            )
            about = (notice.id, sequence, notice.kind, notice.cause, None, reading)
            yield Issued(*about, sha256=codec.sha256(body)), body

    def act_on(self, day: date | None) -> None:
        """Note the partition's day on which the case was last touched, for the due index."""
        acted_on = self.head.acted_on if day is None else max(day, self.head.acted_on or day)
        self.head = dataclasses.replace(self.head, entries=len(self.entries), acted_on=acted_on)

    def _never_back(self, on: date) -> date:
        """The day to reckon: not before one on which the case was touched or reckoned already.

        A tick that was cut half way is ahead of its partition's day until it is read again. If an
        act that comes between took the case back, that tick would not find the case any more,
        and what it had issued would never be sent (found by the simulator).
        """
        return max([on, *(d for d in (self.head.acted_on, self.head.reckoned_on) if d is not None)])

    def rows(self) -> list[Row]:
        """What must be durable before anything is sent: pieces that grew, new notices, the head."""
        first = self.stored // PIECE_ACTS
        last = max(first, (len(self.entries) - 1) // PIECE_ACTS)
        rows = []
        for number in range(first, last + 1):
            piece = self.entries[number * PIECE_ACTS : (number + 1) * PIECE_ACTS]
            if piece:
                key = codec.piece_key(self.case, number)
                rows.append(Row(key, len(piece), codec.write_piece(piece)))
        rows += [
            Row(codec.notice_key(self.case, sequence), 1, body)
            for sequence, body in self.bodies.items()
        ]
        head = Row(self.case.encode("ascii"), self.head.version, codec.write_head(self.head))
        return [*rows, head]

    def sends(self, stored_bodies: Mapping[int, bytes]) -> list[Outgoing]:
        """What is sent once the rows are durable: timeline, notices new and again, refusals."""
        key = self.case.encode("ascii")
        out: list[Outgoing] = []
        if self.reckoned is not None or self.head.state != "ok":
            value = codec.write_timeline(self.reckoned, self.head)
            out.append(Outgoing("case-timelines", key, value, self.partition))
        for one in self.head.issued:
            body = self.bodies.get(one.sequence)
            if body is None and one.sequence in self.resend:
                body = stored_bodies[one.sequence]
            if body is not None:
                out.append(Outgoing("notices", one.id.encode("ascii"), body, self.partition))
        return [*out, *self.refused]


def _identity(entry: Entry) -> tuple[str, str, str]:
    """Two entries are one when id, body and moment of recording are the same."""
    return (entry.act.id, entry.act.body_digest, codec.instant(entry.act.known_at))
