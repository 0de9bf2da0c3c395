"""Time to repair a defect of the objection. Awb 6:6; it pauses the term of Awb 7:10 lid 2."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from enforcement.act import Act, Reference, starts
from enforcement.effects import Effect, ExtendTerm, RunTerm
from enforcement.law import terms
from enforcement.values import Day, Name


class HersteltermijnGegeven(Act):
    """The objector may repair through `until`; the term to decide stands still meanwhile."""

    topic = "sanction-decisions"
    title = "Hersteltermijn gegeven"
    articles = ("Awb 6:6", "Awb 7:10 lid 2")

    bezwaar: Name
    until: Annotated[Day, starts("on")]

    def references(self) -> Iterator[Reference]:
        yield Reference(to=self.bezwaar, kinds=("bezwaar-gemaakt",))

    def effects(self, on: date) -> Iterator[Effect]:
        start = terms.next_day(on)
        yield RunTerm("herstel", terms.set_term(start, self.until), ("Awb 6:6",))
        kind = "beslissing_op_bezwaar"
        yield ExtendTerm(kind, self.bezwaar, from_on=start, until=self.until)
