"""Two workers, killed again and again under load: nothing lost, nothing twice, never back."""

import asyncio
import random
import time
from datetime import date

import pytest

from streams import clock
from streams.submit import ActProducer
from tests.system import load
from tests.system.house import Reader, System
from tests.system.seen import TOPICS, Seen

CASES = 2_500
KILLS = 12
SEED = 20_261_124
QUIET_SECONDS = 400.0
CHECK_SECONDS = 180.0


async def _send(bootstrap: str) -> None:
    """All acts, case by case, in batches small enough that workers die in the middle."""
    async with ActProducer(bootstrap) as producer:
        for start in range(0, CASES, 25):
            batch = [
                one
                for number in range(start, start + 25)
                for one in load.envelopes(f"LOD-{number:05d}", number)
            ]
            await producer.submit(batch)
            await asyncio.sleep(0)


async def _kill(system: System, done: asyncio.Event) -> int:
    """Kill one of the two workers at random moments, and start it again at once."""
    chance = random.Random(SEED)  # noqa: S311 - a seed, not a secret
    kills = 0
    while kills < KILLS or not done.is_set():
        await asyncio.sleep(chance.expovariate(1 / 5.0) + 1.0)
        name = chance.choice(["w1", "w2"])
        system.kill(name)
        system.start("worker", name)
        kills += 1
        if kills >= KILLS and done.is_set():
            break
    return kills


async def _turmoil(system: System) -> int:
    bootstrap = system.parts.bootstrap_servers
    await clock.put_days(bootstrap, date.fromisoformat(load.FIRST_TICK), load.SOURCE)
    done = asyncio.Event()
    killing = asyncio.create_task(_kill(system, done))
    await _send(bootstrap)
    await clock.put_days(bootstrap, date.fromisoformat(load.LAST_TICK), load.SOURCE)
    done.set()
    return await killing


async def _settled(system: System, seen: Seen) -> None:
    """Read along until every case is reckoned in full and nothing has moved for a while."""
    deadline = time.monotonic() + QUIET_SECONDS
    async with Reader(system.parts.bootstrap_servers, TOPICS, seen.take) as reader:
        while time.monotonic() < deadline:
            system.look_after()  # a worker that could not go on safely ended itself
            moved = await reader.catch_up()
            if not moved and _all_reckoned(seen):
                return
            await asyncio.sleep(3)
    logs = "\n".join(system.log(name) for name in system.running)
    pytest.fail(f"not settled within {QUIET_SECONDS} s\n{logs}")


def _all_reckoned(seen: Seen) -> bool:
    full = b'"version":%d,' % load.ACTS_PER_CASE
    return sum(full in value for value in seen.timelines.values()) == CASES


@pytest.fixture(scope="module")
def seen(system: System) -> Seen:
    """What an onlooker saw of the topics after the turmoil."""
    system.start("projector")
    for name in ("w1", "w2"):
        system.start("worker", name)
    kills = asyncio.run(_turmoil(system))
    assert kills >= KILLS
    found = Seen()
    asyncio.run(_settled(system, found))
    again = found.sent - len(found.bodies)
    print(f"{kills} kills, seed {SEED}, {again} of {found.sent} notices sent again")  # noqa: T201
    return found


def test_every_act_stands_in_its_dossier_once(seen: Seen) -> None:
    assert sum(map(len, seen.acts.values())) == CASES * load.ACTS_PER_CASE
    assert seen.digests_held() == seen.digests_sent()


def test_no_row_of_a_dossier_ever_goes_back(seen: Seen) -> None:
    assert seen.back == []


def test_a_notice_has_one_body(seen: Seen) -> None:
    assert [name for name, found in seen.bodies.items() if len(found) > 1] == []


def test_each_case_counts_its_notices_without_a_gap(seen: Seen) -> None:
    assert len(seen.sequences) == CASES
    assert all(found == set(range(1, len(found) + 1)) for found in seen.sequences.values())


def test_what_is_served_is_the_pure_reckoning_of_the_acts_byte_for_byte(seen: Seen) -> None:
    assert len(seen.timelines) == CASES
    assert seen.served_otherwise() == []


def test_nothing_good_ends_in_quarantine(seen: Seen) -> None:
    assert seen.quarantine == []


@pytest.mark.usefixtures("seen")
def test_check_says_that_what_postgresql_serves_is_equal_too(system: System) -> None:
    verdict = asyncio.run(system.until_equal(CHECK_SECONDS))
    assert verdict.splitlines()[0] == f"{CASES} zaken uit {CASES * load.ACTS_PER_CASE} handelingen"
    assert verdict.splitlines()[-1] == "gelijk"
