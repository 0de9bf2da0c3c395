"""The reckoning as it goes out: the shapes of contract section 4, in their fixed order.

Every list has one order that depends on nothing but the set of acts and the day, so that the
same set gives the same bytes. Days are inclusive, amounts in cents, instants in UTC. The rows of
which a case has hundreds are structs: as fixed as the others, and cheaper to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_type_hints

from msgspec import Struct, json
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from enforcement.values import Cents, Flag

PartStatus: TypeAlias = Literal[
    "herroepen",
    "ingetrokken",
    "nageleefd",
    "begunstiging",
    "geschorst",
    "verbeurt",
    "maximum_bereikt",
]
CaseStatus: TypeAlias = PartStatus | Literal["nieuw", "voornemen", "gesloten"]
TermStatus: TypeAlias = Literal["loopt", "verstreken", "nageleefd", "geschorst", "geeindigd"]
RemedyStatus: TypeAlias = Literal["aanhangig", "beslist", "ingetrokken"]
DebtStatus: TypeAlias = Literal["open", "betaald", "vervallen", "verjaard", "kwijtgescholden"]
Bewijs: TypeAlias = Literal["vastgesteld", "aangenomen"]


class Row(Struct, frozen=True, gc=False):
    """A row of which a case has hundreds; pydantic is told its shape, for the OpenAPI document."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Row], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The fields of the row, each with its own shape."""
        fields = {
            name: core_schema.typed_dict_field(handler.generate_schema(hint))
            for name, hint in get_type_hints(source).items()
        }
        return core_schema.typed_dict_schema(
            fields,
            cls_name=cls.__name__,
            ref=f"{cls.__module__}.{cls.__name__}",
            metadata={"pydantic_js_updates": {"description": cls.__doc__}},
        )


@dataclass(frozen=True, slots=True)
class Geschorst:
    """Days on which the order is suspended, both included; `until` None: no end is known."""

    from_on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """One onderdeel as it stands. `ruimte_cents` = maximum less verbeurd and aangenomen."""

    onderdeel: str
    status: PartStatus
    begunstiging_until: date | None
    verbeurd_cents: Cents
    aangenomen_cents: Cents
    cents_max: Cents
    ruimte_cents: Cents
    max_bereikt_on: date | None
    max_verwacht_on: date | None
    nageleefd_on: date | None
    geschorst: tuple[Geschorst, ...]


class Verbeurte(Row, frozen=True, gc=False):
    """One dwangsom that the law made fall, with its own payment term and its own limitation."""

    id: str
    onderdeel: str
    on: date
    cents: Cents
    bewijs: Bewijs
    bevindingen: tuple[str, ...]
    betaling_until: date
    verjaring_until: date | None
    verjaring_safe_until: date | None
    invordering: str | None
    status: DebtStatus


@dataclass(frozen=True, slots=True)
class Geld:
    """The sums of the case. Sums vervallen and aangenomen are in no other figure."""

    verbeurd_cents: Cents
    in_invordering_cents: Cents
    aangenomen_cents: Cents
    vervallen_cents: Cents
    verjaard_cents: Cents
    betaald_cents: Cents
    terugbetaald_cents: Cents
    kwijtgescholden_cents: Cents
    kosten_cents: Cents
    rente_cents: Cents
    openstaand_cents: Cents
    terug_te_betalen_cents: Cents


@dataclass(frozen=True, slots=True)
class Rechtsmiddel:
    """An objection, an appeal or a request for interim relief; `tijdig` None: cannot be said."""

    id: str
    soort: str
    tegen: str
    tijdig: bool | None
    status: RemedyStatus


class Termijn(Row, frozen=True, gc=False):
    """One term: first and last day (None: no day can be named yet), its ground, its receipt."""

    kind: str
    of: str
    from_on: date
    until: date | None
    status: TermStatus
    articles: tuple[str, ...]
    explained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beslisstap:
    """One step of what is owed for deciding late, as far as its days have come."""

    from_on: date
    until: date
    cents_per_day: Cents
    cents: Cents


@dataclass(frozen=True, slots=True)
class Beslisdwangsom:
    """What the AUTHORITY owes for deciding late on `of` (Awb 4:17); in no sum of `geld`.

    `until`: the last day of default at most, or the one before the decision; `cents` through the
    day reckoned. `vaststellen_until`: the last day to fix it (Awb 4:18), None when none is owed.
    """

    of: str
    ingebrekestelling: str
    from_on: date
    until: date
    steps: tuple[Beslisstap, ...]
    cents: Cents
    vaststellen_until: date | None
    articles: tuple[str, ...]
    explained: tuple[str, ...]


class Entry(Row, frozen=True, gc=False):
    """One line of the timeline; `expected` for what lies ahead if nothing else happens."""

    on: date
    kind: str
    title: str
    articles: tuple[str, ...]
    act: str | None
    cents: Cents | None
    expected: bool


class Notice(Row, frozen=True, gc=False):
    """A notice that is due: `cause` is the act or the day that made it due."""

    id: str
    kind: str
    due_on: date
    to: str
    cause: str


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the law makes of the acts of a case on day `on`, as known at `known_at`."""

    case: str
    on: date
    known_at: str | None
    version: int
    status: CaseStatus
    digest: str
    onderdelen: tuple[Part, ...]
    verbeurtes: tuple[Verbeurte, ...]
    geld: Geld
    rechtsmiddelen: tuple[Rechtsmiddel, ...]
    termijnen: tuple[Termijn, ...]
    flags: tuple[Flag, ...]
    timeline: tuple[Entry, ...]
    notices: tuple[Notice, ...]
    next_change_on: date | None
    beslisdwangsom: tuple[Beslisdwangsom, ...] = ()

    def to_json(self) -> bytes:
        """The reckoning as compact JSON, UTF-8, keys in the order of the contract."""
        return json.encode(self)
