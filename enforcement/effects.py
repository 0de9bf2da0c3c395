"""The closed set of effects (rechtsgevolgen): all that an act can do to a case.

Acts are open, effects are closed. An act says here what it does; whether it *can* do so is the
answer of the reckoning, since the set of acts may still grow. Who adds an effect is led by mypy
(`assert_never`) to the one room that must answer it: `reckoning/gather.py`.

An effect carries no act: the reckoning pairs the two. Days are inclusive, amounts in cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from enforcement.law.terms import Term
from enforcement.values import Cents

Aard: TypeAlias = Literal["beeindigen", "beeindigd_houden", "herhaling_voorkomen"]
Per: TypeAlias = Literal["ineens", "dag", "week", "maand", "overtreding"]
Soort: TypeAlias = Literal["bezwaar", "beroep", "hoger_beroep", "voorlopige_voorziening"]


@dataclass(frozen=True, slots=True)
class PartTerms:
    """One onderdeel of the order as the decision words it (Awb 5:32a, 5:32b).

    `begunstiging_until`: complying costs nothing through that day; None: the order works from
    the day after bekendmaking. The `*_max` caps count breaches.
    """

    onderdeel: str
    aard: Aard
    per: Per
    cents: Cents
    cents_max: Cents
    gedeelte_telt: bool = False
    per_dag_max: int | None = None
    per_week_max: int | None = None
    per_plaats_per_dag_max: int | None = None
    begunstiging_until: date | None = None


@dataclass(frozen=True, slots=True)
class PartChange:
    """What changes in one onderdeel (None: in all); a field None stays as it was."""

    onderdeel: str | None
    cents: Cents | None = None
    cents_max: Cents | None = None
    begunstiging_until: date | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class UntilAfter:
    """An end that a judge ties to an event: so many weeks after it was `sent`, else after the
    ruling itself (RVS:2025:6177 read "six weeks after the judgment" as the pronouncement).
    """

    weeks: int
    after: Literal["beslissing_op_bezwaar", "uitspraak"]
    sent: bool = True


@dataclass(frozen=True, slots=True)
class Breach:
    """One overtreding as a finding reports it: its day, its counting key, its place."""

    on: date
    kenmerk: str
    plaats: str | None = None


@dataclass(frozen=True, slots=True)
class ImposeOrder:
    """The order and its parts (Awb 5:31d). `cents_max` caps all parts together, if stated."""

    parts: tuple[PartTerms, ...]
    cents_max: Cents | None
    grondslag: str


@dataclass(frozen=True, slots=True)
class ChangeOrder:
    """Change or end the order, from its start (`ex_tunc`) or from `from_on` on.

    `ended`: the onderdelen that end; an empty tuple means none, None means all.
    `how` names the act in words of law, for the status of what ends. `remedy` is the remedy on
    which it was decided: when that was not lodged against the order, the order does not change.
    """

    how: Literal["gewijzigd", "ingetrokken", "herroepen", "verlengd"]
    ex_tunc: bool
    from_on: date
    changes: tuple[PartChange, ...] = ()
    ended: tuple[str, ...] | None = ()
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Suspend:
    """Suspend the order, or with `collection` only the collection decision (Awb 8:81, 5:34).

    `bound`: Awb 8:85 lid 2 ends it in any case; `request` for interim relief leads to the pending
    remedy. Both days of the interval are suspended.
    """

    from_on: date
    until: date | None
    until_after: UntilAfter | None = None
    onderdelen: tuple[str, ...] | None = None
    collection: bool = False
    bound: bool = False
    request: str | None = None


@dataclass(frozen=True, slots=True)
class RecordFinding:
    """What an inspection saw: compliance, non-compliance, or breaches; `since_on`: from which day.

    `on_paper`: an administrative check alone, which proves no physical state (RBSGR:2010:BN9745).
    """

    onderdeel: str | None
    nageleefd: bool | None
    since_on: date
    breaches: tuple[Breach, ...] = ()
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class LodgeRemedy:
    """Lodge an objection, an appeal, a further appeal or a request for interim relief.

    `received_first_on`: by the body that sent it on (Awb 6:15). `outage`: see Awb 2:21.
    """

    soort: Soort
    tegen: str
    by_post: bool = False
    posted_on: date | None = None
    adviescommissie: bool = False
    verschoonbaar: bool = False
    instantie: str | None = None
    received_first_on: date | None = None
    outage: bool = False


@dataclass(frozen=True, slots=True)
class CloseRemedy:
    """Decide or withdraw a remedy. `sent_on` starts the term of the next one.

    `annuls`: the decision on objection or the judgment that falls with it. `manifest`: no hearing
    was needed (Awb 7:3). `simplified`: without a hearing in court (Awb 8:54).
    """

    remedy: str | None
    how: Literal["beslist", "ingetrokken"]
    sent_on: date
    annuls: Literal["beslissing_op_bezwaar", "uitspraak"] | None = None
    manifest: bool = False
    simplified: bool = False


@dataclass(frozen=True, slots=True)
class RunTerm:
    """Let a term of its own run, by an Act or as set in the act itself.

    `remedy`: what it is about; with `soort` it only runs for such a remedy. `void`: a term that
    asks nothing of anyone, such as after a notice of default that came unreasonably late.
    """

    kind: str
    term: Term
    articles: tuple[str, ...]
    remedy: str | None = None
    soort: Soort | None = None
    void: bool = False


@dataclass(frozen=True, slots=True)
class ExtendTerm:
    """Lengthen a running term: by whole weeks (`weeks`), or by the days `from_on`..`until`."""

    kind: str
    of: str
    weeks: int | None = None
    from_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class EndTerm:
    """What the term `kind` that belongs to `of` asked for has been done; None means any."""

    kind: str | None
    of: str | None


@dataclass(frozen=True, slots=True)
class DecideCollection:
    """The invorderingsbeschikking (Awb 5:37 lid 1); it interrupts limitation (Awb 5:37a lid 1).

    `verbeurtes` None: the open, proven ones before its day, oldest first, until `cents`.
    """

    cents: Cents
    verbeurtes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class InterruptLimitation:
    """Interrupt limitation otherwise (stuiting, Awb 4:105 and 4:106). `vergoeding_cents`: the fee
    of a reminder, None that of the year. `cents` bounds an acknowledgment, oldest debt first.
    """

    by: Literal["aanmaning", "dwangbevel", "executie", "erkenning", "verrekening"]
    vergoeding_cents: Cents | None = None
    cents: Cents | None = None


@dataclass(frozen=True, slots=True)
class DeferPayment:
    """Uitstel van betaling (Awb 4:94), which `bars_reminder`, or insolvency (Awb 4:111 lid 2)."""

    from_on: date
    until: date | None
    rente_loopt: bool = True
    bars_reminder: bool = True


@dataclass(frozen=True, slots=True)
class BookMoney:
    """Money that moved or was remitted. `cents` is positive; the kind says which way."""

    soort: Literal["betaling", "terugbetaling", "kwijtschelding", "rente"]
    cents: Cents


@dataclass(frozen=True, slots=True)
class MarkCase:
    """The case as a whole enters a stage; taken over, from which day the house sends."""

    status: Literal["nieuw", "voornemen", "gesloten"]
    taken_over_on: date | None = None


@dataclass(frozen=True, slots=True)
class OweNotice:
    """A notice is owed because of this act; `kind` and `to` as in the contract's list."""

    kind: str
    to: str


@dataclass(frozen=True, slots=True)
class RaiseFlag:
    """What the act itself states and a person must judge; the reckoning adds which act."""

    code: str
    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordDelivery:
    """What a channel reported of a notice."""

    notice: str
    uitkomst: Literal["verzonden", "bezorgd", "geopend", "mislukt"]


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The act named has, from this day on, never been."""

    handeling: str


Effect: TypeAlias = (
    ImposeOrder
    | ChangeOrder
    | Suspend
    | RecordFinding
    | LodgeRemedy
    | CloseRemedy
    | RunTerm
    | ExtendTerm
    | EndTerm
    | DecideCollection
    | InterruptLimitation
    | DeferPayment
    | BookMoney
    | MarkCase
    | OweNotice
    | RaiseFlag
    | RecordDelivery
    | TakeBack
)
