"""A request is refused: to collect, to lift the order, or for deferral. Awb 5:37, 5:34, 4:94."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Reference
from enforcement.acts._groups import Besluit
from enforcement.effects import Effect, EndTerm
from enforcement.values import Name


class VerzoekAfgewezen(Besluit):
    """The refusal is a decision of its own, open to objection."""

    topic = "sanction-decisions"
    title = "Verzoek afgewezen"
    articles = ("Awb 1:3",)
    letter_kind = "besluit-op-verzoek-invordering"

    verzoek: Name

    def references(self) -> Iterator[Reference]:
        kinds = ("verzoek-om-invordering", "verzoek-om-opheffing", "verzoek-om-uitstel")
        yield Reference(to=self.verzoek, kinds=kinds)

    def effects(self, on: date) -> Iterator[Effect]:
        yield EndTerm(None, self.verzoek)
