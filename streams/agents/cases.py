"""The one writer of the cases: state first, then outputs, then acknowledgement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from streams.app import App, Place
from streams.arrivals import CLOCK_TOPIC
from streams.halt import stop_worker_unacknowledged
from streams.ledger import Run
from streams.partition import PartitionWork, Step
from streams.publishing import StaleGeneration


class CasesAgent:
    """Takes up a partition anew in each generation, so that nothing stale is kept in hand."""

    def __init__(self, app: App, place: Place) -> None:
        self._app, self._place = app, place
        self._works: dict[int, PartitionWork] = {}
        self._generation = -1

    async def _work(self, partition: int, generation: int) -> PartitionWork:
        if generation != self._generation:
            self._works, self._generation = {}, generation
        if partition not in self._works:
            rows, place = self._app.table, self._place
            await rows.claim(partition, generation=generation)
            self._works[partition] = PartitionWork.taken_up(
                partition, place.partitions, rows, source=place.source
            )
        return self._works[partition]

    async def handle(self, topic: str, run: Run, partition: int, generation: int) -> None:
        """Do one run. Raises StaleGeneration when the partition is no longer ours."""
        work = await self._work(partition, generation)
        steps: Iterable[Step]
        steps = work.days(run.records) if topic == CLOCK_TOPIC else (work.acts(run.records),)
        producer = self._app.faust.producer
        for step in steps:
            await self._app.table.write(partition, step.rows, generation=generation)
            await producer.publish(step.sends, generation=generation)

    async def read(self, stream: Any) -> None:
        """The agent: what could lose something stops the worker, unacknowledged."""
        async for event in stream.noack().events():
            message = event.message
            try:
                await self.handle(
                    message.topic, event.value, message.partition, message.generation_id
                )
            except StaleGeneration:
                self._works.clear()
            except Exception as failure:  # noqa: BLE001 - going on could lose it
                stop_worker_unacknowledged(failure)
            await stream.ack(event)


def attach(app: App, place: Place) -> CasesAgent:
    """Let the agent read the app's topics, one run at a time."""
    agent = CasesAgent(app, place)
    app.faust.agent(app.source, concurrency=1, name="cases")(agent.read)
    return agent
