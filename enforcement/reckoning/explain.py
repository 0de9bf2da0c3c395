"""The receipt of one thing in a reckoning: where a day or a sum comes from, step by step.

It costs nothing until asked: the steps are read from the workings of the reckoning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from enforcement.law import rechtsmiddelen
from enforcement.reckoning import readings
from enforcement.reckoning.act_receipt import act_lines, booked_line
from enforcement.reckoning.books import revoked_collections
from enforcement.reckoning.breach_receipt import passed_over, unit_lines
from enforcement.reckoning.coming_receipt import coming_lines, room_lines
from enforcement.reckoning.debt import Debt
from enforcement.reckoning.forfeited import PartFalls
from enforcement.reckoning.forfeiture import Fall
from enforcement.reckoning.grounds import ground_lines
from enforcement.reckoning.limitation_receipt import endless_because
from enforcement.reckoning.order_receipt import (
    amount_lines,
    anchor_lines,
    as_it_fell,
    maximum_lines,
    suspended_lines,
    text_lines,
    undone_lines,
)
from enforcement.reckoning.outcome import Reckoning, Termijn, Verbeurte
from enforcement.reckoning.readings import named
from enforcement.reckoning.reckon import Workings
from enforcement.reckoning.remedies import Remedy
from enforcement.reckoning.sums import pieces_of, rente_lines, sum_lines
from enforcement.reckoning.termlines import works_text
from enforcement.reckoning.wording import act_text, day_text, euro_text, weekday_text


def explain(reckoning: Reckoning, worked: Workings, name: str) -> tuple[str, ...]:
    """The lines of the receipt of `name`; empty when nothing in the reckoning bears that name.

    `name` is the id of a dwangsom, of an act (its terms and remedies), of a notice, the name of
    a part, a term as `kind:of`, or a sum as it is called in `geld` (`openstaand` will do);
    or `ruimte_cents`, `max_bereikt_on`, `max_verwacht_on`, `next_change_on`, see `coming_lines`.
    """
    told = (
        *act_lines(worked, name),
        *_verbeurte_lines(reckoning, worked, name),
        *_term_lines(reckoning.termijnen, worked, name),
        *_part_lines(worked, name),
        *(each.told for each in passed_over(worked, name)),
        *_remedy_lines(reckoning, worked, name),
        *_overdue_lines(reckoning, name),
        *sum_lines(reckoning, worked, name),
        *coming_lines(reckoning, worked, name),
        *_notice_lines(reckoning, name),
        *_flag_lines(reckoning, worked, name),
    )
    if not told:
        return ()
    return (*told, *ground_lines(told, worked, name, pieces_of(reckoning, worked, name)))


def _verbeurte_lines(reckoning: Reckoning, worked: Workings, name: str) -> Iterator[str]:
    row = next((row for row in reckoning.verbeurtes if row.id == name), None)
    if row is None:
        return
    falls = (*worked.fallen.falls, *worked.fallen.lapsed)
    fall = next(fall for fall in falls if fall.id == name)
    part, lapsed_by = as_it_fell(fall, worked)
    debt = next((d for d in worked.settled.ledger.debts if d.fall.id == name), None)
    yield f"dwangsom {name}: {euro_text(row.cents)}, {row.status}, {row.bewijs}"
    if lapsed_by is not None:
        by = f"{act_text(lapsed_by.act)}, {works_text(lapsed_by.effect)}"
        yield f"vervallen door {by}; hieronder staat hoe zij viel"
    yield from _clock_lines(fall, part, worked)
    yield from named(readings.of_fall(fall, part, worked))
    if fall.cents < fall.unit_cents:
        cut = f"{euro_text(fall.unit_cents)} begrensd tot {euro_text(fall.cents)}"
        yield f"{cut}: meer ruimte liet het maximum niet (Awb 5:32b lid 2)"
        yield from maximum_lines(fall, part.line, worked)
        yield from named(["laatste_dwangsom"])
    yield from _proof_lines(row, fall)
    yield from _limitation_lines(row, debt, worked)
    yield from named(readings.of_limitation(row, debt, worked))
    yield from rente_lines(worked.settled.rente.get(name))


def _clock_lines(fall: Fall, part: PartFalls, worked: Workings) -> Iterator[str]:
    terms = part.line.terms
    per = terms.per if terms.per == "ineens" else f"per {terms.per}"
    each = f"{euro_text(fall.unit_cents)} {per}"
    yield f"onderdeel {fall.onderdeel} van {part.line.order}: {each} (Awb 5:32b lid 1)"
    yield from amount_lines(fall, part.line, worked)
    yield from undone_lines(worked, fall.onderdeel, fall.on)
    fell = weekday_text(fall.on)
    if fall.number == 0:
        yield f"overtreding op {fell}; die dag telt, niet die van de bevinding (Awb 5:33)"
        yield from unit_lines(fall, part.line)
        return
    again = tuple(_relapse_lines(fall, part))
    if terms.per != "ineens" or not again:
        yield f"de klok loopt na {weekday_text(fall.anchor)}"
    yield from again or anchor_lines(fall, part.line, worked)
    yield from suspended_lines(fall, part.line, worked)
    if terms.per == "ineens":
        yield f"verbeurd op {fell} (Awb 5:33)"
    elif fall.at_start:
        yield f"{terms.per} {fall.number} begon op {fell}; een gedeelte telt (Awb 5:33)"
    else:
        yield f"{terms.per} {fall.number} was geheel verstreken op {fell} (Awb 5:33)"


def _relapse_lines(fall: Fall, part: PartFalls) -> Iterator[str]:
    """The compliance before, and the relapse by which the clock started anew (F9)."""
    states = part.compliance.relapse(fall.anchor)
    if states is not None:
        met, again = states
        yield f"aan de last was voldaan, zegt {met.finding.id} van {weekday_text(met.on)}"
        yield f"terugval op {weekday_text(again.on)}, zegt {again.finding.id} (Awb 5:33)"


def _proof_lines(row: Verbeurte, fall: Fall) -> Iterator[str]:
    if row.bewijs == "vastgesteld":
        yield f"gedragen door bevinding {', '.join(row.bevindingen)}"
    elif fall.on_paper:
        paper = "er is alleen een administratieve controle, die de feitelijke toestand niet bewijst"
        yield f"{paper} (RBSGR:2010:BN9745): aangenomen, want zij valt van rechtswege (Awb 5:33)"
    else:
        yield "geen bevinding draagt haar: aangenomen, want zij valt van rechtswege (Awb 5:33)"


def _limitation_lines(row: Verbeurte, debt: Debt | None, worked: Workings) -> Iterator[str]:
    yield f"te betalen t/m {weekday_text(row.betaling_until)}: zes weken (Awb 5:33)"
    if debt is not None:
        yield from (booked_line(each) for each in debt.booked)
        if debt.waived_cents:
            text = f"{euro_text(debt.waived_cents)} rente bij de laatste betaling: onder de drempel"
            yield f"{text}, niet verschuldigd (Awb 4:98 lid 2)"
    if debt is None or row.status == "vervallen":
        return
    yield from _repeat_lines(debt, worked)
    if row.verjaring_until is None or row.verjaring_safe_until is None:
        yield f"verjaring: {endless_because(worked.settled.ledger, debt)}"
        return
    yield f"verjaart na {weekday_text(row.verjaring_until)} (Awb 5:35)"
    why = "ook voor wie haar een dag eerder laat vallen"
    yield f"veilig t/m {weekday_text(row.verjaring_safe_until)}: {why}"


def _repeat_lines(debt: Debt, worked: Workings) -> Iterator[str]:
    """Each decision to collect that names the dwangsom when another one had taken it up."""
    stopped_by = {each.act for each in debt.interrupted_by}
    gone = revoked_collections(worked.found, worked.remedies)
    first = next((d for d in worked.found.collections if d.id == debt.covered_by), None)
    for done in worked.found.collections:
        if first is None or done.rank <= first.rank or done.id in {*stopped_by, *gone}:
            continue
        names_it = any(map(debt.fall.is_called, done.effect.verbeurtes or ()))
        if names_it and worked.settled.ledger.is_alive(debt, done.on):
            yield f"al ingevorderd door {debt.covered_by}; {done.id} noemt haar nog eens"
            yield from named(["herhaalde_invordering"])


def _term_lines(termijnen: Sequence[Termijn], worked: Workings, name: str) -> Iterator[str]:
    for term in termijnen:
        if name in {term.of, f"{term.kind}:{term.of}"}:
            last = (
                "nog geen laatste dag te noemen"
                if term.until is None
                else f"t/m {weekday_text(term.until)}"
            )
            days = f"vanaf {day_text(term.from_on)}, {last}"
            grounds = ", ".join(term.articles)
            yield f"termijn {term.kind} van {term.of}: {days}, {term.status} ({grounds})"
            yield from (f"  {line}" for line in term.explained)
            yield from named(readings.of_term(term, worked), "  ")


def _part_lines(worked: Workings, name: str) -> Iterator[str]:
    for row in worked.parts:
        if row.onderdeel != name:
            continue
        yield f"onderdeel {name}: {row.status}"
        yield from room_lines(worked, row)
        yield from text_lines(worked, name)
        if row.nageleefd_on is not None:
            found = next(p.compliance for p in worked.fallen.parts if p.line.name == name)
            says = next(s.finding.id for s in found.states if s.on == row.nageleefd_on)
            yield f"nageleefd sinds {weekday_text(row.nageleefd_on)}, zegt {says}"
        for span in row.geschorst:
            end = "nog zonder einde" if span.until is None else f"t/m {day_text(span.until)}"
            yield f"geschorst vanaf {day_text(span.from_on)}, {end}"
        yield from named(readings.of_part(name, worked))


def _remedy_lines(reckoning: Reckoning, worked: Workings, name: str) -> Iterator[str]:
    for row in reckoning.rechtsmiddelen:
        if row.id == name:
            in_time = "tijdig" if row.tijdig else "te laat"
            soort = row.soort.replace("_", " ")
            yield f"{soort} tegen {row.tegen}: {in_time}, {row.status}"
            yield from _in_time_lines(worked.remedies.by_id[name])
            yield from named(readings.of_remedy(name, worked))


def _in_time_lines(remedy: Remedy) -> Iterator[str]:
    """What its being in time was judged by."""
    effect, term = remedy.lodged.effect, remedy.term
    if term is None:
        yield "zonder termijn: altijd op tijd"
        return
    yield f"ontvangen op {day_text(remedy.lodged.on)}; termijn t/m {weekday_text(term.until)}"
    if effect.received_first_on is not None:
        yield f"elders ontvangen op {day_text(effect.received_first_on)} (Awb 6:15 lid 3)"
    if effect.by_post and effect.posted_on is not None:
        posted = f"per post verzonden op {day_text(effect.posted_on)}"
        if effect.posted_on > term.until:
            yield f"{posted}, na de termijn: de week van Awb 6:9 lid 2 telt dan niet"
        else:
            tail = weekday_text(rechtsmiddelen.postweek_term(term.until).until)
            yield f"{posted}; dan mag het binnenkomen t/m {tail}, een week later (Awb 6:9 lid 2)"
    if effect.verschoonbaar:
        yield "verschoonbaar geacht (Awb 6:11)"


def _overdue_lines(reckoning: Reckoning, name: str) -> Iterator[str]:
    """What the authority owes for deciding late: by objection, notice, or as `beslisdwangsom`."""
    for row in reckoning.beslisdwangsom:
        if name in {row.of, row.ingebrekestelling, "beslisdwangsom"}:
            grounds = ", ".join(row.articles)
            yield f"verschuldigd door het gezag over {row.of}: {euro_text(row.cents)} ({grounds})"
            yield from (f"  {line}" for line in row.explained)


def _notice_lines(reckoning: Reckoning, name: str) -> Iterator[str]:
    for notice in reckoning.notices:
        if name in {notice.id, notice.cause}:
            day = day_text(notice.due_on)
            yield f"kennisgeving {notice.kind} aan {notice.to}: op {day}, door {notice.cause}"


def _flag_lines(reckoning: Reckoning, worked: Workings, name: str) -> Iterator[str]:
    for flag in reckoning.flags:
        if name in flag.acts or name == flag.code:
            grounds = f" ({', '.join(flag.articles)})" if flag.articles else ""
            yield f"let op ({flag.code}): {flag.text}{grounds}"
            yield from named(readings.of_flag(flag, worked), "  ")
