"""What the house consists of: its files as git sees them, its modules as parsed trees."""

import ast
import gc
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

ROOT: Final = Path(__file__).parents[2]

# From `values` to `notices`: the rooms that must not know clock, chance or machine.
CORE: Final = (
    "enforcement/values.py",
    "enforcement/law/",
    "enforcement/effects.py",
    "enforcement/act.py",
    "enforcement/acts/",
    "enforcement/dossier.py",
    "enforcement/reckoning/",
    "enforcement/notices.py",
)
EVERYWHERE: Final = ("enforcement/", "streams/", "tests/")

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path from the root of the house, and its parsed tree."""

    path: PurePosixPath
    lines: int
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """Where a node stands, as an editor opens it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    def functions(self) -> Iterator[Function]:
        """Every function and method of the module."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def fields(self) -> Iterator[ast.Name]:
        """Every annotated name in the body of a class."""
        for node in ast.walk(self.tree):
            for line in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                    yield line.target

    def imports(self) -> Iterator[tuple[str, ast.AST]]:
        """Every imported name in full (`datetime.timedelta`), with the statement it stands in."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            if isinstance(node, ast.ImportFrom):
                yield from ((f"{node.module or ''}.{alias.name}", node) for alias in node.names)


@cache
def files() -> tuple[PurePosixPath, ...]:
    """Every file that is or would be committed, by its path from the root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    paths = sorted(PurePosixPath(name) for name in listed.stdout.split("\0") if name)
    return tuple(dict.fromkeys(path for path in paths if (ROOT / path).is_file()))


def under(*rooms: str) -> Iterator[PurePosixPath]:
    """The files of the rooms named: a folder ends in a slash, anything else is one file."""
    for path in files():
        if any(str(path) == room or is_in(path, room) for room in rooms):
            yield path


def is_in(path: PurePosixPath, room: str) -> bool:
    """Whether the file stands in the folder, at any depth."""
    return room.endswith("/") and str(path).startswith(room)


def text(path: PurePosixPath) -> str:
    """What a file of the house says."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def _module(path: PurePosixPath) -> Module:
    source = text(path)
    return Module(path, len(source.splitlines()), _parsed(source, str(path)))


def _parsed(source: str, name: str) -> ast.Module:
    """The syntax tree, with the collector at rest: what it finalizes in between may parse too,
    and CPython 3.11 then stops with "recursion depth mismatch" (python/cpython#106905).
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(source, filename=name)
    finally:
        if collected:
            gc.enable()


def modules(*rooms: str) -> Iterator[Module]:
    """The parsed Python files of the rooms named."""
    for path in under(*rooms):
        if path.suffix == ".py":
            yield _module(path)


def words_of(name: str) -> list[str]:
    """The words of an identifier or a file name: `begunstiging_until`, `LastOpgelegd`."""
    spaced = "".join(f" {sign}" if sign.isupper() else sign for sign in name)
    return "".join(sign if sign.isalnum() else " " for sign in spaced).lower().split()


def report(found: list[str]) -> str:
    """All violations at once, one a line, so that one run tells everything."""
    return "\n".join(["", *found])
