"""The receipt of a term of limitation: each interruption, each lengthening, why the last day moved.

verbeurd op 1 april 2025
gestuit op 20 mei 2025 door inv (Awb 5:37a lid 1); een nieuw jaar vanaf de dag erna (Awb 4:110)
een jaar: laatste dag woensdag 20 mei 2026
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from enforcement.law.spans import Span, covering
from enforcement.law.terms import year_after
from enforcement.law.verjaring import Deferral, Limitation
from enforcement.reckoning.debt import Debt, Interruption
from enforcement.reckoning.ledger import Ledger
from enforcement.reckoning.termlines import fell_line
from enforcement.reckoning.wording import day_text, weekday_text


def limitation_receipt(ledger: Ledger, debt: Debt, on: date) -> tuple[str, ...]:
    """The lines for one debt as it stands on a day."""
    limit = debt.limitation()
    longer, held = ledger.limit(debt)
    last = longer.plain_until
    lines = _plain(debt.fall.on, debt.interrupted_by, limit, debt.deferrals)
    if held is not None:
        lines += tuple(_held(held, last))
    span = None if last is None or on < last else covering(ledger.extending, last)
    if last is not None and span is not None:
        lines += tuple(_extended(last, span, on))
    return lines


@lru_cache(maxsize=65536)
def _plain(
    fell_on: date,
    interrupted_by: tuple[Interruption, ...],
    limit: Limitation,
    deferrals: tuple[Deferral, ...],
) -> tuple[str, ...]:
    """The lines that depend on no day: of most debts all that there are."""
    return (
        *_started(fell_on, interrupted_by),
        *_deferred(limit.since_on, limit.plain_until, limit.extended_days, deferrals),
    )


def _started(fell_on: date, interrupted_by: tuple[Interruption, ...]) -> tuple[str, ...]:
    new = "een nieuw jaar vanaf de dag erna (Awb 4:110)"
    return (
        fell_line(fell_on),
        *(
            f"gestuit op {day_text(each.on)} door {each.act} ({each.article}); {new}"
            for each in interrupted_by
        ),
    )


def _deferred(
    since_on: date, plain: date | None, days: int, deferrals: tuple[Deferral, ...]
) -> tuple[str, ...]:
    year = f"een jaar: laatste dag {weekday_text(year_after(since_on))}"
    names = ", ".join(each.act for each in deferrals)
    if plain is None:
        return (year, f"uitstel zonder bekend einde door {names} (Awb 4:111): nog geen laatste dag")
    if not days:
        return (year,)
    more = f"verlengd met {days} dagen door {names} (Awb 4:111): {weekday_text(plain)}"
    return (year, more)


def _held(span: Span, last: date | None) -> Iterator[str]:
    """Collection was suspended on the last day."""
    why = "op die dag was de invordering geschorst (Awb 5:37a lid 4)"
    until = "nog geen laatste dag" if last is None else f"verlengd t/m {weekday_text(last)}"
    yield f"{why}, vanaf {day_text(span.from_on)}: {until}"


def _extended(last: date, span: Span, on: date) -> Iterator[str]:
    """Something against the order, or about a request to collect, was open on the last day."""
    yield (
        f"op {day_text(last)} was een rechtsmiddel tegen de last (Awb 5:35 lid 2) of een verzoek "
        "om invordering (Awb 5:37a lid 2 en 3) open of aanhangig"
    )
    if span.until is not None and span.settled_on(on):
        yield f"verlengd tot dat voorbij was: laatste dag {weekday_text(span.until)}"
    else:
        yield "verlengd tot onherroepelijk is beslist: nog geen dag te noemen"
