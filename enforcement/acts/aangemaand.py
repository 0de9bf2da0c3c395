"""The aanmaning: a reminder with legal force. Awb 4:112, 4:113."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from enforcement.act import Act
from enforcement.effects import Effect, InterruptLimitation, RunTerm
from enforcement.law import geldschuld
from enforcement.values import Stated


class Aangemaand(Act):
    """Pay within two weeks after sending; only valid in default, after a collection decision."""

    topic = "sanction-decisions"
    title = "Aanmaning verzonden"
    articles = ("Awb 4:112",)
    letter_kind = "aanmaning"

    vergoeding_cents: Stated | None = Field(default=None, description="anders die van het jaar")

    def effects(self, on: date) -> Iterator[Effect]:
        yield InterruptLimitation("aanmaning", self.vergoeding_cents)
        yield RunTerm("aanmaning", geldschuld.aanmaning_term(on), ("Awb 4:112",))

    def amount(self) -> int | None:
        return self.vergoeding_cents
