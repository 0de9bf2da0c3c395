"""The half-yearly overview for the letter to parliament: pure, over dossiers and two days.

What happened in a period is asked of the acts and of what fell in it; how things stand is the
reckoning of its last day. Only what is proven counts as forfeited, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic_core import to_json

from enforcement.act import Act
from enforcement.acts._groups import Onderdeel
from enforcement.acts.betaling_ontvangen import BetalingOntvangen
from enforcement.acts.invordering_beschikt import InvorderingBeschikt
from enforcement.acts.last_opgelegd import LastOpgelegd
from enforcement.acts.zaak_geopend import ZaakGeopend
from enforcement.acts.zaak_gesloten import ZaakGesloten
from enforcement.dossier import Dossier
from enforcement.law.terms import days_after
from enforcement.reckoning.outcome import Reckoning
from enforcement.reckoning.reckon import outcome, work_out
from enforcement.reckoning.wording import day_text, dwangsommen_text, euro_text
from enforcement.values import Cents

IN_COURT: Final = frozenset({"beroep", "hoger_beroep", "voorlopige_voorziening"})
_PER: Final = {
    "ineens": "ineens",
    "dag": "per dag",
    "week": "per week",
    "maand": "per maand",
    "overtreding": "per overtreding",
}
_COURTS: Final = {
    "bezwaar": "een bezwaar",
    "beroep": "een beroep",
    "hoger_beroep": "een hoger beroep",
    "voorlopige_voorziening": "een verzoek om een voorlopige voorziening",
}
_STATUSES: Final = {
    "nieuw": "geopend, nog geen last",
    "voornemen": "een last is voorgenomen",
    "gesloten": "gesloten",
    "herroepen": "de last is herroepen",
    "ingetrokken": "de last is ingetrokken",
    "nageleefd": "de last is nageleefd",
    "begunstiging": "de begunstigingstermijn loopt",
    "geschorst": "de last is geschorst",
    "verbeurt": "er worden dwangsommen verbeurd",
    "maximum_bereikt": "het maximum is bereikt",
}


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


@dataclass(frozen=True, slots=True)
class _Seen:
    """A case as it stood on the last day, and the standing acts that fell in the period."""

    acts: tuple[Act, ...]
    within: tuple[Act, ...]
    answer: Reckoning


def overview(dossiers: Iterable[Dossier], from_on: date, until: date) -> Overview:
    """What happened from `from_on` through `until`, and how things stood on `until`.

    A dwangsom counts in the period in which it had both fallen and been proven: one that fell on
    30 June and was proven by the finding of 3 July counts in the second half year, so that each
    counts once. Known is what is known now. A case without any act through `until` is not in it.
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
    worked = work_out(dossier, until, None)
    acts = tuple(worked.stand.acts)
    if not acts:
        return None
    answer = outcome(dossier, worked, None)
    seen = _Seen(acts, tuple(act for act in acts if act.on >= from_on), answer)
    opening = _last(acts, ZaakGeopend)
    before = _proven(outcome(dossier, work_out(dossier, days_after(from_on, -1), None), None))
    fell = [cents for name, cents in _proven(answer).items() if name not in before]
    decided = [act for act in seen.within if isinstance(act, InvorderingBeschikt)]
    paid = [act.cents for act in seen.within if isinstance(act, BetalingOntvangen)]
    return CaseReport(
        case=dossier.case,
        onderwerp=opening.onderwerp if opening else None,
        overtreder=opening.overtreder.naam if opening else None,
        fictief=opening is not None and opening.fictief,
        opened=any(isinstance(act, ZaakGeopend) for act in seen.within),
        imposed=sum(isinstance(act, LastOpgelegd) for act in seen.within),
        verbeurtes=len(fell),
        verbeurd_cents=sum(fell),
        invorderingen=len(decided),
        invordering_cents=sum(act.cents for act in decided),
        betaald_cents=sum(paid),
        in_court=any(_pending(answer, soort) for soort in IN_COURT),
        closed=any(isinstance(act, ZaakGesloten) for act in seen.within),
        status=answer.status,
        openstaand_cents=answer.geld.openstaand_cents,
        paragraph=" ".join(
            [
                *_opening(dossier.case, opening),
                *_orders(seen),
                _fallen(len(fell), sum(fell)),
                *_collected(decided, sum(paid)),
                *_remedies(answer),
                *_gone(answer),
                _standing(answer),
            ]
        ),
    )


def _proven(answer: Reckoning) -> dict[str, Cents]:
    """The dwangsommen that fell and are proven by then, by their id."""
    return {
        row.id: row.cents
        for row in answer.verbeurtes
        if row.bewijs == "vastgesteld" and row.status != "vervallen"
    }


def _last(acts: Sequence[Act], kind: type[ZaakGeopend]) -> ZaakGeopend | None:
    found = [act for act in acts if isinstance(act, kind)]
    return found[-1] if found else None


def _pending(answer: Reckoning, soort: str) -> bool:
    return any(one.soort == soort and one.status == "aanhangig" for one in answer.rechtsmiddelen)


def _opening(case: str, opening: ZaakGeopend | None) -> Iterable[str]:
    if opening is None:
        yield f"Zaak {case}: over wie en wat is niet vastgelegd."
        return
    made_up = " FICTIEF: deze zaak is verzonnen." if opening.fictief else ""
    yield f"Zaak {case} gaat over {opening.overtreder.naam}: {opening.onderwerp}.{made_up}"


def _orders(seen: _Seen) -> Iterable[str]:
    for act in seen.acts:
        if isinstance(act, LastOpgelegd):
            parts = "; ".join(_part(part) for part in act.onderdelen)
            yield f"Op {day_text(act.on)} is een last onder dwangsom opgelegd ({parts})."


def _part(part: Onderdeel) -> str:
    sums = f"{euro_text(part.cents)} {_PER[part.per]}, ten hoogste {euro_text(part.cents_max)}"
    return f"onderdeel {part.onderdeel}: {sums}"


def _fallen(count: int, cents: Cents) -> str:
    if not count:
        return "In deze periode is geen dwangsom vastgesteld verbeurd."
    verb = "is" if count == 1 else "zijn"
    return f"In deze periode {verb} {dwangsommen_text(count)} verbeurd, samen {euro_text(cents)}."


def _collected(decided: Sequence[InvorderingBeschikt], paid: Cents) -> Iterable[str]:
    for act in decided:
        yield f"Op {day_text(act.on)} is besloten tot invordering van {euro_text(act.cents)}."
    if paid:
        yield f"Er is {euro_text(paid)} betaald."


def _remedies(answer: Reckoning) -> Iterable[str]:
    running = [words for soort, words in _COURTS.items() if _pending(answer, soort)]
    if running:
        yield f"Er loopt {' en '.join(running)}."


def _gone(answer: Reckoning) -> Iterable[str]:
    """What of the forfeited sums is owed no more, or goes back, on the last day of the period."""
    geld = answer.geld
    if geld.vervallen_cents:
        yield f"Vervallen is {euro_text(geld.vervallen_cents)}: de grond viel later weg."
    if geld.kwijtgescholden_cents:
        yield f"Kwijtgescholden is {euro_text(geld.kwijtgescholden_cents)}."
    if geld.verjaard_cents:
        yield f"Verjaard is {euro_text(geld.verjaard_cents)}."
    if geld.terug_te_betalen_cents:
        yield f"Terug te betalen is {euro_text(geld.terug_te_betalen_cents)}."


def _standing(answer: Reckoning) -> str:
    owed = answer.geld.openstaand_cents
    money = f"; open staat {euro_text(owed)}" if owed else ""
    return f"Stand op {day_text(answer.on)}: {_STATUSES[answer.status]}{money}."


def markdown(report: Overview) -> str:
    """The overview in Markdown: what it is, the sums, one paragraph for each case."""
    rows = (
        ("zaken geopend", str(report.opened)),
        ("lasten opgelegd", str(report.imposed)),
        ("dwangsommen verbeurd", f"{report.verbeurtes}, samen {euro_text(report.verbeurd_cents)}"),
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
        lines += [f"**FICTIEF:** {made_up} van de {len(report.cases)} zaken is verzonnen.", ""]
    for case in report.cases:
        lines += [f"## {_escaped(case.case)}", "", _escaped(case.paragraph), ""]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Text from the world as Markdown shows it, and nothing of it as a mark."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|" else sign for sign in text)
