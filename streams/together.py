"""`dwangsom up`: the local parts with all our processes and the clock, all ended by Ctrl-C.

Our own processes run beside the parts, each started again when it ends by itself with the status
that says so; nothing is left behind when this process ends, however it ends.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from aiokafka.errors import KafkaError
from rich.progress import Progress

from streams import clock, local, local_folder, local_guard, topics
from streams.halt import EXIT_UNACKNOWLEDGED
from streams.local import LocalParts

LOOK_SECONDS = 0.5
TICK_SECONDS = 60.0
STOP_SECONDS = 60.0
LISTEN_SECONDS = 60.0
RESTARTS_MOST = 8
RESTARTS_SECONDS = 300.0
KILLED_FROM = 128
"""A status from here on tells of a signal (256 less its number, as the guard passes it on)."""

_log = logging.getLogger(__name__)


class HouseBroken(Exception):
    """One of our processes ends by a fault, or again and again: starting it anew does not help."""


@dataclass(slots=True)
class Processes:
    """Our processes on the parts, by name."""

    parts: LocalParts
    folder: Path
    source: str
    web_port: int
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    restarts: dict[str, list[float]] = field(default_factory=dict)
    commands: dict[str, Sequence[str]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def outbox(self) -> Path:
        """Where the letters are delivered."""
        return self.folder / "uit"

    @property
    def played_clock(self) -> clock.PlayedClock:
        """The clock of a played case, when one is played here."""
        return clock.PlayedClock(self.folder / local_folder.PLAYED_CLOCK)

    def start(self, name: str, *command: str) -> None:
        """Start one; its log lies in the data folder."""
        self.commands[name] = command
        environment = {
            **os.environ,
            "DWANGSOM_BOOTSTRAP_SERVERS": self.parts.bootstrap_servers,
            "DWANGSOM_DATABASE_URL": self.parts.database_url,
            "DWANGSOM_FOLDER": str(self.folder / name),
            "DWANGSOM_SOURCE": self.source,
            "DWANGSOM_OUTBOX": str(self.outbox),
        }
        if (self.folder / local_folder.PLAYED_CLOCK).exists():
            environment["DWANGSOM_PLAYED_CLOCK"] = str(self.folder / local_folder.PLAYED_CLOCK)
        grace = f"{STOP_SECONDS:.0f}"
        guard = [sys.executable, "-I", "-S", local_guard.__file__, str(os.getpid())]
        guarded = [*guard, str(int(signal.SIGTERM)), grace, "-1", "-1"]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603 - our own command line
                [*guarded, sys.executable, "-m", "streams", *command],
                stdout=log,
                stderr=log,
                env=environment,
                start_new_session=True,
            )

    def look_after(self) -> None:
        """Start again a part that is gone, and what of ours stopped itself or was killed.

        Any other end is an error: it would end the same way again.
        """
        parts = self.parts
        if parts.kafka.record() is None:
            _log.warning("Kafka is gone: started again")
            parts.restart_kafka()
        if parts.postgres.record() is None:
            _log.warning("PostgreSQL is gone: started again")
            parts.restart_postgres()
        for name, process in list(self.running.items()):
            status = process.poll()
            if status is None:
                continue
            if status != EXIT_UNACKNOWLEDGED and status < KILLED_FROM:
                raise HouseBroken(f"{name} ended with status {status}: see {self._log_of(name)}")
            _log.warning("%s ended with status %s: started again", name, status)
            self._count_restart(name)
            self.start(name, *self.commands[name])

    def _count_restart(self, name: str) -> None:
        """Raise HouseBroken when one is started again and again: it would never come up."""
        now = time.monotonic()
        recent = [at for at in self.restarts.get(name, []) if now - at < RESTARTS_SECONDS]
        self.restarts[name] = [*recent, now]
        if len(recent) >= RESTARTS_MOST:
            many = f"{len(recent)} times in {RESTARTS_SECONDS:.0f} s"
            raise HouseBroken(f"{name} stopped itself {many}: see {self._log_of(name)}")

    def _log_of(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def write_environment(self, file: Path) -> None:
        """The addresses for the other commands, for its owner alone: one holds a password."""
        lines = (
            f"export DWANGSOM_BOOTSTRAP_SERVERS={self.parts.bootstrap_servers}",
            f"export DWANGSOM_DATABASE_URL={self.parts.database_url}",
            f"# de pagina's: {self.address}/zaken",
        )
        file.touch(mode=0o600)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def stop(self) -> None:
        """Ask all to stop, and wait until they have committed and left."""
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            try:
                process.wait(STOP_SECONDS + 5.0)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder as its one house. Raises LocalPartsError when another runs there."""
    with ExitStack() as held:
        try:
            held.enter_context(local_folder.lock(folder / "up.lock", seconds=0.0))
        except local.LocalPartsError as taken:
            raise local.LocalPartsError(
                expected=f"no other house in {folder}",
                came="one that runs there already",
                look=f"its addresses are in {folder / 'adressen.sh'}; Ctrl-C ends it",
            ) from taken
        yield


@contextmanager
def house(folder: Path, source: str, *, played: datetime | None = None) -> Iterator[Processes]:
    """Everything up in a data folder, the pages answering; all of it ended on leaving.

    `played`: the instant of a played clock, which then lies in the folder; else the machine's.
    Raises LocalPartsError when a part does not start or another process holds the folder,
    HouseBroken when one of ours ends by a fault. Ctrl-C and SIGTERM raise KeyboardInterrupt.
    """
    for number in (signal.SIGINT, signal.SIGTERM):  # SIGINT is ignored in a job of a script
        signal.signal(number, _as_ctrl_c)
    if played is not None:
        local_folder.open_folder(folder)
        clock.PlayedClock(folder / local_folder.PLAYED_CLOCK).put(played)
    with Progress(transient=True) as progress:
        parts = local.start(folder, progress=progress)
    logging.basicConfig(filename=folder / "up.log", level=logging.WARNING)
    # a second `up` found the parts of the first; what it did not start it does not stop
    with parts, alone(folder):
        asyncio.run(topics.create(parts.bootstrap_servers, "local"))
        processes = Processes(parts, folder.absolute(), source, free_port())
        try:
            for name in ("worker", "projector", "postroom"):
                processes.start(name, name)
            processes.start("web", "web", "--port", str(processes.web_port))
            processes.write_environment(processes.folder / "adressen.sh")
            _wait_until_listens(processes)
            yield processes
        finally:
            processes.stop()


def up(folder: Path, source: str, tell: Callable[[str], None]) -> None:
    """Start everything in a data folder and keep it up until Ctrl-C or SIGTERM."""
    try:
        with house(folder, source) as processes:
            servers = processes.parts.bootstrap_servers
            tell(f"Kafka {servers}; alles staat in {folder}; Ctrl-C stopt")
            tell(f"Voor submit en check: . {processes.folder / 'adressen.sh'}")
            tell(f"Brieven: {processes.outbox}")
            tell(f"Pagina's: {processes.address}/zaken")
            tell(f"HTTP: {processes.address}/v1/zaken")
            _keep_up(processes, source)
    except KeyboardInterrupt:
        tell("gestopt")


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def _wait_until_listens(processes: Processes) -> None:
    """Until the web takes connections, so that the address told is one that answers."""
    until = time.monotonic() + LISTEN_SECONDS
    while time.monotonic() < until:
        processes.look_after()
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", processes.web_port)) == 0:
                return
        time.sleep(LOOK_SECONDS)
    raise HouseBroken(f"web does not listen within {LISTEN_SECONDS:.0f} s: {processes.folder}")


def _as_ctrl_c(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _keep_up(processes: Processes, source: str) -> None:
    """Look after our processes, and put the day on the clock when it has come."""
    system = clock.SystemClock()
    put_at = -TICK_SECONDS
    while True:
        processes.look_after()
        if time.monotonic() - put_at >= TICK_SECONDS:
            put_at = time.monotonic()
            try:
                servers = processes.parts.bootstrap_servers
                asyncio.run(clock.put_days(servers, clock.today(system), source))
            except KafkaError as away:
                _log.warning("The clock waits for Kafka: %r", away)
        time.sleep(LOOK_SECONDS)
