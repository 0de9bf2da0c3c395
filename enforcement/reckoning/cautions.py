"""What a person must look at before relying on the course of the case, each on its article.

Heard before deciding, the right court, a remedy behind interim relief, consent to put off, no
worse on objection, the year of 5:34 lid 2, old law, and what a pending remedy covers by law. None
of it moves a day or a sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from enforcement.effects import PartChange, PartTerms
from enforcement.law import bevoegdheid, conventions, terms, verjaring
from enforcement.reckoning.forfeited import Forfeited
from enforcement.reckoning.gather import Gathered
from enforcement.reckoning.remedies import Remedies, Remedy
from enforcement.reckoning.wording import day_text, dwangsommen_text
from enforcement.values import Flag

_PUT_OFF_WEEKS_MAX = 6
_WORDS = {"bezwaar": "bezwaar", "beroep": "beroep", "hoger_beroep": "hoger beroep"}


def cautions(
    found: Gathered, all_remedies: Remedies, fallen: Forfeited, on: date
) -> Iterator[Flag]:
    """All flags of this kind, in no order."""
    yield from _along(found, all_remedies)
    yield from _not_heard(found)
    yield from _other_court(found, all_remedies)
    yield from _relief_alone(all_remedies)
    yield from _put_off(found)
    yield from _worse(found, all_remedies)
    yield from _quiet_year(found, fallen, on)
    old = [fall for fall in fallen.falls if verjaring.under_old_law(fall.on)]
    if old:
        text = (
            f"{dwangsommen_text(len(old))} verbeurd voor 1 april 2021, en daarvoor is de verjaring "
            "naar het recht van toen gerekend: een invorderingsbeschikking stuit niet en een "
            "lopend rechtsmiddel verlengt niet; de overgangsbepaling is niet gezien"
        )
        yield Flag("oud-recht", text, ("Awb 5:35", "Awb 5:37a lid 1"))


def _not_heard(found: Gathered) -> Iterator[Flag]:
    """A decision while the time for the view still ran, and no view had come (Awb 4:8)."""
    before_order = {mark.id for mark in found.marks if mark.effect.status == "voornemen"}
    decisions = [(done.id, done.on, True) for done in found.orders]
    decisions += [(done.id, done.on, False) for done in found.collections]
    for asked in (done for done in found.terms if done.effect.kind == "zienswijze"):
        heard = [
            ending.on
            for ending in found.endings
            if ending.effect.kind == "zienswijze" and ending.effect.of in {None, asked.id}
        ]
        for decision, day, is_order in decisions:
            inside = asked.on <= day <= asked.effect.term.until
            if not inside or is_order != (asked.id in before_order):
                continue
            if not any(asked.on <= view <= day for view in heard):
                until = day_text(asked.effect.term.until)
                text = f"de tijd voor de zienswijze liep tot en met {until} en er was er nog geen"
                acts = (decision, asked.id)
                yield Flag("zienswijze-niet-afgewacht", text, ("Awb 4:8", "Awb 4:9"), acts)


def _other_court(found: Gathered, all_remedies: Remedies) -> Iterator[Flag]:
    """An appeal lodged with another court than the grondslag of the order points at (Q1)."""
    if not found.orders:
        return
    route = bevoegdheid.route(found.orders[0].effect.grondslag)
    for remedy in all_remedies.by_id.values():
        effect = remedy.lodged.effect
        court = route.beroep if effect.soort == "beroep" else route.hoger_beroep
        if effect.instantie is None or bevoegdheid.is_called(court, effect.instantie):
            continue
        text = f"ingesteld bij {effect.instantie}; bevoegd lijkt: {court}"
        yield Flag("andere-rechter", text, route.articles, (remedy.id,))


def _relief_alone(all_remedies: Remedies) -> Iterator[Flag]:
    """Interim relief needs a pending remedy (Awb 8:81)."""
    for remedy in all_remedies.by_id.values():
        effect = remedy.lodged.effect
        behind = all_remedies.by_id.get(effect.tegen)
        if effect.soort != "voorlopige_voorziening" or behind is None:
            continue
        close = all_remedies.standing_close(behind)
        if close is not None and close.on < remedy.lodged.on:
            text = f"op {behind.id} was al beslist; een voorziening vraagt een lopend rechtsmiddel"
            yield Flag("voorziening-zonder-rechtsmiddel", text, ("Awb 8:81",), (remedy.id,))


def _put_off(found: Gathered) -> Iterator[Flag]:
    """More than once, or more than six weeks: only with consent (Awb 7:10 lid 4)."""
    weeks: dict[str, int] = {}
    for done in found.extensions:
        if done.effect.kind != "beslissing_op_bezwaar" or done.effect.weeks is None:
            continue
        again = done.effect.of in weeks
        weeks[done.effect.of] = weeks.get(done.effect.of, 0) + done.effect.weeks
        if again or weeks[done.effect.of] > _PUT_OFF_WEEKS_MAX:
            text = (
                "vaker of langer verdagen dan eenmaal zes weken kan alleen met instemming; hier is "
                "gerekend alsof die er is"
            )
            yield Flag("verdaging-vraagt-instemming", text, ("Awb 7:10 lid 4",), (done.id,))


def _worse(found: Gathered, all_remedies: Remedies) -> Iterator[Flag]:
    """A decision on objection that asks more than the order did (Awb 7:11)."""
    parts = {part.onderdeel: part for order in found.orders for part in order.effect.parts}
    for done in found.changes:
        remedy = all_remedies.by_id.get(done.effect.remedy or "")
        if remedy is None or remedy.lodged.effect.soort != "bezwaar" or remedy.line != "last":
            continue
        for change in done.effect.changes:
            was = parts.get(change.onderdeel or "")
            if was is not None and _is_worse(change, was):
                text = f"onderdeel {was.onderdeel}: op bezwaar zwaarder dan de last was"
                yield Flag("slechter-na-bezwaar", text, ("Awb 7:11 lid 1",), (done.id,))


def _is_worse(change: PartChange, was: PartTerms) -> bool:
    until, was_until = change.begunstiging_until, was.begunstiging_until
    dearer = change.cents is not None and change.cents > was.cents
    higher = change.cents_max is not None and change.cents_max > was.cents_max
    sooner = until is not None and was_until is not None and until < was_until
    return dearer or higher or sooner


def _quiet_year(found: Gathered, fallen: Forfeited, on: date) -> Iterator[Flag]:
    """A year in force without any forfeiture: on request the order may be lifted (5:34 lid 2)."""
    asked = [done for done in found.terms if done.effect.kind == "opheffingsverzoek"]
    for request in asked:
        answers = [
            ending.on
            for ending in found.endings
            if ending.effect.kind in {None, "opheffingsverzoek"}
            and ending.effect.of in {None, request.id}
        ]
        if any(answer >= request.on for answer in answers):
            continue
        for order in found.orders:
            full_on = terms.anniversary(order.on, 1)
            own = [part for part in fallen.parts if part.line.order == order.id]
            fell = {fall.part for fall in fallen.falls}
            stands = [p for p in own if p.line.ended_on is None or p.line.ended_on > on]
            if on < full_on or not stands or any(part.line.index in fell for part in own):
                continue
            reading = conventions.sentence("jaar_van_kracht")
            text = f"een jaar zonder verbeurte: de last kan op verzoek worden opgeheven; {reading}"
            acts = (order.id, request.id)
            yield Flag("jaar-zonder-verbeurte", text, ("Awb 5:34 lid 2",), acts)


def year_days(found: Gathered) -> tuple[date, ...]:
    """The days on which an order has been in force for a year, where a request may turn on it."""
    if not any(done.effect.kind == "opheffingsverzoek" for done in found.terms):
        return ()
    return tuple(terms.anniversary(order.on, 1) for order in found.orders)


def _along(found: Gathered, all_remedies: Remedies) -> Iterator[Flag]:
    """What a pending remedy covers by law, so that no new one is needed (Awb 4:125, 5:39, 6:19);
    whether a party contests the other decision too is for the party to say.
    """
    orders = {order.id for order in found.orders}
    for remedy in all_remedies.by_id.values():
        if not _is_pending(remedy, all_remedies):
            continue
        if remedy.root in orders:
            yield from _changes(found, remedy)
            yield from _collections(found, remedy)
        if remedy.line == "invordering":
            yield from _ancillary(found, remedy)


def _is_pending(remedy: Remedy, all_remedies: Remedies) -> bool:
    main = remedy.lodged.effect.soort in _WORDS
    return main and remedy.tijdig and all_remedies.standing_close(remedy) is None


def _word(remedy: Remedy) -> str:
    return _WORDS[remedy.lodged.effect.soort]


def _changes(found: Gathered, remedy: Remedy) -> Iterator[Flag]:
    """Awb 6:19 lid 1 and 2: also of a change taken before the remedy was lodged. A ruling of the
    interim relief judge is no besluit.
    """
    for change in found.changes:
        if change.effect.remedy is None and change.act.topic != "court-outcomes":
            text = f"het {_word(remedy)} tegen de last betreft mede dit besluit; lever het aan"
            yield Flag("wijziging-loopt-mee", text, ("Awb 6:19 lid 1",), (change.id, remedy.id))


def _collections(found: Gathered, remedy: Remedy) -> Iterator[Flag]:
    """Awb 5:39 lid 1: in so far as the party contests it; a court must be told of it."""
    tail = "" if _word(remedy) == "bezwaar" else "; meld haar aan de rechter"
    for collection in found.collections:
        text = (
            f"het {_word(remedy)} tegen de last betreft mede deze invorderingsbeschikking, "
            f"voor zover betwist{tail}"
        )
        acts = (collection.id, remedy.id)
        yield Flag("invordering-loopt-mee", text, ("Awb 5:39 lid 1",), acts)


def _ancillary(found: Gathered, remedy: Remedy) -> Iterator[Flag]:
    """Awb 4:125 lid 1: deferral, interest, remission and set-off; not the fee of a reminder."""
    decided = [done.id for done in found.deferrals if done.effect.bars_reminder]
    decided += [b.id for b in found.bookings if b.effect.soort in {"kwijtschelding", "rente"}]
    decided += [done.id for done in found.interruptions if done.effect.by == "verrekening"]
    reading = conventions.sentence("invordering_als_vaststelling")
    for act in decided:
        text = f"het {_word(remedy)} betreft mede deze beschikking, voor zover betwist; {reading}"
        yield Flag("beschikking-loopt-mee", text, ("Awb 4:125 lid 1",), (act, remedy.id))
