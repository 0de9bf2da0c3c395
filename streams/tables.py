"""A table whose rows carry their version, written in bulk: changelog durable first, store after.

    value in changelog and store = epoch (4 bytes), version (8 bytes, both big-endian), body

A batch of a worker that was thought dead may land after the next owner's rows. So an owner first
claims the partition with an epoch of its own; whatever of an earlier epoch stands behind the claim
in the changelog is void. Within an epoch recovery keeps the higher version. Local state is never
ahead of the changelog, and its persisted offset goes into the store together with the rows (plain
Faust: two writes, the first before the changelog is durable).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import faust
from faust.types import EventT
from faust.types.stores import StoreT

from streams.publishing import Outgoing, StaleGeneration
from streams.stores import MemoryRows, RocksRows, RowStore
from streams.transport import DurableProducer

EPOCH_BYTES = 4
VERSION_BYTES = 12
"""Of epoch and version together: values are compared by these bytes."""
CLAIM_KEY = b"!claim"

#: For 24 partitions on one machine: Faust's own are 2 GiB of cache and 192 MiB of buffers each.
ROCKSDB_OPTIONS: Mapping[str, int] = {
    "block_cache_size": 16 << 20,
    "write_buffer_size": 16 << 20,
    "max_open_files": 256,
}

_STORES: Mapping[str, type[Any]] = {"memory": MemoryRows, "rocksdb": RocksRows}


class Row(NamedTuple):
    """One row; its version never goes back."""

    key: bytes
    version: int
    body: bytes


class Overtaken(Exception):
    """The changelog holds rows of another worker that this store does not have: before our claim,
    so that what was recovered is not the last, or since, so that ours may be void.
    """


@dataclass(slots=True)
class _Void:
    """What recovery found void: from which offset on, and under which keys.

    Compaction keeps the last record of a key, so the good one must be put again before the void
    one stands alone; until then the persisted offset stays before the first, to find it again.
    """

    first: int
    keys: set[bytes] = field(default_factory=set)


def encode(row: Row, epoch: int = 0) -> bytes:
    """The value of a row in changelog and store."""
    version = row.version.to_bytes(VERSION_BYTES - EPOCH_BYTES, "big")
    return epoch.to_bytes(EPOCH_BYTES, "big") + version + row.body


def decode(key: bytes, value: bytes) -> Row:
    """The row of a value. No value of ours is shorter than a version."""
    assert len(value) >= VERSION_BYTES, f"{key!r}: a value without version"
    version = int.from_bytes(value[EPOCH_BYTES:VERSION_BYTES], "big")
    return Row(key, version, value[VERSION_BYTES:])


def epoch_of(value: bytes) -> int:
    """The epoch in which a value was written."""
    return int.from_bytes(value[:EPOCH_BYTES], "big")


class VersionedTable(faust.Table[bytes, bytes]):
    """Rows per partition, addressed by partition and key; the dictionary of Faust is closed.

    `table[key] = body` would need an event, encode twice, write the store before the changelog,
    and log a failed send instead of raising it.
    """

    data: Any

    def __init__(self, app: Any, **kwargs: Any) -> None:
        kwargs |= {"key_type": bytes, "value_type": bytes}
        # a fresh dict for each table: the store of Faust takes keys out of it
        kwargs.setdefault("options", dict(ROCKSDB_OPTIONS))
        super().__init__(app, **kwargs)
        self._begin()

    def _begin(self) -> None:
        """Per partition: the epoch we claimed, how far we know its changelog, what is void."""
        self._epochs: dict[int, int] = {}
        self._known: dict[int, int] = {}
        self._void: dict[int, _Void] = {}

    def _new_store_by_url(self, url: Any) -> StoreT[Any, Any]:
        scheme = getattr(url, "scheme", "") or str(url).partition(":")[0]
        store: StoreT[Any, Any] = _STORES[scheme](
            url,
            self.app,
            self,
            table_name=self.name,
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
            loop=self.loop,
            options=dict(self.options or {}),
        )
        return store

    @property
    def rows(self) -> RowStore:
        """The store, as ours."""
        store: RowStore = self.data
        return store

    def read(self, partition: int, keys: Sequence[bytes]) -> list[Row | None]:
        """The rows of `keys`, in their order; None where there is none."""
        values = self.rows.read(partition, keys)
        return [
            None if value is None else decode(key, value)
            for key, value in zip(keys, values, strict=True)
        ]

    def scan(self, partition: int) -> Iterator[Row]:
        """All rows of a partition, for indexes in `on_recover`. Read it to its end."""
        for key, value in self.rows.scan(partition):
            if key != CLAIM_KEY:
                yield decode(key, value)

    async def claim(self, partition: int, *, generation: int) -> None:
        """Take a recovered partition: what an earlier owner still writes is void from here on.

        Then put again what a void record would outlive in compaction. Raises as `write` does.
        """
        (stored,) = self.rows.read(partition, [CLAIM_KEY])
        self._epochs[partition] = 1 + (0 if stored is None else epoch_of(stored))
        await self._write(partition, [[Row(CLAIM_KEY, 0, b"")]], generation=generation)
        void = self._void.pop(partition, None)
        if void is not None:
            rows = self.read(partition, sorted(void.keys))
            again = [[row] for row in rows if row is not None]
            await self._write(partition, again, generation=generation)

    async def write(
        self, partition: int, steps: Sequence[Sequence[Row]], *, generation: int
    ) -> None:
        """Changelog durable, then store. The rows of one step stay in one batch when they fit.

        StaleGeneration: nothing (further) was published and nothing stored: drop the work.
        Any other exception: stop the worker, unacknowledged, and recover anew. Such as Overtaken:
        what is stored ahead of rows unread would make these void at the next recovery, and a row
        behind a later claim is void itself. Nothing was stored; the changelog judges.
        """
        await self._write(partition, steps, generation=generation)

    async def _write(
        self, partition: int, steps: Sequence[Sequence[Row]], *, generation: int
    ) -> None:
        topic, epoch = self.changelog_topic_name, self._epochs.get(partition, 0)
        values = [[(row.key, encode(row, epoch)) for row in step] for step in steps]
        if not any(values):
            return
        units = [[Outgoing(topic, key, value, partition) for key, value in step] for step in values]
        producer: Any = self.app.producer
        assert isinstance(producer, DurableProducer)
        offsets = await producer.append(topic, partition, units, generation=generation)
        if self.app.consumer_generation_id != generation:
            # Durable in the changelog, where the version guard judges it; the store may be
            # another generation's by now and recovers from there.
            raise StaleGeneration(f"{topic}[{partition}]: rebalanced while publishing")
        known = self._known_through(partition)
        if (offsets[0], offsets[-1]) != (known + 1, known + len(offsets)):
            raise Overtaken(f"{topic}[{partition}]: rows of another worker after {known}")
        flat = {key: value for step in values for key, value in step}
        self.rows.put(partition, flat, self._complete_to(partition, offsets[-1]))
        self._known[partition] = offsets[-1]

    def _complete_to(self, partition: int, last: int) -> int:
        """Base offset + number of records - 1 (one more: recovery ends with ConsistencyError); as
        long as a void record is to be found again, the offset before it.
        """
        void = self._void.get(partition)
        return last if void is None else void.first - 1

    def _known_through(self, partition: int) -> int:
        """The last offset of the changelog that this store has, or found void."""
        persisted = self.rows.offset(partition)
        return max(-1 if persisted is None else persisted, self._known.get(partition, -1))

    def apply_changelog_batch(self, batch: Iterable[EventT[Any]]) -> None:
        """Keep the higher version of each row; rows and offset in one write. Plain: last wins."""
        partitions: dict[int, list[tuple[int, bytes, bytes | None]]] = {}
        for event in batch:
            message = event.message
            assert message.key is not None, f"a changelog record without key: {message}"
            entry = (message.offset, bytes(message.key), message.value)
            partitions.setdefault(message.partition, []).append(entry)
        for partition, entries in partitions.items():
            changed = self._newest(partition, entries)
            last = max(offset for offset, *_ in entries)
            void = self._void.get(partition)
            self.rows.put(partition, changed, last if void is None else void.first - 1)
            self._known[partition] = max(last, self._known.get(partition, -1))

    def _newest(
        self, partition: int, entries: Sequence[tuple[int, bytes, bytes | None]]
    ) -> dict[bytes, bytes]:
        """The rows that change: none from before the last claim, else the higher version."""
        keys = list({CLAIM_KEY, *(key for _, key, _ in entries)})
        stored = self.rows.read(partition, keys)
        newest = {key: value for key, value in zip(keys, stored, strict=True) if value is not None}
        claimed = epoch_of(newest.get(CLAIM_KEY, bytes(VERSION_BYTES)))
        changed = {}
        for offset, key, value in entries:
            # rows are never deleted: a dossier only grows, so a tombstone is not ours
            if value is None:
                continue
            epoch = epoch_of(value)
            if epoch < claimed:
                self._void.setdefault(partition, _Void(offset)).keys.add(key)
                continue
            if key == CLAIM_KEY:
                claimed = epoch
            there = newest.get(key)
            if there is None or value[:VERSION_BYTES] >= there[:VERSION_BYTES]:
                newest[key] = changed[key] = value
        return changed

    def on_key_set(self, key: Any, value: Any) -> None:
        """Closed: it would write the store before the changelog."""
        raise TypeError("rows are written with write()")

    def on_key_del(self, key: Any) -> None:
        """Closed: rows are never deleted."""
        raise TypeError("rows are never deleted")
