"""A claim makes void what an earlier owner still writes, and nothing of the later one's."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from faust.types import TP

from streams.publishing import StaleGeneration
from streams.tables import CLAIM_KEY, Overtaken, Row, encode, epoch_of
from tests.streams.test_tables import CHANGELOG, changelog, make


@pytest.fixture
def table(tmp_path: Path) -> Any:
    return make("memory", tmp_path)


def kept(table: Any) -> list[tuple[int, bytes, bytes | None]]:
    """The changelog as it stands, as recovery reads it."""
    return [(at, key, value) for at, (key, value) in enumerate(table.app.producer.written)]


async def test_a_row_of_the_owner_before_that_lands_after_the_claim_is_void(
    table: Any, tmp_path: Path
) -> None:
    await table.claim(0, generation=1)
    await table.write(0, [[Row(b"a", 2, b"of both acts")]], generation=1)
    late = encode(Row(b"a", 9, b"of the one before, with more acts of another kind"), epoch=0)
    table.app.producer.written.append((b"a", late))
    after = make("memory", tmp_path / "after")
    after.apply_changelog_batch(changelog(*kept(table)))
    assert after.read(0, [b"a"]) == [Row(b"a", 2, b"of both acts")]


async def test_the_same_row_before_the_claim_stands(table: Any, tmp_path: Path) -> None:
    table.app.producer.written.append((b"a", encode(Row(b"a", 9, b"before"), epoch=0)))
    table.apply_changelog_batch(changelog(*kept(table)))
    await table.claim(0, generation=1)
    assert table.read(0, [b"a"]) == [Row(b"a", 9, b"before")]
    await table.write(0, [[Row(b"a", 3, b"lower, and of a later epoch")]], generation=1)
    after = make("memory", tmp_path / "after")
    after.apply_changelog_batch(changelog(*kept(table)))
    assert after.read(0, [b"a"]) == [Row(b"a", 3, b"lower, and of a later epoch")]


@pytest.mark.parametrize("batches", [1, 2, 3])
async def test_a_void_row_is_found_again_until_the_good_one_was_put_behind_it(
    table: Any, tmp_path: Path, batches: int
) -> None:
    """Compaction keeps the last of a key: alone, the void one would be all that is left."""
    await table.claim(0, generation=1)
    await table.write(0, [[Row(b"a", 2, b"good")]], generation=1)
    table.app.producer.written.append((b"a", encode(Row(b"a", 9, b"void"), epoch=0)))
    events = kept(table)
    after = make("memory", tmp_path / "after")
    after.app.producer.written += table.app.producer.written
    size = -(-len(events) // batches)
    for start in range(0, len(events), size):
        after.apply_changelog_batch(changelog(*events[start : start + size]))
    assert after.persisted_offset(TP(CHANGELOG, 0)) == 1, "before the void one"
    await after.claim(0, generation=1)
    key, value = after.app.producer.written[-1]
    assert (key, value[12:], epoch_of(value)) == (b"a", b"good", 2)
    assert after.persisted_offset(TP(CHANGELOG, 0)) == 4
    compacted = dict(after.app.producer.written)
    last = make("memory", tmp_path / "last")
    last.apply_changelog_batch(
        changelog(*((at, key, value) for at, (key, value) in enumerate(compacted.items())))
    )
    assert last.read(0, [b"a"]) == [Row(b"a", 2, b"good")]


async def test_rows_between_the_recovery_and_the_claim_stop_the_worker(table: Any) -> None:
    table.app.producer.written.append((b"a", encode(Row(b"a", 1, b"not recovered"))))
    with pytest.raises(Overtaken):
        await table.claim(0, generation=1)


async def test_a_claim_that_came_too_late_makes_nothing_void_at_the_next_recovery(
    table: Any,
) -> None:
    """Simulated seed 4151: stored ahead of a row unread, the claim made that row void, and an act
    was put back as it had been before it.
    """
    await table.claim(0, generation=1)
    await table.write(0, [[Row(b"a", 1, b"one act")]], generation=1)
    read = len(kept(table))
    table.app.producer.written.append((b"a", encode(Row(b"a", 2, b"two acts"), epoch=1)))
    with pytest.raises(Overtaken):
        await table.claim(0, generation=1)
    table.apply_changelog_batch(changelog(*kept(table)[read:]))
    assert table.read(0, [b"a"]) == [Row(b"a", 2, b"two acts")]
    await table.claim(0, generation=1)
    assert table.app.producer.written[-1][0] == CLAIM_KEY, "nothing had to be put again"


async def test_a_row_behind_a_later_claim_is_not_stored(table: Any) -> None:
    await table.claim(0, generation=1)
    read = len(kept(table))
    later = encode(Row(CLAIM_KEY, 0, b""), epoch=2)
    table.app.producer.written += [(CLAIM_KEY, later)]
    with pytest.raises(Overtaken):
        await table.write(0, [[Row(b"a", 7, b"of a worker thought dead")]], generation=1)
    table.apply_changelog_batch(changelog(*kept(table)[read:]))
    assert table.read(0, [b"a"]) == [None]


async def test_each_owner_claims_an_epoch_of_its_own_and_the_claim_is_no_row(
    table: Any, tmp_path: Path
) -> None:
    await table.claim(0, generation=1)
    second = make("memory", tmp_path / "second")
    second.app.producer.written += table.app.producer.written
    second.apply_changelog_batch(changelog(*kept(table)))
    await second.claim(0, generation=1)
    epochs = [epoch_of(value) for key, value in second.app.producer.written if key == CLAIM_KEY]
    assert epochs == [1, 2]
    assert list(second.scan(0)) == []


async def test_a_claim_of_a_partition_that_is_no_longer_ours_takes_nothing(table: Any) -> None:
    table.app.producer.failure = StaleGeneration("another worker's")
    with pytest.raises(StaleGeneration):
        await table.claim(0, generation=1)
    table.app.producer.failure = None
    table.app = SimpleNamespace(producer=table.app.producer, consumer_generation_id=1)
    await table.claim(0, generation=1)
    (value,) = (value for key, value in table.app.producer.written if key == CLAIM_KEY)
    assert epoch_of(value) == 1
