"""The one reader of timelines and acts into PostgreSQL: rows and position in one transaction.

It starts from its own stored position. When another process has moved that, it owns the
partition: the run is dropped, and the next assignment asks where the database stands. While the
database is away it waits, and the runs wait with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement.readmodel import projection
from enforcement.readmodel.projection import LostPartition
from enforcement.readmodel.rows import Record
from streams.app import App, Place
from streams.arrivals import partition_of
from streams.halt import stop_worker_unacknowledged
from streams.ledger import Run

RETRY_SECONDS: Final = 1.0
_log = logging.getLogger(__name__)


class ProjectorAgent:
    """Keeps where each partition stands as long as it is ours."""

    def __init__(self, engine: AsyncEngine, place: Place) -> None:
        self._engine, self._place = engine, place
        self._stands: dict[tuple[str, int], int] = {}

    async def positions(self) -> Mapping[tuple[str, int], int]:
        """Where the database stands; asked at each assignment, and waited for."""
        while True:
            try:
                async with self._engine.connect() as connection:
                    self._stands = dict(await projection.positions(connection))
            except (OperationalError, InterfaceError) as away:
                await self._wait(away)
            else:
                return self._stands

    async def handle(self, topic: str, run: Run, partition: int) -> None:
        """Project one run. Raises LostPartition when another process owns the partition."""
        for records in _parts(run):
            await self._project(topic, partition, records)

    async def _project(self, topic: str, partition: int, records: Sequence[Record]) -> None:
        place = (topic, partition)
        while True:
            try:
                async with self._engine.connect() as connection:
                    self._stands[place] = await projection.project(
                        connection,
                        topic=topic,
                        partition=partition,
                        records=records,
                        expected=self._stands.get(place, 0),
                        partition_of=lambda key: partition_of(key, self._place.partitions),
                    )
            except (OperationalError, InterfaceError) as away:
                await self._wait(away)
                await self.positions()  # it may have stood after all
            else:
                return

    async def _wait(self, away: Exception) -> None:
        _log.warning("The database does not answer, waiting: %s", away)
        await asyncio.sleep(RETRY_SECONDS)

    async def read(self, stream: Any) -> None:
        """The agent: what could lose something stops the process, unacknowledged."""
        async for event in stream.noack().events():
            message = event.message
            try:
                await self.handle(message.topic, event.value, message.partition)
            except LostPartition as lost:
                _log.warning("%s", lost)
            except Exception as failure:  # noqa: BLE001 - going on could lose it
                stop_worker_unacknowledged(failure)
            await stream.ack(event)


def _parts(run: Run) -> Iterator[list[Record]]:
    """A run as the projection takes it: at most so many records in one transaction."""
    records = [Record(one.offset, one.key, one.value, one.headers) for one in run]
    for start in range(0, len(records), projection.RECORDS_MOST):
        yield records[start : start + projection.RECORDS_MOST]


def attach(app: App, place: Place, engine: AsyncEngine) -> ProjectorAgent:
    """Let the agent read the app's topics, from where the database stands."""
    agent = ProjectorAgent(engine, place)
    app.faust.positions = agent.positions
    app.faust.agent(app.source, concurrency=1, name="projector")(agent.read)
    return agent
