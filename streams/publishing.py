"""Publishing in bulk, without a silent failure: records become aiokafka batches, each awaited.

Faust's `send_soon` logs a failed send and goes on, and its flush gives up after 0.1 s without
progress; here nothing returns before the broker has everything, and any doubt raises.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from aiokafka.errors import KafkaError

from streams.ledger import Headers

#: An idempotent aiokafka producer retries for ever (its sender never expires a batch once it has
#: a producer id), so the time-out of the request alone would hide a dead broker: the end is ours.
PUBLISH_SECONDS = 60.0

#: Upper bound of what a record costs in a batch beside key, value and headers.
_OVERHEAD_BYTES = 64

Still = Callable[[], bool]


class PublishFailed(Exception):
    """Some record may not be durable. The work may not be acknowledged."""


class RecordTooLarge(PublishFailed):
    """Found before anything was sent, so its case can be parked alone."""


class StaleGeneration(Exception):
    """The partition may belong to another worker by now: drop the work, it comes again there."""


class Outgoing(NamedTuple):
    """A record to be published; without a partition murmur2 of the key decides, as in Java."""

    topic: str
    key: bytes | None
    value: bytes | None
    partition: int | None = None
    headers: Headers = ()
    timestamp_ms: int | None = None

    @property
    def size(self) -> int:
        """Bytes that this record takes in a batch, at most."""
        size = len(self.key or b"") + len(self.value or b"") + _OVERHEAD_BYTES
        for name, value in self.headers:
            size += len(name) + len(value) + 10
        return size


class Place(NamedTuple):
    """Where a batch goes."""

    topic: str
    partition: int


#: Records that belong together: the rows of one case.
Unit = Sequence[Outgoing]


def batches(producer: Any, units: Iterable[Unit], limit: int) -> Iterator[tuple[Any, int]]:
    """Aiokafka batches of one partition's units, in order; a unit is split only if it must be.

    A batch is written to the log whole or not at all, so a unit that fits is atomic.
    """
    batch, count = producer.create_batch(), 0
    for unit in units:
        if count and batch.size() + sum(record.size for record in unit) > limit:
            yield batch, count
            batch, count = producer.create_batch(), 0
        for record in unit:
            if not _append(batch, record):
                yield batch, count
                batch, count = producer.create_batch(), 0
                taken = _append(batch, record)
                assert taken, "an empty batch takes any record"
            count += 1
    if count:
        yield batch, count


def _append(batch: Any, record: Outgoing) -> bool:
    metadata = batch.append(
        key=record.key,
        value=record.value,
        timestamp=record.timestamp_ms,
        headers=list(record.headers),
    )
    return metadata is not None


async def send_units(
    producer: Any, place: Place, units: Iterable[Unit], limit: int, *, still: Still
) -> list[int]:
    """Offsets of all records of `units`, once all are durable. `still` is asked before each batch.

    Raises StaleGeneration with nothing further sent, or PublishFailed.
    """
    futures: list[Any] = []
    counts: list[int] = []
    try:
        for batch, count in batches(producer, units, limit):
            if not still():
                raise StaleGeneration(f"{place}: {sum(counts)} records stand already")
            # send_batch waits until the batch before it was taken, so order in the log is kept
            futures.append(await producer.send_batch(batch, place.topic, partition=place.partition))
            counts.append(count)
    except KafkaError as failure:
        raise PublishFailed(f"{place}: {failure!r}") from failure
    finally:
        # whatever was sent is looked at, also when a later batch was not sent
        answers = await asyncio.gather(*futures, return_exceptions=True)
    return _offsets(place, answers, counts)


def _offsets(place: Place, answers: Sequence[Any], counts: Sequence[int]) -> list[int]:
    offsets: list[int] = []
    for answer, count in zip(answers, counts, strict=True):
        if isinstance(answer, BaseException):
            raise PublishFailed(f"{place}: {answer!r}") from answer
        # A retry that the broker knows only by its sequence number is answered without an offset
        # (DuplicateSequenceNumber). Durable, but a guess here would be a wrong recovery later.
        if answer is None or answer.offset < 0:
            raise PublishFailed(f"{place}: the broker gave no base offset")
        offsets.extend(range(answer.offset, answer.offset + count))
    return offsets


async def send_all(
    producer: Any, records: Sequence[Outgoing], limit: int, still: Still
) -> list[int]:
    """Offsets in the order of `records`, across topics and partitions, once all are durable."""
    await asyncio.gather(*(producer.partitions_for(name) for name in {r.topic for r in records}))
    indexes: dict[Place, list[int]] = defaultdict(list)
    for index, record in enumerate(records):
        indexes[Place(record.topic, _partition(producer, record))].append(index)
    answers = await asyncio.gather(
        *(
            send_units(producer, place, [[records[i] for i in chosen]], limit, still=still)
            for place, chosen in indexes.items()
        ),
        return_exceptions=True,
    )
    offsets = [-1] * len(records)
    for chosen, answer in zip(indexes.values(), answers, strict=True):
        if isinstance(answer, BaseException):
            raise answer
        for index, offset in zip(chosen, answer, strict=True):
            offsets[index] = offset
    return offsets


def refuse_large(records: Iterable[Outgoing], largest: int) -> None:
    """Aiokafka checks the size in `send`, not in `send_batch`: there the broker would refuse."""
    for record in records:
        if record.size > largest:
            raise RecordTooLarge(
                f"{record.topic}: key {record.key!r} takes {record.size} bytes, at most {largest}"
            )


def _partition(producer: Any, record: Outgoing) -> int:
    partition: int = producer._partition(
        record.topic, record.partition, None, None, record.key, None
    )
    return partition
