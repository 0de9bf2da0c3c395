"""The days on which a decision is open to challenge or challenged (Awb 5:35 lid 2, 5:37a lid 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from enforcement.law import rechtsmiddelen
from enforcement.law.spans import Span
from enforcement.law.terms import next_day
from enforcement.reckoning.gather import Gathered
from enforcement.reckoning.remedies import Remedies, Remedy, is_judgment


class Open(NamedTuple):
    """Days on which something is open or pending; `what` names it for a receipt."""

    span: Span
    what: str
    article: str = "Awb 5:35 lid 2"


def challenged(root: str, sent_on: date, all_remedies: Remedies) -> Iterator[Open]:
    """The days on which a remedy against the decision `root` is open or pending, one by one.

    "Open" is the running term of the next remedy, from the day after sending (Awb 6:8), "pending" a
    remedy lodged in time and not yet decided. The last span has `until` None while something is
    pending now. Example: sent 3 February 2025, no objection: 4 February through 17 March.
    """
    term = rechtsmiddelen.bezwaar_term(sent_on)
    yield Open(Span(term.from_on, term.until, may_go_on=True), f"de bezwaartermijn van {root}")
    for remedy in all_remedies.against(root):
        yield from _pending(remedy, all_remedies)


def _pending(remedy: Remedy, all_remedies: Remedies) -> Iterator[Open]:
    """The days of one remedy, of the term after each of its decisions, and of what follows."""
    if remedy.lodged.effect.soort == "voorlopige_voorziening":
        return
    start: date | None = remedy.made_on
    mine = f"{remedy.lodged.effect.soort.replace('_', ' ')} {remedy.id}"
    for close in remedy.closings:
        if start is not None:
            yield Open(Span(start, close.on), mine)
        annulled = all_remedies.annulled.get(close.id)
        reopens = remedy.lodged.effect.soort == "bezwaar" and not is_judgment(close)
        start = annulled.on if annulled is not None and reopens else None
        if close.effect.how == "ingetrokken":
            continue
        if remedy.lodged.effect.soort != "hoger_beroep":
            term = rechtsmiddelen.beroep_term(close.effect.sent_on)
            span = Span(next_day(close.on), term.until, may_go_on=True)
            yield Open(span, f"de termijn na {close.id}")
        for following in all_remedies.against(close.id):
            yield from _pending(following, all_remedies)
    if start is not None:
        yield Open(Span(start, None), mine)


def order_challenged(found: Gathered, all_remedies: Remedies) -> Iterator[Open]:
    """The days on which the order itself is open to challenge, changes of it included.

    A remedy against a decision that changes the order also concerns the order (Awb 6:19).
    """
    for order in found.orders:
        yield from challenged(order.id, order.on, all_remedies)
    own: Sequence[str] = [c.id for c in found.changes if c.effect.remedy is None]
    for change in own:
        for remedy in all_remedies.against(change):
            yield from _pending(remedy, all_remedies)
