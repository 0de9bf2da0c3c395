"""Two things that mutmut 3.7 wants of pytest; loaded by `tests.mutation` alone.

It asks an item for `_nodeid`, which pytest 9.2 calls `nodeid` alone. And it tries each mutant in a
fork of a process that has run all tests: whatever that process remembered would answer in the
mutant's place, so each run starts with a mind as empty as that of a new process.
"""

from __future__ import annotations

import functools
import gc

from _pytest.nodes import Node

if not hasattr(Node, "_nodeid"):
    Node._nodeid = property(lambda node: node.nodeid)  # type: ignore[attr-defined]


def pytest_sessionstart() -> None:
    """Forget what was remembered."""
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper):
            thing.cache_clear()
