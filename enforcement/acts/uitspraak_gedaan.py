"""A court decides on appeal or further appeal. Awb 8:70, 8:72."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from enforcement.act import Act, Reference, at_the_door, starts
from enforcement.acts._groups import Schorsing, Wijzigingen, asked_when
from enforcement.effects import ChangeOrder, CloseRemedy, Effect
from enforcement.values import Day, Name, Text

Gevolg = Literal[
    "in_stand",
    "beslissing_op_bezwaar_vernietigd",
    "last_herroepen",
    "last_gewijzigd",
    "rechtsgevolgen_in_stand",
    "eerdere_uitspraak_vernietigd",
]


class UitspraakGedaan(Act):
    """`on` is the day of the judgment, `verzonden_on` that of sending: the term runs from it.

    Annulment of the decision on objection alone leaves the order in force (8:72 lid 2), unless
    the court suspends it (`schorsing`, 8:72 lid 5).
    """

    topic = "court-outcomes"
    title = "Uitspraak gedaan"
    articles = ("Awb 8:70", "Awb 8:72")

    rechtsmiddel: Name
    instantie: Text
    verzonden_on: Annotated[Day | None, starts("on", at_door=True)] = None
    ecli: Text | None = None
    dictum: Text
    gevolg: Gevolg = "in_stand"
    werking: Literal["ex_tunc", "ex_nunc"] = "ex_tunc"
    from_on: Day | None = None
    onderdelen: Annotated[Wijzigingen, asked_when(gevolg="last_gewijzigd")] = Field(
        default=(), validate_default=True
    )
    schorsing: Schorsing | None = None
    vereenvoudigd: bool = Field(default=False, description="zonder zitting (Awb 8:54)")

    @field_validator("schorsing")
    @classmethod
    def _not_over(cls, relief: Schorsing | None, info: ValidationInfo) -> Schorsing | None:
        """Without a first day of its own it starts on the day of the judgment."""
        day = info.data.get("on") if at_the_door(info) else None
        until = None if relief is None or relief.from_on is not None else relief.until
        if day is not None and until is not None and until < day:
            message = f"until niet voor on ({day}) verwacht"
            raise ValueError(message)
        return relief

    def references(self) -> Iterator[Reference]:
        kinds = ("beroep-ingesteld", "hoger-beroep-ingesteld", "bezwaar-gemaakt")
        yield Reference(to=self.rechtsmiddel, kinds=kinds)

    def effects(self, on: date) -> Iterator[Effect]:
        annuls: Literal["beslissing_op_bezwaar", "uitspraak"] | None = None
        if self.gevolg == "beslissing_op_bezwaar_vernietigd":
            annuls = "beslissing_op_bezwaar"
        elif self.gevolg == "eerdere_uitspraak_vernietigd":
            annuls = "uitspraak"
        sent_on, simplified = self.verzonden_on or on, self.vereenvoudigd
        yield CloseRemedy(self.rechtsmiddel, "beslist", sent_on, annuls, simplified=simplified)
        if self.gevolg in {"last_herroepen", "last_gewijzigd"}:
            revoked = self.gevolg == "last_herroepen"
            yield ChangeOrder(
                "herroepen" if revoked else "gewijzigd",
                ex_tunc=self.werking == "ex_tunc",
                from_on=self.from_on or on,
                changes=tuple(part.change() for part in self.onderdelen),
                ended=None if revoked and not self.onderdelen else (),
                remedy=self.rechtsmiddel,
            )
        if self.schorsing is not None:
            yield self.schorsing.effect(on, bound=False, request=None)
