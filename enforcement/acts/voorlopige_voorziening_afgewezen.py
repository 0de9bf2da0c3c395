"""The judge refuses interim relief. Awb 8:81, 8:83."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act, Reference
from enforcement.effects import CloseRemedy, Effect
from enforcement.values import Name


class VoorlopigeVoorzieningAfgewezen(Act):
    """Nothing is suspended; the remedy on the merits goes on."""

    topic = "court-outcomes"
    title = "Voorlopige voorziening afgewezen"
    articles = ("Awb 8:81",)

    verzoek: Name | None = None

    def references(self) -> Iterator[Reference]:
        if self.verzoek is not None:
            yield Reference(to=self.verzoek, kinds=("voorlopige-voorziening-verzocht",))

    def effects(self, on: date) -> Iterator[Effect]:
        yield CloseRemedy(self.verzoek, "beslist", sent_on=on)
