"""`dwangsom demo`: the case played on real parts, the same whatever is killed meanwhile."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.letters.verapdf import judge

HOUSE = Path(__file__).parents[2]
DEMO_SECONDS = 300.0
LETTERS = 10


@dataclass(frozen=True)
class Played:
    """How a demo ended: what it printed, and what lies in its outbox."""

    status: int
    told: str
    folder: Path

    @property
    def digest(self) -> str:
        """What the outcome is known by."""
        found = re.search(r"Kenmerk van de uitkomst: ([0-9a-f]{64})", self.told)
        assert found is not None, self.told
        return found[1]

    @property
    def letters(self) -> dict[str, str]:
        """The checksum of each letter by its file name."""
        found = sorted((self.folder / "uit").glob("*.pdf"))
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


class Running:
    """A demo that runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown = folder.with_suffix(".shown")
        with self.shown.open("wb") as out:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "streams", "demo", "--exit", "--folder", str(folder)],
                stdout=out,
                stderr=out,
                cwd=HOUSE,
            )

    def wait_for_letter(self) -> None:
        """Until the first letter lies in the outbox: the play is under way."""
        until = time.monotonic() + DEMO_SECONDS
        while not list((self.folder / "uit").glob("*.pdf")):
            assert self.process.poll() is None, self.shown.read_text()
            assert time.monotonic() < until, self.shown.read_text()
            time.sleep(0.05)

    def kill(self, name: str) -> None:
        """SIGKILL one of its processes, at once and without a last word."""
        until = time.monotonic() + 30.0
        while True:
            ours = psutil.Process(self.process.pid).children(recursive=True)
            found = [one for one in ours if _command(one)[1:] == ["-m", "streams", name]]
            if found:
                found[0].kill()
                return
            assert self.process.poll() is None, self.shown.read_text()
            assert time.monotonic() < until, f"{name} does not run"
            time.sleep(0.1)

    def ended(self) -> Played:
        """How it ended."""
        status = self.process.wait(DEMO_SECONDS)
        return Played(status, self.shown.read_text(), self.folder)

    def stop(self) -> None:
        """End it when a test left it running."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(DEMO_SECONDS)


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # a zombie too
        return []


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="dwangsom-demo-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> Played:
    return Running(folder / "undisturbed").ended()


def test_the_demo_ends_well_by_itself_and_says_what_it_is(undisturbed: Played) -> None:
    assert undisturbed.status == 0, undisturbed.told
    assert "FICTIEF" in undisturbed.told
    assert "elke brief is eenmaal bezorgd" in undisturbed.told
    assert len(undisturbed.letters) == LETTERS


def test_each_letter_lies_beside_its_notice_and_its_checksum(undisturbed: Played) -> None:
    for name, checksum in undisturbed.letters.items():
        pdf = undisturbed.folder / "uit" / name
        notice = json.loads(pdf.with_suffix(".json").read_bytes())
        assert notice["subject"] == notice["data"]["case"] == "LOD-2025-0066"
        assert pdf.with_suffix(".sha256").read_text() == f"{checksum}  {name}\n"


def test_the_letter_of_the_decision_tells_what_came_before_it(undisturbed: Played) -> None:
    (found,) = (undisturbed.folder / "uit").glob("*_last-onder-dwangsom_*.json")
    told = json.loads(found.read_bytes())["data"]["brief"]["inhoud"]
    assert told["zienswijzen"] == ["2025-03-03"]
    assert [one["id"] for one in told["bevindingen"]] == ["bevinding-0"]


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_every_letter_of_the_demo_passes_verapdf(undisturbed: Played, flavour: str) -> None:
    assert judge(undisturbed.folder / "uit", flavour) == []


def test_a_worker_and_the_postroom_killed_in_the_middle_change_nothing_of_the_outcome(
    folder: Path, undisturbed: Played
) -> None:
    running = Running(folder / "disturbed")
    try:
        running.wait_for_letter()
        running.kill("worker")
        running.kill("postroom")
        disturbed = running.ended()
    finally:
        running.stop()
    assert disturbed.status == 0, disturbed.told
    assert "started again" in (disturbed.folder / "up.log").read_text()
    assert disturbed.digest == undisturbed.digest
    assert disturbed.letters == undisturbed.letters, "to the last byte"


def test_played_again_in_the_same_folder_it_begins_anew(undisturbed: Played) -> None:
    again = Running(undisturbed.folder).ended()
    assert (again.status, again.digest) == (0, undisturbed.digest)


def test_a_folder_that_works_with_the_real_clock_is_not_emptied(folder: Path) -> None:
    real = folder / "real"
    real.mkdir()
    label = {"layout": 2, "kafka": "4.3.1", "postgres": "18"}
    ports = {"kafka": 20001, "controller": 20002, "postgres": 20003}
    (real / "folder.json").write_text(json.dumps(label | {"ports": ports}))
    refused = Running(real).ended()
    assert refused.status == 1
    assert "real clock" in refused.told
    assert (real / "folder.json").exists()
