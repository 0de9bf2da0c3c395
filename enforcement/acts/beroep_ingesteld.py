"""An appeal to the court of first instance. Awb 8:1, 6:7."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act, Reference
from enforcement.acts._groups import Lodging
from enforcement.effects import Effect


class BeroepIngesteld(Lodging, Act):
    """`on` is the day of receipt at the court; `tegen` the decision on objection contested."""

    topic = "appeals"
    title = "Beroep ingesteld"
    articles = ("Awb 8:1", "Awb 6:7")

    def references(self) -> Iterator[Reference]:
        yield Reference(to=self.tegen)

    def effects(self, on: date) -> Iterator[Effect]:
        yield self.lodged("beroep")
