"""Objection, appeal, further appeal and interim relief: what is pending, in time, decided.

    order --(bezwaar)--> decision on objection --(beroep)--> judgment --(hoger beroep)--> judgment

A judgment may annul the decision on objection (the objection is then open again, Awb 8:72) or an
earlier judgment. From the line against the order follows when the order is open to challenge,
which extends limitation (Awb 5:35 lid 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from enforcement.effects import ChangeOrder, CloseRemedy, LodgeRemedy
from enforcement.law import rechtsmiddelen
from enforcement.law.terms import Term
from enforcement.reckoning.gather import Done, Gathered

Line: TypeAlias = Literal["last", "invordering", "verzoek", "overig"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """One remedy: against which line of decisions, its term, its end.

    `root` is the decision at the start of the line. `closings` are its decisions and withdrawals
    in order, annulled ones included. A remedy without a term (`term` None) is in time.
    """

    lodged: Done[LodgeRemedy]
    root: str
    line: Line
    term: Term | None
    tijdig: bool
    closings: tuple[Done[CloseRemedy], ...]

    @property
    def id(self) -> str:
        """The id of the act that lodged it."""
        return self.lodged.id

    @property
    def made_on(self) -> date:
        """The day on which it counts as made: posted (Awb 6:9 lid 2) or first received elsewhere
        (6:15 lid 3) when that was earlier. Example: posted 7 February, received 14 February 2025:
        7 February.
        """
        effect = self.lodged.effect
        posted_on = effect.posted_on if effect.by_post and self.tijdig else None
        days = (self.lodged.on, effect.received_first_on, posted_on)
        return min(day for day in days if day is not None)


@dataclass(frozen=True, slots=True)
class Remedies:
    """All remedies by id, and which decisions and judgments were annulled, by whom on what day."""

    by_id: dict[str, Remedy]
    annulled: dict[str, Done[CloseRemedy]]
    closed_by: dict[str, Done[CloseRemedy]]

    def standing_close(self, remedy: Remedy) -> Done[CloseRemedy] | None:
        """The last decision or withdrawal of a remedy that still stands; None while pending.

        A court that annuls a judgment does what the lower court should have done (Awb 8:113
        lid 1): with that the appeal is decided. An objection is open again (Awb 8:72). Sending
        the case back (Awb 8:115) is not coded: no field of the act says it.
        """
        stand = [c for c in remedy.closings if c.id not in self.annulled]
        if stand:
            return stand[-1]
        last = remedy.closings[-1] if remedy.closings else None
        if last is None or not (remedy.lodged.effect.soort != "bezwaar" or is_judgment(last)):
            return None
        return self.annulled[last.id]

    def line_of(self, remedy_id: str | None) -> Line:
        """Against what a remedy is directed in the end; the order when none is named."""
        if remedy_id is None:
            return "last"
        remedy = self.by_id.get(remedy_id)
        return remedy.line if remedy is not None else "overig"

    def undoes_another(self, change: Done[ChangeOrder]) -> bool:
        """Whether a decision on objection revoked another decision than the order itself."""
        by = {done.id for done in self.annulled.values() if not is_judgment(done)}
        return change.id in by

    def against(self, target: str) -> Iterator[Remedy]:
        """The remedies lodged in time against one decision or judgment."""
        for remedy in self.by_id.values():
            if remedy.lodged.effect.tegen == target and remedy.tijdig:
                yield remedy


def is_judgment(close: Done[CloseRemedy]) -> bool:
    """Whether a court decided; on an objection only after direct appeal (Awb 7:1a)."""
    return close.act.topic == "court-outcomes"


def remedies(found: Gathered) -> Remedies:
    """Draw the remedies and the annulments from the effects."""
    lodged = {done.id: done for done in found.lodged}
    closings: dict[str, list[Done[CloseRemedy]]] = {}
    for done in found.closed:
        if done.effect.remedy is not None:
            closings.setdefault(done.effect.remedy, []).append(done)
    closed_by = {done.id: done for done in found.closed}
    lines = _Lines(found, lodged, closed_by)
    by_id = {
        done.id: _remedy(done, lines, closed_by, tuple(closings.get(done.id, ())))
        for done in found.lodged
    }
    return Remedies(by_id, _annulled(found, by_id, closed_by), closed_by)


def _remedy(
    done: Done[LodgeRemedy],
    lines: _Lines,
    closed_by: dict[str, Done[CloseRemedy]],
    closings: tuple[Done[CloseRemedy], ...],
) -> Remedy:
    effect = done.effect
    term = _term(effect, lines, closed_by)
    received_on = min(done.on, effect.received_first_on or done.on)
    tijdig = (
        effect.verschoonbaar
        or term is None
        or rechtsmiddelen.is_tijdig(
            term, received_on, by_post=effect.by_post, posted_on=effect.posted_on
        )
    )
    root = lines.root(effect.tegen)
    return Remedy(done, root, lines.of(root), term, tijdig, closings)


def _term(
    effect: LodgeRemedy, lines: _Lines, closed_by: dict[str, Done[CloseRemedy]]
) -> Term | None:
    """The term within which the remedy must be lodged (Awb 6:7, 6:8); None where there is none:
    interim relief, and silence of the authority (Awb 6:12).
    """
    if effect.soort == "voorlopige_voorziening":
        return None
    close = closed_by.get(effect.tegen)
    if close is not None:
        sent_on = close.effect.sent_on
        if effect.soort == "hoger_beroep":
            return rechtsmiddelen.hoger_beroep_term(sent_on)
        return rechtsmiddelen.beroep_term(sent_on)
    decided_on = lines.decided_on(effect.tegen)
    return None if decided_on is None else rechtsmiddelen.bezwaar_term(decided_on)


class _Lines:
    """Finds back, from a decision or judgment contested, the decision at the root of the line."""

    def __init__(
        self,
        found: Gathered,
        lodged: dict[str, Done[LodgeRemedy]],
        closed_by: dict[str, Done[CloseRemedy]],
    ) -> None:
        self._lodged = lodged
        self._closed_by = closed_by
        self._decided = {done.id: done.on for done in found.terms if done.effect.kind == "bezwaar"}
        own = [*found.orders, *(c for c in found.changes if c.effect.remedy is None)]
        self._order = {done.id for done in own} | {
            done.id for done in found.suspensions if not done.effect.bound
        }
        self._collection = {done.id for done in found.collections}
        self._requests = {done.id for done in found.endings if done.effect.kind is None}

    def root(self, target: str) -> str:
        """The decision at the start of the line; references never run in a circle."""
        while True:
            if target in self._lodged:
                target = self._lodged[target].effect.tegen
            elif target in self._closed_by and self._closed_by[target].effect.remedy is not None:
                target = self._closed_by[target].effect.remedy or ""
            else:
                return target

    def of(self, target: str) -> Line:
        """The kind of decision at the root of a line."""
        if target in self._order:
            return "last"
        if target in self._collection:
            return "invordering"
        return "verzoek" if target in self._requests else "overig"

    def decided_on(self, target: str) -> date | None:
        """The day on which a decision open to objection was made known; None if it is none."""
        return self._decided.get(target)


def _annulled(
    found: Gathered, by_id: dict[str, Remedy], closed_by: dict[str, Done[CloseRemedy]]
) -> dict[str, Done[CloseRemedy]]:
    """The decisions and judgments that a later judgment annulled. The latest speaks first, so
    that an annulment by a judgment which was itself annulled counts for nothing.
    """
    gone: dict[str, Done[CloseRemedy]] = {}
    for done in sorted(found.closed, key=lambda d: d.rank, reverse=True):
        if done.id in gone or done.effect.annuls is None or done.effect.remedy is None:
            continue
        remedy = by_id.get(done.effect.remedy)
        target = remedy.lodged.effect.tegen if remedy is not None else None
        if target is None:
            continue
        if done.effect.annuls == "beslissing_op_bezwaar":
            target = _decision_behind(target, by_id, closed_by, gone=gone, judgment=done)
        if target is not None and target in closed_by:
            gone.setdefault(target, done)
    _undo_what_was_contested(found, by_id, closed_by, gone)
    return gone


def _undo_what_was_contested(
    found: Gathered,
    by_id: dict[str, Remedy],
    closed_by: dict[str, Done[CloseRemedy]],
    gone: dict[str, Done[CloseRemedy]],
) -> None:
    """Awb 7:11 lid 2: on objection the *contested* decision is revoked. Against a change of the
    order that is the change, not the order. Example: doubled on 2 April, objection against that,
    revoked on 4 April: the first sum stands from the start.
    """
    own = {change.id for change in found.changes if change.effect.remedy is None}
    own |= {done.id for done in found.suspensions if not done.effect.bound}
    for change in found.changes:
        remedy = by_id.get(change.effect.remedy or "")
        whole = change.effect.how == "herroepen" and change.effect.ended is None
        stands = change.id not in gone and change.act.topic != "court-outcomes"
        if remedy is not None and whole and stands and remedy.root in own:
            gone[remedy.root] = closed_by[change.id]


def _decision_behind(
    target: str,
    by_id: dict[str, Remedy],
    closed_by: dict[str, Done[CloseRemedy]],
    *,
    gone: dict[str, Done[CloseRemedy]],
    judgment: Done[CloseRemedy],
) -> str | None:
    """The decision on objection behind what is contested. In further appeal the judgment in
    between falls as well: the higher court does what it should have done.
    """
    while target in closed_by:
        remedy = by_id.get(closed_by[target].effect.remedy or "")
        if remedy is None or remedy.lodged.effect.soort == "bezwaar":
            return target
        gone.setdefault(target, judgment)
        target = remedy.lodged.effect.tegen
    return None
