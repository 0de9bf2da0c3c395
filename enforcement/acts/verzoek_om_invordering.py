"""An interested party asks to collect. Awb 5:37 lid 2 and 3: decide within four weeks."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import Effect, RunTerm
from enforcement.law import rechtsmiddelen
from enforcement.values import Text


class VerzoekOmInvordering(Act):
    """`on` is the day of receipt; `belanghebbende` a legal person or a party number."""

    topic = "appeals"
    title = "Verzoek om invordering ontvangen"
    articles = ("Awb 5:37 lid 2",)

    belanghebbende: Text

    def effects(self, on: date) -> Iterator[Effect]:
        term = rechtsmiddelen.invorderingsverzoek_term(on)
        yield RunTerm("invorderingsverzoek", term, ("Awb 5:37 lid 3", "Atw 1"))
