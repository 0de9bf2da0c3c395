"""The authority agrees to go straight to the court. Awb 7:1a."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act, Reference
from enforcement.effects import Effect, EndTerm
from enforcement.values import Name


class RechtstreeksBeroepIngestemd(Act):
    """The objection is forwarded as an appeal; no decision on objection follows."""

    topic = "sanction-decisions"
    title = "Ingestemd met rechtstreeks beroep"
    articles = ("Awb 7:1a",)

    bezwaar: Name

    def references(self) -> Iterator[Reference]:
        yield Reference(to=self.bezwaar, kinds=("bezwaar-gemaakt",))

    def effects(self, on: date) -> Iterator[Effect]:
        yield EndTerm("beslissing_op_bezwaar", self.bezwaar)
