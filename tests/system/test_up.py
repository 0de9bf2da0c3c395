"""`dwangsom up`: everything on this machine, and nothing of it after Ctrl-C."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

HOUSE = Path(__file__).parents[2]
START_SECONDS = 120.0
STOP_SECONDS = 90.0


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="dwangsom-up-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


def mentioning(folder: Path) -> list[str]:
    """The processes whose command line or environment names the folder, ours excepted."""
    found = []
    for process in psutil.process_iter():
        try:
            told = " ".join([*process.cmdline(), *process.environ().values()])
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
        if str(folder) in told and process.pid != os.getpid():
            found.append(f"{process.pid} {' '.join(process.cmdline())}")
    return found


def until_answered(log: Path, deadline: float) -> httpx.Response:
    """The list of cases, as soon as the web serves it."""
    while time.monotonic() < deadline:
        address = re.search(r"HTTP: (\S+)", log.read_text())
        try:
            if address is not None:
                return httpx.get(address[1]).raise_for_status()
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    pytest.fail(f"the web does not answer\n{log.read_text()}")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_after_the_end_of_up_no_process_is_left(folder: Path, stop: signal.Signals) -> None:
    log = folder / "shown"
    with log.open("wb") as shown:
        up = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "streams", "up", "--folder", str(folder / "data")],
            stdout=shown,
            stderr=shown,
            cwd=HOUSE,
        )
    deadline = time.monotonic() + START_SECONDS
    while not re.search(r"Kafka 127\.0\.0\.1:\d+", log.read_text()):
        assert up.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.5)
    answered = until_answered(log, deadline)
    assert answered.json()["zaken"] == []
    names = " ".join(mentioning(folder))
    assert all(name in names for name in ("worker", "projector", "web", "kafka", "postgres"))
    up.send_signal(stop)
    assert up.wait(STOP_SECONDS) == 0, log.read_text()
    assert mentioning(folder) == []


def test_what_is_killed_under_up_comes_back_and_a_second_up_is_refused(folder: Path) -> None:
    data, log = folder / "data", folder / "shown"
    command = [sys.executable, "-m", "streams", "up", "--folder", str(data)]
    with log.open("wb") as shown:
        up = subprocess.Popen(command, stdout=shown, stderr=shown, cwd=HOUSE)  # noqa: S603
    try:
        deadline = time.monotonic() + START_SECONDS
        until_answered(log, deadline)
        second = subprocess.run(command, cwd=HOUSE, capture_output=True, check=False)  # noqa: S603
        assert (second.returncode, b"no other house" in second.stderr) == (1, True), second.stderr
        for name in ("worker", "projector", "web"):
            assert killed(folder, ["streams", name]), name
        for name in ("kafka.Kafka", "postgres"):
            assert killed(folder, [name]), name
        answered = until_answered(log, time.monotonic() + START_SECONDS)
        assert answered.status_code == 200
        assert up.poll() is None, log.read_text()
    finally:
        up.send_signal(signal.SIGINT)
        assert up.wait(STOP_SECONDS) == 0, log.read_text()
    assert mentioning(folder) == []


def killed(folder: Path, words: list[str]) -> bool:
    """Kill -9 the processes whose command holds these words in a row; guards are spared."""
    found = False
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
            mine = str(folder) in " ".join([*command, *process.environ().values()])
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
        guards = any("local_guard" in word for word in command)
        named = " ".join(words) in " ".join(command)
        if mine and named and not guards and "up" not in command:
            process.kill()
            found = True
    return found
