"""What the address of a page may ask, read strictly: a half read question is answered wrongly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import QueryParams

from enforcement.reckoning.outcome import CaseStatus
from enforcement.values import AMSTERDAM, Day, Instant, Refusal
from enforcement.web.pages import words
from enforcement.web.pages.timeline_view import FILTERS, Filter, Order
from enforcement.web.problems import Refused

T = TypeVar("T")
_DAY: Final = TypeAdapter[date](Day)
_INSTANT: Final = TypeAdapter[datetime](Instant)
_LOCAL: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
MARK_LENGTH: Final = 16
_MARK: Final = re.compile(rf"[0-9a-f]{{{MARK_LENGTH}}}")
_START: Final = re.compile(r"[A-Z0-9][A-Z0-9/._-]{0,39}")
_PAGES_MOST: Final = 100_000
_CASE_KEYS: Final = frozenset({"op", "bekendOp", "soort", "volgorde", "vastgelegd", "kenmerk"})
_LIST_KEYS: Final = frozenset({"nummer", "status", "pagina", "sorteer"})
_ORDERS: Final[Mapping[str, Order]] = {"nieuwste": "nieuwste", "oudste": "oudste"}
STATUSES: Final[tuple[str, ...]] = tuple(
    name for group in get_args(CaseStatus) for name in get_args(group) or (group,)
)


@dataclass(frozen=True, slots=True)
class ForCase:
    """Which day, known when, and how the timeline is shown.

    `vastgelegd` and `kenmerk`: the id of the act that the visitor just sent, and the first signs of
    the digest of its body.
    """

    op: date | None = None
    known_at: datetime | None = None
    soort: Filter = "alles"
    volgorde: Order = "nieuwste"
    vastgelegd: str | None = None
    kenmerk: str | None = None

    def query(self, **changed: str) -> dict[str, str]:
        """The same question as query parameters, with some of them changed."""
        own = {
            "op": self.op.isoformat() if self.op else "",
            "bekendOp": _local(self.known_at) if self.known_at else "",
            "soort": "" if self.soort == "alles" else self.soort,
            "volgorde": "" if self.volgorde == "nieuwste" else self.volgorde,
        }
        return {name: value for name, value in {**own, **changed}.items() if value}


@dataclass(frozen=True, slots=True)
class ForList:
    """Which cases of the list, in which order; `errors` by the field where they belong."""

    nummer: str = ""
    status: str = ""
    sorteer: str = "zaak"
    pagina: int = 1
    errors: Mapping[str, str] = field(default_factory=dict)


def for_case(query: QueryParams) -> ForCase:
    """Read the question for a case. Raises Refused (400) with every error."""
    refused = _unknown(query, _CASE_KEYS)
    op = _read(_DAY, query.get("op"), "op", refused)
    known_at = _read(_INSTANT, _instant(query.get("bekendOp")), "bekendOp", refused)
    soort = next((name for name in FILTERS if name == query.get("soort", "alles")), None)
    volgorde = _ORDERS.get(query.get("volgorde", "nieuwste"))
    if soort is None:
        refused.append(Refusal("soort", f"een van {', '.join(FILTERS)} verwacht"))
    if volgorde is None:
        refused.append(Refusal("volgorde", "nieuwste of oudste verwacht"))
    mark = query.get("kenmerk")
    if mark is not None and _MARK.fullmatch(mark) is None:
        refused.append(Refusal("kenmerk", f"{MARK_LENGTH} hexadecimale tekens verwacht"))
    if refused or soort is None or volgorde is None:
        raise Refused(400, "het adres van deze pagina klopt niet", refused)
    return ForCase(op, known_at, soort, volgorde, query.get("vastgelegd"), mark)


def for_list(query: QueryParams) -> ForList:
    """Read the question for the list; what a person typed wrong is told at its field."""
    refused = _unknown(query, _LIST_KEYS)
    pagina = query.get("pagina", "1")
    known = pagina.isascii() and pagina.isdigit() and 0 < len(pagina) <= len(str(_PAGES_MOST))
    if not known or not 1 <= int(pagina) <= _PAGES_MOST:
        refused.append(Refusal("pagina", "een bladzijde vanaf 1 verwacht"))
    status = query.get("status", "")
    if status and status not in STATUSES:
        refused.append(Refusal("status", "een bekende status verwacht"))
    sorteer = query.get("sorteer", "zaak")
    if sorteer not in {"zaak", "-zaak", "wijzigtOp", "-wijzigtOp", "openstaand", "-openstaand"}:
        refused.append(Refusal("sorteer", "een bekende volgorde verwacht"))
    if refused:
        raise Refused(400, "het adres van deze pagina klopt niet", refused)
    nummer = query.get("nummer", "").strip().upper()
    errors = {}
    if nummer and _START.fullmatch(nummer) is None:
        errors["nummer"] = "alleen letters, cijfers, punt, streepje en schuine streep"
    return ForList(nummer, status, sorteer, int(pagina), errors)


def _unknown(query: QueryParams, known: frozenset[str]) -> list[Refusal]:
    names = [name for name, _ in query.multi_items()]
    refused = [Refusal(ascii(name), "geen bekende vraag") for name in sorted(set(names) - known)]
    twice = sorted({name for name in names if name in known and names.count(name) > 1})
    return refused + [Refusal(name, "één keer verwacht") for name in twice]


def _read(
    reader: TypeAdapter[T], raw: str | datetime | None, name: str, refused: list[Refusal]
) -> T | None:
    if not raw:  # a form sends what was left empty
        return None
    if isinstance(raw, str) and words.beyond_years(raw):
        refused.append(Refusal(name, f"een dag {words.YEARS_TEXT} verwacht", ascii(raw)[:60]))
        return None
    try:
        return reader.validate_python(raw)
    except ValidationError as wrong:
        refused.append(Refusal(name, wrong.errors()[0]["msg"], ascii(raw)[:60]))
        return None


def _instant(raw: str | None) -> str | datetime | None:
    """A moment as a form writes it has no offset: then the clock of Amsterdam is meant."""
    if not raw or _LOCAL.fullmatch(raw) is None or words.beyond_years(raw):
        return raw
    try:
        return datetime.fromisoformat(raw).replace(tzinfo=AMSTERDAM)
    except ValueError:
        return raw


def _local(moment: datetime) -> str:
    return moment.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M:%S")
