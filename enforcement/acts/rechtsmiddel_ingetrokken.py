"""A remedy is withdrawn. Awb 6:21; a suspension next to it ends, Awb 8:85 lid 2."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act, Reference
from enforcement.effects import CloseRemedy, Effect, EndTerm
from enforcement.values import Name


class RechtsmiddelIngetrokken(Act):
    """The objection, appeal or request is given up."""

    topic = "appeals"
    title = "Rechtsmiddel ingetrokken"
    articles = ("Awb 6:21",)

    rechtsmiddel: Name

    def references(self) -> Iterator[Reference]:
        kinds = (
            "bezwaar-gemaakt",
            "beroep-ingesteld",
            "hoger-beroep-ingesteld",
            "voorlopige-voorziening-verzocht",
        )
        yield Reference(to=self.rechtsmiddel, kinds=kinds)

    def effects(self, on: date) -> Iterator[Effect]:
        yield CloseRemedy(self.rechtsmiddel, "ingetrokken", sent_on=on)
        yield EndTerm("beslissing_op_bezwaar", self.rechtsmiddel)
