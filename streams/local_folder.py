"""The data folder of the local parts: its version, its ports, its lock and the room on its disk."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TextIO

from streams.local_error import LocalPartsError, disk_full, port_taken

KAFKA_VERSION = "4.3.1"
POSTGRES_VERSION = "18"
LAYOUT = 2
"""Raised whenever what is written into topics or tables reads otherwise; 2: epochs of owners."""
ROOM_BYTES = 512 * 1024 * 1024
LOCK_SECONDS = 300.0
PLAYED_CLOCK = "klok"
"""The file of a played clock: only a folder that holds it may be emptied."""
# Below Linux's range for outgoing connections (32768 and up): a remembered port stays free.
FIRST_PORT = 20_000
PORT_TRIPLES = 3_000


@dataclass(frozen=True, kw_only=True)
class Ports:
    """The three ports on 127.0.0.1 that a data folder keeps from its first start on."""

    kafka: int
    controller: int
    postgres: int


def open_folder(folder: Path) -> Ports | None:
    """Make the folder or accept an own one; its remembered ports, or None before the first start.

    Raises LocalPartsError for a folder of another version, one of another program, or a full disk.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < ROOM_BYTES:
        raise disk_full(folder, f"{free_bytes >> 20} MiB free, {ROOM_BYTES >> 20} MiB needed")
    label = folder / "folder.json"
    if not label.exists():
        _refuse_foreign_content(folder)
        if os.geteuid() == 0:  # PostgreSQL runs as another user then and must pass through
            folder.chmod(0o711)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        return None
    return _read_label(folder, label)


def remember(folder: Path, ports: Ports) -> None:
    """Write versions and ports into the label of the folder, in one step."""
    versions = {"layout": LAYOUT, "kafka": KAFKA_VERSION, "postgres": POSTGRES_VERSION}
    write_in_one_step(folder / "folder.json", json.dumps(versions | {"ports": asdict(ports)}))


def choose_ports(folder: Path) -> Ports:
    """Three free neighbouring ports; where the search starts follows from the folder's path."""
    start = int.from_bytes(hashlib.sha256(str(folder).encode()).digest()[:4], "big")
    for step in range(PORT_TRIPLES):
        first = FIRST_PORT + 3 * ((start + step) % PORT_TRIPLES)
        if all(is_free(port) for port in range(first, first + 3)):
            return Ports(kafka=first, controller=first + 1, postgres=first + 2)
    last = FIRST_PORT + 3 * PORT_TRIPLES - 1
    raise LocalPartsError(
        expected="three free neighbouring ports on 127.0.0.1",
        came=f"none between {FIRST_PORT} and {last}",
        look="`ss -ltn`; pass kafka_port and postgres_port",
    )


def with_wishes(ports: Ports, kafka_port: int | None, postgres_port: int | None) -> Ports:
    """The ports of the folder with those that the caller named in their place."""
    return replace(ports, kafka=kafka_port or ports.kafka, postgres=postgres_port or ports.postgres)


def require_free(port: int, who: str, folder: Path) -> None:
    """Raise LocalPartsError when another program listens on the port."""
    if not is_free(port):
        raise port_taken(port, who, folder)


def is_free(port: int) -> bool:
    """Whether a server can listen on 127.0.0.1 at this port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def write_in_one_step(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file so that a reader or a crash sees the old or the new text, never half of one."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.touch(mode)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


@contextmanager
def lock(path: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold an exclusive lock on a file; the machine frees it when the holder dies.

    Raises LocalPartsError when another process holds it longer than `seconds`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + seconds
    with path.open("a", encoding="utf-8") as file:
        while not _locked(file):
            if time.monotonic() > until:
                raise _still_locked(path, seconds)
            time.sleep(0.1)
        yield


def _locked(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _still_locked(path: Path, seconds: float) -> LocalPartsError:
    return LocalPartsError(
        expected=f"the lock {path} within {seconds:.0f} s",
        came="another process is still setting up or restarting parts there",
        look=f"`fuser {path}` names it; wait for it or stop it",
    )


def _refuse_foreign_content(folder: Path) -> None:
    ours = {".gitignore", "lock", "postgres.password", PLAYED_CLOCK}
    strangers = sorted(
        entry.name
        for entry in folder.iterdir()
        if entry.name not in ours and not entry.name.startswith(("kafka", "postgres", "folder"))
    )
    if strangers:
        raise LocalPartsError(
            expected=f"{folder} empty or a data folder of Dwangsom",
            came=f"no folder.json, but {', '.join(strangers[:5])}",
            look="pass a folder of its own",
        )


def _read_label(folder: Path, label: Path) -> Ports:
    try:
        told = json.loads(label.read_text(encoding="utf-8"))
        found = (told["layout"], _series(told["kafka"]), told["postgres"])
        ports = Ports(**told["ports"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _another_version(folder, f"a folder.json that cannot be read: {error!r}") from error
    if found != (LAYOUT, _series(KAFKA_VERSION), POSTGRES_VERSION):
        layout, kafka, postgres = found
        raise _another_version(folder, f"layout {layout}, Kafka {kafka}, PostgreSQL {postgres}")
    return ports


def _another_version(folder: Path, came: str) -> LocalPartsError:
    return LocalPartsError(
        expected=f"a data folder of layout {LAYOUT}, Kafka {_series(KAFKA_VERSION)}, "
        f"PostgreSQL {POSTGRES_VERSION}",
        came=f"data folder of another version: {came}",
        look=f"move {folder} away (or run the release that made it) and start again",
    )


def _series(version: str) -> str:
    """Major and minor of a version: "4.3" of "4.3.1", since a patch reads the same files."""
    return ".".join(version.split(".")[:2])
