"""An inspection finding: compliance, non-compliance, or breaches. Awb 5:11 and further.

It makes nothing fall due (that happens by operation of law, Awb 5:33); it proves.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from enforcement.act import Act, Fields, at_the_door, ends
from enforcement.effects import Breach, Effect, RaiseFlag, RecordFinding
from enforcement.values import Day, Name, Text


class Overtreding(Fields):
    """One breach: the day it occurred, its counting key, and where."""

    on: Day
    kenmerk: Name
    plaats: Text | None = None


class Rapport(Fields):
    """The report behind the finding; a check on paper alone proves no physical state."""

    nummer: Text
    inspecteur: Text = Field(description="nummer, geen naam")
    ondertekend_on: Day
    methode: Literal["veldcontrole", "administratief"]
    beschrijving: Text


class BevindingVastgesteld(Act):
    """What was seen of the duty of one part, or of all parts when `onderdeel` is left out."""

    topic = "inspection-findings"
    title = "Bevinding vastgesteld"
    articles = ("Awb 5:11",)

    onderdeel: Name | None = None
    nageleefd: bool | None
    nageleefd_on: Annotated[Day | None, ends("on")] = Field(
        default=None, description="sinds welke dag nageleefd"
    )
    overtredingen: tuple[Overtreding, ...] = ()
    rapport: Rapport | None = None

    @field_validator("overtredingen")
    @classmethod
    def _none_ahead(
        cls, breaches: tuple[Overtreding, ...], info: ValidationInfo
    ) -> tuple[Overtreding, ...]:
        """A finding cannot see what is still to happen."""
        seen_on = info.data.get("on") if at_the_door(info) else None
        message = "niet na on ({seen_on}) verwacht"
        ahead = [
            InitErrorDetails(
                type=PydanticCustomError("ahead", message, {"seen_on": str(seen_on)}),
                loc=(place, "on"),
                input=str(each.on),
            )
            for place, each in enumerate(breaches)
            if seen_on is not None and each.on > seen_on
        ]
        if ahead:
            raise ValidationError.from_exception_data("overtredingen", ahead)
        return breaches

    def effects(self, on: date) -> Iterator[Effect]:
        since_on = self.nageleefd_on if self.nageleefd and self.nageleefd_on else on
        yield RecordFinding(
            onderdeel=self.onderdeel,
            nageleefd=self.nageleefd,
            since_on=since_on,
            breaches=tuple(Breach(o.on, o.kenmerk, o.plaats) for o in self.overtredingen),
            on_paper=self.rapport is not None and self.rapport.methode == "administratief",
        )
        if self.rapport is None:
            return
        if any(each.plaats is None for each in self.overtredingen):
            text = "het rapport noemt van een overtreding de plaats niet"
            yield RaiseFlag("overtreding-zonder-plaats", text, ("Awb 5:9",))
        if self.rapport.ondertekend_on < on:
            text = "het rapport is ondertekend voor de dag van de bevinding"
            yield RaiseFlag("rapport-te-vroeg-ondertekend", text, ("Awb 5:9",))
