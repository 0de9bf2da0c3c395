"""An interim judgment: the authority may repair its decision. Awb 8:51a, 8:80a."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act, Reference
from enforcement.effects import Effect, RunTerm
from enforcement.law import terms
from enforcement.values import Day, Name


class TussenuitspraakGedaan(Act):
    """The order stays in force; repair through `herstel_until`, a term set by the judge."""

    topic = "court-outcomes"
    title = "Tussenuitspraak gedaan"
    articles = ("Awb 8:51a", "Awb 8:80a")

    rechtsmiddel: Name
    herstel_until: Day

    def references(self) -> Iterator[Reference]:
        kinds = ("beroep-ingesteld", "hoger-beroep-ingesteld")
        yield Reference(to=self.rechtsmiddel, kinds=kinds)

    def effects(self, on: date) -> Iterator[Effect]:
        term = terms.set_term(terms.next_day(on), self.herstel_until)
        yield RunTerm("herstel", term, ("Awb 8:51a",))
