"""The terms of a case, each with first day, last day, state and receipt. Contract section 4.

A term stays listed after its end. Its state on the day reckoned: it runs, it has passed, what it
asked for was done in time, it stands still, or it ended because its ground fell away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from enforcement.effects import RunTerm
from enforcement.law import bevoegdheid, rechtsmiddelen, terms
from enforcement.law.dwangsom import LAST_DAY
from enforcement.law.spans import Span
from enforcement.law.terms import Term, next_day
from enforcement.reckoning.debt_terms import debt_terms
from enforcement.reckoning.forfeited import PartFalls
from enforcement.reckoning.gather import Done, Gathered
from enforcement.reckoning.money import Settled
from enforcement.reckoning.outcome import Termijn, TermStatus
from enforcement.reckoning.remedies import Remedies, Remedy, is_judgment
from enforcement.reckoning.suspension import Suspension
from enforcement.reckoning.termlines import (
    days_more,
    explained,
    fee_line,
    grace_lines,
    with_atw,
)
from enforcement.reckoning.wording import day_text, term_lines, weekday_text, weeks_text

_APPEAL_ARTICLES: Final = {
    "beroep": ("Awb 6:7", "Awb 6:8"),
    "hoger_beroep": ("Awb 6:7", "Awb 6:24"),
    "verzet": ("Awb 8:55", "Awb 6:7"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the terms are drawn from, on day `on`."""

    found: Gathered
    remedies: Remedies
    suspended: Sequence[Suspension]
    parts: Sequence[PartFalls]
    settled: Settled
    on: date

    def all(self) -> tuple[Termijn, ...]:
        """All terms, ordered by last day, kind and what they belong to."""
        drawn = [
            *self._own(),
            *self._decisions(),
            *self._appeals(),
            *self._graces(),
            *self._suspensions(),
            *debt_terms(self.settled, self.on),
        ]
        far = date.max
        return tuple(sorted(drawn, key=lambda t: (t.until or far, t.kind, t.of, t.from_on)))

    def _state(self, until: date | None, done_on: date | None = None) -> TermStatus:
        """Runs or has passed; met when what it asked for was done within it."""
        if done_on is not None:
            return "nageleefd" if until is None or done_on <= until else "verstreken"
        return "loopt" if until is None or self.on <= until else "verstreken"

    def _own(self) -> Iterator[Termijn]:
        """Terms that an act starts by itself: bezwaar, zienswijze, aanmaning, requests."""
        for done in self.found.terms:
            if done.id in self.settled.void_reminders and done.effect.kind == "aanmaning":
                continue
            if not self._concerns(done):
                continue
            term = done.effect.term
            yield Termijn(
                kind=done.effect.kind,
                of=done.id,
                from_on=term.from_on,
                until=term.until,
                status=self._state(term.until, self._met_on(done)),
                articles=with_atw(done.effect.articles, term),
                explained=(*explained(done), *self._fee(done)),
            )

    def _fee(self, done: Done[RunTerm]) -> Iterator[str]:
        remedy = self.remedies.by_id.get(done.effect.remedy or "")
        if done.effect.kind == "griffierecht" and remedy is not None:
            behind = self.remedies.by_id.get(remedy.lodged.effect.tegen)
            relief = remedy.lodged.effect.soort == "voorlopige_voorziening"
            yield fee_line(remedy, behind if relief and behind is not None else remedy)

    def _concerns(self, done: Done[RunTerm]) -> bool:
        """Whether the term runs for the remedy it is about: cross-appeal only in further appeal."""
        remedy = self.remedies.by_id.get(done.effect.remedy or "")
        return done.effect.soort is None or (
            remedy is not None and remedy.lodged.effect.soort == done.effect.soort
        )

    def _met_on(self, done: Done[RunTerm]) -> date | None:
        """When what the term asks for was done; None while it was not."""
        if done.effect.kind == "bezwaar":
            return min((r.made_on for r in self.remedies.against(done.id)), default=None)
        late = self.remedies.by_id.get(done.effect.remedy or "")
        if done.effect.kind == "ingebrekestelling" and late is not None:
            return min((c.on for c in late.closings if c.on >= done.on), default=None)
        days = [
            ending.on
            for ending in self.found.endings
            if ending.effect.kind in {None, done.effect.kind}
            and ending.effect.of in {None, done.id}
            and ending.on >= done.on
        ]
        return min(days, default=None)

    def _decisions(self) -> Iterator[Termijn]:
        """The term to decide on each objection (Awb 7:10)."""
        for remedy in self.remedies.by_id.values():
            if remedy.lodged.effect.soort != "bezwaar" or remedy.term is None:
                continue
            committee = remedy.lodged.effect.adviescommissie
            until = remedy.term.until
            term = rechtsmiddelen.beslissing_op_bezwaar_term(until, adviescommissie=committee)
            trigger = f"bezwaartermijn geëindigd op {day_text(until)}"
            lines = term_lines(trigger, "twaalf weken" if committee else "zes weken", term)
            last, more, paused = self._extended(remedy, term)
            yield Termijn(
                kind="beslissing_op_bezwaar",
                of=remedy.id,
                from_on=term.from_on,
                until=last.until,
                status=self._decision_state(remedy, last.until, paused),
                articles=with_atw(with_atw(("Awb 7:10",), term), last),
                explained=lines + more,
            )

    def _extended(self, remedy: Remedy, term: Term) -> tuple[Term, tuple[str, ...], list[Span]]:
        """The term after adjournment (7:10 lid 3) and the pauses for repair (7:10 lid 2).

        Only a term that runs can stand still: days before its first day, after its last or in an
        earlier pause add nothing. Example: from 15 April, repair 11 through 24 April: 10 days.
        """
        start = term.from_on
        lines: list[str] = []
        paused: list[Span] = []
        for done in self.found.extensions:
            effect = done.effect
            if effect.of != remedy.id or effect.kind != "beslissing_op_bezwaar":
                continue
            if term.until > LAST_DAY:
                break  # beyond what is reckoned, however often it is put off again
            if effect.weeks is not None:
                term = rechtsmiddelen.verdaging_term(term.until, effect.weeks)
                trigger = f"verdaagd op {day_text(done.on)}"
                lines += term_lines(trigger, f"{weeks_text(effect.weeks)} erbij", term)
            elif effect.from_on is not None and effect.until is not None:
                pause = Span(max(effect.from_on, start), effect.until)
                days = days_more(pause, paused) if pause.from_on <= term.until else 0
                if not days:
                    continue
                term = terms.later_term(term.until, days)
                trigger = f"hersteltermijn t/m {day_text(effect.until)}"
                lines += term_lines(trigger, f"{days} dagen opgeschort", term)
                paused.append(pause)
        return term, tuple(lines), paused

    def _decision_state(self, remedy: Remedy, until: date, paused: list[Span]) -> TermStatus:
        first = remedy.closings[0] if remedy.closings else None
        if any(  # straight to the court (Awb 7:1a): no decision on objection follows
            ending.effect.kind == "beslissing_op_bezwaar" and ending.effect.of == remedy.id
            for ending in self.found.endings
            if ending.id not in self.remedies.closed_by and (not first or ending.on <= first.on)
        ):
            return "geeindigd"
        if first is not None:
            return (
                "geeindigd" if first.effect.how == "ingetrokken" else self._state(until, first.on)
            )
        if any(span.holds(self.on) for span in paused):
            return "geschorst"
        return self._state(until)

    def _appeals(self) -> Iterator[Termijn]:
        """The term of the next remedy after each decision on objection and each judgment."""
        for close in self.found.closed:
            remedy = self.remedies.by_id.get(close.effect.remedy or "")
            if remedy is None or close.effect.how == "ingetrokken":
                continue
            soort = remedy.lodged.effect.soort
            if soort not in {"bezwaar", "beroep"}:
                continue
            kind = "hoger_beroep" if is_judgment(close) else "beroep"
            kind = "verzet" if close.effect.simplified else kind
            sent_on = close.effect.sent_on
            term = rechtsmiddelen.beroep_term(sent_on)
            lodged = [r.made_on for r in self.remedies.against(close.id)]
            gone = close.id in self.remedies.annulled
            state = self._state(term.until, min(lodged, default=None))
            lines = term_lines(f"verzonden op {day_text(sent_on)}", "zes weken", term)
            yield Termijn(
                kind=kind,
                of=close.id,
                from_on=term.from_on,
                until=term.until,
                status="geeindigd" if gone and not lodged else state,
                articles=with_atw(_APPEAL_ARTICLES[kind], term),
                explained=(*lines, *self._court_line(kind)),
            )

    def _court_line(self, kind: str) -> Iterator[str]:
        """Which court hears it, as the grondslag of the order says (rule book Q1)."""
        for order in self.found.orders[:1]:
            if kind != "verzet":
                route = bevoegdheid.route(order.effect.grondslag)
                court = route.beroep if kind == "beroep" else route.hoger_beroep
                yield f"in te stellen bij {court}: {route.reason}"

    def _graces(self) -> Iterator[Termijn]:
        """The begunstigingstermijn of each part: set in a decision, so the Atw moves nothing."""
        for part in self.parts:
            until = part.grace_until
            if until is None or until <= part.line.starts_on:
                continue
            met = [day for day in part.compliance.complied if day <= until]
            ended = part.line.ended_on is not None and part.line.ended_on <= min(until, self.on)
            still = any(span.holds(self.on) for span in part.line.suspended) and self.on <= until
            state = self._state(until, min(met, default=None))
            yield Termijn(
                kind="begunstiging",
                of=part.line.name,
                from_on=next_day(part.line.starts_on),
                until=until,
                status="geeindigd" if ended else "geschorst" if still else state,
                articles=("Awb 5:32a lid 2",),
                explained=grace_lines(part.line, until, self.found),
            )

    def _suspensions(self) -> Iterator[Termijn]:
        for one in self.suspended:
            span = one.span
            if span.until is None:
                last = "de laatste dag hangt af van een gebeurtenis die nog niet is gekomen"
            else:
                last = f"t/m {weekday_text(span.until)}"
            reason: tuple[str, ...] = ()
            if span.until not in {None, one.named_until}:
                by = ", ".join(one.ended_by) or "het einde van een ongebruikte beroepstermijn"
                early = "" if one.named_until is None else " eerder dan genoemd"
                grounds = " (Awb 8:85 lid 2)" if one.done.effect.bound else ""
                reason = (f"geëindigd{early} door {by}{grounds}",)
            event = one.done.effect.until_after
            if one.counted_from is not None and event is not None:
                after = "na verzending van" if event.sent else "na"
                last = f"{weeks_text(event.weeks)} {after} {one.counted_from}: {last}"
            yield Termijn(
                kind="schorsing",
                of=one.done.id,
                from_on=span.from_on,
                until=span.until,
                status=self._state(span.until),
                articles=one.done.act.articles,
                explained=(f"geschorst vanaf {weekday_text(span.from_on)}", last, *reason),
            )
