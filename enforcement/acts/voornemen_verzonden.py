"""The intention to impose the order, with time for the offender's view. Awb 4:8."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import Effect, MarkCase, RunTerm
from enforcement.law import terms
from enforcement.values import Day


class VoornemenVerzonden(Act):
    """The offender may give his view through `zienswijze_until`, a term set in a letter."""

    topic = "sanction-decisions"
    title = "Voornemen verzonden"
    articles = ("Awb 4:8",)
    letter_kind = "voornemen"

    zienswijze_until: Day

    def effects(self, on: date) -> Iterator[Effect]:
        yield MarkCase("voornemen")
        term = terms.set_term(terms.next_day(on), self.zienswijze_until)
        yield RunTerm("zienswijze", term, ("Awb 4:8", "Awb 4:9"))
