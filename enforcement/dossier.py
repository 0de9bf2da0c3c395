"""A dossier is the set of acts of one case. It knows how to grow, and nothing of law.

    acts in any order, any number of times  ->  the same set  ->  the same reckoning

No counters are kept. Whatever is found out late, corrected or sent twice is one more element.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, Self, TypeAlias

from enforcement.act import Act
from enforcement.values import CaseNumber

Outcome: TypeAlias = Literal["new", "same", "earlier", "conflict"]


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding an act did: the dossier after it, and what became of the act.

    `new`: it was not there. `same`: it was, nothing changed. `earlier`: it was, but had become
    known earlier than thought. `conflict`: another act bears its id; `refused` is the one of
    the two that does not stand.
    """

    dossier: Dossier
    outcome: Outcome
    refused: Act | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """The acts of one case by their id. Immutable: adding gives another dossier."""

    case: CaseNumber
    acts: Mapping[str, Act] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, case: CaseNumber, acts: Iterable[Act]) -> Self:
        """The dossier with these acts, as if added one by one in any order."""
        kept: dict[str, Act] = {}
        for act in acts:
            there = kept.get(act.id)
            if there is None or _weight(act) < _weight(there):
                kept[act.id] = act
        return cls(case, MappingProxyType(kept))

    def add(self, act: Act) -> Addition:
        """Add one act. Twice is once.

        One id is one act: of two bodies under one id the smallest (recorded_at, body digest)
        stands, whatever the order of arrival; of one body the smallest recorded_at.
        """
        there = self.acts.get(act.id)
        if there is None:
            return Addition(self._with(act), "new")
        same = there.body_digest == act.body_digest
        wins = _weight(act) < _weight(there)
        after = self._with(act) if wins else self
        if same:
            return Addition(after, "earlier" if wins else "same")
        return Addition(after, "conflict", refused=there if wins else act)

    def _with(self, act: Act) -> Dossier:
        return Dossier(self.case, MappingProxyType({**self.acts, act.id: act}))

    @property
    def version(self) -> int:
        """The number of acts; it only grows, and so tells newer from older."""
        return len(self.acts)

    def known(self, known_at: datetime | None) -> tuple[Act, ...]:
        """The acts recorded up to and including `known_at` (None: all), in their own order."""
        acts = (act for act in self.acts.values() if known_at is None or act.known_at <= known_at)
        return tuple(sorted(acts, key=lambda act: act.rank))


def digest(acts: Iterable[Act]) -> str:
    """SHA-256 (hex) over the sorted digests of the acts, joined by newlines: order-free."""
    joined = "\n".join(sorted(act.digest for act in acts))
    return hashlib.sha256(joined.encode("ascii")).hexdigest()


def used(acts: Iterable[Act], on: date) -> tuple[Act, ...]:
    """Those of the acts that count on day `on`: what happened on or before it."""
    return tuple(act for act in acts if act.on <= on)


def _weight(act: Act) -> tuple[datetime, str]:
    return (act.known_at, act.body_digest)
