"""An appeal to the court of first instance. Awb 8:1, 6:7."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from enforcement.act import Act, Reference
from enforcement.effects import Effect, LodgeRemedy
from enforcement.values import Day, Name, Text


class BeroepIngesteld(Act):
    """`on` is the day of receipt at the court; `tegen` the decision on objection contested."""

    topic = "appeals"
    title = "Beroep ingesteld"
    articles = ("Awb 8:1", "Awb 6:7")

    tegen: Name
    instantie: Text | None = None
    zaaknummer: Text | None = None
    kanaal: Literal["elektronisch", "post"] = "elektronisch"
    gepost_on: Day | None = None

    def references(self) -> Iterator[Reference]:
        yield Reference(to=self.tegen)

    def effects(self, on: date) -> Iterator[Effect]:
        by_post = self.kanaal == "post"
        yield LodgeRemedy(
            "beroep",
            self.tegen,
            by_post=by_post,
            posted_on=self.gepost_on,
            instantie=self.instantie,
        )
