"""The acts of a case as plain dictionaries, and which of them count on a day.

What counts: what happened on or before the day, was not taken back, and points at nothing that is
missing. This file knows no law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from enforcement.act import Act

Paper: TypeAlias = dict[str, Any]

# Of which kind the act must be that another one points at; nothing: of any kind.
POINTS_AT: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "bezwaar-gemaakt": ("tegen", ()),
    "beroep-ingesteld": ("tegen", ()),
    "hoger-beroep-ingesteld": ("tegen", ()),
    "bezwaar-beslist": ("bezwaar", ("bezwaar-gemaakt",)),
    "beslistermijn-verdaagd": ("bezwaar", ("bezwaar-gemaakt",)),
    "hersteltermijn-gegeven": ("bezwaar", ("bezwaar-gemaakt",)),
    "uitspraak-gedaan": (
        "rechtsmiddel",
        ("beroep-ingesteld", "hoger-beroep-ingesteld", "bezwaar-gemaakt"),
    ),
    "voorlopige-voorziening-verzocht": (
        "bij",
        ("bezwaar-gemaakt", "beroep-ingesteld", "hoger-beroep-ingesteld"),
    ),
    "voorlopige-voorziening-getroffen": ("verzoek", ("voorlopige-voorziening-verzocht",)),
    "rechtsmiddel-ingetrokken": (
        "rechtsmiddel",
        (
            "bezwaar-gemaakt",
            "beroep-ingesteld",
            "hoger-beroep-ingesteld",
            "voorlopige-voorziening-verzocht",
        ),
    ),
}


def paper(act: Act) -> Paper:
    """The act as it was sent, its days as days, with the moment it became known."""
    sent = {key: _with_days(key, field) for key, field in act.body.items()}
    return {**sent, "recorded": act.known_at}


def _with_days(key: str, field: Any) -> Any:
    if isinstance(field, str) and (key in {"on", "until"} or key.endswith(("_on", "_until"))):
        return date.fromisoformat(field)
    if isinstance(field, dict):
        return {inner: _with_days(inner, each) for inner, each in field.items()}
    if isinstance(field, list):
        return [_with_days("", each) for each in field]
    return field


def in_order(papers: Iterable[Paper]) -> list[Paper]:
    """By day, then by the moment of recording, then by id."""
    return sorted(papers, key=lambda one: (one["on"], one["recorded"], one["id"]))


def counting(papers: Iterable[Paper], on: date) -> list[Paper]:
    """What counts on the day: not later, not taken back, not waiting for another act.

    What points at an act that itself waits, waits as well.
    """
    happened = {one["id"]: one for one in papers if one["on"] <= on}
    taken = {
        one["handeling"]
        for one in happened.values()
        if one["act"] == "handeling-ingetrokken" and _stands(one["id"], happened)
    }
    left = {name: one for name, one in happened.items() if name not in taken}
    while waiting := [name for name, one in left.items() if _waits(one, left.get)]:
        left = {name: one for name, one in left.items() if name not in waiting}
    return in_order(left.values())


def _stands(name: str, happened: Mapping[str, Paper], seen: tuple[str, ...] = ()) -> bool:
    """Whether no standing act takes this one back; a circle is left out of the comparison."""
    assert name not in seen, "acts that take one another back in a circle"
    return not any(
        one["act"] == "handeling-ingetrokken"
        and one["handeling"] == name
        and _stands(one["id"], happened, (*seen, name))
        for one in happened.values()
    )


def _waits(one: Paper, find: Callable[[str], Paper | None]) -> bool:
    field, kinds = POINTS_AT.get(one["act"], ("", ()))
    if field not in one:
        return False
    other = find(one[field])
    return other is None or bool(kinds and other["act"] not in kinds)
