"""The sums of a case, drawn from the ledger of debts on the day reckoned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from enforcement.law import rente, rentevoet
from enforcement.law.terms import Term, next_day
from enforcement.law.verjaring import safe_day
from enforcement.reckoning.books import Books
from enforcement.reckoning.credit import owed_back_cents
from enforcement.reckoning.debt import Debt
from enforcement.reckoning.forfeited import Forfeited
from enforcement.reckoning.forfeiture import Fall
from enforcement.reckoning.gather import Gathered
from enforcement.reckoning.ledger import Ledger
from enforcement.reckoning.outcome import DebtStatus, Geld, Verbeurte
from enforcement.reckoning.remedies import Remedies
from enforcement.reckoning.suspension import Suspension
from enforcement.reckoning.wording import day_text
from enforcement.values import Cents, Flag


@dataclass(frozen=True, slots=True)
class Settled:
    """The ledger on the day, the debts as they go out, and what a person must know of them.

    `rate_on` are days on which a flag about an unknown rate of interest may come. `rente` is the
    gross interest of each dwangsom that bears any, by its id.
    """

    ledger: Ledger
    verbeurtes: tuple[Verbeurte, ...]
    betaling_terms: tuple[Term, ...]
    geld: Geld
    void_reminders: frozenset[str]
    flags: tuple[Flag, ...]
    rate_on: tuple[date, ...]
    rente: Mapping[str, rente.Rente]


def settled(
    found: Gathered,
    all_remedies: Remedies,
    fallen: Forfeited,
    *,
    suspended: Sequence[Suspension],
    on: date,
) -> Settled:
    """Book all money acts over what has been forfeited, and add up."""
    booking = Books.of(found, all_remedies, suspended).booked(fallen)
    ledger = booking.ledger
    ledger.use_credits(on)
    seen = [_Seen.of(ledger, debt, on) for debt in ledger.debts]
    lapsed = [Debt.of(fall) for fall in fallen.lapsed]
    rows = [_verbeurte(each.debt, each.last_on, each.status) for each in seen]
    rows += [_verbeurte(debt, debt.limitation().plain_until, "vervallen") for debt in lapsed]
    order = sorted(range(len(rows)), key=lambda i: rows[i].on)
    terms = [debt.betaling for debt in (*ledger.debts, *lapsed)]
    return Settled(
        ledger,
        tuple(rows[i] for i in order),
        tuple(terms[i] for i in order),
        _sums(ledger, fallen.lapsed, seen, on),
        frozenset(booking.void),
        (*booking.flags, *_rate_flags(ledger, seen, on)),
        tuple(_rate_days(ledger, seen, on)),
        {each.debt.fall.id: each.rente for each in seen if each.rente is not None},
    )


class _Seen(NamedTuple):
    """A debt on the day reckoned: last day of limitation, whether it may still be pursued, and its
    gross interest through the day, at the most through its limitation; None when it bears none.
    """

    debt: Debt
    last_on: date | None
    alive: bool
    rente: rente.Rente | None

    @classmethod
    def of(cls, ledger: Ledger, debt: Debt, on: date) -> _Seen:
        """Look at a debt once, for all that is drawn from it."""
        last = ledger.last_day(debt, on)
        alive = last is None or on <= last
        running = debt.interest(on if alive or last is None else last) if debt.fall.proven else None
        return cls(debt, last, alive, None if running is None else running.rente)

    @property
    def status(self) -> DebtStatus:
        """How the debt stands."""
        if self.debt.open_cents == 0:
            return "kwijtgescholden" if self.debt.remitted_cents else "betaald"
        return "open" if self.alive else "verjaard"


def _rate_flags(ledger: Ledger, seen: Sequence[_Seen], on: date) -> list[Flag]:
    """Where interest was counted only as far as rates are known, or not at all."""
    back = [credit.open(on) for credit in ledger.credits]
    ends = [each.rente.known_until for each in seen if each.rente and each.rente.known_until]
    ends += [each.known_until for each in back if each.known_until]
    if ends:
        last = day_text(min(ends))
        text = f"de wettelijke rente is niet bekend na {last}; rente is tot en met die dag gerekend"
        return [Flag("rente-onbekend", text, ("Awb 4:98",))]
    if any(each.unknown for each in back) or any(debt.rate_unknown for debt in ledger.debts):
        text = "de wettelijke rente is niet bekend op de eerste dag; er is geen rente gerekend"
        return [Flag("rente-onbekend", text, ("Awb 4:98",))]
    return []


def _rate_days(ledger: Ledger, seen: Sequence[_Seen], on: date) -> Iterator[date]:
    """The first day without a known rate, while something may bear interest then; and the day
    from which a payment that lost its ground bears it (Awb 4:102).
    """
    lost = [credit for credit in ledger.credits if credit.lapsed_cents]
    yield from (next_day(credit.paid_on) for credit in lost)
    first = rentevoet.unknown_from_on()
    open_debts = (each for each in seen if each.debt.fall.proven and _is_open(each, on))
    if first is not None and (lost or any(open_debts)):
        yield first


def _is_open(each: _Seen, on: date) -> bool:
    """Whether principal or interest of a debt is open, and not time-barred."""
    if each.debt.open_cents == 0:
        running = each.debt.interest(on)
        if running is None or running.scaled == 0:
            return False
    return each.alive


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


def _sums(ledger: Ledger, lapsed: Sequence[Fall], seen: Sequence[_Seen], on: date) -> Geld:
    proven = [each for each in seen if each.debt.fall.proven]
    verbeurd = sum(each.debt.fall.cents for each in proven)
    verjaard = sum(each.debt.open_cents for each in proven if not each.alive)
    accrued = sum(each.rente.cents for each in seen if each.rente is not None)
    owed = verbeurd - verjaard - ledger.remitted_cents + accrued + ledger.costs_cents
    # Interest of 4:102 paid back was never the debtor's payment: it opens nothing again.
    repaid = ledger.repaid_cents - ledger.repaid_rente_cents
    return Geld(
        verbeurd_cents=verbeurd,
        in_invordering_cents=_in_collection(proven),
        aangenomen_cents=sum(d.fall.cents for d in ledger.debts if not d.fall.proven),
        vervallen_cents=sum(fall.cents for fall in lapsed),
        verjaard_cents=verjaard,
        betaald_cents=ledger.paid_cents,
        terugbetaald_cents=ledger.repaid_cents,
        kwijtgescholden_cents=ledger.remitted_cents,
        kosten_cents=ledger.costs_cents,
        rente_cents=accrued,
        openstaand_cents=max(0, owed - ledger.paid_cents + repaid),
        terug_te_betalen_cents=owed_back_cents(ledger.credits, on),
    )


def _in_collection(proven: Sequence[_Seen]) -> Cents:
    """The open sum that collection decisions cover; what is not proven is in no sum but its own."""
    return sum(
        each.debt.open_cents for each in proven if each.debt.covered_by is not None and each.alive
    )
