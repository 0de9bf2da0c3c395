"""The whole system on this machine for a test: parts of its own, workers that may be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaConsumer

from streams import local, topics
from streams.local import LocalParts

_HOUSE = Path(__file__).parents[2]
_STOP_SECONDS = 60.0


@dataclass(slots=True)
class System:
    """Parts, and the processes of ours that run on them, by name."""

    parts: LocalParts
    folder: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @classmethod
    def on(cls, folder: Path) -> System:
        """Start the parts in a folder and make the topics."""
        parts = local.start(folder / "parts")
        asyncio.run(topics.create(parts.bootstrap_servers, "local"))
        return cls(parts, folder)

    def start(self, command: str, name: str | None = None) -> None:
        """Start one of our processes: `worker`, `projector`."""
        name = name or command
        environment = {
            **os.environ,
            "PYTHONPATH": str(_HOUSE),
            "DWANGSOM_BOOTSTRAP_SERVERS": self.parts.bootstrap_servers,
            "DWANGSOM_DATABASE_URL": self.parts.database_url,
            "DWANGSOM_FOLDER": str(self.folder / name),
            "DWANGSOM_SESSION_SECONDS": "6",
        }
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "streams", command],
                stdout=log,
                stderr=log,
                cwd=_HOUSE,
                env=environment,
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
