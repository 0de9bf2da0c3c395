"""A further appeal. Awb 8:104, 6:24; it does not suspend, Awb 8:106."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act, Reference
from enforcement.acts._groups import Lodging
from enforcement.effects import Effect


class HogerBeroepIngesteld(Lodging, Act):
    """`on` is the day of receipt at the court; `tegen` the judgment contested."""

    topic = "appeals"
    title = "Hoger beroep ingesteld"
    articles = ("Awb 8:104", "Awb 6:24")

    def references(self) -> Iterator[Reference]:
        yield Reference(to=self.tegen)

    def effects(self, on: date) -> Iterator[Effect]:
        yield self.lodged("hoger_beroep")
