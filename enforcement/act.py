"""What every act (handeling) is: read strictly, never changed, known by its id in the case.

An act says what was done or happened, on which day in law (`on`) and when it became known
(`recorded_at`). It answers three questions: which effects it has, which other acts it points
at, and how it reads on the timeline. It decides nothing.

Rules of evolution, so that an act written today stays readable for ever: a new field has a
default; a field is never renamed, never changes its type and never changes its meaning.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any, ClassVar, Literal, TypeAlias

import rfc8785
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from enforcement.effects import Effect, OweNotice, RunTerm
from enforcement.law import rechtsmiddelen
from enforcement.values import AMSTERDAM, Day, Instant, Name, Text

Topic: TypeAlias = Literal[
    "inspection-findings",
    "sanction-decisions",
    "appeals",
    "court-outcomes",
    "payments",
    "deliveries",
    "clock",
]


class Fields(BaseModel):
    """A group of fields that is read strictly and never changes.

    Unknown fields are refused at the door (`acts.read`) and kept on the stream.
    """

    model_config = ConfigDict(
        frozen=True, strict=True, extra="allow", serialize_by_alias=True, validate_by_alias=True
    )


class Reference(Fields):
    """A pointer at another act of the case; `kinds` are the acts it may be, empty for any."""

    to: str
    kinds: tuple[str, ...] = ()


class Act(Fields):
    """The fields that every act has, and the questions that every act answers."""

    topic: ClassVar[Topic]
    title: ClassVar[str]
    articles: ClassVar[tuple[str, ...]] = ()
    besluit: ClassVar[bool] = False
    """A decision open to objection (Awb 1:3, 6:7): its objection term runs by itself."""
    letter_kind: ClassVar[str | None] = None
    """The notice that the house makes of this act when `letter` is `made`."""

    id: Name = Field(description="uniek binnen de zaak")
    on: Day = Field(description="de dag waarop het rechtens gebeurde")
    recorded_at: Instant | None = Field(default=None, description="wanneer het bekend werd")
    by: Text | None = Field(default=None, description="wie het vastlegde: nummer, geen naam")
    approved_by: Text | None = Field(default=None, description="wie het goedkeurde: nummer")
    note: Text | None = None
    letter: Literal["elsewhere", "made"] | None = None

    @classmethod
    def kind(cls) -> str:
        """The name on the wire: the class name in kebab case, never typed twice."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def works(self, on: date) -> Iterator[Effect]:
        """All effects when the act works from day `on`: its own, its remedy term, its letter."""
        yield from self.effects(on)
        if self.besluit:
            articles = ("Awb 6:7", "Awb 6:8")
            yield RunTerm("bezwaar", rechtsmiddelen.bezwaar_term(on), articles)

    @cached_property
    def own_effects(self) -> tuple[Effect, ...]:
        """The effects when the act works from its own day, drawn once: acts never change."""
        return tuple(self.works(self.on))

    def effects(self, on: date) -> Iterator[Effect]:  # noqa: ARG002 - most acts use it
        """What this act does; `on` is its day, or that of its bekendmaking when that is later."""
        yield from ()

    def owed(self) -> OweNotice | None:
        """The notice of this act itself, when the house makes its letter."""
        if self.letter == "made" and self.letter_kind is not None:
            return OweNotice(self.letter_kind, "overtreder")
        return None

    def references(self) -> Iterator[Reference]:
        """The acts that must be known before this one works."""
        yield from ()

    def amount(self) -> int | None:
        """The sum that the act states, in cents, for the timeline."""
        return None

    @cached_property
    def known_at(self) -> datetime:
        """`recorded_at` in UTC; when left out, noon of `on` in Amsterdam."""
        moment = self.recorded_at or datetime.combine(self.on, time(12), tzinfo=AMSTERDAM)
        return moment.astimezone(UTC)

    @cached_property
    def body(self) -> dict[str, Any]:
        """The act and its fields as sent, without `recorded_at`: what makes two acts the same."""
        sent = self.model_dump(mode="json", exclude_unset=True, exclude={"recorded_at"})
        return {"act": self.kind(), **sent}

    @cached_property
    def body_digest(self) -> str:
        """SHA-256 (hex) of the canonical JSON (RFC 8785) of the body."""
        return hashlib.sha256(rfc8785.dumps(_composed(self.body))).hexdigest()

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the canonical JSON of body and moment of recording (UTC)."""
        recorded = self.known_at.isoformat().replace("+00:00", "Z")
        whole = _composed({**self.body, "recorded_at": recorded})
        return hashlib.sha256(rfc8785.dumps(whole)).hexdigest()

    @cached_property
    def rank(self) -> tuple[date, datetime, str]:
        """Order between acts of one case: by day, then by recording, then by id."""
        return (self.on, self.known_at, self.id)


def at_the_door(info: ValidationInfo) -> bool:
    """Whether the act is read for the first time. What a rule of today would refuse may stand in a
    dossier since before there was that rule, and stays readable for ever.
    """
    return bool((info.context or {}).get("door"))


def ends(name: str) -> AfterValidator:
    """A day that cannot come after that of the field `name`, declared earlier; asked at the door.

    Example: a finding on 20 March, complied with since 21 March: `niet na on (2025-03-20)`.
    """

    def checked(day: date | None, info: ValidationInfo) -> date | None:
        last = info.data.get(name)
        if at_the_door(info) and day is not None and last is not None and day > last:
            message = f"niet na {name} ({last}) verwacht"
            raise ValueError(message)
        return day

    return AfterValidator(checked)


def starts(*fields: str, at_door: bool = False) -> AfterValidator:
    """The last day of a stated period, refused before its first: the first of `fields`, declared
    earlier, that is given. One that cannot be read itself leaves nothing to compare with.
    `at_door`: asked there alone.

    Example: from_on 1 June, until 1 May: `until: niet voor from_on (2025-06-01) verwacht`.
    """

    def checked(until: date | None, info: ValidationInfo) -> date | None:
        if at_door and not at_the_door(info):
            return until
        for name in fields:
            if until is None or name not in info.data:
                return until
            from_on = info.data[name]
            if from_on is not None and until < from_on:
                message = f"niet voor {name} ({from_on}) verwacht"
                raise ValueError(message)
            if from_on is not None:
                return until
        return until

    return AfterValidator(checked)


def _composed(value: object) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """The value with every text in NFC, also in fields that this version does not know."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_composed(key): _composed(field) for key, field in value.items()}
    if isinstance(value, list):
        return [_composed(item) for item in value]
    return value
