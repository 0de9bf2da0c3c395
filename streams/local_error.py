"""What goes wrong with the local parts: one exception that says what to do next."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LocalPartsError(Exception):
    """Kafka or PostgreSQL cannot run here: what was expected, what came, where to look."""

    def __init__(self, *, expected: str, came: str, look: str) -> None:
        """Keep the three sentences apart, so that a page or a terminal can lay them out itself."""
        super().__init__(f"expected: {expected}\ncame: {came}\nlook: {look}")
        self.expected = expected
        self.came = came
        self.look = look


@contextmanager
def clear_disk_errors(folder: Path) -> Iterator[None]:
    """Turn a full disk or a folder closed to us into a LocalPartsError; let the rest pass."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise disk_full(folder, str(error)) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise LocalPartsError(
                expected=f"the data folder {folder} can be written by this user",
                came=str(error),
                look="its owner and mode; pass another folder, or remove one made by another user",
            ) from error
        raise


def disk_full(folder: Path, came: str) -> LocalPartsError:
    """The error for a disk without room for the data folder."""
    return LocalPartsError(
        expected=f"room on the disk of {folder}",
        came=f"disk full: {came}",
        look=f"df -h {folder}; free some space or pass a folder on another disk",
    )


def port_taken(port: int, who: str, folder: Path) -> LocalPartsError:
    """The error for a port that another program listens on."""
    return LocalPartsError(
        expected=f"port {port} on 127.0.0.1 free for {who}",
        came=f"port taken: another program listens on {port}",
        look=f"`ss -ltnp 'sport = :{port}'` names it; stop it, or pass another port: "
        f"the ports of this folder are remembered in {folder / 'folder.json'}",
    )
