"""The receipt of a term of limitation: each interruption, each lengthening, why the last day moved.

verbeurd op 1 april 2025
gestuit op 20 mei 2025 door inv (Awb 5:37a lid 1); een nieuw jaar vanaf de dag erna (Awb 4:110)
een jaar: laatste dag woensdag 20 mei 2026
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from enforcement.law import verjaring
from enforcement.law.spans import Span, covering
from enforcement.law.terms import year_after
from enforcement.law.verjaring import Deferral, Limitation
from enforcement.reckoning.challenged import Open
from enforcement.reckoning.debt import Debt, Interruption
from enforcement.reckoning.ledger import Ledger
from enforcement.reckoning.termlines import fell_line
from enforcement.reckoning.wording import day_text, weekday_text


def limitation_receipt(ledger: Ledger, debt: Debt, on: date) -> tuple[str, ...]:
    """The lines for one debt as it stands on a day."""
    limit = debt.limitation()
    if debt.interrupted_by and debt.since_on > year_after(debt.fall.on):
        lines = tuple(_long_lived(ledger, debt, on)) + _term(limit, debt.deferrals)
    else:
        lines = _plain(debt.fall.on, debt.interrupted_by, limit, debt.deferrals)
    if limit.plain_until is not None and on < limit.plain_until and not ledger.collection_suspended:
        return lines  # as with most debts: nothing of that day can be told yet
    longer, held = ledger.limit(debt)
    if held is not None:
        lines += tuple(_held(held, longer.plain_until))
    return lines + tuple(_extended(ledger, debt, longer.plain_until, on))


def endless_because(ledger: Ledger, debt: Debt) -> str:
    """Why no last day can be named yet, with its article; for a debt of which none can."""
    longer, held = ledger.limit(debt)
    if held is not None:
        return "zolang de invordering is geschorst (Awb 5:37a lid 4)"
    if longer.plain_until is None:
        return "zolang het uitstel duurt (Awb 4:111)"
    mine = _open_on(ledger, longer.plain_until)
    articles = dict.fromkeys(each.article for each in mine)
    return f"verlengd tot onherroepelijk is beslist ({', '.join(articles)})"


@lru_cache(maxsize=65536)
def _plain(
    fell_on: date,
    interrupted_by: tuple[Interruption, ...],
    limit: Limitation,
    deferrals: tuple[Deferral, ...],
) -> tuple[str, ...]:
    """The lines that depend on no day: of most debts all that there are."""
    return (
        *_fell(fell_on),
        *(_stopped(each) for each in interrupted_by),
        *_term(limit, deferrals),
    )


def _fell(on: date) -> Iterator[str]:
    yield fell_line(on)
    if verjaring.under_old_law(on):
        yield "voor 1 april 2021: toen gold alleen de eerste zin van Awb 5:35"


def _stopped(each: Interruption) -> str:
    new = "een nieuw jaar vanaf de dag erna (Awb 4:110)"
    return f"gestuit op {day_text(each.on)} door {each.act} ({each.article}); {new}"


def _long_lived(ledger: Ledger, debt: Debt, on: date) -> Iterator[str]:
    """Its interruptions, with what kept it alive until each that came after the year had passed.

    Example: fell 2 May 2024, 30 days of deferral, interrupted on 20 May 2025: the deferral is told.
    """
    yield from _fell(debt.fall.on)
    since, renewed = debt.fall.on, False
    for each in debt.interrupted_by:
        if each.on > year_after(since):
            limit = verjaring.limitation(since, debt.deferrals, renewed=renewed)
            longer, held = ledger.lengthened(debt, limit)
            yield from _term(limit, debt.deferrals)
            yield from () if held is None else _held(held, longer.plain_until)
            yield from _extended(ledger, debt, longer.plain_until, min(on, each.on))
        yield _stopped(each)
        since, renewed = max(since, each.on), True


def _term(limit: Limitation, deferrals: tuple[Deferral, ...]) -> tuple[str, ...]:
    """The year, and the days of deferral in it."""
    year = f"een jaar: laatste dag {weekday_text(year_after(limit.since_on))}"
    names = ", ".join(each.act for each in deferrals)
    if limit.plain_until is None:
        return (year, f"uitstel zonder bekend einde door {names} (Awb 4:111): nog geen laatste dag")
    if not limit.extended_days:
        return (year,)
    more = f"verlengd met {limit.extended_days} dagen door {names} (Awb 4:111)"
    return (year, f"{more}: {weekday_text(limit.plain_until)}")


def _held(span: Span, last: date | None) -> Iterator[str]:
    """Collection was suspended on the last day."""
    why = "op die dag was de invordering geschorst (Awb 5:37a lid 4)"
    until = "nog geen laatste dag" if last is None else f"verlengd t/m {weekday_text(last)}"
    yield f"{why}, vanaf {day_text(span.from_on)}: {until}"


def _open_on(ledger: Ledger, day: date) -> list[Open]:
    return [each for each in ledger.pending if each.span.holds(day)]


def _extended(ledger: Ledger, debt: Debt, last: date | None, on: date) -> Iterator[str]:
    """Something against the order, or about a request to collect, was open on the last day: what
    that was, and what came to an end last.
    """
    if last is None or on < last or debt.under_old_law:
        return
    span = covering(ledger.extending, last)
    if span is None:
        return
    open_then = (f"{each.what} ({each.article})" for each in _open_on(ledger, last))
    yield f"open of aanhangig op {day_text(last)}: {', '.join(dict.fromkeys(open_then))}"
    if span.until is not None and span.settled_on(on):
        ended = (each.what for each in ledger.pending if each.span.until == span.until)
        ends = f"het einde van {', '.join(dict.fromkeys(ended))}"
        yield f"verlengd tot dat voorbij was: laatste dag {weekday_text(span.until)}, {ends}"
    else:
        yield "verlengd tot onherroepelijk is beslist: nog geen dag te noemen"
