"""A name says what a thing is: no leftovers, no bare amounts and days."""

import ast
from typing import Final

from tests.house import tree

# Whoever reaches for one of these has not yet found out what the thing is.
LEFTOVERS: Final = frozenset(
    {"base", "common", "data", "handler", "helper", "helpers", "info", "manager", "misc"}
    | {"service", "services", "util", "utils"}
)
# A field says its unit or its end: `verbeurd_cents`, `betaling_until`; `last` reads as English.
BARE: Final = frozenset({"amount", "date", "deadline", "last", "period"})


def test_no_file_or_folder_bears_a_leftover_name() -> None:
    found = [
        f"{path}: {word}"
        for path in tree.files()
        for part in path.parts
        for word in tree.words_of(part.split(".", maxsplit=1)[0])
        if word in LEFTOVERS
    ]
    assert not found, tree.report(found)


def test_no_class_bears_a_leftover_name() -> None:
    found = [
        f"{module.at(node)} {node.name}"
        for module in tree.modules(*tree.EVERYWHERE)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and LEFTOVERS & set(tree.words_of(node.name))
    ]
    assert not found, tree.report(found)


def test_no_field_is_a_bare_amount_or_day() -> None:
    found = [
        f"{module.at(field)} {field.id}"
        for module in tree.modules("enforcement/")
        for field in module.fields()
        if field.id in BARE
    ]
    assert not found, tree.report(found)
