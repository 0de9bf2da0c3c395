"""One worker process: the real agent, table and ledger on a fake producer and a fake disk."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

from streams.agents.cases import CasesAgent
from streams.app import App
from streams.app import Place as Site
from streams.ledger import Ledger, Run, cut
from streams.partition import PartitionWork
from streams.publishing import Outgoing, PublishFailed, StaleGeneration
from streams.tables import VersionedTable
from streams.transport import DurableProducer
from tests.simulator.broker import CHANGELOG, Broker, Flight, Place
from tests.simulator.letters import PARTITIONS, SOURCES
from tests.simulator.steps import halt, point

SILENT = logging.getLogger("simulator")
SILENT.setLevel(logging.CRITICAL)


@dataclass
class Disk:
    """Rows per partition as `streams.stores.RowStore` has them; outlives its process."""

    rows: dict[int, dict[bytes, bytes]] = field(default_factory=dict)
    offsets: dict[int, int] = field(default_factory=dict)
    #: An earlier state: what stands after a power cut took the last writes.
    older: tuple[dict[int, dict[bytes, bytes]], dict[int, int]] = field(
        default_factory=lambda: ({}, {})
    )

    def read(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        rows = self.rows.get(partition, {})
        return [rows.get(key) for key in keys]

    def put(self, partition: int, values: Mapping[bytes, bytes], offset: int) -> None:
        self.rows.setdefault(partition, {}).update(values)
        self.offsets[partition] = offset

    def offset(self, partition: int) -> int | None:
        return self.offsets.get(partition)

    def scan(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        yield from list(self.rows.get(partition, {}).items())

    def note(self) -> None:
        """Keep this state as the earlier one."""
        self.older = ({n: dict(rows) for n, rows in self.rows.items()}, dict(self.offsets))

    def fall_back(self) -> None:
        self.rows, self.offsets = {n: dict(r) for n, r in self.older[0].items()}, self.older[1]
        self.note()

    def lose(self) -> None:
        self.rows, self.offsets, self.older = {}, {}, ({}, {})


class Table(VersionedTable):
    """The real table without Faust around it."""

    changelog_topic_name: Any = CHANGELOG

    def __init__(self, app: Any, disk: Disk) -> None:
        self.app, self.log = app, SILENT  # type: ignore[assignment]
        self._data: Any = disk
        self._begin()

    def recover(self, broker: Broker, partition: int, random: Random) -> None:
        """From the persisted offset to the end of the changelog, in batches of any size."""
        disk: Disk = self.data
        log = broker.logs[CHANGELOG, partition]
        start = disk.offsets.get(partition, -1) + 1
        while start < len(log):
            records = log[start : start + random.randint(1, 12)]
            self.apply_changelog_batch([SimpleNamespace(message=one) for one in records])  # type: ignore[misc]
            start += len(records)


@dataclass
class Chances:
    """How often what goes wrong; the world sets all to nothing when it drains."""

    fail: float = 0.03
    unanswered: float = 0.03
    refuse_commit: float = 0.1
    split: float = 0.03


class Producer(DurableProducer):
    """Sends batches that a crash, a failure or a pause can cut at any point."""

    def __init__(self, app: Any, name: str, broker: Broker, random: Random) -> None:
        self.app, self.name = app, name
        self.broker, self.random = broker, random
        self.chances = Chances()

    async def append(
        self, topic: str, partition: int, units: Sequence[Any], *, generation: int | None = None
    ) -> list[int]:
        assert generation is not None
        offsets: list[int] = []
        for batch in self._batches([list(unit) for unit in units if unit]):
            if not self._still(generation)():
                raise StaleGeneration(f"{topic}[{partition}]")
            offsets += await self._send((topic, partition), batch, generation)
        return offsets

    async def publish(
        self, records: Sequence[Outgoing], *, generation: int | None = None
    ) -> list[int]:
        assert generation is not None
        places: dict[Place, list[Outgoing]] = {}
        for record in records:
            assert record.partition is not None
            places.setdefault((record.topic, record.partition), []).append(record)
        order = sorted(places)
        self.random.shuffle(order)
        failure: Exception | None = None
        for place in order:
            if not self._still(generation)():
                failure = failure or StaleGeneration(str(place))
                continue
            try:
                await self._send(place, places[place], generation)
            except PublishFailed as failed:
                failure = failure or failed
        if failure is not None:
            raise failure
        return []

    def _batches(self, units: list[list[Outgoing]]) -> Iterator[list[Outgoing]]:
        """Units whole, some together; now and then one too large for a batch is split."""
        batch: list[Outgoing] = []
        for unit in units:
            if batch and self.random.random() < 0.5:
                yield batch
                batch = []
            if len(unit) > 1 and self.random.random() < self.chances.split:
                middle = self.random.randrange(1, len(unit))
                self.broker.torn.add(unit[-1].key)
                yield batch + unit[:middle]
                batch = unit[middle:]
            else:
                batch = batch + unit
        if batch:
            yield batch

    async def _send(self, place: Place, batch: list[Outgoing], generation: int) -> list[int]:
        flight = Flight(place, batch, self.name, generation)
        self.broker.air.append(flight)
        await point(f"flying to {place[0]}")
        chance = self.random.random()
        if chance < self.chances.fail:
            if flight in self.broker.air:
                self.broker.air.remove(flight)
            raise PublishFailed(f"{place}: refused")
        offsets = self.broker.land(flight)
        if chance < self.chances.fail + self.chances.unanswered:
            raise PublishFailed(f"{place}: durable, and not answered")
        await point(f"durable in {place[0]}")
        return offsets


@dataclass(eq=False)
class Event:
    """One run as the agent gets it."""

    value: Run
    message: Any


class Worker:
    """A process: killed, it is thrown away; its disk stays."""

    def __init__(
        self, name: str, broker: Broker, disk: Disk, random: Random, *, agent: type[CasesAgent]
    ) -> None:
        self.name, self.broker, self.disk, self.random = name, broker, disk, random
        self.generation = -1
        self.paused = False
        self.lapsed = False
        self.assigned: list[int] = []
        self.ledgers: dict[Place, Ledger] = {}
        self.ledger: type[Ledger] = Ledger
        self.queue: deque[Event] = deque()
        consumer = SimpleNamespace(lease=self)
        self.faust = SimpleNamespace(consumer=consumer, consumer_generation_id=-1)
        self.table = Table(self.faust, disk)
        self.producer = Producer(self.faust, name, broker, random)
        self.faust.producer = self.producer
        site = Site("none", Path("nowhere"), PARTITIONS, SOURCES[0])
        self.agent = agent(App(self.faust, self.table, None), site)
        self.task = self.agent.read(self)
        self.label = "new"
        self.steps = 0

    # what the producer asks of the lease
    @property
    def holds(self) -> bool:
        return not self.lapsed

    @property
    def away_seconds(self) -> float:
        return 60.0 if self.lapsed else 0.0

    # what the agent asks of its stream
    def noack(self) -> Worker:
        return self

    async def events(self) -> AsyncIterator[Event]:
        while True:
            while not self.queue:
                await point("idle")
            yield self.queue.popleft()

    async def ack(self, event: Event) -> None:
        await point("before the acknowledgement")
        message, run = event.message, event.value
        book = self.ledgers.get((message.topic, message.partition))
        if book is not None:
            book.acknowledge(run.first, run.last, message.generation_id)

    # what the world does with it
    def step(self) -> str:
        """One step of the agent, up to its next point."""
        self.label = self.task.send(None)
        self.steps += 1
        for work in self.works():
            work.keep = 1 + self.steps % 3
        return self.label

    def works(self) -> list[PartitionWork]:
        return list(self.agent._works.values())

    @property
    def busy(self) -> bool:
        return self.label != "idle" or bool(self.queue)

    def kill(self) -> None:
        self.task.close()

    def take_up(self, generation: int, partitions: list[int], topics: Sequence[str]) -> None:
        """After a rebalance: recovered rows, new books at the committed offsets, an empty queue."""
        self.generation = self.faust.consumer_generation_id = generation
        self.queue.clear()
        self.assigned = partitions
        for number in partitions:
            self.table.recover(self.broker, number, self.random)
        self.ledgers = {
            (topic, number): self.ledger(generation, self.broker.committed[topic, number])
            for number in partitions
            for topic in topics
        }

    def fetch(self, place: Place, most: int, longest: int) -> int:
        """Take what stands in the log next, cut into runs, into the queue of the agent."""
        book = self.ledgers[place]
        records = self.broker.logs[place][book.expected : book.expected + most]
        for run in cut(records, longest):
            book.deliver(run.first, run.last)
            message = SimpleNamespace(
                topic=place[0], partition=place[1], generation_id=self.generation
            )
            self.queue.append(Event(run, message))
        return len(records)

    def commit(self) -> list[tuple[Place, int]]:
        """What the books allow; a commit that was not answered stays as it was in the book."""
        done = []
        for place, book in self.ledgers.items():
            offset = book.committable()
            if offset is None or not self.broker.commit(place, offset, self.generation):
                continue
            done.append((place, offset))
            if self.random.random() >= self.producer.chances.refuse_commit:
                book.confirm(offset)
        return done


__all__ = ["Chances", "Disk", "Event", "Producer", "Table", "Worker", "halt"]
