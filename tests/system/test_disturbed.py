"""Poison among good acts, parts restarted hard, clocks that were down or two at once."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

from enforcement import envelope
from streams import clock
from streams.arrivals import partition_of
from streams.submit import ActProducer
from tests.system import load
from tests.system.house import Reader, System

GOOD_CASES = 40
LOAD_CASES = 150
PARTITIONS = 8
SECONDS = 120.0
KEY = b"GIF-0001"


@pytest.fixture(scope="module", autouse=True)
def _running(system: System) -> Iterator[None]:
    system.start("worker")
    system.start("projector")
    asyncio.run(_tick(system, load.FIRST_TICK))
    yield
    assert system.died() == []


async def _tick(system: System, until: str) -> None:
    day = date.fromisoformat(until)
    await clock.put_days(system.parts.bootstrap_servers, day, load.SOURCE)


async def _send(system: System, prefix: str, cases: int) -> None:
    async with ActProducer(system.parts.bootstrap_servers) as producer:
        for number in range(cases):
            await producer.submit(list(load.envelopes(f"{prefix}-{number:04d}", number)))


def _good(kind: str = "zaak-gesloten", **fields: Any) -> dict[str, Any]:
    data = {"id": "x1", "on": "2025-03-01", "reden": "proef", **fields}
    return {
        "specversion": "1.0",
        "type": envelope.type_of(kind),
        "source": load.SOURCE,
        "subject": KEY.decode(),
        "id": f"{KEY.decode()}/{data['id']}",
        "time": "2025-03-01T12:00:00Z",
        "datacontenttype": "application/json",
        "data": data,
    }


def _bytes(raw: dict[str, Any]) -> bytes:
    return json.dumps(raw).encode()


POISON: dict[str, tuple[bytes | None, bytes | None, str]] = {
    "no key": (None, _bytes(_good()), "no-key"),
    "no value": (KEY, None, "no-value"),
    "bad UTF-8": (KEY, b"\xff\xfe{", "unreadable"),
    "no JSON": (KEY, b"{nee", "unreadable"),
    "a list": (KEY, b"[]", "unreadable"),
    "deep nesting": (KEY, b"[" * 100_000, "unreadable"),
    "unknown act": (KEY, _bytes(_good("iets-onbekends")), "unknown-act"),
    "a later version": (
        KEY,
        _bytes({**_good(), "type": "nl.lasten-onder-dwangsom.zaak-gesloten.v2"}),
        "unknown-act",
    ),
    "a field that is missing": (
        KEY,
        _bytes({**_good(), "data": {"id": "x1", "on": "2025-03-01"}}),
        "unreadable",
    ),
    "a day that does not exist": (KEY, _bytes(_good(on="2025-02-30")), "unreadable"),
    "too large": (KEY, _bytes(_good(reden="x" * 9_000)) + b" " * 200_000, "too-large"),
    "another case": (
        KEY,
        _bytes({**_good(), "subject": "GIF-0002", "id": "GIF-0002/x1"}),
        "wrong-partition",
    ),
    "an act of another topic": (
        KEY,
        _bytes(_good("betaling-ontvangen", cents=100)),
        "wrong-topic",
    ),
    "a time without a zone": (
        KEY,
        _bytes({**_good(), "time": "2025-03-01T12:00:00"}),
        "unreadable",
    ),
    "not a number": (KEY, _bytes(_good()).replace(b'"proef"', b"NaN"), "unreadable"),
}


async def _poison(system: System) -> None:
    """Each kind once, on the partition of its key, and one on a partition that is not its own."""
    producer = AIOKafkaProducer(bootstrap_servers=system.parts.bootstrap_servers)
    await producer.start()
    home = partition_of(KEY, PARTITIONS)
    for name, (key, value, _) in POISON.items():
        headers = [("proef", name.encode())]
        await producer.send_and_wait(
            "sanction-decisions", value, key=key, partition=home, headers=headers
        )
    elsewhere = (home + 1) % PARTITIONS
    await producer.send_and_wait(
        "sanction-decisions",
        _bytes(_good()),
        key=KEY,
        partition=elsewhere,
        headers=[("proef", b"elsewhere")],
    )
    await producer.stop()


async def _quarantined(system: System) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def take(record: Any) -> None:
        headers = dict(record.headers)
        found[headers["proef"].decode()] = (record, headers)

    async with Reader(system.parts.bootstrap_servers, ["quarantine"], take) as reader:
        await reader.catch_up()
    return found


def test_all_good_acts_arrive_and_each_poison_stands_in_quarantine_with_its_reason(
    system: System,
) -> None:
    async def play() -> str:
        await asyncio.gather(_send(system, "GOED", GOOD_CASES), _poison(system))
        return await system.until_equal(SECONDS)

    assert asyncio.run(play()).splitlines()[-1] == "gelijk"
    found = asyncio.run(_quarantined(system))
    reasons = {name: headers["dwangsom-reason"].decode() for name, (_, headers) in found.items()}
    expected = {name: reason for name, (_, _, reason) in POISON.items()}
    assert reasons == {**expected, "elsewhere": "wrong-partition"}
    for name, (key, value, _) in POISON.items():
        record, headers = found[name]
        assert (record.key, record.value) == (key, value)
        assert headers["dwangsom-topic"] == b"sanction-decisions"
        assert int(headers["dwangsom-offset"]) >= 0


def test_kafka_and_postgresql_restarted_hard_under_load_lose_nothing(system: System) -> None:
    async def play() -> str:
        sending = asyncio.create_task(_send(system, "HARD", LOAD_CASES))
        await asyncio.sleep(1)
        await asyncio.to_thread(system.parts.restart_postgres, hard=True)
        await asyncio.to_thread(system.parts.restart_kafka, hard=True)
        await sending
        await asyncio.to_thread(system.parts.restart_postgres, hard=True)
        return await system.until_equal(2 * SECONDS)

    verdict = asyncio.run(play())
    assert verdict.splitlines()[0].startswith(f"{GOOD_CASES + LOAD_CASES} zaken")
    assert verdict.splitlines()[-1] == "gelijk"


def test_a_clock_down_three_days_and_two_clocks_at_once_show_each_day_once_in_order(
    system: System,
) -> None:
    case = "DAGEN-0001"
    bootstrap = system.parts.bootstrap_servers

    async def play() -> str:
        async with ActProducer(bootstrap) as producer:
            await producer.submit(list(load.daily(case)))
        await system.until_equal(SECONDS)
        await asyncio.gather(*(_tick(system, "2025-10-04") for _ in range(2)))
        await asyncio.gather(*(_tick(system, "2025-10-05") for _ in range(2)))
        return await system.until_equal(SECONDS)

    assert asyncio.run(play()).splitlines()[-1] == "gelijk"
    days: dict[str, list[str]] = defaultdict(list)

    def take(record: Any) -> None:
        if record.value is not None:
            days[record.key.decode()].append(json.loads(record.value)["reckoning"]["on"])

    async def read() -> None:
        async with Reader(bootstrap, ["case-timelines"], take) as reader:
            await reader.catch_up()

    asyncio.run(read())
    assert list(dict.fromkeys(days[case])) == [
        f"2025-{day}" for day in ("09-30", "10-01", "10-02", "10-03", "10-04", "10-05")
    ]
    assert all(found == sorted(found) for found in days.values())
