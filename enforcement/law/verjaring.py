"""Limitation (verjaring) of a forfeited dwangsom. Awb 5:35, 5:37a, 4:104 to 4:111.

One year after the day of forfeiture, for each amount apart; interrupted (stuiting) it is a year
after the interrupting act, such as a collection decision or a debt acknowledged (schuld erkend,
Awb 4:105 lid 2); deferral adds its own days; a remedy against the order that is open
or pending on the last day extends it until the order is final. The Termijnenwet moves nothing
(Atw 4). What fell before 1 April 2021 lapses by the law of then (convention oud_recht).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from enforcement.law.spans import Span, covering, merged
from enforcement.law.terms import day_before, day_count, days_after, next_day, year_after

# Before that day 5:35 held no more than its first sentence and a collection decision did not
# interrupt (rule book L10).
_PRESENT_TEXT_FROM_ON: Final = date(2021, 4, 1)


def under_old_law(fell_on: date) -> bool:
    """Whether the limitation of what fell on a day is that of the law before 1 April 2021 (L10).

    Then only the first sentence of Awb 5:35 held: one year, which no pending remedy lengthened.
    5:37a was not there: a collection decision interrupted nothing, a reminder did [V2]. That the
    day of forfeiture decides follows RVS:2025:6177 (fell in 2019); the transitional clause itself
    was not seen [C]. Example: fell 31 March 2021, collection decision 1 December 2021, no reminder:
    last day 31 March 2022; fell 1 April 2021: 1 December 2022.
    """
    return fell_on < _PRESENT_TEXT_FROM_ON


@dataclass(frozen=True, slots=True)
class Deferral:
    """Days by which limitation is longer (Awb 4:111), and the day on which they were granted.

    `whole`: its whole period counts (uitstel of what had fallen, lid 1); else, as for insolvency
    (lid 2), only its days in the term. `act` grants it.
    """

    granted_on: date
    span: Span
    whole: bool = True
    act: str = ""


class Limitation(NamedTuple):
    """One running term: started the day after `since_on`, plain last day `plain_until`.

    `extended_days` are those of deferral in it. `plain_until` None: a deferral without end.
    """

    since_on: date
    plain_until: date | None
    extended_days: int

    def last_day(self, on: date, extending: Sequence[Span]) -> date | None:
        """Last day on which the claim may be pursued, as it stands on day `on`; inclusive.

        Before the plain last day: that day. From it on, with something pending that extends
        (`extending`, merged): None until its last day stands fast, then that day.
        Example: fell 2 May 2024; plain last day 2 May 2025; an appeal pending on that day and
        decided in last instance on 10 September 2025: None from 2 May on, 10 September from that
        day on. Had the term of an appeal ended unused then: from 11 September on.
        """
        plain = self.plain_until
        if plain is None or on < plain:
            return plain
        span = covering(extending, plain)
        if span is None:
            return plain
        return span.until if span.settled_on(on) else None

    def is_alive(self, on: date, extending: Sequence[Span]) -> bool:
        """Whether the claim may still be pursued on day `on`."""
        last = self.last_day(on, extending)
        return last is None or on <= last


def limitation(
    since_on: date, deferrals: Sequence[Deferral], *, renewed: bool = False
) -> Limitation:
    """The term that starts the day after `since_on` (forfeiture or, `renewed`, interruption).

    Awb 5:35: one year after the day; Awb 4:111 lid 1: longer by the time of deferral in it.
    The whole period of a deferral counts; in a renewed term only its days in that term. A deferral
    granted after the term has ended adds nothing. Example: fell 10 September 2024,
    deferral 1 December 2024 through 31 May 2025 (182 days): last day 11 March 2026.
    """
    if not deferrals:
        return _plain(since_on)
    plain = year_after(since_on)
    spans: list[Span] = []
    for deferral in sorted(deferrals, key=lambda d: (d.granted_on, d.span.from_on)):
        end = _end(plain, spans)
        if end is None or max(deferral.granted_on, deferral.span.from_on) > end:
            continue
        whole = deferral.whole and not renewed
        span = deferral.span if whole else _within(deferral.span, next_day(since_on))
        if span.until is None or span.until >= span.from_on:
            spans.append(span)
    last = _end(plain, spans)
    extra = 0 if last is None else day_count(next_day(plain), last)
    return Limitation(since_on, last, extra)


@lru_cache(maxsize=65536)
def _plain(since_on: date) -> Limitation:
    return Limitation(since_on, year_after(since_on), 0)


def _within(span: Span, start: date) -> Span:
    """The days of a span from a day on."""
    return Span(max(span.from_on, start), span.until)


def _end(plain: date, spans: Iterable[Span]) -> date | None:
    extra = 0
    for span in merged(spans):
        if span.until is None:
            return None
        extra += day_count(span.from_on, span.until)
    return days_after(plain, extra)


def lengthened(limit: Limitation, suspension: Span) -> Limitation:
    """The term when collection was suspended on its last day. Awb 5:37a lid 4: longer by the
    length of the suspension, first and last day both counted (convention L8).

    Example: last day 2 May 2025, suspended 1 through 10 May: ten days longer, 12 May 2025.
    """
    assert limit.plain_until is not None, "a term without a last day cannot be lengthened"
    if suspension.until is None:
        return Limitation(limit.since_on, None, limit.extended_days)
    days = day_count(suspension.from_on, suspension.until)
    until = days_after(limit.plain_until, days)
    return Limitation(limit.since_on, until, limit.extended_days + days)


def safe_day(until: date | None) -> date | None:
    """One day earlier: whoever dates a lump sum on the last day of grace itself is in time too.

    Convention F3: judgments say "when the grace period ended".
    """
    return None if until is None else day_before(until)
