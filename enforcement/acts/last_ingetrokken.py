"""The authority withdraws the order, wholly or for some parts. Awb 5:34, 6:19."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from enforcement.acts._groups import Besluit
from enforcement.effects import ChangeOrder, Effect, EndTerm, RaiseFlag
from enforcement.values import Name, Text


class LastIngetrokken(Besluit):
    """Silent on its working, a withdrawal works from now on (convention O12)."""

    topic = "sanction-decisions"
    title = "Last ingetrokken"
    articles = ("Awb 5:34",)
    letter_kind = "intrekkingsbesluit"

    werking: Literal["ex_nunc", "ex_tunc"] = "ex_nunc"
    grond: Text | None = None
    onderdelen: tuple[Name, ...] | None = Field(default=None, min_length=1)

    def effects(self, on: date) -> Iterator[Effect]:
        tunc = self.werking == "ex_tunc"
        yield ChangeOrder("ingetrokken", ex_tunc=tunc, from_on=on, ended=self.onderdelen)
        if "werking" not in self.model_fields_set:
            text = "de intrekking zegt niet of zij terugwerkt; zij werkt hier vanaf haar dag"
            yield RaiseFlag("werking-onduidelijk", text, ("Awb 5:38 lid 1",))
        if self.grond == "5:34":
            yield EndTerm("opheffingsverzoek", None)
