"""A whole system for each module of tests: its own Kafka and PostgreSQL, its own workers."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.house import System


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """Parts with all topics made; `nobody` may pass through the folder, as PostgreSQL needs."""
    folder = Path(tempfile.mkdtemp(prefix="dwangsom-system-"))
    if os.geteuid() == 0:
        folder.chmod(0o711)
    with System.on(folder) as running:
        yield running
    shutil.rmtree(folder)
