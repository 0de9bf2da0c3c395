"""The authority is put in default for deciding late. Awb 4:17 lid 3."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from enforcement.act import Act, Reference
from enforcement.effects import Effect, RunTerm
from enforcement.law import rechtsmiddelen
from enforcement.values import Name


class IngebrekeGesteld(Act):
    """Two weeks after receipt the authority's own penalty starts, a ledger apart."""

    topic = "appeals"
    title = "Ingebrekestelling ontvangen"
    articles = ("Awb 4:17 lid 3",)

    bezwaar: Name
    onredelijk_laat: bool = Field(default=False, description="oordeel van een persoon")

    def references(self) -> Iterator[Reference]:
        yield Reference(to=self.bezwaar, kinds=("bezwaar-gemaakt",))

    def effects(self, on: date) -> Iterator[Effect]:
        term = rechtsmiddelen.ingebrekestelling_term(on)
        articles, void = ("Awb 4:17 lid 3",), self.onredelijk_laat
        yield RunTerm("ingebrekestelling", term, articles, remedy=self.bezwaar, void=void)
