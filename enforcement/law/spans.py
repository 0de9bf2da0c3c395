"""Spans of days: when something holds, both ends inclusive, perhaps with no end known yet.

Used for suspensions (Awb 8:81), pending remedies (Awb 5:35 lid 2) and deferral (Awb 4:94).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from enforcement.law.terms import day_count, next_day


@dataclass(frozen=True, slots=True)
class Span:
    """The days `from_on` through `until`, both included; `until` None: no end is known.

    `may_go_on`: on the last day itself it is not settled yet that it is the last, as with a term
    in which a remedy may still be lodged; what an act ended is settled on the day of that act.
    """

    from_on: date
    until: date | None
    may_go_on: bool = False

    def settled_on(self, day: date) -> bool:
        """Whether its last day stands fast on a day. Example: a term through 7 April: on 8 April;
        an appeal withdrawn on 7 April: on 7 April.
        """
        if self.until is None:
            return False
        return self.until < day or (self.until == day and not self.may_go_on)

    def holds(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.from_on <= day and (self.until is None or day <= self.until)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days in as few spans as possible, in order; adjoining spans become one.

    Example: 1..3 May and 4..6 May become 1..6 May; 1..3 May and 5 May stay two.
    """
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.from_on, s.until is None, s.until or s.from_on)):
        if span.until is not None and span.until < span.from_on:
            continue
        last = found[-1] if found else None
        if last is None or (last.until is not None and span.from_on > next_day(last.until)):
            found.append(span)
        elif last.until is not None and (span.until is None or span.until > last.until):
            found[-1] = Span(last.from_on, span.until, span.may_go_on)
        elif span.until == last.until and span.may_go_on:
            found[-1] = Span(last.from_on, last.until, may_go_on=True)
    return tuple(found)


def covering(spans: Sequence[Span], day: date) -> Span | None:
    """The span in which the day lies, of spans as `merged` gives them."""
    for span in spans:
        if span.holds(day):
            return span
    return None


def days_within(spans: Iterable[Span], from_on: date, until: date) -> int:
    """How many days of merged spans lie in `from_on` through `until`, both included."""
    total = 0
    for span in spans:
        end = until if span.until is None else min(span.until, until)
        total += day_count(max(span.from_on, from_on), end)
    return total
