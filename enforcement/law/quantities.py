"""Dated quantities of the law: one YAML file each in parameters/, read once at import.

A quantity answers for a day. A day before its first value or after its last known day is not
guessed: OutsideValidity names the days that are known.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, Final

import yaml


class OutsideValidity(LookupError):
    """A quantity was asked for a day for which nobody has read its value."""


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of a quantity from its day of entry into force.

    `until` is filled only where the knowledge ends explicitly; it is inclusive. Certainty is one
    of V (text seen), V2 (second hand), K (remembered), C (our own reading).
    """

    from_on: date
    value: int
    reference: str
    certainty: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: what it is, its unit, its values in order of entry into force."""

    name: str
    description: str
    unit: str
    last_checked_on: date
    values: tuple[DatedValue, ...]

    @property
    def known_from(self) -> date:
        """First day with a known value, inclusive."""
        return self.values[0].from_on

    @property
    def known_until(self) -> date | None:
        """Last day with a known value, inclusive; None while the last value stands."""
        return self.values[-1].until

    def dated(self, on: date) -> DatedValue:
        """Value in force on a day, with its reference and certainty."""
        place = bisect_right(self.values, on, key=_from_on) - 1
        if place < 0:
            reason = f"{self.name}: no value known on {on}, the first day is {self.known_from}"
            raise OutsideValidity(reason)
        found = self.values[place]
        if found.until is not None and on > found.until:
            reason = f"{self.name}: no value known on {on}, the last day is {found.until}"
            raise OutsideValidity(reason)
        return found


def _from_on(dated: DatedValue) -> date:
    return dated.from_on


def document(name: str) -> dict[str, Any]:
    """Read one file of parameters/ from the package data."""
    folder = resources.files("enforcement.law").joinpath("parameters")
    text = folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _read(name: str) -> Quantity:
    found = document(name)
    values = tuple(DatedValue(**value) for value in found["values"])
    days = [value.from_on for value in values]
    assert days == sorted(set(days)), f"{name}: values out of order"
    return Quantity(name, found["description"], found["unit"], found["last_checked_on"], values)


def _read_all() -> dict[str, Quantity]:
    folder = resources.files("enforcement.law").joinpath("parameters")
    names = sorted(file.name.removesuffix(".yaml") for file in folder.iterdir())
    return {name: _read(name) for name in names if name not in _OTHER_SHAPE}


# Files of another shape: a list of days, of choices, of texts.
_OTHER_SHAPE: Final = frozenset({"conventions", "gelijkgestelde_dagen", "statutes"})
QUANTITIES: Final[dict[str, Quantity]] = _read_all()


def quantity(name: str) -> Quantity:
    """Look up one quantity by the name of its file."""
    return QUANTITIES[name]


@lru_cache(maxsize=4096)
def value(name: str, on: date) -> int:
    """Value of a quantity in force on a day, in the unit of its file.

    Example: `value("wettelijke_rente", date(2024, 7, 1))` is 700 basis points.
    """
    return QUANTITIES[name].dated(on).value
