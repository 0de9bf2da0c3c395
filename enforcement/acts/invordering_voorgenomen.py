"""The intention to collect, with time for the offender's view. Awb 4:8, before Awb 5:37."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import Effect, RunTerm
from enforcement.law import terms
from enforcement.values import Day


class InvorderingVoorgenomen(Act):
    """It starts no payment term and interrupts nothing."""

    topic = "sanction-decisions"
    title = "Voornemen tot invordering verzonden"
    articles = ("Awb 4:8", "Awb 5:37")
    letter_kind = "voornemen-invordering"

    zienswijze_until: Day | None = None

    def effects(self, on: date) -> Iterator[Effect]:
        if self.zienswijze_until is not None:
            term = terms.set_term(terms.next_day(on), self.zienswijze_until)
            yield RunTerm("zienswijze", term, ("Awb 4:8", "Awb 4:9"))
