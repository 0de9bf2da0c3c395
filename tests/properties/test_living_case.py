"""A case as the house lives it: acts come in any order, some again or corrected, and days pass.

The machine keeps what the house keeps, a dossier and the last answer, and reckons as the clock
does: when an act came, or when the next change has come. After every step the answer kept must be
the one that a reckoning from nothing gives.
"""

from __future__ import annotations

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from enforcement import notices
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.reckoning import Reckoning
from tests.properties.strategies import CASE, ORIGINS, Raw, many, raw_acts, read, told

ONE_DAY = timedelta(days=1)
PASSING = ("rente_cents", "openstaand_cents", "terug_te_betalen_cents")
"""Sums that grow with the days by themselves: interest, and what holds interest."""
ORIGIN = ORIGINS[1]
ORDER: Raw = {
    "act": "last-opgelegd",
    "id": "last",
    "on": str(ORIGIN),
    "kenmerk": "k",
    "grondslag": "spoorwegwet",
    "onderdelen": [
        {
            "onderdeel": name,
            "norm": "Spoorwegwet art. 16",
            "verplichting": "herstellen",
            "aard": "beeindigd_houden",
            "per": "week",
            "cents": 250,
            "cents_max": cents_max,
        }
        for name, cents_max in (("a", 1_000), ("b", 100_000))
    ],
}


def lasting(answer: Reckoning) -> Raw:
    """What of an answer does not pass with the days."""
    found = told(answer, "on", "next_change_on")
    for name in PASSING:
        del found["geld"][name]
    return found


class LivingCase(RuleBasedStateMachine):
    """The dossier, the day, the answer as last reckoned, and all that ever arrived."""

    @initialize()
    def an_order(self) -> None:
        act = read(ORDER)
        assert act is not None
        self.arrived: list[Act] = [act]
        self.dossier = Dossier.of(CASE, [act])
        self.day = ORIGIN
        self.kept = notices.answer(self.dossier, self.day)

    @rule(raw=raw_acts(ORIGIN))
    def an_act_comes(self, raw: Raw) -> None:
        act = read(raw)
        if act is not None:
            self.arrived.append(act)
            self.dossier = self.dossier.add(act).dossier
            self.kept = notices.answer(self.dossier, self.day)

    @rule(data=st.data())
    def an_act_comes_again(self, data: st.DataObject) -> None:
        again = data.draw(st.sampled_from(self.arrived))
        before = notices.answer(self.dossier, self.day)
        version = self.dossier.version
        self.dossier = self.dossier.add(again).dossier
        self.kept = notices.answer(self.dossier, self.day)
        assert self.dossier.version == version
        assert self.kept.to_json() == before.to_json()

    @rule(number=st.sampled_from((1, 1, 2, 7, 30, 365)))
    def days_pass(self, number: int) -> None:
        self.day += timedelta(days=number)
        following = self.kept.next_change_on
        if following is not None and following <= self.day:
            self.kept = notices.answer(self.dossier, self.day)

    @precondition(lambda self: self.kept.next_change_on is not None)
    @rule()
    def the_next_change_comes(self) -> None:
        following = self.kept.next_change_on
        assert following is not None
        assert following > self.kept.on
        self.day = max(self.day, following)
        self.kept = notices.answer(self.dossier, self.day)

    @invariant()
    def what_was_kept_is_what_a_reckoning_from_nothing_gives(self) -> None:
        fresh = notices.answer(Dossier.of(CASE, reversed(self.arrived)), self.day)
        assert lasting(fresh) == lasting(self.kept)

    @invariant()
    def no_maximum_is_passed_and_the_parts_make_the_total(self) -> None:
        parts = self.kept.onderdelen
        for part in parts:
            left = part.cents_max - part.verbeurd_cents - part.aangenomen_cents
            assert part.ruimte_cents == max(0, left)  # a maximum may be lowered below what fell
        geld = self.kept.geld
        assert geld.verbeurd_cents == sum(part.verbeurd_cents for part in parts)
        assert geld.aangenomen_cents == sum(part.aangenomen_cents for part in parts)

    @invariant()
    def a_notice_once_due_for_an_act_or_a_day_is_named_once(self) -> None:
        names = [notice.id for notice in self.kept.notices]
        assert len(names) == len(set(names))


LivingCase.TestCase.settings = settings(max_examples=many(60), stateful_step_count=25)
TestLivingCase = LivingCase.TestCase
