"""The whole system on this machine for a test: parts of its own, workers that may be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaConsumer

from streams import local, topics
from streams.halt import EXIT_UNACKNOWLEDGED
from streams.local import LocalParts

_HOUSE = Path(__file__).parents[2]
_STOP_SECONDS = 60.0


@dataclass(slots=True)
class System:
    """Parts, and the processes of ours that run on them, by name."""

    parts: LocalParts
    folder: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    commands: dict[str, str] = field(default_factory=dict)

    @classmethod
    def on(cls, folder: Path) -> System:
        """Start the parts in a folder and make the topics."""
        parts = local.start(folder / "parts")
        asyncio.run(topics.create(parts.bootstrap_servers, "local"))
        return cls(parts, folder)

    def start(self, command: str, name: str | None = None) -> None:
        """Start one of our processes: `worker`, `projector`."""
        name = name or command
        self.commands[name] = command
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "streams", command],
                stdout=log,
                stderr=log,
                cwd=_HOUSE,
                env=self._environment(name),
            )

    def kill(self, name: str) -> None:
        """SIGKILL: no last word."""
        process = self.running.pop(name)
        process.kill()
        process.wait()

    def stop(self, name: str) -> int:
        """SIGTERM, and the status with which it ended."""
        process = self.running.pop(name)
        process.send_signal(signal.SIGTERM)
        return process.wait(_STOP_SECONDS)

    def died(self) -> list[str]:
        """Which processes ended by themselves."""
        return [name for name, process in self.running.items() if process.poll() is not None]

    def look_after(self) -> int:
        """Start again what stopped itself unacknowledged, as whoever runs it would; how many."""
        ended = self.died()
        for name in ended:
            status = self.running.pop(name).returncode
            assert status == EXIT_UNACKNOWLEDGED, f"{name}: {status}\n{self.log(name)}"
            self.start(self.commands[name], name)
        return len(ended)

    def check(self) -> str:
        """What `dwangsom check` says."""
        return self._run("check").stdout.decode()

    async def until_equal(self, seconds: float) -> str:
        """Ask `dwangsom check` until it says equal, looking after the processes meanwhile."""
        deadline = time.monotonic() + seconds
        verdict = ""
        while time.monotonic() < deadline:
            self.look_after()
            verdict = await asyncio.to_thread(self.check)
            if verdict.rstrip().endswith("\ngelijk"):
                break
            await asyncio.sleep(2)
        return verdict

    def _run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", "streams", *command],
            cwd=_HOUSE,
            env=self._environment("run"),
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def _environment(self, name: str) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(_HOUSE),
            "DWANGSOM_BOOTSTRAP_SERVERS": self.parts.bootstrap_servers,
            "DWANGSOM_DATABASE_URL": self.parts.database_url,
            "DWANGSOM_FOLDER": str(self.folder / name),
            "DWANGSOM_SESSION_SECONDS": "6",
        }

    def log(self, name: str) -> str:
        """The last of what a process wrote."""
        return (self.folder / f"{name}.log").read_text(errors="replace")[-4_000:]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()
        self.parts.stop()


class Reader:
    """Reads topics from their start, on and on; `take` sees each record once."""

    def __init__(
        self, bootstrap_servers: str, names: Iterable[str], take: Callable[[Any], None]
    ) -> None:
        self._take = take
        self._consumer = AIOKafkaConsumer(
            *names,
            bootstrap_servers=bootstrap_servers,
            group_id=None,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=4 << 20,
        )

    async def __aenter__(self) -> Self:
        await self._consumer.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._consumer.stop()

    async def catch_up(self) -> int:
        """Read through the present end; answers how many records there were."""
        places = list(self._consumer.assignment())
        ends = await self._consumer.end_offsets(places)
        number = 0
        while any([ends[place] > await self._consumer.position(place) for place in places]):
            for records in (await self._consumer.getmany(timeout_ms=500)).values():
                number += len(records)
                for record in records:
                    self._take(record)
        return number
