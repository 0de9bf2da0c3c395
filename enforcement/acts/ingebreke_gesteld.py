"""The authority is put in default for deciding late. Awb 4:17 lid 3."""

from collections.abc import Iterator
from datetime import date

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

    def references(self) -> Iterator[Reference]:
        yield Reference(to=self.bezwaar, kinds=("bezwaar-gemaakt",))

    def effects(self, on: date) -> Iterator[Effect]:
        term = rechtsmiddelen.ingebrekestelling_term(on)
        yield RunTerm("ingebrekestelling", term, ("Awb 4:17 lid 3",))
