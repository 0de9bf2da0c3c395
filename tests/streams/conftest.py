"""Real Kafka and PostgreSQL for the tests of this room: started once for each pytest process."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams import local


@pytest.fixture(scope="session")
def reachable_folder() -> Iterator[Path]:
    """A folder that `nobody` can pass through, as PostgreSQL needs when the tests run as root.

    pytest's own tmp_path lies in a folder that is closed to others.
    """
    folder = Path(tempfile.mkdtemp(prefix="dwangsom-"))
    if os.geteuid() == 0:
        folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def parts(reachable_folder: Path) -> Iterator[local.LocalParts]:
    """Running parts; a test may restart them, and leaves them running."""
    with local.start(reachable_folder / "parts") as running:
        yield running
