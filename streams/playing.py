"""A case played day by day through the topics, as it would have gone: the clock, acts, letters.

    for each day:  the clock shows it -> its tick -> the acts that became known -> the letters due

The next step begins when the case was reckoned with all of the step before, and the next day when
every letter due was receipted. Acts travel on several topics, and a year is played in seconds: a
decision would be read before the zienswijze of a fortnight earlier, and its letter say that none
came. So the same file gives the same letters, whatever happens to a worker meanwhile.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
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
from streams.arrivals import CLOCK_TOPIC, TIMELINES_TOPIC
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
    """A letter that is due does not come, or the case is not reckoned."""


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
    answers: Any
    look_after: Callable[[], None]
    dossier: Dossier = field(init=False)
    receipted: dict[str, Act] = field(default_factory=dict)
    delivered: set[str] = field(default_factory=set)
    reckoned_acts: int = 0
    next_on: date | None = None

    def __post_init__(self) -> None:
        self.dossier = Dossier(self.case)

    async def play(self, day: PlayDay) -> None:
        """Play one day to its end. Raises PlayFailed when an answer to it does not come."""
        self.clock.put(evening(day.on))
        await self._tick(day.on)
        for act in day.acts:
            await self.acts.submit([Envelope(self.case, self.source, act)])
            self.dossier = self.dossier.add(act).dossier
            await self._reckoned()
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
            owed = letters_due(self.dossier, answer) - self.delivered
            if not owed:
                return
            await self._until(
                partial(owed.issubset, self.receipted), f"receipt of {', '.join(sorted(owed))}"
            )
            for notice in sorted(owed):
                self.dossier = self.dossier.add(self.receipted[notice]).dossier
            self.delivered |= owed
            await self._reckoned()

    async def _reckoned(self) -> None:
        """Until the case was reckoned with every act that there is by now."""
        acts = self.dossier.version
        await self._until(lambda: self.reckoned_acts >= acts, f"reckoning of {acts} acts")

    async def _until(self, come: Callable[[], bool], what: str) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE_SECONDS
        while not come():
            if loop.time() > until:
                raise PlayFailed(f"{self.clock.now():%Y-%m-%d}: no answer came: {what}")
            self.look_after()
            fetched = await self.answers.getmany(timeout_ms=int(LOOK_SECONDS * 1000))
            for record in chain.from_iterable(fetched.values()):
                self._hear(record)

    def _hear(self, record: Any) -> None:
        """A timeline tells how many acts it was reckoned with, a receipt its letter."""
        if record.topic == TIMELINES_TOPIC:
            reckoned = json.loads(record.value)["reckoning"]
            if record.key == self.case.encode("ascii") and reckoned is not None:
                self.reckoned_acts = max(self.reckoned_acts, reckoned["version"])
            return
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
    answers = AIOKafkaConsumer(
        "deliveries",
        TIMELINES_TOPIC,
        bootstrap_servers=servers,
        group_id=None,
        auto_offset_reset="earliest",
    )
    async with ActProducer(servers) as acts:
        try:
            await ticks.start()
            await answers.start()
            yield Player(case, source, played, acts, ticks, answers, look_after)
        finally:
            await answers.stop()
            await ticks.stop()
