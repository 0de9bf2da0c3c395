"""Runs a seed to its verdict; a failure says the seed and what happened last."""

from __future__ import annotations

from tests.simulator.broker import Violation
from tests.simulator.verdict import judge
from tests.simulator.world import TRACED_STEPS, Faults, Plant, World, small_house


def run(seed: int, faults: Faults, plant: Plant | None = None) -> World:
    """The world after the run. Raises Violation with the seed and the trace of the last steps."""
    world = World(seed, faults, plant or Plant())
    with small_house(world.plant, slice_cases=1 + seed % 2):
        try:
            world.turmoil()
            world.drain()
            judge(world)
        except Exception as wrong:
            last = "\n  ".join(world.trace[-TRACED_STEPS:])
            told = f"seed {seed}, {faults}: {wrong!r}\n  {last}"
            raise Violation(told) from wrong
        finally:
            for worker in [*world.alive(), *world.zombies]:
                worker.kill()
    return world
