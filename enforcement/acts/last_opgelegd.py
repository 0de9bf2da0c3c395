"""The last onder dwangsom is imposed. Awb 3:46, 5:31d, 5:32, 5:32a, 5:32b."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from enforcement.acts._groups import Besluit, Onderdelen
from enforcement.effects import Effect, ImposeOrder
from enforcement.values import Amount, Text


class LastOpgelegd(Besluit):
    """The order with its parts. `on` is the day on which it was actually sent or handed over."""

    topic = "sanction-decisions"
    title = "Last onder dwangsom opgelegd"
    articles = ("Awb 5:32", "Awb 5:32b")
    letter_kind = "last-onder-dwangsom"

    kenmerk: Text
    grondslag: Literal["spoorwegwet", "wvgs", "overig"]
    onderdelen: Onderdelen
    cents_max: Amount | None = Field(default=None, description="maximum over alle onderdelen")
    motivering: Text | None = Field(
        default=None, description="waarom deze last, ook waarom deze bedragen"
    )
    zienswijze_reactie: Text | None = Field(
        default=None, description="wat het bestuursorgaan van de zienswijze vindt"
    )

    def effects(self, on: date) -> Iterator[Effect]:
        parts = tuple(part.terms() for part in self.onderdelen)
        yield ImposeOrder(parts, self.cents_max, self.grondslag)
        for part in self.onderdelen:
            yield from part.cautions()
