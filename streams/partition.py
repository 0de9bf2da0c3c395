"""The work on one partition: its day, its cases, its due index. Pure over a table of rows.

    a run of acts   -> one step: every case of it once
    a run of days   -> a step for each slice of the cases due, the partition's day last

A step is what must be durable first (`rows`, a unit for each case) and what is sent then
(`sends`). Cases that were in hand are kept in memory, as many as `keep`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Final, Protocol

from enforcement import envelope
from enforcement.dossier import Dossier
from enforcement.envelope import Envelope
from enforcement.law.terms import day_count, next_day
from enforcement.values import AMSTERDAM
from streams import codec
from streams.arrivals import Arrival, arrive
from streams.casework import CaseWork
from streams.codec import PIECE_ACTS, Entry, Head
from streams.ledger import Record
from streams.publishing import Outgoing
from streams.tables import Row

SLICE_CASES: Final = 200
_DAYS_AHEAD_MOST: Final = 1_100
"""A clock fills its gaps, so a day years ahead is a mistake; a partition never comes back."""


class Rows(Protocol):
    """The table as far as a partition needs it: read by keys, scan whole."""

    def read(self, partition: int, keys: Sequence[bytes]) -> list[Row | None]:
        """The rows in the order of the keys."""

    def scan(self, partition: int) -> Iterator[Row]:
        """All rows of the partition."""


@dataclass(frozen=True, slots=True)
class Step:
    """Rows first, sends after, acknowledged last."""

    rows: tuple[tuple[Row, ...], ...]
    sends: tuple[Outgoing, ...]


@dataclass(slots=True)
class _Kept:
    entries: list[Entry]
    head: Head


@dataclass(slots=True)
class _Days:
    """Which cases stand under which day; a case stands under one day at most."""

    of: dict[str, date] = field(default_factory=dict)
    cases: dict[date, set[str]] = field(default_factory=dict)

    def put(self, case: str, day: date | None) -> None:
        """Move a case to its day, or away."""
        before = self.of.pop(case, None)
        if before is not None:
            self.cases[before].discard(case)
            if not self.cases[before]:
                del self.cases[before]
        if day is not None:
            self.of[case] = day
            self.cases.setdefault(day, set()).add(case)


@dataclass(slots=True)
class DueIndex:
    """Which cases are due on which day, and which were last touched on which day.

    Asking for a day costs the days that are listed and the cases that are due, not all cases.
    """

    next_on: _Days = field(default_factory=_Days)
    acted_on: _Days = field(default_factory=_Days)

    def note(self, case: str, head: Head) -> None:
        """Take over what the head of a case says."""
        self.next_on.put(case, head.next_on)
        self.acted_on.put(case, head.acted_on)

    def due(self, day: date) -> list[str]:
        """The cases that change on or before a day, and those touched on it: sent again."""
        due = set(self.acted_on.cases.get(day, ()))
        for on, cases in self.next_on.cases.items():
            if on <= day:
                due |= cases
        return sorted(due)


@dataclass(slots=True)
class PartitionWork:
    """One partition as long as it is ours: forget it when the generation changes."""

    number: int
    partitions: int
    table: Rows
    source: str
    keep: int = 5_000
    day: date | None = None
    index: DueIndex = field(default_factory=DueIndex)
    kept: OrderedDict[str, _Kept] = field(default_factory=OrderedDict)

    @classmethod
    def taken_up(cls, number: int, partitions: int, table: Rows, *, source: str) -> PartitionWork:
        """Take up a partition: one scan of its rows gives the day and the due index."""
        work = cls(number, partitions, table, source)
        for row in table.scan(number):
            if row.key == codec.DAY_KEY:
                work.day = date.fromisoformat(row.body.decode("ascii"))
            elif codec.is_head(row.key):
                work.index.note(row.key.decode("ascii"), codec.read_head(row.body))
        return work

    def acts(self, records: Sequence[Record]) -> Step:
        """One step for a run of an act topic."""
        arrivals, refused = arrive(records, self.partitions)
        by_case: dict[str, list[Arrival]] = {}
        for arrival in arrivals:
            by_case.setdefault(arrival.case, []).append(arrival)
        worked = [self._load(case) for case in by_case]
        for work in worked:
            came = by_case[work.case]
            work.add(came)
            recorded = self._recorded_day(work, came)
            on = recorded if self.day is None else max(self.day, recorded)
            work.reckon(on, came[-1].act.id, [arrival.record for arrival in came])
            work.act_on(self.day)
        return self._step(worked, (), refused)

    def _recorded_day(self, work: CaseWork, came: Sequence[Arrival]) -> date:
        """The day on which the last act was recorded, but not after the day on which its record was
        stamped, whatever the act says of itself.

        No case is reckoned on an earlier day: the tick of that day may still be on its way on its
        own topic, and a letter about the act would bear the day before it.
        """
        recorded = max(entry.act.known_at for entry in work.entries)
        stamped_ms = max(arrival.record.timestamp_ms for arrival in came)
        if stamped_ms > 0:
            recorded = min(recorded, datetime.fromtimestamp(stamped_ms / 1000, UTC))
        return recorded.astimezone(AMSTERDAM).date()

    def days(self, records: Sequence[Record]) -> Iterator[Step]:
        """The steps for a run of the clock topic, tick by tick, gaps filled, never back."""
        for record in records:
            tick = self._tick(record)
            if isinstance(tick, Outgoing):
                yield Step((), (tick,))
            else:
                yield from self._day(tick, record)

    def _tick(self, record: Record) -> date | Outgoing:
        if record.value is None:
            return codec.quarantined(record, "no-value")
        read = envelope.read(record.value, unknown_fields="allow")
        if not isinstance(read, Envelope):
            return codec.quarantined(record, "unreadable", map(str, read))
        if read.act.kind() != "dag-aangebroken":
            return codec.quarantined(record, "wrong-topic", [f"{read.act.kind()} op clock"])
        if self.day is not None and day_count(self.day, read.act.on) > _DAYS_AHEAD_MOST:
            return codec.quarantined(record, "invalid-day", ["te ver vooruit"])
        return read.act.on

    def _day(self, tick: date, record: Record) -> Iterator[Step]:
        """All cases that are due by this tick, slice by slice; the partition's day last.

        A tick read again finds the same cases under the day they were last touched on, and sends
        what it had issued again; a crash between slices loses nothing for the same reason.
        """
        reading = f"dag/{self.number}/{tick}"
        first = tick if self.day is None else min(next_day(self.day), tick)
        due = iter(self.index.due(tick))
        reached = max(self.day or tick, tick)
        while cases := list(islice(due, SLICE_CASES)):
            worked = [self._load(case) for case in cases]
            for work in worked:
                self._pass_days(work, first, reached, reading=reading, record=record)
            yield self._step(worked, (), [])
        self.day = reached
        row = Row(codec.DAY_KEY, reached.toordinal(), reached.isoformat().encode("ascii"))
        yield Step(((row,),), ())

    def _pass_days(
        self, work: CaseWork, first: date, last: date, *, reading: str, record: Record
    ) -> None:
        """Reckon a case on each of its due days from `first` through `last`, in order."""
        work.add(())
        work.send_again([reading])
        day = first
        while work.head.next_on is not None and work.head.next_on <= last:
            day = max(day, work.head.next_on)
            work.reckon(day, reading, [record])
            if work.head.state != "ok":
                break
        else:
            if work.reckoned is None and work.head.reckoned_on is not None:
                work.reckon(work.head.reckoned_on, reading, [record])
        work.act_on(last)

    def _step(
        self, worked: Sequence[CaseWork], rows: Iterable[Row], refused: Sequence[Outgoing]
    ) -> Step:
        units = [tuple(work.rows()) for work in worked]
        sends = [out for work in worked for out in work.sends(self._bodies(work))]
        for work in worked:
            self._keep(work)
        own = tuple(rows)
        return Step((*units, *((own,) if own else ())), (*sends, *refused))

    def _bodies(self, work: CaseWork) -> dict[int, bytes]:
        """The stored bodies of the notices that are sent again."""
        wanted = sorted(work.resend - set(work.bodies))
        keys = [codec.notice_key(work.case, sequence) for sequence in wanted]
        found = self.table.read(self.number, keys) if keys else []
        assert None not in found, f"{work.case}: an issued notice has no body"
        return {
            sequence: row.body
            for sequence, row in zip(wanted, found, strict=True)
            if row is not None
        }

    def _load(self, case: str) -> CaseWork:
        kept = self.kept.pop(case, None) or self._read(case)
        return CaseWork(
            case=case,
            partition=self.number,
            source=self.source,
            entries=list(kept.entries),
            head=kept.head,
            stored=len(kept.entries),
        )

    def _read(self, case: str) -> _Kept:
        """A case from its rows. The pieces are the truth; the head says where to look first."""
        key = case.encode("ascii")
        (row,) = self.table.read(self.number, [key])
        head = Head(0) if row is None else codec.read_head(row.body)
        entries: list[Entry] = []
        number, ahead = 0, head.entries // PIECE_ACTS + 1
        while True:
            keys = [codec.piece_key(case, n) for n in range(number, number + ahead)]
            pieces = self.table.read(self.number, keys)
            for piece in pieces:
                if piece is None:
                    return _Kept(entries, head)
                entries += codec.read_piece(piece.body)
            number, ahead = number + ahead, 1

    def _keep(self, work: CaseWork) -> None:
        self.index.note(work.case, work.head)
        self.kept[work.case] = _Kept(work.entries, work.head)
        while len(self.kept) > self.keep:
            self.kept.popitem(last=False)


def dossier_of(table: Rows, partition: int, case: str) -> Dossier:
    """The dossier of a case as its rows hold it; for checks."""
    work = PartitionWork(partition, 1, table, "")
    return Dossier.of(case, (entry.act for entry in work._read(case).entries))
