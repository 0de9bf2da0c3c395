"""Runs of records, and the book that says how far a partition may be committed. Pure: no Faust.

    fetched      | run 0-499 | run 500-799 | run 800-1299 |
    acknowledged |    yes    |     no      |     yes      |   commit 500, never 1300

A run is entered when it is *fetched*, so a run that got lost on its way to an agent still holds
the commit back. Offsets that exist in no run (compaction, transaction markers) need no entry:
the driver has proof that the broker skipped them (`streams.transport.RunConsumer._getmany`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Headers = tuple[tuple[str, bytes], ...]


class Record(NamedTuple):
    """One record as Kafka holds it; key and value stay bytes until `streams.codec` reads them."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp_ms: int


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Records of one partition in offset order: what an agent takes, and acknowledges, at once."""

    records: tuple[Record, ...]

    def __post_init__(self) -> None:
        assert self.records, "a run holds at least one record"

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    @property
    def first(self) -> int:
        """Offset of the first record."""
        return self.records[0].offset

    @property
    def last(self) -> int:
        """Offset of the last record, inclusive."""
        return self.records[-1].offset


def cut(records: Sequence[Record], longest: int) -> Iterator[Run]:
    """Cut fetched records into runs of at most `longest`, keeping their order."""
    assert longest > 0
    for start in range(0, len(records), longest):
        yield Run(tuple(records[start : start + longest]))


@dataclass(slots=True)
class _Delivered:
    first: int
    last: int
    acknowledged: bool = False


@dataclass(slots=True)
class Ledger:
    """The book of one topic partition within one generation of the consumer group.

    `position` is the next offset that the group has committed: all before it is done.
    """

    generation: int
    position: int
    _delivered: list[_Delivered] = field(default_factory=list)
    _index: dict[tuple[int, int], _Delivered] = field(default_factory=dict)

    @property
    def expected(self) -> int:
        """The offset that the next fetch has to start at."""
        return self._delivered[-1].last + 1 if self._delivered else self.position

    def deliver(self, first: int, last: int) -> None:
        """Enter a fetched run. It blocks the commit until it is acknowledged."""
        assert self.expected <= first, f"run {first} starts before {self.expected}"
        assert first <= last
        entry = _Delivered(first, last)
        self._delivered.append(entry)
        self._index[first, last] = entry

    def acknowledge(self, first: int, last: int, generation: int) -> bool:
        """Mark a run as done; False when it belongs to another generation or is not in the book.

        A late acknowledgement of an older generation says nothing of the run that this generation
        fetched anew from the committed offset.
        """
        if generation != self.generation:
            return False
        entry = self._index.get((first, last))
        if entry is None or entry.acknowledged:
            return False
        entry.acknowledged = True
        return True

    def committable(self) -> int | None:
        """Next offset to commit: after the leading acknowledged runs. Changes nothing."""
        leading = None
        for entry in self._delivered:
            if not entry.acknowledged:
                break
            leading = entry.last + 1
        return leading

    def confirm(self, offset: int) -> None:
        """The broker holds `offset` now. Only this moves the position (#316)."""
        assert offset <= (self.committable() or self.position), "confirmed more than was done"
        done = 0
        while done < len(self._delivered) and self._delivered[done].last < offset:
            entry = self._delivered[done]
            del self._index[entry.first, entry.last]
            done += 1
        del self._delivered[:done]
        self.position = max(self.position, offset)

    @property
    def in_work(self) -> int:
        """Number of runs that were fetched and are not acknowledged."""
        return sum(not entry.acknowledged for entry in self._delivered)
