"""A further appeal. Awb 8:104, 6:24; it does not suspend, Awb 8:106."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from enforcement.act import Act, Reference
from enforcement.effects import Effect, LodgeRemedy
from enforcement.values import Day, Name, Text


class HogerBeroepIngesteld(Act):
    """`on` is the day of receipt at the court; `tegen` the judgment contested."""

    topic = "appeals"
    title = "Hoger beroep ingesteld"
    articles = ("Awb 8:104", "Awb 6:24")

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
            "hoger_beroep",
            self.tegen,
            by_post=by_post,
            posted_on=self.gepost_on,
            instantie=self.instantie,
        )
