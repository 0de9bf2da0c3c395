"""What the house leans on: every package locked with its hashes, every one with its reason."""

import re
import tomllib
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import tree

LOCK: Final = PurePosixPath("deploy/requirements.lock")

_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def test_the_lock_pins_what_the_project_asks_for() -> None:
    pins = _pins()
    found = [
        f"{asked}: locked at {pins.get(canonicalize_name(asked.name))}"
        for asked in _asked()
        if not asked.specifier.contains(pins.get(canonicalize_name(asked.name), "0"))
    ]
    assert not found, tree.report(["run `make lock`", *found])


def test_every_locked_package_has_a_hash() -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", tree.text(LOCK))
    found = [block for block in blocks if _PIN.match(block) and "--hash=sha256:" not in block]
    assert not found, tree.report(found)


def test_every_package_has_its_reason_in_the_decisions() -> None:
    decisions = tree.text(PurePosixPath("DECISIONS.md"))
    found = sorted({asked.name for asked in _asked() if f"`{asked.name}`" not in decisions})
    assert not found, tree.report(found)


@cache
def _project() -> dict[str, Any]:
    return tomllib.loads(tree.text(PurePosixPath("pyproject.toml")))


def _asked() -> list[Requirement]:
    project = _project()["project"]
    groups = (
        project["dependencies"],
        *project["optional-dependencies"].values(),
        *_project()["dependency-groups"].values(),
    )
    return [Requirement(line) for group in groups for line in group]


def _pins() -> dict[str, str]:
    return {canonicalize_name(name): pin for name, pin in _PIN.findall(tree.text(LOCK))}
