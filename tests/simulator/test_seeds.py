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
