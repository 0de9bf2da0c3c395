"""The half-yearly overview for the letter to parliament: pure, over dossiers and two days.

What happened in a period is asked of the acts and of what fell in it; how things stand is the
reckoning of its last day. Only what is proven counts as forfeited, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic_core import to_json

from enforcement.acts.invordering_beschikt import InvorderingBeschikt
from enforcement.acts.last_opgelegd import LastOpgelegd
from enforcement.acts.zaak_geopend import ZaakGeopend
from enforcement.acts.zaak_gesloten import ZaakGesloten
from enforcement.dossier import Dossier
from enforcement.effects import BookMoney
from enforcement.law.terms import days_after
from enforcement.reckoning.outcome import Reckoning
from enforcement.reckoning.reckon import outcome, work_out
from enforcement.reckoning.wording import day_text, euro_text
from enforcement.report_words import Seen, is_pending, paragraph
from enforcement.values import Cents

IN_COURT: Final = frozenset({"beroep", "hoger_beroep", "voorlopige_voorziening"})


@dataclass(frozen=True, slots=True)
class CaseReport:
    """One case in the period. Counts and sums are of the period, the rest of its last day."""

    case: str
    onderwerp: str | None
    overtreder: str | None
    fictief: bool
    opened: bool
    imposed: int
    verbeurtes: int
    verbeurd_cents: Cents
    invorderingen: int
    invordering_cents: Cents
    betaald_cents: Cents
    in_court: bool
    closed: bool
    status: str
    openstaand_cents: Cents
    paragraph: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The sums over all cases of a period, both days included, and each case by itself."""

    from_on: date
    until: date
    opened: int
    imposed: int
    verbeurtes: int
    verbeurd_cents: Cents
    invorderingen: int
    invordering_cents: Cents
    betaald_cents: Cents
    in_court: int
    closed: int
    running: int
    cases: tuple[CaseReport, ...]

    def to_json(self) -> bytes:
        """The overview as compact JSON."""
        return to_json(self)


def overview(dossiers: Iterable[Dossier], from_on: date, until: date) -> Overview:
    """What happened from `from_on` through `until`, and how things stood on `until`.

    A dwangsom counts in the period in which it had both fallen and been proven: one that fell on
    30 June and was proven by the finding of 3 July counts in the second half year, so that each
    counts once. What a decision of the period made of the sum of an earlier one counts as well.
    Known is what is known now. A case without any act through `until` is not in it.
    """
    assert from_on <= until, "refused at the door"
    seen = sorted(
        (case for dossier in dossiers if (case := _case(dossier, from_on, until)) is not None),
        key=lambda case: case.case,
    )
    return Overview(
        from_on=from_on,
        until=until,
        opened=sum(case.opened for case in seen),
        imposed=sum(case.imposed for case in seen),
        verbeurtes=sum(case.verbeurtes for case in seen),
        verbeurd_cents=sum(case.verbeurd_cents for case in seen),
        invorderingen=sum(case.invorderingen for case in seen),
        invordering_cents=sum(case.invordering_cents for case in seen),
        betaald_cents=sum(case.betaald_cents for case in seen),
        in_court=sum(case.in_court for case in seen),
        closed=sum(case.closed for case in seen),
        running=sum(case.status != "gesloten" for case in seen),
        cases=tuple(seen),
    )


def _case(dossier: Dossier, from_on: date, until: date) -> CaseReport | None:
    seen = _seen(dossier, from_on, until)
    if seen is None:
        return None
    opening, answer = seen.opening, seen.answer
    return CaseReport(
        case=dossier.case,
        onderwerp=opening.onderwerp if opening else None,
        overtreder=opening.overtreder.naam if opening else None,
        fictief=opening is not None and opening.fictief,
        opened=any(isinstance(act, ZaakGeopend) for act in seen.within),
        imposed=sum(isinstance(act, LastOpgelegd) for act in seen.within),
        verbeurtes=len(seen.fell),
        verbeurd_cents=sum(seen.fell) + seen.moved_cents,
        invorderingen=len(seen.decided),
        invordering_cents=sum(act.cents for act in seen.decided),
        betaald_cents=seen.paid_cents,
        in_court=any(is_pending(answer, soort) for soort in IN_COURT),
        closed=any(isinstance(act, ZaakGesloten) for act in seen.within),
        status=answer.status,
        openstaand_cents=answer.geld.openstaand_cents,
        paragraph=paragraph(seen),
    )


def _seen(dossier: Dossier, from_on: date, until: date) -> Seen | None:
    """What the period brought; None for a case without any act through its last day."""
    worked = work_out(dossier, until, None)
    acts = tuple(worked.stand.acts)
    if not acts:
        return None
    answer = outcome(dossier, worked, None)
    within = tuple(act for act in acts if act.on >= from_on)
    openings = [act for act in acts if isinstance(act, ZaakGeopend)]
    before = _proven(outcome(dossier, work_out(dossier, days_after(from_on, -1), None), None))
    proven = _proven(answer)
    effects = (effect for act in within for effect in act.own_effects)
    return Seen(
        case=dossier.case,
        opening=openings[-1] if openings else None,
        acts=acts,
        within=within,
        answer=answer,
        fell=tuple(cents for name, cents in proven.items() if name not in before),
        moved_cents=sum(proven[name] - cents for name, cents in before.items() if name in proven),
        decided=tuple(act for act in within if isinstance(act, InvorderingBeschikt)),
        paid_cents=sum(
            effect.cents
            for effect in effects
            if isinstance(effect, BookMoney) and effect.soort == "betaling"
        ),
    )


def _proven(answer: Reckoning) -> dict[str, Cents]:
    """The dwangsommen that fell and are proven by then, by their id."""
    return {
        row.id: row.cents
        for row in answer.verbeurtes
        if row.bewijs == "vastgesteld" and row.status != "vervallen"
    }


def markdown(report: Overview) -> str:
    """The overview in Markdown: what it is, the sums, one paragraph for each case."""
    rows = (
        ("zaken geopend", str(report.opened)),
        ("lasten opgelegd", str(report.imposed)),
        (
            "dwangsommen vastgesteld verbeurd",
            f"{report.verbeurtes}, samen {euro_text(report.verbeurd_cents)}",
        ),
        (
            "besluiten tot invordering",
            f"{report.invorderingen}, samen {euro_text(report.invordering_cents)}",
        ),
        ("betaald", euro_text(report.betaald_cents)),
        ("zaken bij de rechter, op de laatste dag", str(report.in_court)),
        ("zaken gesloten", str(report.closed)),
        ("zaken die nog lopen", str(report.running)),
    )
    lines = [
        "# Lasten onder dwangsom",
        "",
        f"Van {day_text(report.from_on)} tot en met {day_text(report.until)}.",
        "",
        "| wat | hoeveel |",
        "|---|---:|",
        *(f"| {what} | {count} |" for what, count in rows),
        "",
    ]
    if made_up := sum(case.fictief for case in report.cases):
        verb = "is" if made_up == 1 else "zijn"
        lines += [f"**FICTIEF:** {made_up} van de {len(report.cases)} zaken {verb} verzonnen.", ""]
    for case in report.cases:
        lines += [f"## {_escaped(case.case)}", "", _escaped(case.paragraph), ""]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Text from the world as Markdown shows it, and nothing of it as a mark."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|" else sign for sign in text)
