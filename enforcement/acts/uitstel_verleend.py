"""Uitstel van betaling by decision. Awb 4:94; it lengthens limitation, Awb 4:111 lid 1."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from enforcement.act import starts
from enforcement.acts._groups import Besluit
from enforcement.effects import DeferPayment, Effect, EndTerm
from enforcement.values import Day


class UitstelVerleend(Besluit):
    """Deferral through `until`, inclusive; interest runs on unless it says otherwise (4:101)."""

    topic = "sanction-decisions"
    title = "Uitstel van betaling verleend"
    articles = ("Awb 4:94", "Awb 4:111 lid 1")
    letter_kind = "uitstelbeschikking"

    from_on: Day | None = None
    until: Annotated[Day, starts("from_on", "on")] = Field(
        description="laatste dag van het uitstel, tot en met"
    )
    rente_loopt: bool = True

    def effects(self, on: date) -> Iterator[Effect]:
        yield DeferPayment(self.from_on or on, self.until, rente_loopt=self.rente_loopt)
        yield EndTerm("uitstelverzoek", None)
