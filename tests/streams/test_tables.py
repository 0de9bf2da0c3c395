"""Rows with a version: changelog first, both at once in the store, and never back on recovery."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.types import TP

from streams import transport
from streams.publishing import PublishFailed, StaleGeneration
from streams.runs import RunSchedule
from streams.tables import Overtaken, Row, VersionedTable, decode, encode

CHANGELOG = "tables-cases-changelog"


class FakeProducer(transport.DurableProducer):
    """Appends to a log in memory; may fail, or let somebody else write in between."""

    def __init__(self) -> None:
        self.written: list[tuple[bytes | None, bytes | None]] = []
        self.failure: Exception | None = None

    async def append(
        self, topic: str, partition: int, units: Any, *, generation: int | None = None
    ) -> list[int]:
        assert (topic, generation) == (CHANGELOG, 1)
        assert partition in range(4)
        await asyncio.sleep(0)
        if self.failure:
            raise self.failure
        base = len(self.written)
        self.written += [(record.key, record.value) for unit in units for record in unit]
        return list(range(base, len(self.written)))


def make(store: str, folder: Path, table: type[Any] = VersionedTable) -> Any:
    app = faust.App(
        "tables",
        broker="dwangsom://127.0.0.1:1",
        store=f"{store}://",
        datadir=folder,
        Table=table,
        ConsumerScheduler=RunSchedule.over(["payments"], 10),
        **transport.ENGINE_SETTINGS,
    )
    app.conf.tabledir.mkdir(parents=True, exist_ok=True)
    app.consumer_generation_id = 1
    app._producer = FakeProducer()
    return app.Table("cases", partitions=4, key_type=bytes, value_type=bytes)


@pytest.fixture(params=["memory", "rocksdb"])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    made = make(request.param, tmp_path)
    yield made
    if request.param == "rocksdb":
        made.data._dbs.clear()


def changelog(*rows: tuple[int, bytes, bytes | None], partition: int = 0) -> list[Any]:
    """Events as recovery hands them on."""
    return [
        SimpleNamespace(
            key=key,
            value=value,
            message=SimpleNamespace(
                key=key,
                value=value,
                offset=offset,
                partition=partition,
                tp=TP(CHANGELOG, partition),
            ),
        )
        for offset, key, value in rows
    ]


def value(version: int, body: bytes) -> bytes:
    return encode(Row(b"", version, body))


def test_a_row_comes_back_from_its_value() -> None:
    row = Row(b"LOD-1", 7, b"{}")
    assert decode(row.key, encode(row)) == row
    assert encode(Row(b"", 255, b"")) < encode(Row(b"", 256, b"")), "versions sort as bytes"


def test_a_value_without_version_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match="without version"):
        decode(b"LOD-1", b"{}")


async def test_rows_are_read_where_they_were_written(table: Any) -> None:
    rows = [Row(b"LOD-1#0", 3, b"acts"), Row(b"LOD-1", 3, b"head")]
    await table.write(2, [rows], generation=1)
    assert table.read(2, [b"LOD-1", b"nothing", b"LOD-1#0"]) == [rows[1], None, rows[0]]
    assert table.read(1, [b"LOD-1"]) == [None]
    assert sorted(table.scan(2)) == sorted(rows)
    assert list(table.scan(1)) == []


async def test_the_head_row_comes_last_in_the_changelog(table: Any) -> None:
    await table.write(0, [[Row(b"a#0", 1, b""), Row(b"a", 1, b"")]], generation=1)
    assert [key for key, _ in table.app.producer.written] == [b"a#0", b"a"]


async def test_the_persisted_offset_is_that_of_the_last_record(table: Any) -> None:
    """One more, and recovery ends with ConsistencyError; one less, and it reads a row again."""
    tp = TP(CHANGELOG, 0)
    assert table.persisted_offset(tp) is None
    await table.write(0, [[Row(b"a", 1, b"")], [Row(b"b", 1, b"")]], generation=1)
    assert table.persisted_offset(tp) == 1
    await table.write(0, [[Row(b"a", 2, b"")]], generation=1)
    assert table.persisted_offset(tp) == 2


async def test_a_write_of_nothing_publishes_nothing(table: Any) -> None:
    await table.write(0, [[]], generation=1)
    assert table.app.producer.written == []


async def test_contract_nothing_is_stored_that_is_not_durable(table: Any) -> None:
    """Plain Faust stores first and logs a failed send: local state is ahead, offsets move on."""
    table.app.producer.failure = PublishFailed("broker gone")
    with pytest.raises(PublishFailed):
        await table.write(0, [[Row(b"a", 1, b"")]], generation=1)
    assert table.read(0, [b"a"]) == [None]
    assert table.persisted_offset(TP(CHANGELOG, 0)) is None


async def test_contract_plain_faust_stores_before_the_changelog_is_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = make("memory", tmp_path, faust.Table)
    unsent = SimpleNamespace(message=SimpleNamespace(partition=0))
    monkeypatch.setattr(plain, "send_changelog", lambda *_, **__: unsent)
    monkeypatch.setattr(plain, "partition_for_key", lambda _: 0)
    plain[b"a"] = b"1"
    assert plain[b"a"] == b"1", "and nothing was sent"

    ours = make("memory", tmp_path)
    with pytest.raises(TypeError, match=r"write\(\)"):
        ours[b"a"] = b"1"
    with pytest.raises(TypeError, match="never deleted"):
        ours.on_key_del(b"a")


async def test_a_stale_generation_stores_nothing(table: Any) -> None:
    table.app.producer.failure = StaleGeneration("another worker's")
    with pytest.raises(StaleGeneration):
        await table.write(0, [[Row(b"a", 1, b"")]], generation=1)
    assert table.read(0, [b"a"]) == [None]


async def test_a_rebalance_while_publishing_stores_nothing(table: Any) -> None:
    """The rows stand in the changelog; whoever owns the partition now recovers them from there."""
    work = asyncio.ensure_future(table.write(0, [[Row(b"a", 1, b"")]], generation=1))
    await asyncio.sleep(0)
    table.app.consumer_generation_id = 2
    with pytest.raises(StaleGeneration):
        await work
    assert table.read(0, [b"a"]) == [None]


async def test_records_of_another_worker_in_between_stop_the_worker_and_nothing_is_stored(
    table: Any,
) -> None:
    """A paused worker wrote too: its records are not in this store, so recovery must read them."""
    await table.write(0, [[Row(b"a", 1, b"")]], generation=1)
    table.app.producer.written.append((b"b", value(5, b"of the other")))
    with pytest.raises(Overtaken):
        await table.write(0, [[Row(b"a", 2, b"")]], generation=1)
    assert table.read(0, [b"a"]) == [Row(b"a", 1, b"")]
    assert table.persisted_offset(TP(CHANGELOG, 0)) == 0

    table.apply_changelog_batch(
        changelog((1, b"b", value(5, b"of the other")), (2, b"a", value(2, b"")))
    )
    assert table.read(0, [b"a", b"b"]) == [Row(b"a", 2, b""), Row(b"b", 5, b"of the other")]
    assert table.persisted_offset(TP(CHANGELOG, 0)) == 2


@pytest.mark.parametrize("batches", [1, 2])
async def test_contract_recovery_keeps_the_higher_version(
    table: Any, tmp_path: Path, batches: int
) -> None:
    """A zombie's older row after the new owner's: plain Faust goes back to it."""
    events = changelog((0, b"a", value(2, b"new owner")), (1, b"a", value(1, b"zombie")))
    parts = [events] if batches == 1 else [events[:1], events[1:]]
    plain = make("memory", tmp_path / "plain", faust.Table)
    for part in parts:
        plain.apply_changelog_batch(part)
        table.apply_changelog_batch(part)
    assert plain[b"a"] == value(1, b"zombie"), "an act is lost"
    assert table.read(0, [b"a"]) == [Row(b"a", 2, b"new owner")]
    assert table.persisted_offset(TP(CHANGELOG, 0)) == 1


async def test_the_same_version_again_is_taken(table: Any) -> None:
    """A record read again puts the state again; the bytes are those of the later code."""
    table.apply_changelog_batch(changelog((0, b"a", value(2, b"old")), (1, b"a", value(2, b"new"))))
    assert table.read(0, [b"a"]) == [Row(b"a", 2, b"new")]


async def test_a_tombstone_is_not_ours_and_deletes_nothing(table: Any) -> None:
    table.apply_changelog_batch(changelog((0, b"a", value(2, b"")), (1, b"a", None)))
    assert table.read(0, [b"a"]) == [Row(b"a", 2, b"")]
    assert table.persisted_offset(TP(CHANGELOG, 0)) == 1


async def test_recovery_keeps_partitions_apart(table: Any) -> None:
    batch = changelog((7, b"a", value(1, b"zero"))) + changelog(
        (9, b"a", value(1, b"three")), partition=3
    )
    table.apply_changelog_batch(batch)
    assert table.read(0, [b"a"]) == [Row(b"a", 1, b"zero")]
    assert table.read(3, [b"a"]) == [Row(b"a", 1, b"three")]
    assert table.persisted_offset(TP(CHANGELOG, 3)) == 9


async def test_contract_rows_and_offset_are_one_write(tmp_path: Path) -> None:
    """Plain Faust: the rows in one write, the offset in another; a kill may fall in between."""

    class Watched:
        def __init__(self, database: Any) -> None:
            self.database, self.writes = database, list[str]()

        def write(self, batch: Any) -> None:
            self.writes.append("batch")
            self.database.write(batch)

        def put(self, key: bytes, body: bytes) -> None:
            self.writes.append("put")
            self.database.put(key, body)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.database, name)

    event = changelog((0, b"a", value(1, b"")))
    plain = make("rocksdb", tmp_path / "plain", faust.Table)
    watched = plain.data._dbs[0] = Watched(plain.data._db_for_partition(0))
    plain.apply_changelog_batch(event)
    assert watched.writes == ["batch", "put"]

    ours = make("rocksdb", tmp_path / "ours")
    watched = ours.data._dbs[0] = Watched(ours.data._db_for_partition(0))
    ours.apply_changelog_batch(event)
    await ours.app.producer.append(CHANGELOG, 0, [], generation=1)
    ours.app.producer.written.append((b"a", b""))
    await ours.write(0, [[Row(b"a", 2, b""), Row(b"b", 2, b"")]], generation=1)
    assert watched.writes == ["batch", "batch"]
    plain.data._dbs.clear()
    ours.data._dbs.clear()


async def test_rocksdb_rows_and_offset_survive_a_restart(tmp_path: Path) -> None:
    before = make("rocksdb", tmp_path)
    await before.write(0, [[Row(b"a", 1, b"")]], generation=1)
    before.data._dbs.clear()
    after = make("rocksdb", tmp_path)
    assert after.read(0, [b"a"]) == [Row(b"a", 1, b"")]
    assert after.persisted_offset(TP(CHANGELOG, 0)) == 0
    assert list(after.scan(0)) == [Row(b"a", 1, b"")], "the offset is not a row"
    after.data._dbs.clear()


async def test_contract_memory_forgets_a_lost_partition_and_keeps_the_others(
    tmp_path: Path,
) -> None:
    """Plain Faust keeps rows of a lost partition until recovery ends, and no offset at all."""
    lost, kept = TP(CHANGELOG, 0), TP(CHANGELOG, 3)
    events = changelog((7, b"a", value(1, b""))) + changelog((9, b"b", value(1, b"")), partition=3)
    plain, ours = make("memory", tmp_path, faust.Table), make("memory", tmp_path)
    for table in (plain, ours):
        table.apply_changelog_batch(events)
        await table.on_rebalance({kept}, {lost}, set())
    assert b"a" in plain.data
    assert plain.persisted_offset(kept) is None, "every rebalance replays all"
    assert ours.read(0, [b"a"]) == [None]
    assert ours.persisted_offset(lost) is None
    assert ours.persisted_offset(kept) == 9
    await ours.data.on_recovery_completed({kept}, set())
    assert ours.read(3, [b"b"]) == [Row(b"b", 1, b"")]
