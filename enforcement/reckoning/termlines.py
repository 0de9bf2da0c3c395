"""The receipt of a term in lines, its articles, and the days that a pause adds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from enforcement.effects import ChangeOrder, RunTerm
from enforcement.law import geldschuld, rechtsmiddelen, terms
from enforcement.law.quantities import OutsideValidity
from enforcement.law.spans import Span, days_within, merged
from enforcement.law.terms import Term, day_before
from enforcement.reckoning.gather import Done, Gathered
from enforcement.reckoning.order import PartLine
from enforcement.reckoning.remedies import Remedy
from enforcement.reckoning.wording import (
    act_text,
    day_text,
    euro_text,
    term_lines,
    weekday_text,
)

_LENGTHS: Final = {
    "bezwaar": ("bekendgemaakt", "zes weken"),
    "aanmaning": ("verzonden", "twee weken"),
    "invorderingsverzoek": ("ontvangen", "vier weken"),
    "ingebrekestelling": ("ontvangen", "twee weken"),
    "opheffingsverzoek": ("ontvangen", "acht weken"),
    "uitstelverzoek": ("ontvangen", "acht weken"),
    "verweer": ("gronden verzonden", "vier weken"),
    "incidenteel_hoger_beroep": ("gronden verzonden", "zes weken"),
}
_SET_TERMS: Final = frozenset({"zienswijze", "herstel"})
_FEE_WEEKS: Final = {"Awb 8:41": "vier weken", "Awb 8:82 lid 3": "twee weken"}


def explained(done: Done[RunTerm]) -> tuple[str, ...]:
    """What started the term, its length, each shift; a term set by somebody never moves."""
    kind, term = done.effect.kind, done.effect.term
    if kind in _SET_TERMS or _is_shorter_fee_term(done):
        until = weekday_text(term.until)
        return (f"gesteld op {day_text(done.on)}: t/m {until}", "een gestelde termijn schuift niet")
    if kind == "griffierecht":
        length = _FEE_WEEKS[done.effect.articles[0]]
        return term_lines(f"gevraagd op {day_text(done.on)}", length, term)
    verb, length = _LENGTHS.get(kind, ("op", "termijn"))  # an act may bring a term of its own
    return term_lines(f"{verb} op {day_text(done.on)}", length, term)


def grace_lines(line: PartLine, until: date, found: Gathered) -> tuple[str, ...]:
    """Who set the last day of a begunstigingstermijn, and what stood there before; no Atw, since
    no Act sets it (G4).
    """
    by = set_by(line, until)
    if by is None:
        return (
            f"in het besluit gesteld: t/m {weekday_text(until)}",
            "gesteld in een besluit: de Algemene termijnenwet geldt niet",
        )
    first = line.terms.begunstiging_until
    done = next(done for done in found.changes if done.id == by)
    where = "uitspraak" if done.act.topic == "court-outcomes" else "besluit"
    was = "geen termijn" if first is None else f"t/m {weekday_text(first)}"
    return (
        f"in de last gesteld: {was}",
        f"door {act_text(done.act)}, {works_text(done.effect)}: t/m {weekday_text(until)}",
        f"gesteld in een {where}: de Algemene termijnenwet geldt niet",
    )


def works_text(effect: ChangeOrder) -> str:
    """From when a change of the order works."""
    return "van het begin af" if effect.ex_tunc else f"vanaf {day_text(effect.from_on)}"


def set_by(line: PartLine, until: date, on: date | None = None) -> str | None:
    """The act that made grace end on that day, as it was on day `on`; None: the order itself.

    A new end that had already passed when it came sets nothing if grace had ended by then.
    """
    if until == line.terms.begunstiging_until:
        return None
    ends = [
        (max(grace.until, day_before(grace.from_on)), grace)
        for grace in line.new_graces
        if on is None or grace.from_on <= on
    ]
    while ends:
        end, grace = ends.pop()
        too_late = grace.until < grace.from_on and until in {line.anchor, *(e for e, _ in ends)}
        if end == until and not too_late:
            return grace.act
    return line.grace_by if until == line.grace_until else None


def _is_shorter_fee_term(done: Done[RunTerm]) -> bool:
    """Whether the judge set another term for the court fee than the Act does (Awb 8:82 lid 3)."""
    relief = done.effect.articles[0] == "Awb 8:82 lid 3"
    usual = rechtsmiddelen.griffierecht_term(done.on, voorlopige_voorziening=relief)
    return done.effect.kind == "griffierecht" and done.effect.term != usual


def fee_line(remedy: Remedy, contested: Remedy) -> str:
    """The court fee of a legal person, of the year in which the contested decision was sent.

    `contested`: the remedy itself, or for interim relief the one next to which it was asked.
    """
    if contested.term is None:
        return "griffierecht: bedrag niet te zeggen"
    sent_on = terms.day_before(contested.term.from_on)
    further = contested.lodged.effect.soort == "hoger_beroep"
    try:
        cents = rechtsmiddelen.griffierecht_cents(sent_on, hoger_beroep=further)
    except OutsideValidity:
        return f"griffierecht: geen bedrag bekend voor een besluit van {day_text(sent_on)}"
    soort = remedy.lodged.effect.soort.replace("_", " ")
    return f"griffierecht {soort}: {euro_text(cents)} (rechtspersoon, besluit van {sent_on.year})"


def with_atw(own: tuple[str, ...], term: Term) -> tuple[str, ...]:
    """The articles of a term, with Atw 1 when that moved its last day."""
    return (*own, "Atw 1") if term.shifts and "Atw 1" not in own else own


@lru_cache(maxsize=65536)
def payment_lines(fell_on: date) -> tuple[str, ...]:
    """The receipt of the payment term of what fell on a day: it depends on that day alone."""
    term = geldschuld.betaling_term(fell_on)
    lines = term_lines(fell_line(fell_on), "zes weken", term)
    return (*lines, "dat de Termijnenwet hier geldt, is veldkennis [K]") if term.shifts else lines


def fell_line(on: date) -> str:
    """The day of forfeiture in words."""
    return f"verbeurd op {day_text(on)}"


def lapsed_lines(fell_on: date) -> tuple[str, ...]:
    """The receipt of the limitation term of what lost its ground: it runs no more."""
    return (fell_line(fell_on), "vervallen: de grond viel met terugwerkende kracht weg (Awb 5:38)")


def days_more(pause: Span, earlier: Sequence[Span]) -> int:
    """How many days of a pause lie in no earlier one; 0 when it ends before it starts."""
    if pause.until is None or pause.until < pause.from_on:
        return 0
    within = days_within(merged(earlier), pause.from_on, pause.until)
    return terms.day_count(pause.from_on, pause.until) - within
