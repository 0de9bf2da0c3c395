"""The local parts with real processes: they answer, come back, are found again and end with us."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import psutil
import psycopg
import pytest
import yaml
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams import local, local_folder, local_kafka, local_part, local_postgres

ROOT = Path(__file__).parent.parent.parent
AS_CHILD = """
import sys, time
from pathlib import Path
from streams import local
with local.start(Path(sys.argv[1])) as parts:
    both = (parts.kafka, parts.postgres)
    print(*(part.pid for part in both), *(part.is_ours for part in both), flush=True)
    time.sleep(float(sys.argv[2]))
"""


@contextmanager
def as_child(folder: Path, stay_seconds: float) -> Iterator[subprocess.Popen[str]]:
    """A process that starts the parts; it is gone afterwards, also when its test failed."""
    child = subprocess.Popen(  # noqa: S603 (our own script)
        [sys.executable, "-c", AS_CHILD, str(folder), str(stay_seconds)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        start_new_session=True,  # so that a signal to its group is the terminal's Ctrl-C
        text=True,
    )
    with child:
        try:
            yield child
        finally:
            child.kill()


def said_by(child: subprocess.Popen[str]) -> list[str]:
    assert child.stdout is not None
    return child.stdout.readline().split()


def those_of(folder: Path) -> list[str]:
    """The command lines of all processes that were started for a data folder."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        line = " ".join(process.info["cmdline"] or [])
        if str(folder) in line and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(line)
    return found


async def written_and_read(bootstrap_servers: str, topic: str, value: bytes) -> list[bytes]:
    """Write one record, then read the topic from its start to its end."""
    async with AIOKafkaProducer(
        bootstrap_servers=bootstrap_servers, acks="all", enable_idempotence=True
    ) as producer:
        written = await producer.send_and_wait(topic, value, partition=0)
    read = []
    async with AIOKafkaConsumer(
        topic, bootstrap_servers=bootstrap_servers, auto_offset_reset="earliest"
    ) as consumer:
        async for record in consumer:
            read.append(record.value)
            if record.offset == written.offset:
                break
    return read


async def with_topic(bootstrap_servers: str, topic: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)])
    await admin.close()


async def test_a_record_written_before_a_hard_restart_of_kafka_is_read_after_it(
    parts: local.LocalParts,
) -> None:
    await with_topic(parts.bootstrap_servers, "kept")
    assert await written_and_read(parts.bootstrap_servers, "kept", b"one") == [b"one"]
    killed = parts.kafka.pid
    parts.restart_kafka(hard=True)
    assert parts.kafka.pid != killed
    assert await written_and_read(parts.bootstrap_servers, "kept", b"two") == [b"one", b"two"]


def test_a_row_written_before_a_hard_restart_of_postgresql_is_read_after_it(
    parts: local.LocalParts,
) -> None:
    with psycopg.connect(parts.database_url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        connection.execute("create table kept (value text)")
        connection.execute("insert into kept values ('één')")
    killed = parts.postgres.pid
    parts.restart_postgres()
    assert parts.postgres.pid != killed
    with psycopg.connect(parts.database_url) as connection:
        assert connection.execute("select value from kept").fetchall() == [("één",)]


def test_the_database_asks_for_its_password(parts: local.LocalParts) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(parts.database_url, password="wrong")  # noqa: S106 (it must be refused)


def test_a_soft_restart_brings_both_back(parts: local.LocalParts) -> None:
    before = {parts.kafka.pid, parts.postgres.pid}
    parts.restart_kafka(hard=False)
    parts.restart_postgres(hard=False)
    assert not before & {parts.kafka.pid, parts.postgres.pid}


def test_a_second_process_uses_running_parts_and_leaves_them_running(
    parts: local.LocalParts,
) -> None:
    with as_child(parts.folder, 0) as child:
        said = said_by(child)
        child.wait(timeout=60)
    assert said == [str(parts.kafka.pid), str(parts.postgres.pid), "False", "False"]
    assert psutil.pid_exists(parts.kafka.pid)


def test_a_second_process_restarts_a_dead_part_and_only_that(parts: local.LocalParts) -> None:
    dead = parts.postgres.pid
    os.kill(dead, signal.SIGKILL)
    with as_child(parts.folder, 0) as child:
        kafka, postgres, *started_by_it = said_by(child)
        child.wait(timeout=60)
    assert started_by_it == ["False", "True"]
    assert kafka == str(parts.kafka.pid)
    assert postgres != str(dead)
    parts.restart_postgres()


@pytest.fixture(scope="module")
def child_folder(reachable_folder: Path) -> Path:
    return reachable_folder / "child"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind_by(number: signal.Signals, child_folder: Path) -> None:
    with as_child(child_folder, 600) as child:
        said = said_by(child)
        assert said[2:] == ["True", "True"]
        os.killpg(child.pid, number)
        child.wait(timeout=60)
    gone_until = time.monotonic() + 30
    while those_of(child_folder) and time.monotonic() < gone_until:
        time.sleep(0.1)
    assert those_of(child_folder) == []
    assert not any(psutil.pid_exists(int(pid)) for pid in said[:2])


def test_a_killed_guard_takes_its_part_along_on_linux(parts: local.LocalParts) -> None:
    if sys.platform != "linux":
        pytest.skip("the death signal is Linux's")
    record = parts.postgres.record()
    assert record is not None
    os.kill(record.guard, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(record.pid)], timeout=10)
    assert parts.postgres.record() is None
    parts.restart_postgres()


def test_a_part_still_lives_when_the_clock_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("elsewhere only the wall clock tells when a process started")
    born = local_part._born(os.getpid())
    monkeypatch.setattr("psutil._pslinux.boot_time", lambda: 0.0)
    assert local_part.lives(os.getpid(), born)


def test_a_taken_port_is_named(reachable_folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(local.LocalPartsError, match=f"port taken.* {port}"):
            local.start(reachable_folder / "taken", kafka_port=port)
    assert those_of(reachable_folder / "taken") == []


def a_part_that_says(text: str, folder: Path) -> local_part.Part:
    launch = local_part.Launch(
        command=["/bin/sh", "-c", f"echo '{text}' >&2; exit 1"],
        ports=(local_folder.choose_ports(folder).kafka,),
        log=folder / "part.log",
        is_ready=lambda: False,
        stop_signal=signal.SIGTERM,
        environment=os.environ,
        grace_seconds=1,
    )
    return local_part.Part(folder, "Kafka", launch)


@pytest.mark.parametrize(
    ("said", "explained"),
    [
        ("bind: Address already in use", "port taken"),
        ("write: No space left on device", "disk full"),
        ("a bad day", "it ended; the end of its log:\na bad day"),
    ],
)
def test_a_part_that_ends_at_once_is_explained_from_its_log(
    said: str, explained: str, tmp_path: Path
) -> None:
    part = a_part_that_says(said, tmp_path)
    part.launch()
    with pytest.raises(local.LocalPartsError) as caught:
        part.wait_until_ready()
    part.stop()
    assert explained in str(caught.value)


@pytest.mark.parametrize(
    "label",
    [
        {"layout": 2, "kafka": "3.9.1", "postgres": "18", "ports": {}},
        {"layout": 2, "kafka": "4.3.1", "postgres": "17", "ports": {}},
        {"layout": 1, "kafka": "4.3.1", "postgres": "18", "ports": {}},
        {},
        [],
    ],
)
def test_a_folder_of_another_version_is_refused(label: object, tmp_path: Path) -> None:
    if isinstance(label, dict) and "ports" in label:
        label["ports"] = {"kafka": 20_000, "controller": 20_001, "postgres": 20_002}
    (tmp_path / "folder.json").write_text(json.dumps(label), encoding="utf-8")
    with pytest.raises(local.LocalPartsError, match="data folder of another version"):
        local.start(tmp_path)


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("17\n", encoding="ascii")
    with pytest.raises(local.LocalPartsError, match=r"data folder of another version.*17"):
        local_postgres.set_up(tmp_path)


def test_a_folder_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    mode = tmp_path.stat().st_mode
    with pytest.raises(local.LocalPartsError, match=r"thesis\.txt"):
        local.start(tmp_path)
    assert tmp_path.stat().st_mode == mode
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nearly_full = SimpleNamespace(free=3 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: nearly_full)
    with pytest.raises(local.LocalPartsError, match="disk full: 3 MiB free"):
        local.start(tmp_path)


def test_no_network_at_the_first_set_up_is_named(tmp_path: Path) -> None:
    with pytest.raises(local.LocalPartsError, match="no network") as caught:
        local.start(
            tmp_path / "data", jar_cache=tmp_path / "jars", maven_repository="http://127.0.0.1:9"
        )
    assert "kafka_2.13-4.3.1" in caught.value.expected
    assert list((tmp_path / "jars").rglob("*.jar")) == []


def test_as_root_a_folder_that_nobody_can_reach_is_named(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root needs another user for PostgreSQL")
    tmp_path.chmod(0o700)
    with pytest.raises(local.LocalPartsError, match="closed to others"):
        local_postgres.set_up(tmp_path / "data")


def test_docker_compose_has_the_settings_of_the_local_parts() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    kafka = services["kafka"]["environment"]
    for key, value in local_kafka.BROKER_SETTINGS.items():
        assert kafka[f"KAFKA_{key.upper().replace('.', '_')}"] == value, key
    assert services["kafka"]["image"].endswith(f":{local_folder.KAFKA_VERSION}")
    assert services["postgres"]["image"].endswith(f":{local_folder.POSTGRES_VERSION}")
    for key, value in local_postgres.SERVER_SETTINGS.items():
        assert f"--{key}={value}" in services["postgres"]["command"], key
    assert services["worker"]["deploy"]["replicas"] == 2
