"""Fields that several acts share: a decision and its sending, parts of an order, a suspension."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from enforcement.act import Act, Fields, ends, starts
from enforcement.effects import (
    ChangeOrder,
    Effect,
    LodgeRemedy,
    PartChange,
    PartTerms,
    RaiseFlag,
    Suspend,
    UntilAfter,
)
from enforcement.law import bekendmaking
from enforcement.values import Amount, Day, Name, Number, Text, Weeks

# "tot 1 juli" is read both with and without that day; "tot en met" is not (rule book G3).
_AMBIGUOUS: Final = re.compile(r"\btot\b(?!\s+en\s+met\b)", re.IGNORECASE)


def asked_when(**said: str) -> AfterValidator:
    """A field that must be filled where another, declared earlier, says so; place it on a field
    with a default that is empty, and let the default be looked at as well.
    """
    ((name, word),) = said.items()

    def checked(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - of any field
        if not value and info.data.get(name) == word:
            code = "left_out"
            message = "ontbreekt bij {word}"
            raise PydanticCustomError(code, message, {"word": word})
        return value

    return AfterValidator(checked)


class Besluit(Act):
    """A decision and how it was sent (Awb 3:41, 3:45, 2:8, 2:10); left out: nothing to tell."""

    besluit = True

    elektronisch_bereikbaar: bool | None = Field(
        default=None,
        description="elektronisch verzonden: zei de geadresseerde zo bereikbaar te zijn",
    )
    geattendeerd: bool | None = Field(
        default=None, description="bericht in een portaal: binnen 48 uur gemeld"
    )
    rechtsmiddelverwijzing: bool = Field(default=True, description="stond zij in het besluit")

    def works(self, on: date) -> Iterator[Effect]:
        """Its own effects, and what a person must judge of its sending."""
        yield from super().works(on)
        new_text = bekendmaking.elektronisch_verkeer_geldt(on)
        if new_text and self.elektronisch_bereikbaar is False:
            text = (
                "elektronisch verzonden aan wie niet zei zo bereikbaar te zijn; "
                "of het besluit bekendgemaakt is, beslist een persoon"
            )
            yield RaiseFlag("elektronisch-zonder-instemming", text, ("Awb 2:8", "Awb 3:41 lid 1"))
        if new_text and self.geattendeerd is False:
            text = "niet binnen 48 uur gemeld; een verzuimde termijn wordt hem niet tegengeworpen"
            yield RaiseFlag("bericht-zonder-melding", text, ("Awb 2:10", "Awb 2:22"))
        if not self.rechtsmiddelverwijzing:
            text = "de rechtsmiddelverwijzing ontbrak; dat kan een te laat bezwaar verschonen"
            yield RaiseFlag("zonder-rechtsmiddelverwijzing", text, ("Awb 3:45", "Awb 6:11"))


class Onderdeel(Fields):
    """One part of the order: its duty, its form, its amounts and its grace (Awb 5:32a, 5:32b)."""

    onderdeel: Name = Field(description="korte naam van het onderdeel")
    norm: Text = Field(description="overtreden voorschrift")
    verplichting: Text = Field(description="wat de overtreder moet doen of nalaten")
    aard: Literal["beeindigen", "beeindigd_houden", "herhaling_voorkomen"]
    per: Literal["ineens", "dag", "week", "maand", "overtreding"]
    cents: Amount = Field(description="dwangsom per eenheid, in eurocenten")
    cents_max: Amount = Field(description="maximum van dit onderdeel, in eurocenten")
    gedeelte_telt: bool = Field(default=False, description="'of gedeelte daarvan'")
    telt_als: Text | None = Field(
        default=None, description="wat als één overtreding telt, in de woorden van het besluit"
    )
    per_dag_max: Number | None = None
    per_week_max: Number | None = None
    per_plaats_per_dag_max: Number | None = None
    begunstiging_until: Day | None = Field(default=None, description="laatste dag, tot en met")
    begunstiging_tekst: Text | None = Field(default=None, description="de woorden van het besluit")
    concessie_boete: bool = Field(default=False, description="de concessie vordert hier al geld")

    def cautions(self) -> Iterator[RaiseFlag]:
        """What a person must judge of this part (Spoorwegwet 17, Awb 5:32a lid 2)."""
        if self.concessie_boete:
            text = (
                f"onderdeel {self.onderdeel}: de concessie vordert hier al geld, dan kan geen last"
            )
            yield RaiseFlag("concessie-vordert-geld", text, ("Spoorwegwet 17 lid 4", "Awb 5:32"))
        if self.begunstiging_tekst and _AMBIGUOUS.search(self.begunstiging_tekst):
            text = f"onderdeel {self.onderdeel}: «tot» een dag kan die dag meetellen of niet"
            yield RaiseFlag("begunstiging-dubbelzinnig", text, ("Awb 5:32a lid 2",))

    def terms(self) -> PartTerms:
        """What the reckoning needs of this part."""
        return PartTerms(
            onderdeel=self.onderdeel,
            aard=self.aard,
            per=self.per,
            cents=self.cents,
            cents_max=self.cents_max,
            gedeelte_telt=self.gedeelte_telt,
            per_dag_max=self.per_dag_max,
            per_week_max=self.per_week_max,
            per_plaats_per_dag_max=self.per_plaats_per_dag_max,
            begunstiging_until=self.begunstiging_until,
        )


class OnderdeelWijziging(Fields):
    """What a decision or judgment changes in one part; a field left out stays as it was."""

    onderdeel: Name
    cents: Amount | None = None
    cents_max: Amount | None = None
    begunstiging_until: Day | None = None
    vervallen: bool = Field(default=False, description="dit onderdeel vervalt")

    def change(self) -> PartChange:
        """The same, as an effect carries it."""
        return PartChange(
            self.onderdeel, self.cents, self.cents_max, self.begunstiging_until, self.vervallen
        )


def _each_once(parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    names = [part.onderdeel for part in parts]
    if len(set(names)) < len(names):
        message = "elk onderdeel een keer verwacht"
        raise ValueError(message)
    return parts


_Part = TypeVar("_Part", Onderdeel, OnderdeelWijziging)
Onderdelen: TypeAlias = Annotated[
    tuple[Onderdeel, ...], Field(min_length=1), AfterValidator(_each_once)
]
"""The parts of an order, each with a name of its own."""
Wijzigingen: TypeAlias = Annotated[tuple[OnderdeelWijziging, ...], AfterValidator(_each_once)]
"""What changes in the parts of an order, each part once: two would contradict each other."""


class Lodging(Fields):
    """How a remedy came to a court: against what, where, by which way, with which postmark."""

    tegen: Name
    instantie: Text | None = None
    zaaknummer: Text | None = None
    kanaal: Literal["elektronisch", "post"] = "elektronisch"
    gepost_on: Annotated[Day | None, ends("on")] = None
    eerder_ontvangen_on: Day | None = Field(default=None, description="door wie het doorzond")

    def lodged(self, soort: Literal["beroep", "hoger_beroep"]) -> LodgeRemedy:
        """The effect of lodging it."""
        return LodgeRemedy(
            soort,
            self.tegen,
            by_post=self.kanaal == "post",
            posted_on=self.gepost_on,
            instantie=self.instantie,
            received_first_on=self.eerder_ontvangen_on,
        )


class UntilEvent(Fields):
    """The end of a suspension in the words of the ruling: so many weeks after an event."""

    weeks: Weeks
    after: Literal["beslissing_op_bezwaar", "uitspraak"]
    counted_from: Literal["verzending", "uitspraak"] = Field(default="verzending", alias="from")

    def event(self) -> UntilAfter:
        """The same, as an effect carries it."""
        return UntilAfter(self.weeks, self.after, self.counted_from == "verzending")


class Schorsing(Fields):
    """What a judge orders for the meantime (Awb 8:81, 8:72 lid 5).

    `last_geschorst` and `invordering_geschorst` suspend from `from_on` through `until`, or until
    an event; `begunstiging_verlengd` sets a later end of the begunstigingstermijn instead.
    """

    strekking: Literal["last_geschorst", "invordering_geschorst", "begunstiging_verlengd"]
    from_on: Day | None = None
    until: Annotated[Day | None, starts("from_on"), starts("from_on", "on", at_door=True)] = None
    until_after: UntilEvent | None = None
    begunstiging_until: Annotated[Day | None, asked_when(strekking="begunstiging_verlengd")] = (
        Field(default=None, validate_default=True)
    )
    onderdelen: tuple[Name, ...] | None = Field(default=None, min_length=1)

    @field_validator("until_after")
    @classmethod
    def _one_end(cls, event: UntilEvent | None, info: ValidationInfo) -> UntilEvent | None:
        if event is not None and info.data.get("until") is not None:
            message = "until en until_after sluiten elkaar uit"
            raise ValueError(message)
        return event

    def effect(self, on: date, *, bound: bool, request: str | None) -> ChangeOrder | Suspend:
        """The suspension or the longer grace, from `from_on` or else the day `on` of the ruling."""
        from_on = self.from_on or on
        if self.strekking == "begunstiging_verlengd":
            names = self.onderdelen or (None,)
            until = self.begunstiging_until
            changes = tuple(PartChange(name, begunstiging_until=until) for name in names)
            return ChangeOrder("verlengd", ex_tunc=False, from_on=from_on, changes=changes)
        return Suspend(
            from_on=from_on,
            until=self.until,
            until_after=self.until_after.event() if self.until_after else None,
            onderdelen=self.onderdelen,
            collection=self.strekking == "invordering_geschorst",
            bound=bound,
            request=request,
        )
