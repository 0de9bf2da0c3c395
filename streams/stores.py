"""Where the rows of a table live on this machine: RocksDB, or memory for tests and small runs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import rocksdict
from faust.stores import memory, rocksdb
from faust.types import TP


class RowStore(Protocol):
    """Rows per partition, with the changelog offset up to which they are complete."""

    def read(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        """Values in the order of the keys."""

    def put(self, partition: int, values: Mapping[bytes, bytes], offset: int) -> None:
        """Values and offset at once, or neither."""

    def offset(self, partition: int) -> int | None:
        """Up to which changelog offset, inclusive, the rows are complete."""

    def scan(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        """All rows of a partition."""


class RocksRows(rocksdb.Store):
    """One RocksDB per partition; values and changelog offset in one WriteBatch.

    Plain Faust writes the value, and the offset when the changelog answers: a kill in between
    leaves rows that the offset does not know of, ahead of the changelog if the send failed.
    """

    def read(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        """Values in the order of the keys."""
        values: list[bytes | None] = self._db_for_partition(partition).get(list(keys))
        return values

    def put(self, partition: int, values: Mapping[bytes, bytes], offset: int) -> None:
        """Values and offset at once, or neither."""
        batch = rocksdict.WriteBatch(raw_mode=True)
        for key, value in values.items():
            batch.put(key, value)
        batch.put(self.offset_key, str(offset).encode())
        self._db_for_partition(partition).write(batch)

    def offset(self, partition: int) -> int | None:
        """Up to which changelog offset, inclusive, the rows are complete."""
        offset = self._db_for_partition(partition).get(self.offset_key)
        return None if offset is None else int(offset)

    def scan(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        """All rows of a partition. A scan left half way keeps the lock on the files (#573)."""
        yield from self._visible_items(self._db_for_partition(partition))


class MemoryRows(memory.Store[bytes, bytes]):
    """A dict per partition, forgotten with the partition.

    Plain Faust keeps one dict for all: rows of a lost partition stay and come back stale, and
    every rebalance replays the whole changelog because no offset is kept.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self._partitions: dict[int, dict[bytes, bytes]] = {}
        self._offsets: dict[int, int] = {}

    def read(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        """Values in the order of the keys."""
        rows = self._partitions.get(partition, {})
        return [rows.get(key) for key in keys]

    def put(self, partition: int, values: Mapping[bytes, bytes], offset: int) -> None:
        """Values and offset at once."""
        self._partitions.setdefault(partition, {}).update(values)
        self._offsets[partition] = offset

    def scan(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        """All rows of a partition."""
        yield from list(self._partitions.get(partition, {}).items())

    def offset(self, partition: int) -> int | None:
        """Up to which changelog offset, inclusive, the rows are complete."""
        return self._offsets.get(partition)

    def persisted_offset(self, tp: TP) -> int | None:
        """How far this process has the partition: a rebalance need not replay it from the start."""
        return self._offsets.get(tp.partition)

    async def on_rebalance(
        self, assigned: set[TP], revoked: set[TP], newly_assigned: set[TP], generation_id: int = 0
    ) -> None:
        """Forget what was lost: another worker writes it from now on."""
        topics = self.table.changelog_topic.topics
        kept = {tp.partition for tp in assigned if tp.topic in topics}
        for partition in self._partitions.keys() - kept:
            del self._partitions[partition]
            self._offsets.pop(partition, None)

    async def on_recovery_completed(self, active_tps: Any, standby_tps: Any) -> None:
        """Nothing: `on_rebalance` has forgotten already."""
