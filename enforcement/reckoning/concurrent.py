"""What a pending remedy covers by law, so that no new one is needed. Awb 4:125, 5:39, 6:19.

A flag tells it: whether a party contests the other decision too is for the party to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from enforcement.law import conventions
from enforcement.reckoning.gather import Gathered
from enforcement.reckoning.remedies import Remedies, Remedy
from enforcement.values import Flag

_WORDS = {"bezwaar": "bezwaar", "beroep": "beroep", "hoger_beroep": "hoger beroep"}


def concurrent(found: Gathered, all_remedies: Remedies) -> Iterator[Flag]:
    """All flags of this kind, in no order."""
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
