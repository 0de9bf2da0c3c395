"""One local part as a process: launched through the guard, found again, asked to stop, killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
from pydantic import BaseModel, ConfigDict, ValidationError

from streams import local_guard
from streams.local_error import LocalPartsError, disk_full, port_taken
from streams.local_folder import require_free, write_in_one_step

POLL_SECONDS = 0.05
# A busy broker of another process is not killed for being slow.
REUSE_SECONDS = 30.0
TAIL_LINES = 15


@dataclass(frozen=True, kw_only=True)
class Launch:
    """How a part is started and known to be ready.

    The first of its ports is the one that answers; `user` is (uid, gid), or None for our own.
    """

    command: list[str]
    ports: tuple[int, ...]
    log: Path
    is_ready: Callable[[], bool]
    stop_signal: signal.Signals
    environment: Mapping[str, str]
    grace_seconds: float
    user: tuple[int, int] | None = None
    ready_within_seconds: float = 90.0


class Record(BaseModel):
    """What is noted of a running part: its process and the process whose end ends it."""

    model_config = ConfigDict(frozen=True, strict=True)

    pid: int
    pid_born: float
    guard: int
    guard_born: float
    owner: int
    owner_born: float
    port: int


def recorded(folder: Path, name: str) -> Record | None:
    """The note of a part that runs in a data folder, or None when its process is gone."""
    try:
        record = Record.model_validate_json((folder / f"{name}.process.json").read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    return record if lives(record.pid, record.pid_born) else None


class Part:
    """A part of one data folder, whichever process started it."""

    def __init__(self, folder: Path, name: str, launch: Launch) -> None:
        self.name = name
        self._folder = folder
        self._launch = launch
        self._record_file = folder / f"{name}.process.json"
        self._guard: subprocess.Popen[str] | None = None
        self._log_start = 0

    @property
    def pid(self) -> int:
        """The process of the broker or the postmaster; LocalPartsError when it is not there."""
        record = self.record()
        if record is None:
            raise LocalPartsError(
                expected=f"{self.name} running", came="no process", look=str(self._launch.log)
            )
        return record.pid

    @property
    def is_ours(self) -> bool:
        """Whether this process started the part, so that it ends with this process."""
        return self._guard is not None

    def record(self) -> Record | None:
        """The note of the running part, or None when its process is gone."""
        return recorded(self._folder, self.name)

    def ensure_launched(self) -> None:
        """Take over a part that runs for a living process and answers; else launch a fresh one."""
        record = self.record()
        if record is not None:
            if not lives(record.owner, record.owner_born):  # its guard is ending it
                self.stop_recorded(record)
            elif record.port != self._launch.ports[0]:
                raise self._runs_elsewhere(record)
            elif self._becomes_ready(within_seconds=REUSE_SECONDS):
                return
            self.kill()
        self.launch()

    def launch(self) -> None:
        """Start the part under a guard; does not wait until it answers."""
        launch = self._launch
        for port in launch.ports:
            require_free(port, self.name, self._folder)
        uid, gid = launch.user or (-1, -1)
        numbers = (os.getpid(), int(launch.stop_signal), int(launch.grace_seconds), uid, gid)
        with launch.log.open("ab") as log:
            self._log_start = log.tell()
            self._guard = subprocess.Popen(  # noqa: S603 (our own script and command)
                [sys.executable, "-I", "-S", local_guard.__file__]
                + [str(number) for number in numbers]
                + launch.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                env=dict(launch.environment),
                start_new_session=True,
                text=True,
            )
        self._note(self._guard)

    def wait_until_ready(self) -> None:
        """Wait until the part answers; raises LocalPartsError with the end of its log when not."""
        if not self._becomes_ready(within_seconds=self._launch.ready_within_seconds):
            raise self._explained()

    def kill(self) -> None:
        """Kill the part and its children with SIGKILL and wait until they are gone."""
        record = self.record()
        if record is not None:
            try:
                process = psutil.Process(record.pid)
                family = [process, *process.children(recursive=True)]
            except psutil.NoSuchProcess:
                family = []
            for member in family:
                _ignore_gone(member.kill)
            psutil.wait_procs(family, timeout=10)
        self._forget()

    def ask_to_stop(self) -> None:
        """Ask the guard of a part that is ours to stop it in good order; does not wait."""
        if self._guard is not None and self._guard.poll() is None:
            self._guard.terminate()

    def stop(self) -> None:
        """Stop a part that is ours in good order, killing it when its grace is over."""
        if self._guard is not None:
            self._forget()

    def stop_recorded(self, record: Record) -> None:
        """Let the guard of a part that another process started end it, and wait for that."""
        try:
            guard = psutil.Process(record.guard)
            if lives(record.guard, record.guard_born):
                guard.terminate()
                guard.wait(self._launch.grace_seconds + 5)
        except (psutil.NoSuchProcess, psutil.TimeoutExpired):
            return

    def _note(self, guard: subprocess.Popen[str]) -> None:
        assert guard.stdout is not None
        with guard.stdout as pipe:
            said = pipe.readline()
        if not said:
            guard.wait()
            raise self._explained()
        record = Record(
            pid=int(said),
            pid_born=_born(int(said)),
            guard=guard.pid,
            guard_born=_born(guard.pid),
            owner=os.getpid(),
            owner_born=_born(os.getpid()),
            port=self._launch.ports[0],
        )
        write_in_one_step(self._record_file, record.model_dump_json())

    def _forget(self) -> None:
        """Take leave of our guard and of the record, unless another living process wrote it."""
        ours = self._guard
        if ours is not None:
            self.ask_to_stop()
            ours.wait()
            self._guard = None
        if self.record() is None:
            self._record_file.unlink(missing_ok=True)

    def _becomes_ready(self, within_seconds: float) -> bool:
        until = time.monotonic() + within_seconds
        while time.monotonic() < until:
            if self._launch.is_ready():
                return True
            if self.record() is None:
                return False
            time.sleep(POLL_SECONDS)
        return False

    def _runs_elsewhere(self, record: Record) -> LocalPartsError:
        return LocalPartsError(
            expected=f"{self.name} on port {self._launch.ports[0]}",
            came=f"it runs on port {record.port}, for process {record.owner}",
            look="leave out the port, or stop that process first",
        )

    def _explained(self) -> LocalPartsError:
        with self._launch.log.open("rb") as log:
            log.seek(self._log_start)
            said = log.read().decode("utf-8", "replace")
        if "Address already in use" in said:
            return port_taken(self._launch.ports[0], self.name, self._folder)
        if "No space left on device" in said:
            return disk_full(self._folder, f"{self.name} found no room")
        ended = "it ended" if self.record() is None else "it runs but does not answer"
        tail = "\n".join(said.splitlines()[-TAIL_LINES:])
        return LocalPartsError(
            expected=f"{self.name} to answer on 127.0.0.1:{self._launch.ports[0]} "
            f"within {self._launch.ready_within_seconds:.0f} s",
            came=f"{ended}; the end of its log:\n{tail}",
            look=str(self._launch.log),
        )


def lives(pid: int, born: float) -> bool:
    """Whether this very process runs: the pid is there, no zombie, and born at that moment."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE and _born(pid) == born
    except psutil.NoSuchProcess:
        return False


def _born(pid: int) -> float:
    """A number that tells two processes with the same pid apart; 0.0 when it is gone already.

    On Linux clock ticks since boot: psutil's seconds since 1970 move when the clock is set, and a
    running part would look like another process.
    """
    try:
        if Path("/proc/self/stat").exists():
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
            return float(fields.rpartition(")")[2].split()[19])
        return float(psutil.Process(pid).create_time())
    except (psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
        return 0.0


def _ignore_gone(act: Callable[[], None]) -> None:
    try:
        act()
    except psutil.NoSuchProcess:
        return
