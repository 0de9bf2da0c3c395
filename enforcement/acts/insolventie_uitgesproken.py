"""Moratorium, bankruptcy or debt rescue. Awb 4:111 lid 2: limitation is longer by its days."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import model_validator

from enforcement.act import Act, ends_before_it_starts
from enforcement.effects import DeferPayment, Effect
from enforcement.values import Day


class InsolventieUitgesproken(Act):
    """From `from_on` through `until`; without `until` no end is known yet."""

    topic = "court-outcomes"
    title = "Insolventie uitgesproken"
    articles = ("Awb 4:111 lid 2",)

    soort: Literal["surseance", "faillissement", "wsnp"]
    from_on: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> "InsolventieUitgesproken":
        if ends_before_it_starts(self.from_on or self.on, self.until):
            message = "until ligt voor het begin"
            raise ValueError(message)
        return self

    def effects(self, on: date) -> Iterator[Effect]:
        yield DeferPayment(self.from_on or on, self.until, bars_reminder=False)
