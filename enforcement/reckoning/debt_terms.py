"""The two terms of each dwangsom as a debt: to pay (Awb 5:33) and of limitation (Awb 5:35)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from enforcement.law.terms import next_day
from enforcement.reckoning.limitation_receipt import limitation_receipt
from enforcement.reckoning.money import Settled
from enforcement.reckoning.outcome import Termijn, TermStatus
from enforcement.reckoning.termlines import lapsed_lines, payment_lines, with_atw

_BETALING: Final = ("Awb 5:33",)
_VERJARING: Final = ("Awb 5:35",)
_MET: Final = frozenset({"betaald", "kwijtgescholden"})


def debt_terms(settled: Settled, on: date) -> Iterator[Termijn]:
    """First all terms to pay, then all of limitation, each list in the order of the dwangsommen."""
    yield from _payments(settled, on)
    yield from _limitations(settled, on)


def _runs(until: date | None, on: date) -> TermStatus:
    return "loopt" if until is None or on <= until else "verstreken"


def _payments(settled: Settled, on: date) -> Iterator[Termijn]:
    """Met when all was paid, or the rest given up, by the last day. Example: payable through
    12 February 2025, paid on the 12th: nageleefd; on the 17th: verstreken.
    """
    met_on = {d.fall.id: d.booked[-1].on for d in settled.ledger.debts if not d.open_cents}
    for row, term in zip(settled.verbeurtes, settled.betaling_terms, strict=True):
        met = row.status in _MET and met_on[row.id] <= term.until
        state: TermStatus = "nageleefd" if met else _runs(term.until, on)
        yield Termijn(
            "betaling",
            row.id,
            term.from_on,
            term.until,
            "geeindigd" if row.status == "vervallen" else state,
            with_atw(_BETALING, term),
            payment_lines(row.on),
        )


def _limitations(settled: Settled, on: date) -> Iterator[Termijn]:
    """A dwangsom that lost its ground has no debt any more: its receipt tells that."""
    debts = {debt.fall.id: debt for debt in settled.ledger.debts}
    for row in settled.verbeurtes:
        over = row.status == "vervallen" or row.status in _MET
        debt = debts.get(row.id)
        yield Termijn(
            "verjaring",
            row.id,
            next_day(row.on),
            row.verjaring_until,
            "geeindigd" if over else _runs(row.verjaring_until, on),
            _VERJARING,
            lapsed_lines(row.on) if debt is None else limitation_receipt(settled.ledger, debt, on),
        )
