"""What the acts that touch money do to the ledger, each in its turn. Awb 5:37 to 5:39, 4:112 on.

Nothing is refused: an act that the law gives no force stands in the dossier, and a flag says
what it did not do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from enforcement.effects import (
    BookMoney,
    DecideCollection,
    DeferPayment,
    InterruptLimitation,
)
from enforcement.law import geldschuld, invordering
from enforcement.law.quantities import OutsideValidity
from enforcement.law.spans import Span
from enforcement.law.verjaring import Deferral
from enforcement.reckoning.collectable import Collectable
from enforcement.reckoning.debt import Debt
from enforcement.reckoning.gather import Done
from enforcement.reckoning.ledger import Fee, Ledger
from enforcement.reckoning.wording import dwangsommen_text
from enforcement.values import Flag

MoneyEffect: TypeAlias = DecideCollection | InterruptLimitation | DeferPayment | BookMoney


@dataclass(slots=True)
class Booking:
    """Walks through the money acts in order of day and books them.

    `collectable` tells what a collection decision could collect on its day, `revived` the days of
    revocations from the start that a court annulled: what was decided before fell with them (O9).
    `void` collects the reminders without force, `verrekend` the decisions that set off: they
    interrupt for what they pay (Awb 4:106).
    """

    ledger: Ledger
    collectable: Collectable
    revived: Sequence[date]
    revoked: frozenset[str]
    flags: list[Flag] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    verrekend: set[str] = field(default_factory=set)

    def book(self, events: Sequence[Done[MoneyEffect]]) -> None:
        """Book all, in the order of their rank."""
        for done in sorted(events, key=lambda d: d.rank):
            effect = done.effect
            self.ledger.use_credits(done.on)
            match effect:
                case DecideCollection():
                    self._collect(done.id, done.on, effect)
                case InterruptLimitation():
                    self._interrupt(done.id, done.on, effect)
                case DeferPayment():
                    self._defer(done.id, done.on, effect)
                case BookMoney():
                    self._money(done.id, done.on, effect)

    def _collect(self, act: str, on: date, effect: DecideCollection) -> None:
        """The collection decision covers what is open, proven and not time-barred (5:37, 5:37a)."""
        if act in self.revoked:
            text = "de invorderingsbeschikking is herroepen of vernietigd; zij stuit hier niet"
            self._flag("werking-onduidelijk", text, act, "Awb 5:37a lid 1")
            return
        chosen, barred, remaining = self._chosen(act, on, effect)
        revoked = any(day >= on for day in self.revived)
        lapsed = revoked or (
            remaining > 0 and self.collectable.lost_after(act, on, effect.verbeurtes)
        )
        for debt, cents in chosen:
            if not lapsed:
                debt.cover(act, cents)
            if not debt.under_old_law:
                debt.interrupt(on, act, "Awb 5:37a lid 1")
        barred_cents = sum(debt.open_cents for debt in barred)
        if barred and (effect.verbeurtes is not None or remaining > 0):
            number = len(barred)
            verbs = ("was", "is") if number == 1 else ("waren", "zijn")
            which = f"{dwangsommen_text(number)} {verbs[0]} op die dag verjaard"
            text = f"{which} en {verbs[1]} niet in te vorderen"
            self._flag("invordering-van-verjaarde-verbeurte", text, act, "Awb 5:35", "Awb 4:104")
        if lapsed:
            text = (
                "de last is daarna herroepen en later herleefd; een nieuwe beschikking is nodig"
                if revoked
                else "de last is daarna gewijzigd, ingetrokken of herroepen; "
                "de beschikking kan zo niet in stand blijven"
            )
            self._flag("invordering-vervallen", text, act, "Awb 5:38")
        elif remaining > barred_cents:
            left = "is aangetoond, openstaat en nog niet is ingevorderd"
            text = f"de beschikking vordert meer in dan er {left}"
            self._flag("invordering-boven-verbeurd", text, act, "Awb 5:37")

    def _chosen(
        self, act: str, on: date, effect: DecideCollection
    ) -> tuple[list[tuple[Debt, int]], list[Debt], int]:
        """The debts covered, each with its part of `cents`; those that were time-barred; and
        what of `cents` is left over. A debt that the decision names is covered as a whole, also
        for less than its sum (moderation); else a later decision may cover the rest. What a
        decision has taken up another one only repeats: that brings nothing about.
        """
        candidates, unknown = self.collectable.candidates(self.ledger.debts, on, effect)
        for name in unknown:
            text = f"verwijst naar verbeurte {name}, die er op die dag niet was"
            self._flag("verwijst-naar-onbekende-verbeurte", text, act, "Awb 5:37")
        alive: list[Debt] = []
        barred: list[Debt] = []
        for debt in candidates:
            (alive if self.ledger.is_alive(debt, on) else barred).append(debt)
        if effect.verbeurtes is not None:
            alive = [debt for debt in alive if debt.uncovered()]  # what is paid needs no decision
            rests = [debt.uncovered() for debt in alive]
            return list(zip(alive, rests, strict=True)), barred, max(0, effect.cents - sum(rests))
        parts, left = invordering.covered(effect.cents, [debt.uncovered() for debt in alive])
        return list(zip(alive, parts, strict=False)), barred, left

    def _interrupt(self, act: str, on: date, effect: InterruptLimitation) -> None:
        match effect.by:
            case "aanmaning":
                self._remind(act, on, effect)
            case "dwangbevel":
                targets = [
                    debt
                    for debt in self.ledger.due(on)
                    if debt.reminded_until is not None and debt.reminded_until < on
                ]
                for debt in targets:
                    debt.under_writ = True
                self._stop(targets, act, on, missing=("dwangbevel-zonder-aanmaning", "Awb 4:117"))
            case "executie":
                targets = [debt for debt in self.ledger.due(on) if debt.under_writ]
                self._stop(targets, act, on, missing=("executie-zonder-dwangbevel", "Awb 4:116"))
            case "verrekening":
                self.verrekend.add(act)  # what it pays is known when it is booked
            case "erkenning":
                left = effect.cents
                for debt in self.ledger.due(on):
                    if left is not None and left <= 0:
                        return
                    debt.interrupt(on, act, "Awb 4:105 lid 2")
                    left = None if left is None else left - debt.open_cents

    def _stop(self, targets: list[Debt], act: str, on: date, *, missing: tuple[str, str]) -> None:
        for debt in targets:
            debt.interrupt(on, act, "Awb 4:106")
        if not targets:
            text = (
                "daarvoor ontbreekt de stap die de wet eerst vraagt; de verjaring is niet gestuit"
            )
            code, article = missing
            self._flag(code, text, act, article)

    def _remind(self, act: str, on: date, effect: InterruptLimitation) -> None:
        """Only what a collection decision covers, in default, outside deferral (4:112, 4:94)."""
        covered = [debt for debt in self.ledger.due(on) if debt.covered_by is not None]
        late = [debt for debt in covered if debt.in_default(on)]
        targets = [d for d in late if not any(span.holds(on) for span in d.barred_by_uitstel)]
        if not targets:
            self.void.add(act)
            if any(debt.covered_by for debt in self._barred(on)) and not covered:
                text = "wat was ingevorderd is verjaard; geen termijn, geen stuiting"
                self._flag("aanmaning-na-verjaring", text, act, "Awb 4:104 lid 2")
            elif not covered:
                text = (
                    "aanmanen kan pas na een invorderingsbeschikking die in stand blijft; "
                    "geen termijn, geen stuiting"
                )
                self._flag("aanmaning-zonder-invordering", text, act, "Awb 5:37", "Awb 4:112")
            elif not late:
                text = "de schuldenaar was nog niet in verzuim; geen termijn, geen stuiting"
                self._flag("aanmaning-zonder-verzuim", text, act, "Awb 4:112", "Awb 4:97")
            else:
                text = "tijdens uitstel kan niet worden aangemaand; geen termijn, geen stuiting"
                self._flag("aanmaning-tijdens-uitstel", text, act, "Awb 4:94")
            return
        until = geldschuld.aanmaning_term(on).until
        for debt in targets:
            debt.interrupt(on, act, "Awb 4:106")
            debt.reminded_until = until
        fee = self._fee(act, targets, effect)
        self.ledger.fees.append(fee)
        self.ledger.costs_cents += fee.cents
        self.ledger.costs_open_cents += fee.cents

    def _barred(self, on: date) -> Iterator[Debt]:
        """The proven debts with something open that were time-barred on a day."""
        for debt in self.ledger.debts:
            fell = debt.fall.on <= on and debt.fall.proven
            if fell and debt.open_cents and not self.ledger.is_alive(debt, on):
                yield debt

    def _fee(self, act: str, targets: Sequence[Debt], effect: InterruptLimitation) -> Fee:
        """The fee that the reminder states, else that of the year in which the debt arose (P3)."""
        if effect.vergoeding_cents is not None:
            return Fee(act, effect.vergoeding_cents)
        owed_cents = sum(debt.open_cents for debt in targets)
        arose_on = targets[0].fall.on
        try:
            known = geldschuld.aanmaning_vergoeding(owed_cents, arose_on)
        except OutsideValidity as unknown:
            self._flag(
                "vergoeding-onbekend", f"geen vergoeding bekend: {unknown}", act, "Awb 4:113"
            )
            return Fee(act, 0)
        return Fee(act, known.value, arose_on, known.certainty)

    def _defer(self, act: str, on: date, effect: DeferPayment) -> None:
        """Uitstel works for what fell on or before its day; insolvency for all (4:111)."""
        span = Span(effect.from_on, effect.until)
        deferral = Deferral(on, span, whole=effect.bars_reminder, act=act)
        for debt in self.ledger.debts:
            if effect.bars_reminder and debt.fall.on > on:
                break
            debt.defer(deferral, bars_reminder=effect.bars_reminder)

    def _money(self, act: str, on: date, effect: BookMoney) -> None:
        match effect.soort:
            case "betaling":
                before = len(self.ledger.credits)
                paid = self.ledger.pay(on, effect.cents, act)
                for debt in paid if act in self.verrekend else ():
                    debt.interrupt(on, act, "Awb 4:106")
                if len(self.ledger.credits) > before and any(self._barred(on)):
                    text = "betaald na de verjaring; of dat verschuldigd was, beslist een persoon"
                    self._flag("betaald-na-verjaring", text, act, "Awb 4:104 lid 1")
            case "terugbetaling":
                self.ledger.repay(on, effect.cents)
            case "kwijtschelding":
                pool = effect.cents
                for debt in self.ledger.due(on):
                    if pool and debt.fall.proven:
                        pool = debt.remit(on, pool, act)
                self.ledger.remitted_cents += effect.cents - pool
                if pool:
                    text = "er is meer kwijtgescholden dan er op die dag openstond"
                    self._flag("kwijtschelding-boven-verbeurd", text, act, "Awb 4:94a")
            case "rente":
                pass  # a stated sum: it stands in the act, the law's own interest is reckoned

    def _flag(self, code: str, text: str, act: str, *articles: str) -> None:
        self.flags.append(Flag(code, text, articles, (act,)))
