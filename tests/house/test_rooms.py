"""Every room has a README that names its files, and names none that are not there."""

import re
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Final

import pytest

from tests.house import tree

ROOMS: Final = (
    "deploy",
    "enforcement",
    "enforcement/acts",
    "enforcement/delivery",
    "enforcement/law",
    "enforcement/letters",
    "enforcement/readmodel",
    "enforcement/reckoning",
    "enforcement/web",
    "streams",
    "templates",
    "tests",
)
# A package marker, the README itself and the marker of typing hold nothing of the room.
UNNAMED: Final = frozenset({"README.md", "__init__.py", "py.typed"})

_QUOTED: Final = re.compile(r"`([^`\s]+)`")
_FILE: Final = re.compile(r"[\w./*<>-]+\.(py|md|yaml|toml|json|lock|txt|j2|typ)")


def built(room: str) -> bool:
    """Whether the room is there yet; a room on the drawing table needs no README."""
    return any(tree.under(f"{room}/"))


@pytest.mark.parametrize("room", [room for room in ROOMS if built(room)])
def test_a_room_names_its_files(room: str) -> None:
    names = _names(room)
    found = [
        f"{room}/README.md is missing or does not name {inside}"
        for inside in _things(room)
        if not any(_matches(inside, name) for name in names)
    ]
    assert not found, tree.report(found)


@pytest.mark.parametrize("room", [room for room in ROOMS if built(room)])
def test_a_room_names_no_file_that_is_not_there(room: str) -> None:
    inside = [path.relative_to(room) for path in tree.under(f"{room}/")]
    found = [
        f"{room}/README.md names {name}, which is not there"
        for name in _names(room)
        if _FILE.fullmatch(name)
        and not any(_matches(str(path), name) for path in (*inside, *tree.files()))
    ]
    assert not found, tree.report(found)


def _names(room: str) -> list[str]:
    readme = PurePosixPath(room, "README.md")
    return _QUOTED.findall(tree.text(readme)) if readme in tree.files() else []


def _things(room: str) -> list[str]:
    """The files of a room, and the rooms in it that have a README of their own."""
    inner = [f"{each}/" for each in ROOMS if each.startswith(f"{room}/")]
    things = {f"{each.removeprefix(f'{room}/')}" for each in inner if built(each[:-1])}
    for path in tree.under(f"{room}/"):
        if path.name not in UNNAMED and not any(tree.is_in(path, each) for each in inner):
            things.add(str(path.relative_to(room)))
    return sorted(things)


def _matches(path: str, pattern: str) -> bool:
    """Whether a name or pattern of the README is this path.

    A star stays within its folder; a plain name may stand for a file deeper in the room.
    """
    if "/" not in pattern and "*" not in pattern:
        return path.rsplit("/", maxsplit=1)[-1] == pattern
    parts, wanted = path.split("/"), pattern.split("/")
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))
