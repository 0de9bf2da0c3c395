"""The foot of a receipt: the acts it rests on, the text of the law that was read, how sure it is.

handelingen: last (last-opgelegd, 3 maart 2025), b1 (bevinding-vastgesteld, 5 april 2025)
wet: Awb (BWBR0005537), tekst zoals geldig op 1 januari 2026 [V]
[V] tekst of uitspraak gezien
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from enforcement.law.statutes import CERTAINTIES, TEXTS
from enforcement.law.terms import year_after
from enforcement.reckoning.breach_receipt import passed_over
from enforcement.reckoning.coming_receipt import parts_asked
from enforcement.reckoning.debt import Debt
from enforcement.reckoning.forfeited import PartFalls
from enforcement.reckoning.forfeiture import Fall
from enforcement.reckoning.order_receipt import concerns
from enforcement.reckoning.reckon import Workings
from enforcement.reckoning.sums import MEANINGS, sum_name
from enforcement.reckoning.wording import day_text

_OF_LAW: Final = frozenset({"verbeurd_cents", "aangenomen_cents", "vervallen_cents"})
"""The sums of what the law made fall: what was done with it afterwards plays no part."""
_STATUTE: Final = re.compile(rf"\b({'|'.join(TEXTS)}) \d")
_MARK: Final = re.compile(rf"\[({'|'.join(CERTAINTIES)})\]")


def ground_lines(
    told: Sequence[str], worked: Workings, name: str, of_sum: Sequence[str] | None
) -> Iterator[str]:
    """The lines below what was told of `name`; each statute named in it, each mark used in it.

    `of_sum`: of which dwangsommen and acts a sum is made; None for one reckoned from others.
    """
    used = set(_acts(worked, name, of_sum))
    acts = [
        f"{act.id} ({act.kind()}, {day_text(act.on)})"
        for act in worked.stand.acts
        if act.id in used
    ]
    if acts:
        yield f"handelingen: {', '.join(acts)}"
    named = {found for line in told for found in _STATUTE.findall(line)}
    laws = [
        f"wet: {text.name} ({text.number}), {text.version} [{text.certainty}]"
        for text in TEXTS.values()
        if text.name in named
    ]
    yield from laws
    marks = {found for line in (*told, *laws) for found in _MARK.findall(line)}
    yield from (f"[{mark}] {words}" for mark, words in CERTAINTIES.items() if mark in marks)


def _acts(worked: Workings, name: str, of_sum: Sequence[str] | None) -> Iterator[str]:
    """The ids of the acts behind a dwangsom, a part, an act with its terms, or a sum."""
    if sum_name(name) in MEANINGS:
        yield from _of_money(worked, sum_name(name), of_sum)
        return
    yield from (act for each in passed_over(worked, name) for act in each.acts)
    kind, _, of = name.rpartition(":")
    yield from _of_late(worked, name)
    for part in worked.fallen.parts:
        if part.line.name == of or part.line.name in parts_asked(worked, name):
            yield from _of_part(worked, part)
    for fall in (*worked.fallen.falls, *worked.fallen.lapsed):
        if fall.id == of and kind == "betaling":
            yield from (worked.fallen.parts[fall.part].line.order, *fall.findings)
        elif fall.id == of:
            yield from _of_fall(worked, fall)
    for act in worked.stand.acts:
        points_at = {reference.to for reference in act.references()}
        if of == act.id:
            yield from (of, *points_at)
        elif of in points_at:
            yield act.id


def _of_late(worked: Workings, name: str) -> Iterator[str]:
    """Of what is owed for deciding late the objection, the notice and the decision; of a suspension
    what its end was counted from, or what ended it.
    """
    for late in worked.overdue.rows if name == "beslisdwangsom" else ():
        yield from (late.of, late.ingebrekestelling)
        yield from (close.id for close in worked.remedies.by_id[late.of].closings)
    for one in worked.suspended:
        if one.done.id == name.rpartition(":")[2]:
            yield from (each for each in (one.counted_from, *one.ended_by) if each is not None)


def _of_money(worked: Workings, name: str, of_sum: Sequence[str] | None) -> Iterator[str]:
    """The acts behind the pieces of a sum; of one reckoned from others, all that touch money."""
    wanted = None if of_sum is None else set(of_sum)
    yield from wanted or ()
    touched = {each.by.id for each in worked.fallen.changes}
    for fall in (*worked.fallen.falls, *worked.fallen.lapsed):
        if wanted is None or fall.id in wanted:
            yield worked.fallen.parts[fall.part].line.order
            yield from fall.findings
            yield from touched
    for debt in worked.settled.ledger.debts if wanted is None or name not in _OF_LAW else ():
        if wanted is None or debt.fall.id in wanted:
            yield from _of_debt(debt)
    if wanted is None:
        yield from (done.id for done in worked.found.bookings)
        yield from (fee.act for fee in worked.settled.ledger.fees)


def _of_part(worked: Workings, part: PartFalls) -> Iterator[str]:
    """The order, what changed or ended the part, what suspended it, and the findings about it."""
    line = part.line
    yield line.order
    for done in (*worked.changes.standing, *worked.changes.annulled):
        if concerns(done.effect, line.name):
            yield done.id
        if concerns(done.effect, line.name) and done.id in worked.remedies.annulled:
            yield worked.remedies.annulled[done.id].id
    yield from (one.done.id for one in worked.suspended if one.speaks_of(line.name))
    yield from (state.finding.id for state in part.compliance.states)


def _of_fall(worked: Workings, fall: Fall) -> Iterator[str]:
    """The acts of the part up to the day of a dwangsom, its proof, and what was done with it."""
    part = worked.fallen.parts[fall.part]
    late = {state.finding.id for state in part.compliance.states if state.on > fall.on}
    yield from (act for act in _of_part(worked, part) if act not in late)
    yield from fall.findings
    for done in worked.found.collections:
        if any(map(fall.is_called, done.effect.verbeurtes or ())):
            yield done.id
    ledger = worked.settled.ledger
    for debt in ledger.debts:
        if debt.fall.id == fall.id:
            yield from _of_debt(debt)
            longer = ledger.last_day(debt, worked.on) != debt.limitation().plain_until
            if longer or debt.since_on > year_after(debt.fall.on):
                yield from _of_remedies(worked)


def _of_remedies(worked: Workings) -> Iterator[str]:
    """What kept the order, collection or a request to collect open on the last day."""
    for remedy in worked.remedies.by_id.values():
        yield remedy.id
        yield from (close.id for close in remedy.closings)
    yield from (one.done.id for one in worked.suspended if one.done.effect.collection)
    yield from (done.id for done in worked.found.terms if done.effect.kind == "invorderingsverzoek")
    yield from (done.id for done in worked.found.endings if done.effect.kind is None)


def _of_debt(debt: Debt) -> Iterator[str]:
    yield from (each.act for each in debt.interrupted_by)
    yield from (each.act for each in debt.booked)
    yield from (each.act for each in debt.deferrals)
    if debt.covered_by is not None:
        yield debt.covered_by
