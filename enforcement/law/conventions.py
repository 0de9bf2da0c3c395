"""Readings that the house chose where the law gives no exact answer: named, dated, shown.

The choices stand in parameters/conventions.yaml. A receipt prints `sentence(name)`, so that the
reader sees that a person may decide otherwise. A value that no code carries out is stopped here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from enforcement.law.quantities import document


@dataclass(frozen=True, slots=True)
class Convention:
    """One choice [C]: its value in force, since when, on which rule and article."""

    name: str
    value: str
    default: str
    options: tuple[str, ...]
    from_on: date
    rule: str
    article: str
    sentence: str
    note: str = ""


def _read(entry: dict[str, Any]) -> Convention:
    options = tuple(entry["options"])
    assert entry["value"] in options, f"{entry['name']}: no code carries out {entry['value']}"
    assert entry["default"] in options, f"{entry['name']}: unknown default {entry['default']}"
    return Convention(**(entry | {"options": options}))


CONVENTIONS: Final[dict[str, Convention]] = {
    entry["name"]: _read(entry) for entry in document("conventions")["conventions"]
}


def convention(name: str) -> Convention:
    """Look up one convention by name."""
    return CONVENTIONS[name]


def sentence(name: str) -> str:
    """Say in Dutch which reading was used, for a receipt."""
    return CONVENTIONS[name].sentence


def line(name: str) -> str:
    """The line of a receipt that names a reading, with its mark."""
    return f"conventie: {sentence(name)} [C]"
