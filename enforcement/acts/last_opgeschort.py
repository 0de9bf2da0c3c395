"""The authority suspends the order for a fixed term. Awb 5:34 lid 1."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from enforcement.act import starts
from enforcement.acts._groups import Besluit
from enforcement.effects import Effect, EndTerm, Suspend
from enforcement.values import Day, Name, Text


class LastOpgeschort(Besluit):
    """From `from_on` through `until`, both included, nothing is forfeited."""

    topic = "sanction-decisions"
    title = "Last opgeschort"
    articles = ("Awb 5:34 lid 1",)
    letter_kind = "opschortingsbesluit"

    from_on: Day
    until: Annotated[Day, starts("from_on")]
    grond: Text | None = None
    onderdelen: tuple[Name, ...] | None = Field(default=None, min_length=1)

    def effects(self, on: date) -> Iterator[Effect]:
        yield Suspend(self.from_on, self.until, onderdelen=self.onderdelen)
        if self.grond == "5:34":
            yield EndTerm("opheffingsverzoek", None)
