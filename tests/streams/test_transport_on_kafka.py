"""The driver on a real broker: kills and rebalances, a failed changelog, a revoke."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import faust
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import GroupCoordinatorNotAvailableError

from streams import transport
from streams.halt import EXIT_UNACKNOWLEDGED
from streams.local import LocalParts
from streams.publishing import Outgoing, PublishFailed
from streams.runs import RunSchedule
from streams.tables import decode

PARTITIONS = 4
WORKER = Path(__file__).with_name("fold_worker.py")
HOUSE = Path(__file__).parents[2]


class Group:
    """The topics and the workers of one app id."""

    def __init__(self, name: str, bootstrap: str, folder: Path) -> None:
        self.name, self.bootstrap, self.folder = name, bootstrap, folder / name
        self.folder.mkdir()
        self.workers: dict[str, subprocess.Popen[bytes]] = {}

    async def make_topics(self, changelog: dict[str, str] | None = None) -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        names = [f"{self.name}-in", f"{self.name}-out"]
        config = {"cleanup.policy": "compact", **(changelog or {})}
        await admin.create_topics(
            [NewTopic(topic, PARTITIONS, 1) for topic in names]
            + [NewTopic(f"{self.name}-counts-changelog", PARTITIONS, 1, topic_configs=config)]
        )
        await admin.close()

    async def send(self, values: list[tuple[bytes, bytes]]) -> None:
        producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap, linger_ms=5)
        await producer.start()
        sent = [await producer.send(f"{self.name}-in", value, key=key) for key, value in values]
        await asyncio.gather(*sent)
        await producer.stop()

    def start(self, worker: str, kind: str = "ours", commit_seconds: float = 0.5) -> None:
        with (self.folder / f"{worker}.log").open("ab") as log:
            rest = [self.name, self.bootstrap, str(self.folder), worker, str(commit_seconds)]
            self.workers[worker] = subprocess.Popen(  # noqa: S603
                [sys.executable, WORKER, kind, *rest],
                stdout=log,
                stderr=log,
                cwd=HOUSE,
                env={"PYTHONPATH": str(HOUSE), "PATH": "/usr/bin:/bin"},
            )

    def kill(self, worker: str) -> None:
        self.workers[worker].kill()
        self.workers[worker].wait()

    def log(self, worker: str) -> str:
        return (self.folder / f"{worker}.log").read_text()

    async def committed(self) -> int:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        try:
            offsets = await admin.list_consumer_group_offsets(self.name)
        except GroupCoordinatorNotAvailableError:  # a broker's first group: not ready yet
            offsets = {}
        finally:
            await admin.close()
        return sum(
            at.offset
            for tp, at in offsets.items()
            if tp.topic == f"{self.name}-in" and at.offset > 0
        )

    async def read(self, topic: str) -> list[tuple[bytes, bytes]]:
        consumer = AIOKafkaConsumer(bootstrap_servers=self.bootstrap, auto_offset_reset="earliest")
        await consumer.start()
        places = [TopicPartition(f"{self.name}-{topic}", number) for number in range(PARTITIONS)]
        consumer.assign(places)
        ends, found = await consumer.end_offsets(places), []
        while any([await consumer.position(place) < ends[place] for place in places]):
            for records in (await consumer.getmany(timeout_ms=500)).values():
                found += [(record.key, record.value) for record in records]
        await consumer.stop()
        return found


@pytest.fixture
def group(parts: LocalParts, tmp_path: Path) -> Iterator[Group]:
    made = Group(f"t{time.time_ns()}", parts.bootstrap_servers, tmp_path)
    yield made
    for worker in made.workers.values():
        worker.kill()
        worker.wait()


async def until(done: Callable[[], Awaitable[bool]], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not await done():  # noqa: ASYNC110 - it waits for other processes
            await asyncio.sleep(0.3)


async def test_two_workers_kills_and_rebalances_lose_nothing_and_never_go_back(
    group: Group,
) -> None:
    """A rebalance while a run is in work, then a kill; several times, of either worker."""
    keys, each = 500, 40
    await group.make_topics()
    group.start("w1")
    group.start("w2")
    for turn in range(4):
        numbers = range(turn * each // 4, (turn + 1) * each // 4)
        await group.send(
            [(b"case-%d" % key, b"%d" % number) for number in numbers for key in range(keys)]
        )
        expected = turn * keys * each // 4 + 500

        async def in_work(expected: int = expected) -> bool:
            return await group.committed() > expected

        await until(in_work)
        killed = ["w1", "w2"][turn % 2]
        group.kill(killed)
        group.start(killed)

    async def all_done() -> bool:
        return await group.committed() == keys * each

    await until(all_done)
    versions: dict[bytes, int] = {}
    for key, value in await group.read("counts-changelog"):
        version = decode(key, value).version
        assert version >= versions.get(key, 0), "the changelog went back"
        versions[key] = version
    assert versions == {b"case-%d" % key: each for key in range(keys)}
    assert len(set(await group.read("out"))) == keys * each
    assert "lost" not in group.log("w1") + group.log("w2")


async def test_contract_a_failed_changelog_stops_the_worker_and_commits_nothing(
    group: Group, tmp_path: Path
) -> None:
    """Fault F10. Plain Faust logs it at most, and commits: the state is gone with the machine."""
    too_large = b"large0" + b"x" * 5000
    plain = Group(f"{group.name}-plain", group.bootstrap, tmp_path)
    for each, kind in ((plain, "plain"), (group, "ours")):
        await each.make_topics({"max.message.bytes": "2000"})
        await each.send([(b"case", too_large)])
        each.start(kind, kind)
    try:

        async def plain_commits() -> bool:
            return await plain.committed() == 1

        await until(plain_commits)
        assert await plain.read("counts-changelog") == []
    finally:
        plain.kill("plain")

    async def ours_has_stopped() -> bool:
        return group.workers["ours"].poll() is not None

    await until(ours_has_stopped)
    assert group.workers["ours"].returncode == EXIT_UNACKNOWLEDGED
    assert "MessageSizeTooLarge" in group.log("ours")
    assert await group.committed() == 0


async def test_contract_502_a_rebalance_repeats_nothing_that_was_done(
    group: Group, tmp_path: Path
) -> None:
    """The periodic commit is an hour away, and the second worker's joining revokes everything."""
    plain = Group(f"{group.name}-plain", group.bootstrap, tmp_path)
    committed = {}
    for each, kind in ((plain, "plain"), (group, "ours")):
        await each.make_topics()
        await each.send([(b"case-%d" % key, b"0") for key in range(200)])
        each.start("first", kind, 3600)

        async def worked(each: Group = each) -> bool:
            return len(await each.read("counts-changelog")) == 200

        await until(worked)
        await asyncio.sleep(1)
        assert await each.committed() == 0
        each.start("second", kind, 3600)

        async def shared(each: Group = each) -> bool:
            return "Worker ready" in each.log("second")

        await until(shared)
        committed[kind] = await each.committed()
        each.kill("first")
        each.kill("second")
    assert committed == {"plain": 0, "ours": 200}


async def test_contract_a_send_that_failed_raises(group: Group) -> None:
    """Plain Faust: `flush` returns as if nothing were wrong, the exception stands on a future."""
    await group.make_topics({"max.message.bytes": "2000"})
    topic, value = f"{group.name}-counts-changelog", b"x" * 5000

    async def with_producer(scheme: str, work: Callable[[Any, Any], Awaitable[None]]) -> None:
        transport.register()
        app = faust.App(
            group.name,
            broker=f"{scheme}://{group.bootstrap}",
            ConsumerScheduler=RunSchedule.over([], 1),
            **transport.ENGINE_SETTINGS,
        )
        async with app.producer as producer:
            await work(app, producer)

    async def plain(app: Any, producer: Any) -> None:
        future = await app.topic(topic, key_serializer="raw").send(
            key=b"case", value=value, partition=0
        )
        await producer.flush()
        assert future.exception() is not None, "and nobody looked"

    async def ours(_: Any, producer: Any) -> None:
        with pytest.raises(PublishFailed, match="MessageSizeTooLarge"):
            await producer.publish([Outgoing(topic, b"case", value, 0)])
        offsets = await producer.publish([Outgoing(f"{group.name}-out", b"case", b"v")] * 3)
        assert offsets == [0, 1, 2]

    await with_producer("kafka", plain)
    await with_producer("dwangsom", ours)
