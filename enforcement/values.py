"""The small values that every room shares: articles, amounts, refusals and flags.

Nothing here knows a case. A value is immutable and compares by content.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Final, Self, TypeAlias
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

Cents: TypeAlias = int
"""Whole eurocents. Never a float; sums of money are only ever added, subtracted and compared."""

CaseNumber: TypeAlias = str
"""The number of a case, matching `CASE_NUMBER`."""

CASE_NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9/._-]{2,39}", re.ASCII)

STATUTES: Final[dict[str, str]] = {
    "Awb": "BWBR0005537",
    "Atw": "BWBR0002448",
    "BW": "BWBR0005289",
    "Rv": "BWBR0001827",
    "Fw": "BWBR0001860",
    "Spoorwegwet": "BWBR0015007",
    "Wvgs": "BWBR0007606",
}
"""Short name of a statute and its number in the Basiswettenbestand (for BW: of book 6)."""


# Each reckoning of a case asks for the same ones again, and hashing is dear.
@lru_cache(maxsize=65536)
def notice_id(case: str, kind: str, cause: str, to: str, *, replaces: str = "") -> str:
    """The id of a notice, derived from its cause: the same cause can only give the same notice.

    `cause` is an act id or a day (`dag:2025-04-20`); `replaces` the id of the one corrected.
    """
    return str(uuid5(NAMESPACE_URL, f"urn:dwangsom:{case}:{kind}:{cause}:{to}:{replaces}"))


_ARTICLE: Final = re.compile(
    r"(?P<statute>[A-Z][A-Za-z]*) (?P<number>\d+[a-z]*(?::\d+[a-z]*)?)(?: lid (?P<paragraph>\d+))?"
)


@dataclass(frozen=True, slots=True)
class Article:
    """A place in a statute. Prints itself as `Awb 5:35 lid 2`."""

    statute: str
    number: str
    paragraph: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `Awb 5:35 lid 2`. Raises ValueError when it is no article of a known statute."""
        match = _ARTICLE.fullmatch(text)
        if match is None or match["statute"] not in STATUTES:
            message = f"no article of a known statute: {text!r}"
            raise ValueError(message)
        paragraph = match["paragraph"]
        return cls(match["statute"], match["number"], int(paragraph) if paragraph else None)

    def __str__(self) -> str:
        tail = "" if self.paragraph is None else f" lid {self.paragraph}"
        return f"{self.statute} {self.number}{tail}"

    @property
    def jci(self) -> str:
        """The juriconnect reference, with which the official text can be looked up."""
        tail = "" if self.paragraph is None else f"&lid={self.paragraph}"
        return f"jci1.3:c:{STATUTES[self.statute]}&artikel={self.number}{tail}"


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """Why something cannot be read: at which place, what was expected, what came instead.

    `place` is a path such as `acts[3].onderdelen[0].cents`; `came` is the offending value, cut
    to a length that fits a line, or None when nothing came.
    """

    place: str
    expected: str
    came: str | None = None

    def __str__(self) -> str:
        tail = "" if self.came is None else f" (gekregen: {self.came})"
        return f"{self.place}: {self.expected}{tail}"


@dataclass(frozen=True, slots=True, order=True)
class Flag:
    """What the reckoning does not do, or leaves to a person, and on which article.

    An act is never refused for being unlawful or early: it stands in the dossier, and a flag
    says what it does not bring about. `articles` and `acts` name the grounds and the acts.
    """

    code: str
    text: str
    articles: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()


AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
_DAY: Final = re.compile(r"(19|20|21)\d\d-\d\d-\d\d", re.ASCII)
_OTHER_DAY: Final = re.compile(r"(?!(19|20|21))\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT: Final = re.compile(
    r"(19|20|21)\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
_CENTS_MOST: Final = 10**13


def _read_day(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    code = "day"
    message = "een dag als 2025-03-01 verwacht"
    if isinstance(value, str) and _OTHER_DAY.fullmatch(value):
        message = "een dag van 1900 tot en met 2199 verwacht"
    raise PydanticCustomError(code, message)


def _read_instant(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    code = "instant"
    message = "een moment met tijdzone als 2025-03-01T12:00:00+01:00 verwacht"
    raise PydanticCustomError(code, message)


def _read_text(value: str) -> str:
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} for character in value):
        code = "control_character"
        message = "tekst zonder stuur- of onzichtbare tekens verwacht"
        raise PydanticCustomError(code, message)
    if not value.strip():
        code = "blank"
        message = "tekst verwacht, geen lege regel"
        raise PydanticCustomError(code, message)
    return unicodedata.normalize("NFC", value)


def _read_name(value: str) -> str:
    if any(character.isspace() for character in value):
        code = "space"
        message = "een naam zonder spaties verwacht"
        raise PydanticCustomError(code, message)
    return value


Day: TypeAlias = Annotated[date, BeforeValidator(_read_day, json_schema_input_type=date)]
"""A civil day in Europe/Amsterdam, written as `2025-03-01`."""

Instant: TypeAlias = Annotated[
    datetime, BeforeValidator(_read_instant, json_schema_input_type=datetime)
]
"""A moment with its offset (RFC 3339)."""

Text: TypeAlias = Annotated[str, Field(max_length=10_000), AfterValidator(_read_text)]
"""One or more visible characters, kept in Unicode form NFC; no control characters."""

Name: TypeAlias = Annotated[
    str, Field(max_length=120), AfterValidator(_read_text), AfterValidator(_read_name)
]
"""A name that other acts point at: an act id, an onderdeel, a kenmerk. No white space."""

Amount: TypeAlias = Annotated[int, Field(gt=0, le=_CENTS_MOST)]
"""A sum of more than nothing, in whole eurocents."""

Stated: TypeAlias = Annotated[int, Field(ge=0, le=_CENTS_MOST)]
"""A sum that a document states, nothing included, in whole eurocents."""

Number: TypeAlias = Annotated[int, Field(gt=0, le=10_000)]
"""A count of at least one."""

Weeks: TypeAlias = Annotated[int, Field(gt=0, le=520)]
"""A length in weeks, ten years at the most."""
