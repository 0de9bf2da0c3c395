"""The sums of a case, drawn from the ledger of debts on the day reckoned."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from enforcement.law import rente
from enforcement.law.quantities import OutsideValidity
from enforcement.law.spans import Span, merged
from enforcement.law.terms import Term, next_day
from enforcement.law.verjaring import safe_day
from enforcement.reckoning.collection import Booking
from enforcement.reckoning.forfeited import Forfeited
from enforcement.reckoning.forfeiture import Fall
from enforcement.reckoning.gather import Gathered
from enforcement.reckoning.ledger import Debt, Ledger
from enforcement.reckoning.order import Changes
from enforcement.reckoning.outcome import DebtStatus, Geld, Verbeurte
from enforcement.reckoning.remedies import Remedies, challenged, order_challenged
from enforcement.reckoning.suspension import Suspension
from enforcement.reckoning.wording import day_text
from enforcement.values import Cents, Flag


@dataclass(frozen=True, slots=True)
class Settled:
    """The ledger on the day, the debts as they go out, and what a person must know of them."""

    ledger: Ledger
    verbeurtes: tuple[Verbeurte, ...]
    betaling_terms: tuple[Term, ...]
    geld: Geld
    void_reminders: frozenset[str]
    flags: tuple[Flag, ...]


def settled(
    found: Gathered,
    all_remedies: Remedies,
    fallen: Forfeited,
    *,
    changes: Changes,
    suspended: Sequence[Suspension],
    on: date,
) -> Settled:
    """Book all money acts over what has been forfeited, and add up."""
    ledger = Ledger(
        debts=_debts(fallen.falls, found),
        extending=merged((*order_challenged(found, all_remedies), *_requests(found, all_remedies))),
        collection_suspended=merged(s.span for s in suspended if s.done.effect.collection),
    )
    booking = Booking(ledger, changes.standing, _revoked(found, all_remedies))
    booking.book([*found.collections, *found.interruptions, *found.deferrals, *found.bookings])
    ledger.use_credits(on)
    interests = {debt.fall.id: _interest(ledger, debt, on) for debt in ledger.debts}
    lapsed = [Debt.of(fall) for fall in fallen.lapsed]
    rows = [_row(ledger, debt, on) for debt in ledger.debts]
    rows += [_lapsed_row(debt) for debt in lapsed]
    order = sorted(range(len(rows)), key=lambda i: (rows[i].on, i))
    terms = [debt.betaling for debt in (*ledger.debts, *lapsed)]
    refund, refund_known = _refund(ledger, on)
    flags = [*booking.flags, *_rate_flags(ledger, interests, known=refund_known)]
    return Settled(
        ledger,
        tuple(rows[i] for i in order),
        tuple(terms[i] for i in order),
        dataclasses.replace(
            _sums(ledger, fallen.lapsed, interests, on), terug_te_betalen_cents=refund
        ),
        frozenset(booking.void),
        tuple(flags),
    )


def _debts(falls: Sequence[Fall], found: Gathered) -> list[Debt]:
    """The debts of these falls, with the days of uitstel on which no interest runs (Awb 4:101).

    Such uitstel works for what fell on or before its day, as its effect on limitation does; its
    days are named before anything is booked, since it may reach back over a payment. Example:
    fell 1 April, uitstel of 2 June without interest, 1 through 30 June: 30 days bear none.
    """
    still = [done for done in found.deferrals if not done.effect.rente_loopt]
    debts = [Debt.of(fall) for fall in falls]
    for debt in debts if still else ():
        own = (done.effect for done in still if debt.fall.on <= done.on)
        debt.idle = merged(Span(effect.from_on, effect.until) for effect in own)
    return debts


def _revoked(found: Gathered, all_remedies: Remedies) -> frozenset[str]:
    """The collection decisions that fell on objection or appeal against themselves."""
    gone: set[str] = set()
    for change in found.changes:
        remedy = all_remedies.by_id.get(change.effect.remedy or "")
        stands = change.id not in all_remedies.annulled
        mine = remedy is not None and remedy.line == "invordering"
        if remedy is not None and mine and stands and change.effect.ended is None:
            gone.add(remedy.root)
    return frozenset(gone)


def _requests(found: Gathered, all_remedies: Remedies) -> list[Span]:
    """The days on which a request to collect waits for its answer, or its refusal is contested
    (Awb 5:37a lid 2 and 3); a collection decision ends both.
    """
    spans: list[Span] = []
    decided = [done.on for done in found.collections]
    for asked in (done for done in found.terms if done.effect.kind == "invorderingsverzoek"):
        refusals = [
            done
            for done in found.endings
            if done.effect.kind is None and done.effect.of == asked.id
        ]
        answers = [day for day in decided if day >= asked.on] + [done.on for done in refusals]
        spans.append(Span(asked.on, min(answers, default=None)))
        for refusal in refusals:
            spans.extend(challenged(refusal.id, refusal.on, all_remedies))
    return spans


def _interest(ledger: Ledger, debt: Debt, on: date) -> rente.Rente | None:
    """Gross interest of a proven debt through the day, at most through its limitation."""
    if not debt.fall.proven:
        return None
    last = ledger.last_day(debt, on)
    running = debt.interest(on if last is None else min(on, last))
    return None if running is None else running.rente


def _rate_flags(
    ledger: Ledger, interests: dict[str, rente.Rente | None], *, known: bool
) -> list[Flag]:
    """Where interest was counted only as far as rates are known, or not at all."""
    ends = [found.known_until for found in interests.values() if found and found.known_until]
    if ends:
        last = day_text(min(ends))
        text = f"de wettelijke rente is niet bekend na {last}; rente is tot en met die dag gerekend"
        return [Flag("rente-onbekend", text, ("Awb 4:98",))]
    if not known or any(debt.rate_unknown for debt in ledger.debts):
        text = "de wettelijke rente is niet bekend op de eerste dag; er is geen rente gerekend"
        return [Flag("rente-onbekend", text, ("Awb 4:98",))]
    return []


def _status(ledger: Ledger, debt: Debt, on: date) -> DebtStatus:
    if debt.open_cents == 0:
        return "kwijtgescholden" if debt.remitted_cents else "betaald"
    return "open" if ledger.is_alive(debt, on) else "verjaard"


def _row(ledger: Ledger, debt: Debt, on: date) -> Verbeurte:
    return _verbeurte(debt, ledger.last_day(debt, on), _status(ledger, debt, on))


def _lapsed_row(debt: Debt) -> Verbeurte:
    return _verbeurte(debt, debt.limitation().plain_until, "vervallen")


def _verbeurte(debt: Debt, until: date | None, status: DebtStatus) -> Verbeurte:
    fall = debt.fall
    return Verbeurte(
        id=fall.id,
        onderdeel=fall.onderdeel,
        on=fall.on,
        cents=fall.cents,
        bewijs="vastgesteld" if fall.proven else "aangenomen",
        bevindingen=fall.findings,
        betaling_until=debt.betaling.until,
        verjaring_until=until,
        verjaring_safe_until=safe_day(until),
        invordering=debt.covered_by,
        status=status,
    )


def _sums(
    ledger: Ledger, lapsed: Sequence[Fall], interests: dict[str, rente.Rente | None], on: date
) -> Geld:
    proven = [debt for debt in ledger.debts if debt.fall.proven]
    barred = [d for d in proven if d.open_cents and not ledger.is_alive(d, on)]
    verbeurd = sum(debt.fall.cents for debt in proven)
    verjaard = sum(debt.open_cents for debt in barred)
    accrued = sum(found.cents for found in interests.values() if found is not None)
    owed = verbeurd - verjaard - ledger.remitted_cents + accrued + ledger.costs_cents
    return Geld(
        verbeurd_cents=verbeurd,
        in_invordering_cents=_in_collection(ledger, on),
        aangenomen_cents=sum(d.fall.cents for d in ledger.debts if not d.fall.proven),
        vervallen_cents=sum(fall.cents for fall in lapsed),
        verjaard_cents=verjaard,
        betaald_cents=ledger.paid_cents,
        terugbetaald_cents=ledger.repaid_cents,
        kwijtgescholden_cents=ledger.remitted_cents,
        kosten_cents=ledger.costs_cents,
        rente_cents=accrued,
        openstaand_cents=max(0, owed - ledger.paid_cents + ledger.repaid_cents),
        terug_te_betalen_cents=0,
    )


def _in_collection(ledger: Ledger, on: date) -> Cents:
    """The open sum that collection decisions cover; what is not proven is in no sum but its own."""
    return sum(
        debt.open_cents
        for debt in ledger.debts
        if debt.covered_by is not None and debt.fall.proven and ledger.is_alive(debt, on)
    )


def _refund(ledger: Ledger, on: date) -> tuple[Cents, bool]:
    """What was paid above what is owed, with statutory interest from the day after payment
    until the refund (Awb 4:102), less what has been paid back; and whether the rate is known.
    """
    excess = sum(cents for _, cents in ledger.credits)
    interest = 0
    known = True
    for paid_on, cents in ledger.credits:
        if next_day(paid_on) > on:
            continue
        try:
            run = rente.rente_cents(cents, next_day(paid_on), on).cents
            interest += rente.owed(run, on, by_authority=True)
        except OutsideValidity:
            known = False
    return max(0, excess + interest - ledger.repaid_cents), known
