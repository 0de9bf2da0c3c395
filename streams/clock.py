"""The clock puts one day on every partition: time comes in by the door.

Idempotent and gap-filling: it reads the last day of each partition first, and puts each day from
the one after it through today. Two clocks, a missed night or a restart do no harm, since a day
that came before changes nothing. The legal day is that of Europe/Amsterdam, decided here once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Protocol

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from enforcement import acts, envelope
from enforcement.act import Act
from enforcement.envelope import Envelope
from enforcement.law.terms import next_day
from enforcement.values import AMSTERDAM
from streams.arrivals import CLOCK_TOPIC


class Clock(Protocol):
    """Where day and instant come from: the real ones, or those of a played case."""

    def now(self) -> datetime:
        """The instant, with its offset."""


class SystemClock:
    """The real clock. The one place beside the command line that asks the machine for the time."""

    def now(self) -> datetime:
        """Now, in Amsterdam."""
        return datetime.now(AMSTERDAM)


class PlayedClock:
    """The clock of a played case: the instant that lies in a file, put there by whoever plays."""

    def __init__(self, file: Path) -> None:
        """Read and write that file."""
        self._file = file

    def now(self) -> datetime:
        """The instant that was put last."""
        return datetime.fromisoformat(self._file.read_text(encoding="ascii"))

    def put(self, instant: datetime) -> None:
        """Let it be this instant for every process that reads the file."""
        assert instant.tzinfo is not None, "an instant has an offset"
        beside = self._file.with_suffix(".next")
        beside.write_text(instant.isoformat(), encoding="ascii")
        beside.replace(self._file)


def clock_of(played: Path | None) -> Clock:
    """The clock of this process: the machine's, or the played one in a file."""
    return SystemClock() if played is None else PlayedClock(played)


def today(clock: Clock) -> date:
    """The legal day of an instant: the civil day in Amsterdam."""
    return clock.now().astimezone(AMSTERDAM).date()


def tick(partition: int, on: date, source: str) -> bytes:
    """The record of one day for one partition; the same day gives the same bytes."""
    noon = datetime.combine(on, time(12), tzinfo=AMSTERDAM).isoformat()
    raw = {"act": "dag-aangebroken", "id": f"dag/{partition}/{on}", "on": on.isoformat()}
    act = acts.read({**raw, "recorded_at": noon})
    assert isinstance(act, Act), f"a day that cannot be read: {act}"
    return envelope.write(Envelope(envelope.CLOCK_SUBJECT, source, act))


def missing_days(last: date | None, until: date) -> Iterator[date]:
    """The days to put after `last` through `until`; without a last day `until` alone.

    Example: last 1 March, today 4 March: 2, 3 and 4 March.
    """
    day = until if last is None else next_day(last)
    while day <= until:
        yield day
        day = next_day(day)


async def put_days(bootstrap_servers: str, until: date, source: str) -> Mapping[int, int]:
    """Put what is missing on each partition through `until`; answers how many days on each."""
    lasts = await last_days(bootstrap_servers)
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap_servers, enable_idempotence=True, acks="all"
    )
    await producer.start()
    put: dict[int, int] = {}
    try:
        sent: list[Awaitable[Any]] = []
        for partition, last in lasts.items():
            days = list(missing_days(last, until))
            for day in days:
                value = tick(partition, day, source)
                sent.append(await producer.send(CLOCK_TOPIC, value, partition=partition))
            put[partition] = len(days)
        await asyncio.gather(*sent)  # each is durable, or this raises
    finally:
        await producer.stop()
    return put


async def last_days(bootstrap_servers: str) -> dict[int, date | None]:
    """The last day that stands on each partition of the clock topic; None where there is none."""
    consumer = AIOKafkaConsumer(
        CLOCK_TOPIC, bootstrap_servers=bootstrap_servers, group_id=None, enable_auto_commit=False
    )
    await consumer.start()
    try:
        places = sorted(consumer.assignment())
        assert places, "the topic clock is missing: dwangsom topics makes it"
        ends = await consumer.end_offsets(places)
        return {place.partition: await _last(consumer, place, ends[place]) for place in places}
    finally:
        await consumer.stop()


async def _last(consumer: Any, place: TopicPartition, end: int) -> date | None:
    """The last readable day below the end; what is not a day is passed over, backwards."""
    for offset in range(end - 1, -1, -1):
        consumer.seek(place, offset)
        record = await consumer.getone(place)
        if record.value is None:
            continue
        read = envelope.read(record.value, unknown_fields="allow")
        if isinstance(read, Envelope):
            return read.act.on
    return None
