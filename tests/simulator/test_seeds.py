"""A thousand runs, each with its own faults: nothing lost, nothing twice, the pure reckoning."""

import os
from collections import Counter

import pytest

from tests.simulator.running import run
from tests.simulator.world import Faults

SEEDS = 1_000 * int(os.environ.get("DWANGSOM_SEEDS_TIMES", "1"))
CHUNKS = 20
#: What a run must have met somewhere, or it shows less than it says.
MET = ("acts", "days", "poison", "killed", "rebalances")


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_seed_loses_repeats_or_reckons_otherwise(chunk: int) -> None:
    met: Counter[str] = Counter()
    for seed in range(chunk * SEEDS // CHUNKS, (chunk + 1) * SEEDS // CHUNKS):
        met.update(run(seed, Faults()).counts)
    assert [name for name in MET if not met[name]] == []


@pytest.mark.parametrize("chunk", range(CHUNKS // 4))
def test_a_paused_worker_comes_back_with_its_own_disk_and_nothing_is_lost(chunk: int) -> None:
    came_back = 0
    for seed in range(chunk * SEEDS // CHUNKS, (chunk + 1) * SEEDS // CHUNKS):
        came_back += run(seed, Faults(comes_back=True)).counts.get("came back", 0)
    assert came_back


# Each lost an act once: a claim that came too late stood in the store, ahead of rows unread.
@pytest.mark.parametrize("seed", [4151, 7138, 8242])
def test_a_seed_that_once_lost_an_act_loses_none(seed: int) -> None:
    run(seed, Faults())
