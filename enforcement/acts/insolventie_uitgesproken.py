"""Moratorium, bankruptcy or debt rescue. Awb 4:111 lid 2: limitation is longer by its days."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from enforcement.act import Act, starts
from enforcement.effects import DeferPayment, Effect
from enforcement.values import Day


class InsolventieUitgesproken(Act):
    """From `from_on` through `until`; without `until` no end is known yet."""

    topic = "court-outcomes"
    title = "Insolventie uitgesproken"
    articles = ("Awb 4:111 lid 2",)

    soort: Literal["surseance", "faillissement", "wsnp"]
    from_on: Day | None = None
    until: Annotated[Day | None, starts("from_on", "on")] = None

    def effects(self, on: date) -> Iterator[Effect]:
        yield DeferPayment(self.from_on or on, self.until, bars_reminder=False)
