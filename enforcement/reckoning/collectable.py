"""What a collection decision could collect on its day, and what of that later decisions changed.

The order may read otherwise now than it did then: a change that works back makes dwangsommen fall
that nobody could collect before it, and takes away others that were collected. Awb 5:37, 5:38.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from enforcement.effects import DecideCollection
from enforcement.reckoning.debt import Debt
from enforcement.reckoning.forfeited import Changed
from enforcement.reckoning.forfeiture import Fall


class Lost(NamedTuple):
    """What the decision `by` of day `on`, which works back, took away of what had fallen."""

    on: date
    by: str
    falls: tuple[Fall, ...]


@dataclass(frozen=True, slots=True)
class Collectable:
    """`changes` tells what had fallen before each decision that works back, `lost` what they took
    away.
    """

    changes: Sequence[Changed]
    lost: Sequence[Lost]

    @classmethod
    def of(cls, falls: Sequence[Fall], changes: Sequence[Changed]) -> Collectable:
        """Compare what stands with what had fallen before each decision.

        Example: three dwangsommen of 1,000 euro, the last made 400: that last one is lost in part.
        A decision that ends a part of which nothing had fallen takes nothing away (RVS:2016:2087).
        """
        now = {fall.id: fall.cents for fall in falls} if changes else {}
        lost = (
            Lost(
                change.by.on,
                change.by.id,
                tuple(fall for fall in change.falls if now.get(fall.id, 0) < fall.cents),
            )
            for change in changes
        )
        return cls(changes, tuple(lost))

    def candidates(
        self, debts: Sequence[Debt], on: date, effect: DecideCollection
    ) -> tuple[list[Debt], list[str]]:
        """The debts that a decision of a day may cover, time-barred ones too, and the names in it
        of which there was none: those it names, else what is uncovered, oldest first.

        A debt may be named as it was called before an older breach in its unit was found.
        """
        if effect.verbeurtes is None:
            return [debt for debt in self._collectable(debts, on) if debt.uncovered()], []
        by_name = {name: debt for debt in debts for name in (*debt.fall.also, debt.fall.id)}
        named: dict[str, Debt] = {}
        unknown = []
        for name in dict.fromkeys(effect.verbeurtes):
            debt = by_name.get(name)
            if debt is not None and self._had_fallen(debt.fall, on):
                named[debt.fall.id] = debt
            else:
                unknown.append(name)
        return list(named.values()), unknown

    def _collectable(self, debts: Sequence[Debt], on: date) -> Iterator[Debt]:
        for debt in debts:
            if _fell_and_was_proven(debt.fall, on) and self._had_fallen(debt.fall, on):
                yield debt

    def _had_fallen(self, fall: Fall, on: date) -> bool:
        """Whether it had fallen by a day as the order then read: what a later decision makes fall
        from the start cannot have been collected before (Awb 5:37 lid 1).

        Example: grace until 13 March, collected on 1 March, on 2 March grace is made to end on
        31 January from the start: that of 7 February needs a decision of its own.
        """
        if fall.on > on:
            return False
        if not self.changes:
            return True
        later = next((change for change in self.changes if change.by.on > on), None)
        if later is None:
            return True
        return any(each.is_called(fall.id) or fall.is_called(each.id) for each in later.falls)

    def lost_after(self, act: str, on: date, named: Sequence[str] | None) -> bool:
        """Whether a decision after this one took away what this one could collect (Awb 5:38).

        Example: decided on 3 February; part b, of which nothing had fallen, is ended from the
        start on 30 April: no.
        """
        return any(
            fall.id in named if named is not None else _fell_and_was_proven(fall, on)
            for lost in self.lost
            if lost.on >= on and lost.by != act
            for fall in lost.falls
        )


def _fell_and_was_proven(fall: Fall, on: date) -> bool:
    """Whether it had fallen before day `on` and was proven by then."""
    return fall.on < on and fall.proven_on is not None and fall.proven_on <= on
