"""The order as it reads on a day: what was decided first, and every change since.

`early` asks for the text at the start of the day, before the acts of that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tests.second.papers import Paper
from tests.second.remedies import Remedies

FIELDS: Final = ("cents", "cents_max", "begunstiging_until")
RULINGS: Final = frozenset({"bezwaar-beslist", "uitspraak-gedaan"})
DECISIONS: Final = frozenset({"last-gewijzigd", "last-ingetrokken"})


@dataclass(frozen=True)
class Change:
    """One field of one part that reads otherwise: from the start, or from a day on."""

    onderdeel: str | None
    field: str
    value: Any
    tunc: bool
    from_on: date


@dataclass
class Order:
    """The decision, its changes in their order, and when it was still running."""

    act: Paper
    changes: list[Change]

    def names(self) -> list[str]:
        return [part["onderdeel"] for part in self.act["onderdelen"]]

    def part(self, name: str) -> Paper:
        found: Paper = next(p for p in self.act["onderdelen"] if p["onderdeel"] == name)
        return found

    def reads(self, name: str, field: str, day: date, *, early: bool = False) -> Any:
        """What the order says in this field on this day."""
        value = self.part(name).get(field)
        for change in self.changes:
            if change.field == field and change.onderdeel in {name, None}:
                began = change.from_on < day if early else change.from_on <= day
                value = change.value if change.tunc or began else value
        return value

    def works(self, name: str, day: date, *, early: bool = False) -> bool:
        """Whether the part is still there on that day."""
        return not self.reads(name, "vervallen", day, early=early)

    def grace(self, name: str, day: date, *, early: bool = False) -> date:
        """The last day before the order works: that of the term, else of the bekendmaking."""
        until: date | None = self.reads(name, "begunstiging_until", day, early=early)
        return until or self.act["on"]


def read(papers: list[Paper]) -> Order | None:
    """The order of the case with its changes, or None when there is none."""
    first = next((one for one in papers if one["act"] == "last-opgelegd"), None)
    if first is None:
        return None
    remedies = Remedies(papers)
    standing = [one for one in papers if not remedies.annulled_by(one)]
    changes = [change for one in standing for change in changes_of(one, remedies)]
    return Order(first, changes)


def changes_of(one: Paper, remedies: Remedies) -> list[Change]:
    """What this act changes in the order."""
    from_on = one.get("from_on") or one["on"]
    match one["act"]:
        case "last-gewijzigd":
            return _listed(one, one.get("werking", "ex_nunc"), from_on)
        case "last-ingetrokken":
            return _gone(one.get("werking", "ex_nunc"), one.get("onderdelen"), one["on"])
        case "voorlopige-voorziening-getroffen":
            return _longer(one, from_on)
        case "bezwaar-beslist" | "uitspraak-gedaan" if remedies.is_about_the_order(one):
            return _by_remedy(one, from_on)
    return []


def _by_remedy(one: Paper, from_on: date) -> list[Change]:
    """A change or revocation on objection or appeal: from the start unless it says otherwise."""
    werking = one.get("werking", "ex_tunc")
    told: list[Change] = []
    if one.get("gevolg") in {"gewijzigd", "last_gewijzigd", "herroepen", "last_herroepen"}:
        told = _listed(one, werking, from_on)
    if one.get("gevolg") in {"herroepen", "last_herroepen"} and not one.get("onderdelen"):
        told = _gone(werking, None, from_on)
    meanwhile = one.get("schorsing")
    return told + (_longer(meanwhile, meanwhile.get("from_on") or one["on"]) if meanwhile else [])


def _gone(werking: str, names: list[str] | None, from_on: date) -> list[Change]:
    tunc = werking == "ex_tunc"
    parts: list[str | None] = [*names] if names else [None]
    return [Change(name, "vervallen", value=True, tunc=tunc, from_on=from_on) for name in parts]


def _longer(relief: Paper, from_on: date) -> list[Change]:
    """The judge gives a longer grace period instead of a suspension."""
    if relief["strekking"] != "begunstiging_verlengd":
        return []
    return [
        Change(
            name, "begunstiging_until", relief["begunstiging_until"], tunc=False, from_on=from_on
        )
        for name in (relief.get("onderdelen") or [None])
    ]


def _listed(one: Paper, werking: str, from_on: date) -> list[Change]:
    """Every field that the parts of the decision name."""
    tunc = werking == "ex_tunc"
    found = []
    for part in one.get("onderdelen") or []:
        fields = {field: part[field] for field in FIELDS if part.get(field) is not None}
        if part.get("vervallen"):
            fields["vervallen"] = True
        found += [Change(part["onderdeel"], k, v, tunc, from_on) for k, v in fields.items()]
    return found


def works_back(one: Paper) -> bool:
    """Whether the paper changes what was already decided, from the start or from an earlier day."""
    earlier = bool((one.get("from_on") or one["on"]) < one["on"])
    if one["act"] in RULINGS:
        return earlier or bool(one.get("werking", "ex_tunc") == "ex_tunc")
    return one["act"] in DECISIONS and (earlier or bool(one.get("werking") == "ex_tunc"))
