"""The decision on objection is put off. Awb 7:10 lid 3."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from enforcement.act import Act, Reference
from enforcement.effects import Effect, ExtendTerm
from enforcement.values import Name, Weeks


class BeslistermijnVerdaagd(Act):
    """Once, by at most six weeks, counted from the end of the term to decide."""

    topic = "sanction-decisions"
    title = "Beslistermijn verdaagd"
    articles = ("Awb 7:10 lid 3",)
    letter_kind = "verdagingsbericht"

    bezwaar: Name
    weeks: Weeks = Field(default=6)

    def references(self) -> Iterator[Reference]:
        yield Reference(to=self.bezwaar, kinds=("bezwaar-gemaakt",))

    def effects(self, on: date) -> Iterator[Effect]:
        yield ExtendTerm("beslissing_op_bezwaar", self.bezwaar, weeks=self.weeks)
