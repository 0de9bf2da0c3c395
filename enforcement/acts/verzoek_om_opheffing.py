"""The offender asks to lift, suspend or reduce. Awb 5:34; it suspends nothing."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import Effect, RunTerm
from enforcement.law import rechtsmiddelen


class VerzoekOmOpheffing(Act):
    """Decide within a reasonable time: eight weeks at the most (Awb 4:13 lid 2)."""

    topic = "appeals"
    title = "Verzoek om opheffing ontvangen"
    articles = ("Awb 5:34",)

    def effects(self, on: date) -> Iterator[Effect]:
        term = rechtsmiddelen.opheffingsverzoek_term(on)
        yield RunTerm("opheffingsverzoek", term, ("Awb 5:34", "Awb 4:13 lid 2"))
