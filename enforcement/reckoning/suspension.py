"""When the order, or its collection, is suspended. Awb 5:34, 8:72 lid 5, 8:81, 8:85.

The end is the one the ruling sets; a suspension by the interim relief judge ends in any case
when Awb 8:85 lid 2 says so. Both the first and the last day are suspended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from enforcement.effects import CloseRemedy, Suspend, UntilAfter
from enforcement.law import rechtsmiddelen
from enforcement.law.spans import Span
from enforcement.law.terms import days_after
from enforcement.reckoning.gather import Done, Gathered
from enforcement.reckoning.remedies import Remedies, Remedy, is_judgment
from enforcement.values import Flag


@dataclass(frozen=True, slots=True)
class Suspension:
    """One suspension with its days; `named_until` is the end that the ruling itself names, by so
    many weeks after the act `counted_from` when it names no day. `ended_by` are the acts that ended
    it on another day; none when then a term to appeal had passed unused.
    """

    done: Done[Suspend]
    span: Span
    named_until: date | None
    counted_from: str | None = None
    ended_by: tuple[str, ...] = ()

    def speaks_of(self, onderdeel: str) -> bool:
        """Whether the part is suspended by it."""
        names = self.done.effect.onderdelen
        return not self.done.effect.collection and (names is None or onderdeel in names)


def suspensions(
    found: Gathered, all_remedies: Remedies, on: date
) -> tuple[tuple[Suspension, ...], tuple[Flag, ...]]:
    """All suspensions as they stand on day `on`, in order, with what a person must judge."""
    drawn: list[Suspension] = []
    flags: list[Flag] = []
    for done in found.suspensions:
        named, counted_from = _named_end(done, found, all_remedies)
        bounds = [] if not done.effect.bound else list(_bounds(done, all_remedies, on))
        bound = min((end.on for end in bounds), default=None)
        annulled = all_remedies.annulled.get(done.id)
        fell_on = None if annulled is None else annulled.on
        ends = [day for day in (named, bound, fell_on) if day is not None]
        until = min(ends, default=None)
        if until is not None and until < done.effect.from_on:
            continue
        by = [end.by for end in bounds if end.by is not None and end.on == until != named]
        by += [annulled.id] if annulled is not None and fell_on == until else []
        span = Span(done.effect.from_on, until)
        drawn.append(Suspension(done, span, named, counted_from, tuple(dict.fromkeys(by))))
        if named is not None and bound is not None and bound < named:
            text = (
                f"de schorsing eindigt op {bound:%d-%m-%Y} volgens Awb 8:85 lid 2, voor de dag "
                f"die de rechter noemde ({named:%d-%m-%Y}); een andere lezing is mogelijk"
            )
            flags.append(Flag("werking-onduidelijk", text, ("Awb 8:85 lid 2",), (done.id,)))
    return tuple(drawn), tuple(flags)


def _named_end(
    done: Done[Suspend], found: Gathered, all_remedies: Remedies
) -> tuple[date | None, str | None]:
    """The end that the ruling names: a day, or so many weeks after an event that has come, with
    the act that is that event.
    """
    event = done.effect.until_after
    if event is None:
        return done.effect.until, None
    request = all_remedies.by_id.get(done.effect.request or "")
    behind = None if request is None else all_remedies.by_id.get(request.lodged.effect.tegen)
    for close in found.closed:
        if event.after == "beslissing_op_bezwaar" and _is_of_another(close, behind):
            continue
        if close.on >= done.effect.from_on and _is_event(close, event, all_remedies):
            counted = close.effect.sent_on if event.sent else close.act.on
            return days_after(counted, 7 * event.weeks), close.id
    return None, None


def _is_of_another(close: Done[CloseRemedy], behind: Remedy | None) -> bool:
    """Whether it decides another objection than the one next to which relief was asked."""
    asked = behind is not None and behind.lodged.effect.soort == "bezwaar"
    return asked and behind is not None and close.effect.remedy != behind.id


def _is_event(close: Done[CloseRemedy], event: UntilAfter, all_remedies: Remedies) -> bool:
    remedy = all_remedies.by_id.get(close.effect.remedy or "")
    if remedy is None or close.effect.how != "beslist" or remedy.line == "overig":
        return False
    soort = remedy.lodged.effect.soort
    if soort == "voorlopige_voorziening":
        return False
    return is_judgment(close) is (event.after == "uitspraak")


class _End(NamedTuple):
    """A day on which relief ends, and the act that ends it; None when a term passed unused."""

    on: date
    by: str | None


def _bounds(done: Done[Suspend], all_remedies: Remedies, on: date) -> Iterator[_End]:
    """The days on which Awb 8:85 lid 2 ends interim relief, as far as they have come.

    What happened from the ruling on counts, also before the first day of relief. Example: ruled
    2 April 2025, suspended from 1 May; the objection is withdrawn on 30 April: never suspended.
    """
    remedy = _behind(done, all_remedies)
    if remedy is None:
        for decided, close in _decided_before(done, all_remedies.by_id.values(), all_remedies):
            yield from _ends(decided, close.on, all_remedies, on)
        return
    before = next(_decided_before(done, [remedy], all_remedies), None)
    since = done.on if before is None else before[1].on
    yield from _ends(remedy, since, all_remedies, on)


def _decided_before(
    done: Done[Suspend], among: Iterable[Remedy], all_remedies: Remedies
) -> Iterator[tuple[Remedy, Done[CloseRemedy]]]:
    """The objections whose decision came first and whose term to appeal ran at the ruling: relief
    given in it ends with it. Example: decided 9 March, relief 15 March, nobody appeals: through
    22 April 2025. A withdrawal opens no such term.
    """
    for remedy in among:
        close = all_remedies.standing_close(remedy)
        if remedy.lodged.effect.soort != "bezwaar" or close is None or close.on > done.on:
            continue
        if (
            close.effect.how == "beslist"
            and done.on <= rechtsmiddelen.beroep_term(close.effect.sent_on).until
        ):
            yield remedy, close


def _behind(done: Done[Suspend], all_remedies: Remedies) -> Remedy | None:
    """The remedy next to which relief was given; without a request the last one then pending."""
    request = all_remedies.by_id.get(done.effect.request or "")
    if request is not None:
        return all_remedies.by_id.get(request.lodged.effect.tegen)
    pending = [
        remedy
        for remedy in all_remedies.by_id.values()
        if remedy.lodged.effect.soort != "voorlopige_voorziening"
        and remedy.lodged.on <= done.on
        and all(close.on >= done.on for close in remedy.closings)
    ]
    return pending[-1] if pending else None


def _ends(remedy: Remedy, since: date, all_remedies: Remedies, on: date) -> Iterator[_End]:
    """(a) the term to appeal passed unused, (b) withdrawn, (c) the court has ruled."""
    for close in remedy.closings:
        if close.on < since:
            continue
        decided = remedy.lodged.effect.soort == "bezwaar" and not is_judgment(close)
        if close.effect.how == "ingetrokken" or not decided:
            yield _End(close.on, close.id)
            return
        following = list(all_remedies.against(close.id))
        for appeal in following:
            yield from _ends(appeal, since, all_remedies, on)
        until = rechtsmiddelen.beroep_term(close.effect.sent_on).until
        if not following and until < on:
            yield _End(until, None)
        return
