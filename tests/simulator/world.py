"""The world of one seed: acts, days, workers, crashes; then quiet, and the comparison.

    turmoil (random actions, one at a time) -> drain (no more faults) -> verdict

One thread, one `random.Random(seed)`: a seed is a run, step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any
from unittest.mock import patch

from streams import casework, codec, partition, transport
from streams.agents import cases as cases_agent
from streams.agents.cases import CasesAgent
from streams.arrivals import ACT_TOPICS, CLOCK_TOPIC
from streams.clock import missing_days
from streams.ledger import Ledger
from tests.simulator import letters, steps
from tests.simulator.broker import Broker, Flight, Violation
from tests.simulator.letters import PARTITIONS, SOURCES, Letter
from tests.simulator.worker import Chances, Disk, Worker

TOPICS = (*ACT_TOPICS, CLOCK_TOPIC)
NAMES = ("ann", "bob")
TRACED_STEPS = 60


@dataclass(frozen=True)
class Faults:
    """Which faults there are. `late`: a batch of a paused or dead worker lands after its
    partition went to another. `comes_back`: a worker that was paused comes back with its own disk.
    """

    late: bool = True
    comes_back: bool = False
    crashes: bool = True
    actions: int = 260


@dataclass(frozen=True)
class Plant:
    """A bug put in on purpose: other classes for the agent and the ledger, patched functions."""

    name: str = "none"
    agent: type[CasesAgent] = CasesAgent
    ledger: type[Ledger] = Ledger
    patches: tuple[Callable[[], Any], ...] = ()


@dataclass
class Clock:
    """A clock that sees the last day of each partition, at times an old answer."""

    source: str
    today: date
    seen: dict[int, date | None] = field(default_factory=dict)


class World:
    def __init__(self, seed: int, faults: Faults, plant: Plant) -> None:
        self.random = Random(seed)  # noqa: S311 - a seed, not a secret
        self.faults, self.plant = faults, plant
        self.broker = Broker()
        self.disks = {name: Disk() for name in NAMES}
        self.workers: dict[str, Worker] = {}
        self.zombies: list[Worker] = []
        self.trace: list[str] = []
        self.unowned = True
        self.counts: dict[str, int] = {}
        starts = [self.random.randint(-3, 6) for _ in range(2)]
        self.clocks = [
            Clock(source, letters.day_after(letters.FIRST_ON, start))
            for source, start in zip(SOURCES, starts, strict=True)
        ]
        self.long_jump = self.random.random() < 0.15
        self.to_come = self._to_come()
        self.longest_run = self.random.randint(1, 6)

    def _to_come(self) -> list[Letter]:
        """All acts, some twice, some in conflict, some unreadable; in any order."""
        random, coming = self.random, []
        for case in letters.case_numbers(random):
            for raw in letters.drawn(random, case):
                good = letters.letter(random, case, raw, letters.recorded(random, raw["on"]))
                coming.append([good, *self._again(case, raw, good)])
        random.shuffle(coming)
        return [letter for group in coming for letter in group]

    def _again(self, case: str, raw: dict[str, Any], good: Letter) -> Iterator[Letter]:
        random = self.random
        if random.random() < 0.2:
            yield good
        if random.random() < 0.12:
            yield letters.letter(random, case, raw, letters.recorded(random, raw["on"]))
        if random.random() < 0.2:
            other = {**raw, "note": random.choice(["an", "other"])}
            yield letters.letter(random, case, other, letters.recorded(random, raw["on"]))
        if random.random() < 0.15:
            yield letters.poison(random, good)

    def say(self, what: str) -> None:
        self.trace.append(what)

    def count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    # -- producers ---------------------------------------------------------------------------

    def produce(self) -> None:
        if not self.to_come:
            return
        if self.random.random() < 0.85 or len(self.to_come) == 1:
            letter = self.to_come.pop()
        else:
            letter = self.to_come.pop(self.random.randrange(len(self.to_come)))
        self.put(letter)
        if self.random.random() < 0.05:
            self.put(letter)  # the producer had no answer

    def put(self, letter: Letter) -> None:
        place = (letter.topic, letter.partition)
        if letter.reason == "invalid-day" and self.last_day(letter.partition) is None:
            return
        self.broker.put(place, letter)
        self.count("poison" if letter.reason else "days" if letter.day else "acts")
        offset = len(self.broker.logs[place]) - 1
        told = letter.reason or letter.day or (letter.act and f"{letter.case}/{letter.act.id}")
        self.say(f"put {place}@{offset} {told}")

    def last_day(self, number: int) -> date | None:
        for offset in range(len(self.broker.logs[CLOCK_TOPIC, number]) - 1, -1, -1):
            day = self.broker.letters[CLOCK_TOPIC, number, offset].day
            if day is not None:
                return day
        return None

    def tick(self, clock: Clock | None = None, *, skips: float = 0.25) -> None:
        """A clock goes on some days, and puts what it believes is missing."""
        random = self.random
        clock = clock or random.choice(self.clocks)
        days = random.choice([0, 1, 1, 1, 2, 4])
        if self.long_jump and random.random() < 0.2:
            days = random.choice([60, 300])
        clock.today = letters.day_after(clock.today, days)
        for number in random.sample(range(PARTITIONS), PARTITIONS):
            if random.random() < skips:
                continue
            if random.random() < 0.8 or number not in clock.seen:
                clock.seen[number] = self.last_day(number)
            missing = list(missing_days(clock.seen[number], clock.today))
            if len(missing) > 5 or random.random() < 0.15:
                missing = missing[-1:]  # days that got lost: the partition fills the gap
            for day in missing:
                self.put(letters.tick(number, day, clock.source))

    # -- workers -----------------------------------------------------------------------------

    def alive(self) -> list[Worker]:
        return list(self.workers.values())

    def step(self, worker: Worker) -> None:
        try:
            label = worker.step()
        except steps.Halted as halted:
            self.say(f"{worker.name} halts: {halted}")
            self.count("halted")
            self.bury(worker)
        else:
            self.say(f"{worker.name}: {label}")

    def work(self) -> None:
        workers = self.alive()
        if workers:
            worker = self.random.choice(workers)
            for _ in range(self.random.randint(1, 6)):
                if worker.name in self.workers:
                    self.step(worker)

    def fetch(self, most: int = 6) -> None:
        owned = [worker for worker in self.alive() if worker.ledgers]
        if owned:
            worker = self.random.choice(owned)
            place = self.random.choice(list(worker.ledgers))
            if len(worker.queue) < 8:
                got = worker.fetch(place, self.random.randint(1, most), self.longest_run)
                if got:
                    self.say(f"{worker.name} fetches {got} of {place}")

    def commit(self) -> None:
        for worker in self.alive():
            for place, offset in worker.commit():
                self.say(f"{worker.name} commits {place} {offset}")

    def start(self) -> None:
        absent = [name for name in NAMES if name not in self.workers]
        if absent:
            name = self.random.choice(absent)
            worker = Worker(
                name, self.broker, self.disks[name], self.random, agent=self.plant.agent
            )
            worker.ledger = self.plant.ledger
            self.workers[name] = worker
            self.unowned = True
            self.say(f"{name} starts")

    def crash(self) -> None:
        if self.alive() and self.faults.crashes:
            worker = self.random.choice(self.alive())
            self.say(f"{worker.name} is killed at: {worker.label}")
            self.count("killed")
            self.bury(worker)

    def bury(self, worker: Worker) -> None:
        """What was on its way lands, is lost, or lands later."""
        worker.kill()
        if self.workers.get(worker.name) is worker:
            del self.workers[worker.name]
            self.unowned = True
        if worker in self.zombies:
            self.zombies.remove(worker)
            name = worker.producer.name
            if self.faults.comes_back and name not in self.workers:
                self.say(f"{name} will come back with its own disk")
                self.count("came back")
                self.disks[name] = worker.disk
        for flight in [f for f in self.broker.air if f.sender == worker.producer.name]:
            self.settle(flight, late=0.4)
        chance = self.random.random()
        if chance < 0.2:
            self.say(f"the disk of {worker.name} is lost")
            worker.disk.lose()
        elif chance < 0.4:
            self.say(f"the disk of {worker.name} falls back")
            worker.disk.fall_back()

    def settle(self, flight: Flight, *, late: float = 0.0) -> None:
        chance = self.random.random()
        if self.faults.late and chance < late:
            return
        if chance < 0.7:
            self.say(f"the batch of {flight.sender} to {flight.place} lands")
            self.broker.land(flight)
        else:
            self.say(f"the batch of {flight.sender} to {flight.place} is lost")
            self.broker.air.remove(flight)

    def late(self) -> None:
        """A batch without a living sender arrives after all."""
        living = {worker.producer.name for worker in (*self.alive(), *self.zombies)}
        orphans = [flight for flight in self.broker.air if flight.sender not in living]
        if orphans:
            self.count("late batches")
            self.settle(self.random.choice(orphans))

    def pause(self) -> None:
        """A worker stands still longer than its group waits: its partitions go to another."""
        if self.alive() and self.faults.late and len(self.zombies) < 2:
            flying = [worker for worker in self.alive() if worker.label.startswith("flying")]
            worker = self.random.choice(flying or self.alive())
            self.say(f"{worker.name} is paused at: {worker.label}")
            self.count("paused")
            del self.workers[worker.name]
            worker.paused = worker.lapsed = True
            self.zombies.append(worker)
            # its disk is its own: the one that takes its name has another
            self.disks[worker.name] = Disk()
            worker.name += "-zombie"
            self.unowned = True

    def wake(self) -> None:
        """A paused worker goes on where it was, until its lease tells it."""
        if self.zombies:
            worker = self.random.choice(self.zombies)
            for _ in range(self.random.randint(1, 4)):
                if worker in self.zombies:
                    self.step(worker)
            if worker in self.zombies:
                worker.commit()
                if not worker.busy:
                    self.bury(worker)

    def rebalance(self) -> None:
        """A new generation; most workers finish what is in hand and commit before it."""
        self.count("rebalances")
        for worker in self.alive():
            if self.random.random() < 0.6:
                self.finish(worker)
        living = {worker.producer.name for worker in self.alive()}
        for flight in list(self.broker.air):
            if not self.faults.late and flight.sender in living:
                self.finish(self.workers[flight.sender.split("-")[0]])
        self.broker.generation += 1
        members = self.alive()
        self.random.shuffle(members)
        spread = {number: number % len(members) for number in range(PARTITIONS)} if members else {}
        for index, worker in enumerate(members):
            mine = [number for number, owner in spread.items() if owner == index]
            worker.take_up(self.broker.generation, mine, TOPICS)
            self.say(f"{worker.name} takes up {mine} in generation {self.broker.generation}")
        self.unowned = not members

    def finish(self, worker: Worker) -> None:
        """The work in hand to its end, then the commit; what waits in the queue is dropped."""
        worker.queue.clear()
        for _ in range(300):
            if worker.name not in self.workers or worker.label in {"idle", "new"}:
                break
            self.step(worker)
        if worker.name in self.workers:
            worker.commit()

    def note_disks(self) -> None:
        self.random.choice(list(self.disks.values())).note()

    # -- the run -----------------------------------------------------------------------------

    def turmoil(self) -> None:
        actions: list[tuple[Callable[[], None], int]] = [
            (self.work, 44),
            (self.fetch, 22),
            (self.produce, 22),
            (self.tick, 5),
            (self.commit, 7),
            (self.start, 4),
            (self.crash, 3),
            (self.rebalance, 1),
            (self.note_disks, 3),
            (self.pause, 2),
            (self.wake, 2),
            (self.late, 2),
        ]
        chosen = [action for action, _ in actions]
        weights = [weight for _, weight in actions]
        self.start()
        for _ in range(self.faults.actions):
            self.random.choices(chosen, weights)[0]()
            if self.unowned and self.random.random() < 0.3:
                self.rebalance()

    def drain(self) -> None:  # noqa: C901 - one arm a remainder
        """No more faults: all that was to come comes, and is worked off and committed."""
        while self.to_come:
            self.produce()
        if self.random.random() < 0.5:
            self.say("all workers are killed, all disks lost")
            for worker in [*self.alive(), *self.zombies]:
                self.bury(worker)
            for disk in self.disks.values():
                disk.lose()
        for worker in list(self.zombies):
            self.bury(worker)
        living = {worker.producer.name for worker in self.alive()}
        for flight in [f for f in self.broker.air if f.sender not in living]:
            self.broker.air.remove(flight)
        self.say("the drain begins")
        while len(self.workers) < len(NAMES):
            self.start()
        self._quiet()
        self.rebalance()
        if self.random.random() < 0.8:
            self.tick(max(self.clocks, key=lambda clock: clock.today), skips=0.0)
        for _ in range(3_000):
            if len(self.workers) < len(NAMES):
                self.start()
                self._quiet()
                self.rebalance()
            self.fetch()
            self.work()
            self.commit()
            if self._drained():
                return
        raise Violation("the drain comes to no end")

    def _quiet(self) -> None:
        for worker in self.alive():
            worker.producer.chances = Chances(0, 0, 0, 0)

    def _drained(self) -> bool:
        return all(
            self.broker.committed[topic, number] == len(self.broker.logs[topic, number])
            for topic in TOPICS
            for number in range(PARTITIONS)
        )


@contextmanager
def small_house(plant: Plant, slice_cases: int) -> Iterator[None]:
    """Small pieces and slices, so that few acts cross their borders; the bug put in."""
    with ExitStack() as stack:
        for where in (codec, casework, partition):
            stack.enter_context(patch.object(where, "PIECE_ACTS", 3))
        stack.enter_context(patch.object(partition, "SLICE_CASES", slice_cases))
        for where in (cases_agent, transport):
            stack.enter_context(patch.object(where, "stop_worker_unacknowledged", steps.halt))
        for patched in plant.patches:
            stack.enter_context(patched())
        yield
