"""A table whose rows carry their version, written in bulk: changelog durable first, store after.

    value in changelog and store = version, 8 bytes big-endian, then the body

Recovery keeps the higher version: a paused worker may have written an older row after the new
owner's, and compaction keeps the last. Local state is never ahead of the changelog, and its
persisted offset goes into the store together with the rows (plain Faust: two writes, the first
before the changelog is durable).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import faust
from faust.types import EventT
from faust.types.stores import StoreT

from streams.publishing import Outgoing, StaleGeneration
from streams.stores import MemoryRows, RocksRows, RowStore
from streams.transport import DurableProducer

VERSION_BYTES = 8

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


def encode(row: Row) -> bytes:
    """The value of a row in changelog and store."""
    return row.version.to_bytes(VERSION_BYTES, "big") + row.body


def decode(key: bytes, value: bytes) -> Row:
    """The row of a value. No value of ours is shorter than a version."""
    assert len(value) >= VERSION_BYTES, f"{key!r}: a value without version"
    return Row(key, int.from_bytes(value[:VERSION_BYTES], "big"), value[VERSION_BYTES:])


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
            yield decode(key, value)

    async def write(
        self, partition: int, steps: Sequence[Sequence[Row]], *, generation: int
    ) -> None:
        """Changelog durable, then store. The rows of one step stay in one batch when they fit.

        StaleGeneration: nothing (further) was published and nothing stored: drop the work.
        Any other exception: stop the worker, unacknowledged.
        """
        topic = self.changelog_topic_name
        values = [[(row.key, encode(row)) for row in step] for step in steps]
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
        flat = {key: value for step in values for key, value in step}
        self.rows.put(partition, flat, self._complete_to(partition, offsets))

    def _complete_to(self, partition: int, offsets: Sequence[int]) -> int:
        """Base offset + number of records - 1 (one more: recovery ends with ConsistencyError).

        Records of someone else before or between ours (a worker that was thought dead) are not in
        this store. The offset then stays where it was, and the next recovery reads them.
        """
        before = self.rows.offset(partition)
        before = -1 if before is None else before
        if offsets[0] == before + 1 and offsets[-1] == before + len(offsets):
            return offsets[-1]
        self.log.warning("Another worker wrote the changelog of partition %s too", partition)
        return before

    def apply_changelog_batch(self, batch: Iterable[EventT[Any]]) -> None:
        """Keep the higher version of each row; rows and offset in one write. Plain: last wins."""
        partitions: dict[int, list[tuple[int, bytes, bytes | None]]] = {}
        for event in batch:
            message = event.message
            assert message.key is not None, f"a changelog record without key: {message}"
            entry = (message.offset, bytes(message.key), message.value)
            partitions.setdefault(message.partition, []).append(entry)
        for partition, entries in partitions.items():
            self.rows.put(
                partition, self._newest(partition, entries), max(offset for offset, *_ in entries)
            )

    def _newest(
        self, partition: int, entries: Sequence[tuple[int, bytes, bytes | None]]
    ) -> dict[bytes, bytes]:
        keys = list({key for _, key, _ in entries})
        stored = self.rows.read(partition, keys)
        newest = {key: value for key, value in zip(keys, stored, strict=True) if value is not None}
        changed = {}
        for _, key, value in entries:
            # rows are never deleted: a dossier only grows, so a tombstone is not ours
            if value is None:
                continue
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
