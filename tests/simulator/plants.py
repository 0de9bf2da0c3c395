"""Bugs put in on purpose, each a few lines; a simulator that misses one proves nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final
from unittest.mock import patch

from streams.agents.cases import CasesAgent
from streams.arrivals import CLOCK_TOPIC, Arrival
from streams.casework import CaseWork
from streams.ledger import Ledger, Record, Run
from streams.partition import PartitionWork, Step
from streams.publishing import Outgoing
from streams.tables import VersionedTable
from tests.simulator.world import Plant


class OutputsFirst(CasesAgent):
    """Sends before the rows are durable."""

    async def handle(self, topic: str, run: Run, partition: int, generation: int) -> None:
        work = await self._work(partition, generation)
        clock = topic == CLOCK_TOPIC
        steps: Iterable[Step] = work.days(run.records) if clock else (work.acts(run.records),)
        producer = self._app.faust.producer
        for step in steps:
            await producer.publish(step.sends, generation=generation)
            await self._app.table.write(partition, step.rows, generation=generation)


class AcknowledgedFirst(CasesAgent):
    """Acknowledges before the work is done."""

    async def read(self, stream: Any) -> None:
        async for event in stream.noack().events():
            await stream.ack(event)
            again = _Once(stream, event)
            await super().read(again)


class _Once:
    """A stream of one event whose acknowledgement was given before."""

    def __init__(self, stream: Any, event: Any) -> None:
        self._stream, self._event = stream, event

    def noack(self) -> _Once:
        return self

    async def events(self) -> Any:
        yield self._event

    async def ack(self, _event: Any) -> None:
        """Given already."""


class GapsBridged(Ledger):
    """Commits behind whatever was acknowledged last, as bookkeeping of gaps would."""

    _latest = 0

    def acknowledge(self, first: int, last: int, generation: int) -> bool:
        done = super().acknowledge(first, last, generation)
        self._latest = max(self._latest, last + 1)
        return done

    def committable(self) -> int | None:
        return self._latest if self._latest > self.position else None


def _day_first(self: PartitionWork, tick: date, record: Record) -> Iterator[Step]:
    """The partition's day before the cases due on it; a day that stands is taken for done."""
    if self.day is not None and tick <= self.day:
        return
    steps = list(_DAY(self, tick, record))
    yield steps[-1]
    yield from steps[:-1]


def _older_wins(
    _self: VersionedTable, _partition: int, entries: Sequence[tuple[int, bytes, bytes | None]]
) -> dict[bytes, bytes]:
    """The last row that was written, whatever its version."""
    return {key: value for _, key, value in entries if value is not None}


def _only_new(self: CaseWork, named: set[str], arrivals: Sequence[Arrival]) -> Iterable[Outgoing]:
    """Tells a conflict when it comes, and never again."""
    fresh = {(entry.topic, entry.offset) for entry in self.entries[self.stored :]}
    new = [one for one in arrivals if (one.record.topic, one.record.offset) in fresh]
    return _CONFLICTING(self, named & {one.act.id for one in new}, new)


def _goes_back(self: CaseWork, day: date | None) -> None:
    self.head = dataclasses.replace(self.head, entries=len(self.entries), acted_on=day)


def _gaps_left(self: PartitionWork, work: CaseWork, first: date, last: date, **read: Any) -> None:
    """A case due in the gap before a tick is reckoned on the day of the tick alone."""
    _PASS_DAYS(self, work, max(first, last), last, **read)


def _one_of_a_run(self: CaseWork, arrivals: Sequence[Arrival]) -> None:
    """Of two acts under one id in one run, the last alone is looked at."""
    _ADD(self, list({arrival.act.id: arrival for arrival in arrivals}.values()))


_ADD: Final = CaseWork.add
_PASS_DAYS: Final = PartitionWork._pass_days
_DAY: Final = PartitionWork._day
_CONFLICTING: Final = CaseWork._conflicting


def _patched(target: type[Any], **names: Any) -> Callable[[], Any]:
    return lambda: patch.multiple(target, **names)


PLANTS: Final = (
    Plant("outputs before state", agent=OutputsFirst),
    Plant("acknowledged before state", agent=AcknowledgedFirst),
    Plant("gaps bridged instead of a book", ledger=GapsBridged),
    Plant("nothing sent again", patches=(_patched(CaseWork, send_again=lambda *_: None),)),
    Plant("a tick lost", patches=(_patched(PartitionWork, _day=_day_first),)),
    Plant("the older row wins", patches=(_patched(VersionedTable, _newest=_older_wins),)),
    Plant("a conflict told once", patches=(_patched(CaseWork, _conflicting=_only_new),)),
    Plant("gaps between days left", patches=(_patched(PartitionWork, _pass_days=_gaps_left),)),
    Plant("one of a run's conflict lost", patches=(_patched(CaseWork, add=_one_of_a_run),)),
    Plant(
        "a case goes back behind a cut tick",
        patches=(_patched(CaseWork, act_on=_goes_back, _never_back=lambda _self, on: on),),
    ),
)
