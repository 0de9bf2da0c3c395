"""What differs between two reckonings of one case on one day: for what-if, and as known then.

    before: the dossier as it is      after: the same with extra acts (or known later)

Pure, in ids and figures; the words are for whoever shows it. Nothing of the case is touched: a
dossier is a value, and adding to it gives another.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from msgspec import json

from enforcement.reckoning.outcome import (
    Beslisdwangsom,
    Notice,
    Part,
    Rechtsmiddel,
    Reckoning,
    Termijn,
    Verbeurte,
)
from enforcement.values import Cents, Flag

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of `geld` that is another."""

    name: str
    before_cents: Cents
    after_cents: Cents


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """A row that is another: None where it is not there."""

    before: T | None
    after: T | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, each list in the order of the reckoning after, what is gone last."""

    status: tuple[str, str] | None
    geld: tuple[Sum, ...]
    onderdelen: tuple[Changed[Part], ...]
    verbeurtes: tuple[Changed[Verbeurte], ...]
    termijnen: tuple[Changed[Termijn], ...]
    rechtsmiddelen: tuple[Changed[Rechtsmiddel], ...]
    notices: tuple[Changed[Notice], ...]
    flags: tuple[Changed[Flag], ...]
    beslisdwangsom: tuple[Changed[Beslisdwangsom], ...]

    @property
    def nothing(self) -> bool:
        """Whether the two say the same in law."""
        return self.status is None and not any(
            getattr(self, each.name) for each in dataclasses.fields(self) if each.name != "status"
        )

    def to_json(self) -> bytes:
        """The comparison as compact JSON."""
        return json.encode(self)


def compare(before: Reckoning, after: Reckoning) -> Comparison:
    """What the second reckoning says otherwise than the first, of one case and one day."""
    assert (before.case, before.on) == (after.case, after.on), "one case and one day"
    return Comparison(
        status=None if before.status == after.status else (before.status, after.status),
        geld=tuple(_sums(before, after)),
        onderdelen=_changed(before.onderdelen, after.onderdelen, lambda row: row.onderdeel),
        verbeurtes=_changed(before.verbeurtes, after.verbeurtes, lambda row: row.id),
        termijnen=_changed(before.termijnen, after.termijnen, lambda row: (row.kind, row.of)),
        rechtsmiddelen=_changed(before.rechtsmiddelen, after.rechtsmiddelen, lambda row: row.id),
        notices=_changed(before.notices, after.notices, lambda row: row.id),
        flags=_changed(before.flags, after.flags, lambda row: row),
        beslisdwangsom=_changed(
            before.beslisdwangsom, after.beslisdwangsom, lambda row: (row.of, row.ingebrekestelling)
        ),
    )


def _sums(before: Reckoning, after: Reckoning) -> Iterable[Sum]:
    for each in dataclasses.fields(after.geld):
        was, now = getattr(before.geld, each.name), getattr(after.geld, each.name)
        if was != now:
            yield Sum(each.name, was, now)


def _changed(
    before: Sequence[T], after: Sequence[T], name: Callable[[T], Hashable]
) -> tuple[Changed[T], ...]:
    was = {name(row): row for row in before}
    now = {name(row): row for row in after}
    found = [Changed(was.get(key), row) for key, row in now.items() if was.get(key) != row]
    return (*found, *(Changed(row, None) for key, row in was.items() if key not in now))
