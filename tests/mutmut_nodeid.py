"""mutmut asks an item for `_nodeid`, which pytest 9.2 calls `nodeid` alone."""

from _pytest.nodes import Node

if not hasattr(Node, "_nodeid"):
    Node._nodeid = property(lambda node: node.nodeid)  # type: ignore[attr-defined]
