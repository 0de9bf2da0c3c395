"""The earlier letter whose place a letter takes, after its finding was taken back and corrected.

    finding, its letter  ->  taken back  ->  corrected finding of the same part, its letter

What the earlier letter told is reckoned from the acts as they were known before the taking back.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from enforcement import notices
from enforcement.act import Act
from enforcement.acts.bevinding_vastgesteld import BevindingVastgesteld
from enforcement.acts.handeling_ingetrokken import HandelingIngetrokken
from enforcement.dossier import Dossier
from enforcement.letters.facts import Facts, breach_of, day, proven_by
from enforcement.reckoning.outcome import Reckoning
from enforcement.values import AMSTERDAM


def replaced(facts: Facts) -> dict[str, Any] | None:
    """Which earlier letter this one replaces, and what it told that no longer stands; None when
    it replaces none. After several corrections: the last one before this.
    """
    new = facts.cause
    if not isinstance(new, BevindingVastgesteld):
        return None
    taken_back = sorted(facts.all_of(HandelingIngetrokken), key=lambda act: act.known_at)
    for back in reversed(taken_back):
        old = facts.dossier.acts.get(back.handeling)
        if isinstance(old, BevindingVastgesteld) and old.known_at < new.known_at:
            found = _instead(facts, back, old, new)
            if found is not None:
                return found
    return None


def _instead(
    facts: Facts,
    back: HandelingIngetrokken,
    old: BevindingVastgesteld,
    new: BevindingVastgesteld,
) -> dict[str, Any] | None:
    before = _before(facts, back)
    told = [row for row in before.verbeurtes if proven_by(row, old.id)]
    sent_on = _sent_on(facts, before, old)
    if sent_on is None or new is not _successor(facts, old, {row.id for row in told}):
        return None
    stands = {row.id for row in facts.reckoning.verbeurtes if row.status != "vervallen"}
    return {
        "brief_on": day(sent_on),
        "bevinding_on": day(old.on),
        "vervallen": [
            {
                "onderdeel": row.onderdeel,
                "kenmerk": breach_of(row),
                "on": day(row.on),
                "cents": row.cents,
            }
            for row in told
            if row.id not in stands
        ],
    }


def _before(facts: Facts, back: HandelingIngetrokken) -> Reckoning:
    """The case as it stood until this taking back became known."""
    acts = facts.dossier.acts.values()
    known = (act for act in acts if act.known_at < back.known_at)
    return notices.answer(Dossier.of(facts.dossier.case, known), _day_of(back))


def _sent_on(facts: Facts, before: Reckoning, old: BevindingVastgesteld) -> date | None:
    """The day of the earlier letter: that of its receipt, else that on which it was due and its
    finding known; None when there was no letter.
    """
    due = (one for one in before.notices if one.kind == "verbeurte" and one.cause == old.id)
    notice = next(due, None)
    if notice is None:
        return None
    return facts.receipt_on(notice.id) or max(notice.due_on, _day_of(old))


def _successor(
    facts: Facts, old: BevindingVastgesteld, told: set[str]
) -> BevindingVastgesteld | None:
    """The first later finding of the same part that speaks of the same day, or that proves again
    what the earlier letter told.
    """
    proven = [row for row in facts.reckoning.verbeurtes if row.id in told]
    later = (
        act
        for act in facts.all_of(BevindingVastgesteld)
        if act.onderdeel == old.onderdeel
        and act.known_at > old.known_at
        and (act.on == old.on or any(proven_by(row, act.id) for row in proven))
    )
    return min(later, key=lambda act: (act.known_at, act.id), default=None)


def _day_of(act: Act) -> date:
    """The day in Amsterdam on which an act became known."""
    return act.known_at.astimezone(AMSTERDAM).date()
