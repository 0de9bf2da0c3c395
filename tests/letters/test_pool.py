"""The pool: letters from other processes, a fault as it was, a worker that dies, Ctrl-C."""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final

import pytest

from enforcement.letters.faults import LetterFault
from enforcement.letters.pool import LetterPool
from tests.letters.made import FOLDER, made

PROGRAM: Final = """
import asyncio, sys
from pathlib import Path
from enforcement.letters.pool import LetterPool

async def main():
    print("starting", flush=True)
    async with LetterPool(Path(sys.argv[1]), workers=2) as pool:
        print("ready", flush=True)
        await asyncio.sleep(60)

if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        print("stopped")
"""


def _kill(pool: LetterPool) -> None:
    assert pool._executor is not None
    for worker in list(pool._executor._processes.values()):
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)


async def test_a_letter_of_the_pool_is_that_of_the_renderer_and_a_fault_passes_unchanged() -> None:
    letter = made("verbeurte")
    async with LetterPool(FOLDER, workers=2) as pool:
        found = await asyncio.gather(*(pool.render(letter.event) for _ in range(6)))
        assert found == [letter.pdf] * 6
        with pytest.raises(LetterFault) as caught:
            await pool.render(b"{}")
        assert caught.value.where == "de kennisgeving"
        assert await pool.render(letter.event) == letter.pdf


async def test_a_pool_whose_worker_dies_is_made_anew_once() -> None:
    letter = made("verbeurte")
    async with LetterPool(FOLDER, workers=1) as pool:
        _kill(pool)
        found = await asyncio.gather(*(pool.render(letter.event) for _ in range(3)))
        assert found == [letter.pdf] * 3
        _kill(pool)
        pool._folder = FOLDER / "nowhere"
        with pytest.raises(BrokenProcessPool):
            await pool.render(letter.event)


async def test_a_pool_that_cannot_start_says_so_when_it_is_entered() -> None:
    with pytest.raises(BrokenProcessPool):
        async with LetterPool(FOLDER / "nowhere", workers=1):
            pass


async def test_a_letter_that_takes_too_long_is_a_fault_and_the_pool_goes_on() -> None:
    letter = made("verbeurte")
    async with LetterPool(FOLDER, workers=1, seconds=0.0) as pool:
        with pytest.raises(LetterFault, match="tweemaal"):
            await pool.render(letter.event)
        pool._seconds = 30.0
        assert await pool.render(letter.event) == letter.pdf


def _gone(group: int) -> None:
    """Wait until no process of the group is left; Python's own tracker ends a moment later."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process of the pool is still there")


def _running(tmp_path: Path, until: str) -> subprocess.Popen[str]:
    """A program with a pool, in a group of its own, that has said this word."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    running = subprocess.Popen(  # noqa: S603 - this Python, our own program
        [sys.executable, str(program), str(FOLDER)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(FOLDER.parents[1])},
    )
    assert running.stdout is not None
    while running.stdout.readline().strip() != until:
        assert running.poll() is None
    return running


@pytest.mark.parametrize("word", ["starting", "ready"])
def test_ctrl_c_ends_the_workers_without_a_word(tmp_path: Path, word: str) -> None:
    running = _running(tmp_path, word)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (out.splitlines()[-1:], err, running.returncode) == (["stopped"], "", 0)
    _gone(running.pid)


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    running = _running(tmp_path, "ready")
    running.kill()
    running.communicate(timeout=30)
    _gone(running.pid)


def test_a_fault_crosses_between_processes_whole() -> None:
    fault = LetterFault("wat", "waar")
    again = pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes
    assert (str(again), again.what, again.where) == ("waar: wat", "wat", "waar")
