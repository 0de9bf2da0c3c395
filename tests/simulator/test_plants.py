"""Every bug put in on purpose is caught within the seeds stated here."""

import pytest

from tests.simulator.broker import Violation
from tests.simulator.plants import PLANTS
from tests.simulator.running import run
from tests.simulator.world import Faults, Plant

SEEDS_MOST = {
    "outputs before state": 60,
    "acknowledged before state": 5,
    "gaps bridged instead of a book": 40,
    "nothing sent again": 5,
    "a tick lost": 400,
    "the older row wins": 300,
    "a conflict told once": 60,
    "gaps between days left": 20,
    "one of a run's conflict lost": 5,
    "a case goes back behind a cut tick": 900,
}


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_planted_bug_is_caught(plant: Plant) -> None:
    faults = Faults(late=plant.name == "the older row wins")
    for seed in range(SEEDS_MOST[plant.name]):
        try:
            run(seed, faults, plant)
        except Violation:
            run(seed, faults)  # it is the plant that was caught: without it the seed is fine
            return
    pytest.fail(f"not caught in {SEEDS_MOST[plant.name]} seeds")


def test_every_plant_says_within_how_many_seeds_it_is_caught() -> None:
    assert set(SEEDS_MOST) == {plant.name for plant in PLANTS}
