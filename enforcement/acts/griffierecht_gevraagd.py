"""The court asks its fee (griffierecht). Awb 8:41, 8:82 lid 3; `on` is the day it was sent."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from enforcement.act import Act, Reference, starts
from enforcement.effects import Effect, RunTerm
from enforcement.law import rechtsmiddelen, terms
from enforcement.values import Day, Name


class GriffierechtGevraagd(Act):
    """To be credited in four weeks, two for interim relief, or by a day that the judge sets."""

    topic = "court-outcomes"
    title = "Griffierecht gevraagd"
    articles = ("Awb 8:41",)

    rechtsmiddel: Name
    voorlopige_voorziening: bool = False
    until: Annotated[Day | None, starts("on")] = Field(
        default=None, description="kortere termijn van de rechter"
    )

    def references(self) -> Iterator[Reference]:
        kinds = ("beroep-ingesteld", "hoger-beroep-ingesteld", "voorlopige-voorziening-verzocht")
        yield Reference(to=self.rechtsmiddel, kinds=kinds)

    def effects(self, on: date) -> Iterator[Effect]:
        relief = self.voorlopige_voorziening
        term = rechtsmiddelen.griffierecht_term(on, voorlopige_voorziening=relief)
        if self.until is not None:
            term = terms.set_term(terms.next_day(on), self.until)
        article = "Awb 8:82 lid 3" if relief else "Awb 8:41"
        yield RunTerm("griffierecht", term, (article,), remedy=self.rechtsmiddel)
