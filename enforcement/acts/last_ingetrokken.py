"""The authority withdraws the order, wholly or for some parts. Awb 5:34, 6:19."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from enforcement.act import Act
from enforcement.effects import ChangeOrder, Effect, EndTerm
from enforcement.values import Name, Text


class LastIngetrokken(Act):
    """Silent on its working, a withdrawal works from now on (convention O12)."""

    topic = "sanction-decisions"
    title = "Last ingetrokken"
    articles = ("Awb 5:34",)
    besluit = True
    letter_kind = "intrekkingsbesluit"

    werking: Literal["ex_nunc", "ex_tunc"] = "ex_nunc"
    grond: Text | None = None
    onderdelen: tuple[Name, ...] | None = Field(default=None, min_length=1)

    def effects(self, on: date) -> Iterator[Effect]:
        tunc = self.werking == "ex_tunc"
        yield ChangeOrder("ingetrokken", ex_tunc=tunc, from_on=on, ended=self.onderdelen)
        if self.grond == "5:34":
            yield EndTerm("opheffingsverzoek", None)
