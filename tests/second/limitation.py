"""When each dwangsom lapses: one year, begun anew by an interruption, longer by deferral and as
long as the order is not final.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.second import days
from tests.second.forfeiture import Verbeurte
from tests.second.papers import Paper
from tests.second.readings import reads
from tests.second.remedies import Remedies, in_time, last_day, line_of_the_order


@dataclass(frozen=True)
class Span:
    """Days on which the order is not final: a remedy pending (until None: still), or a term."""

    from_on: date
    until: date | None
    is_term: bool


@dataclass
class Term:
    """The limitation term of one dwangsom, as it stands on the day asked for."""

    until: date | None
    over: bool


def not_final(papers: list[Paper]) -> list[Span]:
    """Every span in which objection, appeal or further appeal against the order is open."""
    remedies = Remedies(papers)
    order = next(one for one in papers if one["act"] == "last-opgelegd")
    spans = [Span(order["on"], last_day(order), is_term=True)]
    for one in line_of_the_order(remedies):
        if not _was_in_time(one, remedies):
            continue
        if one["act"] == "bezwaar-beslist":
            spans.append(Span(days.next_day(one["on"]), last_day(one), is_term=True))
        elif one["act"] == "uitspraak-gedaan":
            if _is_of_first_instance(one, remedies):
                spans.append(Span(days.next_day(one["on"]), last_day(one), is_term=True))
        else:
            spans += _pending(one, remedies)
    return spans


def _was_in_time(one: Paper, remedies: Remedies) -> bool:
    """Whether every remedy behind a paper was: a late one keeps nothing open, nor its answer."""
    before = remedies.before(one)
    if before is None:
        return True
    late = "tegen" in one and not in_time(one, before)
    return not late and _was_in_time(before, remedies)


def _is_of_first_instance(ruling: Paper, remedies: Remedies) -> bool:
    remedy = remedies.before(ruling)
    return remedy is not None and remedy["act"] == "beroep-ingesteld"


def _pending(remedy: Paper, remedies: Remedies) -> Iterator[Span]:
    """From its receipt until it is decided or withdrawn; again when the decision is annulled."""
    contested = remedies.before(remedy)
    if contested is None or not in_time(remedy, contested):
        return
    answer = "bezwaar-beslist" if remedy["act"] == "bezwaar-gemaakt" else "uitspraak-gedaan"
    starts = [_made_on(remedy)]
    ends = [one["on"] for one in remedies.after(remedy, answer)]
    if answer == "bezwaar-beslist":
        for decision in remedies.after(remedy, answer):
            ruling = remedies.annulled_by(decision)
            starts += [ruling["on"]] if ruling else []
    withdrawn = remedies.withdrawn_on(remedy)
    ends += [withdrawn] if withdrawn else []
    for start in starts:
        later = [end for end in ends if end >= start and not (start != starts[0] and end == start)]
        yield Span(start, min(later, default=None), is_term=False)


def _made_on(remedy: Paper) -> date:
    """By post it was made when it was posted, if that was in time (Awb 6:9 lid 2)."""
    posted: date | None = remedy.get("gepost_on") if remedy.get("kanaal") == "post" else None
    received: date = remedy["on"]
    return received if posted is None else min(posted, received)


def final_on(day: date, spans: list[Span], on: date) -> tuple[bool, date | None]:
    """Whether the order was open on a day, and when it became final; None while it is not yet."""
    if not any(_holds(span, day) for span in spans):
        return False, None
    end = day
    while True:
        around = [span for span in spans if _holds(span, end) or _holds(span, days.next_day(end))]
        around = [span for span in around if span.until is None or span.until > end]
        if not around:
            late = end == on and reads("finality-is-told-a-day-late")
            return True, None if late else end
        if any(span.until is None for span in around):
            return True, None
        end = max(span.until for span in around if span.until is not None)
        if any(span.is_term and span.until == end and end >= on for span in around):
            return True, None


def _holds(span: Span, day: date) -> bool:
    return span.from_on <= day and (span.until is None or day <= span.until)


def is_of_old_law(fallen: Verbeurte) -> bool:
    """What fell before 1 April 2021: 5:35 had one sentence, a decision to collect did not
    interrupt (rule book L10).
    """
    return fallen.on < date(2021, 4, 1) and not reads("old-law-is-forgotten")


def deferrals(papers: list[Paper], fell_on: date) -> list[Paper]:
    """The deferrals that work for what fell on that day."""
    return [one for one in papers if one["act"] == "uitstel-verleend" and fell_on <= one["on"]]


def starts_on(one: Paper) -> date:
    start: date = one.get("from_on") or one["on"]
    return start


def term_of(fallen: Verbeurte, interruptions: list[date], papers: list[Paper], on: date) -> Term:
    """Walk through what lengthens or interrupts, in the order of the days."""
    spans = [] if is_of_old_law(fallen) else not_final(papers)
    began, until = fallen.on, days.add_year(fallen.on)
    delays = deferrals(papers, fallen.on)
    while True:
        first = date.min if began not in interruptions else days.next_day(began)
        end = _lengthened(first, until, delays)
        open_then, final = final_on(end, spans, on) if on >= end else (False, None)
        last = end if not open_then else final
        reach = last or on
        later = [day for day in interruptions if began < day <= reach]
        if not later:
            return Term(last, over=last is not None and on > last)
        began = later[0]
        until = days.add_year(began)


def _lengthened(first: date, until: date, delays: list[Paper]) -> date:
    """Deferral makes the term longer by its days, of which some may lie ahead.

    Of a new term only the days since its beginning (Awb 4:111 lid 1); a day of two deferrals is
    one day. A deferral that only starts after the term has ended is no deferral of a living debt.
    """
    end = until
    deferred: set[date] = set()
    for one in sorted(delays, key=lambda each: each["on"]):
        start = max(starts_on(one), first)
        if one["on"] <= end and start <= min(end, one["until"]):
            more = set(days.every_day(start, one["until"])) - deferred
            end += len(more) * days.ONE
            deferred |= more
    return end
