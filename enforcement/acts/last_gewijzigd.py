"""The authority changes the order: a longer grace, other amounts, fewer parts. Awb 5:34, 6:19."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from enforcement.acts._groups import Besluit, Wijzigingen
from enforcement.effects import ChangeOrder, Effect, EndTerm, RaiseFlag
from enforcement.values import Day, Text


class LastGewijzigd(Besluit):
    """A change works from `from_on` on unless it says that it works back (`ex_tunc`)."""

    topic = "sanction-decisions"
    title = "Last gewijzigd"
    articles = ("Awb 5:34",)
    letter_kind = "wijzigingsbesluit"

    werking: Literal["ex_nunc", "ex_tunc"] = "ex_nunc"
    from_on: Day | None = None
    grond: Text | None = None
    onderdelen: Wijzigingen = Field(min_length=1)

    def effects(self, on: date) -> Iterator[Effect]:
        yield ChangeOrder(
            "gewijzigd",
            ex_tunc=self.werking == "ex_tunc",
            from_on=self.from_on or on,
            changes=tuple(part.change() for part in self.onderdelen),
        )
        if self.werking == "ex_tunc" and self.from_on is not None:
            text = (
                "de wijziging werkt van het begin af en noemt ook een dag; die dag telt hier niet"
            )
            yield RaiseFlag("werking-onduidelijk", text, ("Awb 5:32",))
        if self.grond == "5:34":
            yield EndTerm("opheffingsverzoek", None)
