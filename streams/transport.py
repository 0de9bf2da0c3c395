"""Our driver on Faust's public extension points: runs, an own commit book, durable publishing.

Pinned to faust-streaming 0.15.3 and aiokafka 0.14.0. Every override names the issue it repairs
and has a test in tests/streams/test_transport.py in which plain Faust misbehaves: when that half
of the test fails after an upgrade, the override can go.
"""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, ClassVar

from faust.transport import drivers
from faust.transport.drivers import aiokafka as driver

from streams.consumer import RunConsumer
from streams.halt import stop_worker_unacknowledged
from streams.publishing import (
    PUBLISH_SECONDS,
    Outgoing,
    Place,
    PublishFailed,
    Still,
    Unit,
    refuse_large,
    send_all,
    send_units,
)

#: Faust's knobs as far as they do not depend on the place (reference: engine 1.3).
ENGINE_SETTINGS: Mapping[str, Any] = {
    "processing_guarantee": "at_least_once",
    "key_serializer": "raw",
    "value_serializer": "raw",
    "broker_commit_interval": 1.0,
    "broker_max_poll_records": None,
    "broker_session_timeout": 20.0,
    "broker_heartbeat_interval": 3.0,
    "broker_rebalance_timeout": 60.0,
    "broker_request_timeout": 40.0,
    "consumer_max_fetch_size": 4 << 20,
    "consumer_auto_offset_reset": "earliest",
    "producer_acks": -1,
    "producer_linger": 0.0,
    "producer_max_batch_size": 256 << 10,
    "producer_request_timeout": 40.0,
    "stream_wait_empty": True,
    "topic_allow_declare": False,
    "topic_disable_leader": True,
    "web_enabled": False,
}


class DurableProducer(driver.Producer):
    """Publishes in bulk; nothing returns before it is durable, and any doubt raises."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # at 100 the conductor blocks, and logs, at every burst (#173)
        self.buffer.max_messages = 10_000

    def _settings_extra(self) -> Mapping[str, Any]:
        """Idempotent, so that a retry is not a second record; Faust has no setting for it."""
        return {**super()._settings_extra(), "enable_idempotence": True, "acks": "all"}

    async def publish(
        self, records: Sequence[Outgoing], *, generation: int | None = None
    ) -> list[int]:
        """Offsets in the order of the records, once each is durable. Raises on any failure."""
        refuse_large(records, self.max_request_size)
        work = send_all(
            self._ensure_producer(), records, self.max_batch_size, self._still(generation)
        )
        return await _in_time(work)

    async def append(
        self, topic: str, partition: int, units: Sequence[Unit], *, generation: int | None = None
    ) -> list[int]:
        """As publish, to one partition, each unit in one batch when it fits, in order."""
        for unit in units:
            refuse_large(unit, self.max_request_size)
        place, still = Place(topic, partition), self._still(generation)
        producer = self._ensure_producer()
        return await _in_time(send_units(producer, place, units, self.max_batch_size, still=still))

    def _still(self, generation: int | None) -> Still:
        """Asked before each batch: whether the generation of the work is still ours."""

        def still() -> bool:
            if generation is None:
                return True
            consumer: Any = self.app.consumer
            if not consumer.lease.holds:
                # not merely stale: within its own generation it would count as acknowledged
                stop_worker_unacknowledged(f"away for {consumer.lease.away_seconds:.0f} s")
            return bool(self.app.consumer_generation_id == generation)

        return still


async def _in_time(work: Coroutine[Any, Any, list[int]]) -> list[int]:
    try:
        return await asyncio.wait_for(work, PUBLISH_SECONDS)
    except TimeoutError as late:
        raise PublishFailed(f"not durable within {PUBLISH_SECONDS} s") from late


class Transport(driver.Transport):
    """The driver behind `dwangsom://host:port`."""

    Consumer: ClassVar[type[Any]] = RunConsumer
    Producer: ClassVar[type[Any]] = DurableProducer


def register() -> None:
    """Make `dwangsom://` known to Faust; before the App is made."""
    drivers.TRANSPORTS.aliases["dwangsom"] = "streams.transport:Transport"
