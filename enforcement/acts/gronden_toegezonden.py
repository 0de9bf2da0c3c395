"""The court sends the grounds of an appeal to the other party. Awb 8:42, 8:110."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act, Reference
from enforcement.effects import Effect, RunTerm
from enforcement.law import rechtsmiddelen
from enforcement.values import Name


class GrondenToegezonden(Act):
    """Four weeks for file and defence; in further appeal six weeks for a cross-appeal."""

    topic = "court-outcomes"
    title = "Gronden toegezonden door de rechter"
    articles = ("Awb 8:42 lid 1",)

    rechtsmiddel: Name

    def references(self) -> Iterator[Reference]:
        kinds = ("beroep-ingesteld", "hoger-beroep-ingesteld")
        yield Reference(to=self.rechtsmiddel, kinds=kinds)

    def effects(self, on: date) -> Iterator[Effect]:
        yield RunTerm("verweer", rechtsmiddelen.verweer_term(on), ("Awb 8:42 lid 1",))
        term = rechtsmiddelen.incidenteel_hoger_beroep_term(on)
        kind, of = "incidenteel_hoger_beroep", self.rechtsmiddel
        yield RunTerm(kind, term, ("Awb 8:110",), remedy=of, soort="hoger_beroep")
