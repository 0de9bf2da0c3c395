"""Letters off the event loop: a pool of processes, each with one renderer that is warm.

Plain bytes in, bytes out. A fault of the notice passes through unchanged; a worker that dies
takes the pool with it, which is made anew once for a letter and then gives up.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final, Self

from enforcement.letters.faults import LetterFault
from enforcement.letters.render import TypstRenderer, place_of

LETTER_SECONDS_MOST: Final = 30.0
_warm: dict[str, TypstRenderer] = {}


class LetterPool:
    """Renders letters in `workers` processes (default: one for each core) while it is entered.

    A letter that is not there within `seconds` is tried once more in fresh workers, since a
    process that is busy cannot be asked to stop; then it is a LetterFault.
    """

    def __init__(
        self,
        folder: Path,
        *,
        sender: Path | None = None,
        workers: int | None = None,
        seconds: float = LETTER_SECONDS_MOST,
    ) -> None:
        self._folder = folder
        self._sender = sender
        self._workers = workers or os.cpu_count() or 1
        self._seconds = seconds
        self._executor: ProcessPoolExecutor | None = None

    async def __aenter__(self) -> Self:
        """Start the workers, and find out here when they cannot start: BrokenProcessPool."""
        self._executor, ready = self._started()
        try:
            await asyncio.gather(*map(asyncio.wrap_future, ready))
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            await asyncio.to_thread(_end, executor)

    async def render(self, event: bytes) -> bytes:
        """The letter of a notice, as TypstRenderer makes it; tried twice, save when it is at
        fault itself. Raises LetterFault, or BrokenProcessPool when the workers died twice.
        """
        try:
            return await self._asked(event)
        except (BrokenProcessPool, TimeoutError):
            pass
        try:
            return await self._asked(event)
        except TimeoutError as error:
            what = f"tweemaal niet klaar binnen {self._seconds} s"
            raise LetterFault(what, place_of(event)) from error

    async def _asked(self, event: bytes) -> bytes:
        executor = self._executor
        assert executor is not None, "a pool renders between entering and leaving it"
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._seconds):
                return await loop.run_in_executor(executor, _render, event)
        except (BrokenProcessPool, TimeoutError):
            await self._renewed(executor)
            raise

    async def _renewed(self, broken: ProcessPoolExecutor) -> None:
        """Replace a pool that broke, unless another letter already did."""
        if self._executor is broken:
            self._executor, _ = self._started()
            await asyncio.to_thread(_end, broken)

    def _started(self) -> tuple[ProcessPoolExecutor, list[Future[bool]]]:
        """A pool with all its workers on their way. They inherit that Ctrl-C is blocked, so that
        none of them prints a traceback while it is still importing.
        """
        executor = ProcessPoolExecutor(
            max_workers=self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=warm,
            initargs=(self._folder, self._sender),
        )
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return executor, [executor.submit(_ready) for _ in range(self._workers)]
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def warm(folder: Path, sender: Path | None) -> None:
    """Make the renderer of this process. Ctrl-C is the parent's: it ends the pool. A parent that
    was killed ends nothing, and the queue of a pool never tells that it is gone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    _warm["renderer"] = TypstRenderer(folder, sender)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _render(event: bytes) -> bytes:
    return _warm["renderer"].render(event)


def _ready() -> bool:
    return "renderer" in _warm


def _end(executor: ProcessPoolExecutor) -> None:
    """Stop the workers at once: a letter half made is worth nothing. Whoever still waits for one
    gets BrokenProcessPool.
    """
    for worker in list((executor._processes or {}).values()):  # noqa: SLF001 - no public way yet
        worker.terminate()
    executor.shutdown(wait=True)
