"""The outbox: a folder from which the addressee takes its letters, each put there once.

Beside the PDF lie the notice as JSON and the checksum, there before it: who sees the PDF sees all.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from enforcement.delivery.channel import Delivered, DifferentLetter, Letter


@dataclass(frozen=True, slots=True)
class Outbox:
    """A channel into a folder, which is made when it is not there."""

    folder: Path
    name: str = "outbox"

    def deliver(self, letter: Letter) -> Delivered:
        """Put the letter there, durable when this returns.

        Raises DifferentLetter when other bytes lie under its name, OSError when the disk fails.
        """
        assert Path(letter.file_name).name == letter.file_name, "a name, and no path"
        self.folder.mkdir(parents=True, exist_ok=True)
        pdf = self.folder / letter.file_name
        checksum = hashlib.sha256(letter.pdf).hexdigest()
        line = f"{checksum}  {letter.file_name}\n".encode("ascii")
        self._put(pdf.with_suffix(".json"), letter.event)
        self._put(pdf.with_suffix(".sha256"), line)
        self._put(pdf, letter.pdf)
        _make_durable(self.folder)
        return Delivered("bezorgd", f"sha256:{checksum}")

    def _put(self, target: Path, content: bytes) -> None:
        """Whole or not at all, and never over another: a link to a finished file."""
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".onderweg-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            try:
                os.link(name, target)
            except FileExistsError:
                if target.read_bytes() != content:
                    message = f"{target} holds another letter than the one to be delivered"
                    raise DifferentLetter(message) from None
        finally:
            Path(name).unlink(missing_ok=True)


def _make_durable(folder: Path) -> None:
    """A file stands after a power cut only when its folder was written out too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
