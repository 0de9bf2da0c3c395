"""A case played day by day through the topics, as it would have gone: the clock, acts, letters.

    for each day:  the clock shows it -> its tick -> the acts that became known -> the letters due

The next day begins when every letter that is due was delivered and receipted, so the same file
gives the same case whatever happens to a worker meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import chain
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from enforcement import envelope, notices
from enforcement.act import Act
from enforcement.acts.kennisgeving_bezorgd import KennisgevingBezorgd
from enforcement.dossier import Dossier
from enforcement.envelope import Envelope
from enforcement.intake import CaseFile
from enforcement.law.terms import next_day
from enforcement.letters.view import brief
from enforcement.reckoning import Reckoning
from enforcement.values import AMSTERDAM
from streams import clock
from streams.arrivals import CLOCK_TOPIC
from streams.clock import PlayedClock
from streams.submit import ActProducer

PATIENCE_SECONDS: Final = 120.0
LOOK_SECONDS: Final = 0.5
EVENING: Final = time(18)
"""When the clock of a played day stands: after all that became known on it."""


@dataclass(frozen=True, slots=True)
class PlayDay:
    """One day of the play, and the acts that became known on it, in the order in which they did."""

    on: date
    acts: tuple[Act, ...]


def days(case: CaseFile) -> Iterator[PlayDay]:
    """Every day from the first on which something became known through the day of the file."""
    known = sorted(case.dossier.acts.values(), key=lambda act: (act.known_at, act.rank))
    assert known, "a case without acts cannot be played"
    assert case.on is not None, "the file names the last day"
    on = _day(known[0])
    while on <= case.on:
        yield PlayDay(on, tuple(act for act in known if _day(act) == on))
        on = next_day(on)


def evening(on: date) -> datetime:
    """The instant that a played day shows."""
    return datetime.combine(on, EVENING, tzinfo=AMSTERDAM)


def _day(act: Act) -> date:
    return act.known_at.astimezone(AMSTERDAM).date()


class PlayFailed(Exception):
    """A letter that is due does not come."""


@dataclass(slots=True)
class Player:
    """Plays days onto the topics of a running house, and follows the case as it should be.

    `look_after` is called while it waits: who runs the house sees to its processes there.
    """

    case: str
    source: str
    clock: PlayedClock
    acts: ActProducer
    ticks: Any
    receipts: Any
    look_after: Callable[[], None]
    dossier: Dossier = field(init=False)
    receipted: dict[str, Act] = field(default_factory=dict)
    next_on: date | None = None

    def __post_init__(self) -> None:
        self.dossier = Dossier(self.case)

    async def play(self, day: PlayDay) -> None:
        """Play one day to its end. Raises PlayFailed when a letter does not come."""
        self.clock.put(evening(day.on))
        await self._tick(day.on)
        if day.acts:
            await self.acts.submit([Envelope(self.case, self.source, act) for act in day.acts])
        for act in day.acts:
            self.dossier = self.dossier.add(act).dossier
        if day.acts or (self.next_on is not None and self.next_on <= day.on):
            await self._letters(day.on)

    async def _tick(self, on: date) -> None:
        partitions = await self.ticks.partitions_for(CLOCK_TOPIC)
        sent = [
            await self.ticks.send(
                CLOCK_TOPIC, clock.tick(number, on, self.source), partition=number
            )
            for number in sorted(partitions)
        ]
        await asyncio.gather(*sent)

    async def _letters(self, on: date) -> None:
        """Until nothing is due any more: a receipt may make a decision work, and more fall due."""
        while True:
            answer = notices.answer(self.dossier, on)
            self.next_on = answer.next_change_on
            owed = letters_due(self.dossier, answer) - self.receipted.keys()
            if not owed:
                return
            await self._receive(owed)
            for notice in sorted(owed):
                self.dossier = self.dossier.add(self.receipted[notice]).dossier

    async def _receive(self, owed: set[str]) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE_SECONDS
        while not owed <= self.receipted.keys():
            if loop.time() > until:
                missing = ", ".join(sorted(owed - self.receipted.keys()))
                raise PlayFailed(f"{self.clock.now():%Y-%m-%d}: no receipt came of {missing}")
            self.look_after()
            fetched = await self.receipts.getmany(timeout_ms=int(LOOK_SECONDS * 1000))
            for record in chain.from_iterable(fetched.values()):
                read = envelope.read(record.value, unknown_fields="allow")
                if isinstance(read, Envelope) and isinstance(read.act, KennisgevingBezorgd):
                    self.receipted[read.act.notice] = read.act


def letters_due(dossier: Dossier, answer: Reckoning) -> set[str]:
    """The ids of the notices due of which the house makes a letter."""
    return {one.id for one in answer.notices if brief(dossier, answer, one) is not None}


@asynccontextmanager
async def player(
    case: str, source: str, played: PlayedClock, servers: str, *, look_after: Callable[[], None]
) -> AsyncIterator[Player]:
    """A player joined to the topics."""
    ticks = AIOKafkaProducer(bootstrap_servers=servers, enable_idempotence=True, acks="all")
    receipts = AIOKafkaConsumer(
        "deliveries", bootstrap_servers=servers, group_id=None, auto_offset_reset="earliest"
    )
    async with ActProducer(servers) as acts:
        try:
            await ticks.start()
            await receipts.start()
            yield Player(case, source, played, acts, ticks, receipts, look_after)
        finally:
            await receipts.stop()
            await ticks.stop()
