"""From values to notices: time comes in by the door, one room adds to a date, money is whole."""

import ast
from typing import Final

from tests.house import tree

TERMS: Final = "enforcement/law/terms.py"
# Finds the feestdagen from Easter of their year; a term never passes through it.
CALENDAR: Final = "enforcement/law/calendar.py"
RENTE: Final = "enforcement/law/rente.py"

# Asked of a class or a module, these read the machine's clock.
CLOCKS: Final = frozenset(
    {"gmtime", "localtime", "monotonic", "now", "perf_counter", "time_ns", "today", "utcnow"}
)
# An id from these differs each time; `uuid5` is derived from its cause.
CHANCE: Final = frozenset({"uuid1", "uuid4"})
# With these a date can be moved without a word from the room of the terms.
MOVERS: Final = frozenset({"ONE_DAY", "fromordinal", "relativedelta", "timedelta"})
DATE_PARTS: Final = frozenset({"year", "month", "day"})


def test_nothing_below_the_edges_looks_at_a_clock() -> None:
    found = [
        f"{module.at(node)} {ast.unparse(node)}"
        for module in tree.modules(*tree.CORE)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and (node.attr in CLOCKS or _is_time_time(node))
    ]
    assert not found, tree.report(found)


def test_nothing_below_the_edges_imports_a_clock() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in tree.modules(*tree.CORE)
        for name, node in module.imports()
        if name == "time" or name.startswith("time.")
    ]
    assert not found, tree.report(found)


def test_no_id_below_the_edges_is_left_to_chance() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in tree.modules(*tree.CORE)
        for node in ast.walk(module.tree)
        for name in _names(node)
        if name in CHANCE
    ]
    assert not found, tree.report(found)


def test_only_the_room_of_the_terms_adds_to_a_date() -> None:
    found = [
        f"{module.at(node)} {ast.unparse(node)}"
        for module in tree.modules(*tree.CORE)
        if str(module.path) not in {TERMS, CALENDAR}
        for node in ast.walk(module.tree)
        if _moves_a_date(node)
    ]
    assert not found, tree.report(found)


def test_no_sum_below_the_edges_is_a_float() -> None:
    found = [
        f"{module.at(node)} {ast.unparse(node)}"
        for module in tree.modules(*tree.CORE)
        for node in ast.walk(module.tree)
        if _makes_a_float(node)
    ]
    assert not found, tree.report(found)


def test_only_the_room_of_the_rente_uses_decimal() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in tree.modules(*tree.CORE)
        if str(module.path) != RENTE
        for name, node in module.imports()
        if name == "decimal" or name.startswith("decimal.")
    ]
    assert not found, tree.report(found)


def _is_time_time(node: ast.Attribute) -> bool:
    # `datetime.time(...)` makes a time of day and is no clock.
    return node.attr == "time" and isinstance(node.value, ast.Name) and node.value.id == "time"


def _names(node: ast.AST) -> set[str]:
    """What a node imports, or takes from a class or a module."""
    if isinstance(node, ast.ImportFrom | ast.Import):
        return {alias.name for alias in node.names}
    return {node.attr} if isinstance(node, ast.Attribute) else set()


def _moves_a_date(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        replaced = {keyword.arg for keyword in node.keywords}
        return node.func.attr == "replace" and bool(replaced & DATE_PARTS)
    return bool(_names(node) & MOVERS)


def _makes_a_float(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "float"
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    # A path is put together with the same sign, but never from a number.
    divides = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    return divides and any(_is_number(each) for each in ast.iter_child_nodes(node))


def _is_number(node: ast.AST) -> bool:
    if isinstance(node, ast.Name | ast.Attribute):
        return ast.unparse(node).endswith(("cents", "days", "points"))
    return isinstance(node, ast.Constant) and isinstance(node.value, int)
