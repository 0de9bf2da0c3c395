"""The judge grants interim relief. Awb 8:81, 8:84, 8:85."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act, Reference
from enforcement.acts._groups import Schorsing
from enforcement.effects import CloseRemedy, Effect
from enforcement.values import Name


class VoorlopigeVoorzieningGetroffen(Schorsing, Act):
    """From the day of the ruling unless it names an earlier start; ended at last by 8:85."""

    topic = "court-outcomes"
    title = "Voorlopige voorziening getroffen"
    articles = ("Awb 8:81", "Awb 8:85")

    verzoek: Name | None = None

    def references(self) -> Iterator[Reference]:
        if self.verzoek is not None:
            yield Reference(to=self.verzoek, kinds=("voorlopige-voorziening-verzocht",))

    def effects(self, on: date) -> Iterator[Effect]:
        yield self.effect(on, bound=True, request=self.verzoek)
        yield CloseRemedy(self.verzoek, "beslist", sent_on=on)
