"""The decision on objection. Awb 7:11, 7:12; sent on `on`."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from enforcement.act import Reference
from enforcement.acts._groups import Besluit, Wijzigingen, asked_when
from enforcement.effects import ChangeOrder, CloseRemedy, Effect, EndTerm, RaiseFlag
from enforcement.values import Name


class BezwaarBeslist(Besluit):
    """A revocation or change on objection works from the start unless it says otherwise."""

    topic = "sanction-decisions"
    title = "Beslissing op bezwaar"
    articles = ("Awb 7:11", "Awb 7:12")
    besluit = False  # against it stands beroep: its term follows from the objection it decides
    letter_kind = "beslissing-op-bezwaar"

    bezwaar: Name
    dictum: Literal["ongegrond", "niet_ontvankelijk", "gegrond"]
    gevolg: Literal["in_stand", "herroepen", "gewijzigd"] = "in_stand"
    werking: Literal["ex_tunc", "ex_nunc"] = "ex_tunc"
    onderdelen: Annotated[Wijzigingen, asked_when(gevolg="gewijzigd")] = Field(
        default=(), validate_default=True
    )
    kennelijk: bool = Field(default=False, description="kennelijk, dus zonder hoorzitting")

    @field_validator("kennelijk")
    @classmethod
    def _never_upheld(cls, kennelijk: bool, info: ValidationInfo) -> bool:  # noqa: FBT001 - pydantic calls it
        if kennelijk and info.data.get("dictum") == "gegrond":
            message = "kennelijk hoort bij ongegrond of niet_ontvankelijk"
            raise ValueError(message)
        return kennelijk

    def references(self) -> Iterator[Reference]:
        yield Reference(to=self.bezwaar, kinds=("bezwaar-gemaakt",))

    def effects(self, on: date) -> Iterator[Effect]:
        yield CloseRemedy(self.bezwaar, "beslist", sent_on=on, manifest=self.kennelijk)
        yield EndTerm("beslissing_op_bezwaar", self.bezwaar)
        if self.gevolg != "in_stand" and self.dictum != "gegrond":
            text = f"dictum {self.dictum} en gevolg {self.gevolg} spreken elkaar tegen"
            yield RaiseFlag("werking-onduidelijk", f"{text}; het gevolg telt", ("Awb 7:11 lid 2",))
        if self.gevolg != "in_stand":
            whole = self.gevolg == "herroepen" and not self.onderdelen
            yield ChangeOrder(
                self.gevolg,
                ex_tunc=self.werking == "ex_tunc",
                from_on=on,
                changes=tuple(part.change() for part in self.onderdelen),
                ended=None if whole else (),
                remedy=self.bezwaar,
            )
