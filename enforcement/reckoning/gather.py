"""The one room that answers every effect: it sorts them by kind for the rooms that reckon.

A new effect stops mypy here (`assert_never`) until it has a place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar, assert_never

from enforcement.act import Act
from enforcement.effects import (
    BookMoney,
    ChangeOrder,
    CloseRemedy,
    DecideCollection,
    DeferPayment,
    Effect,
    EndTerm,
    ExtendTerm,
    ImposeOrder,
    InterruptLimitation,
    LodgeRemedy,
    MarkCase,
    OweNotice,
    RaiseFlag,
    RecordDelivery,
    RecordFinding,
    RunTerm,
    Suspend,
    TakeBack,
)
from enforcement.reckoning.standing import Working

E = TypeVar("E", covariant=True)  # noqa: PLC0105 - one letter reads better in Done[E]


@dataclass(frozen=True, slots=True)
class Done(Generic[E]):
    """An effect with the act that has it and the day from which the act works."""

    act: Act
    on: date
    effect: E

    @property
    def id(self) -> str:
        """The id of the act."""
        return self.act.id

    @property
    def rank(self) -> tuple[date, datetime, str]:
        """Order between effects: by working day, then recording, then id."""
        return (self.on, self.act.known_at, self.act.id)


@dataclass(slots=True)
class Gathered:
    """All effects of the acts that work, by kind, each list in the order of `Done.rank`.

    `recorded` are the findings once more, in the order in which they became known.
    """

    orders: list[Done[ImposeOrder]] = field(default_factory=list)
    changes: list[Done[ChangeOrder]] = field(default_factory=list)
    suspensions: list[Done[Suspend]] = field(default_factory=list)
    findings: list[Done[RecordFinding]] = field(default_factory=list)
    lodged: list[Done[LodgeRemedy]] = field(default_factory=list)
    closed: list[Done[CloseRemedy]] = field(default_factory=list)
    terms: list[Done[RunTerm]] = field(default_factory=list)
    extensions: list[Done[ExtendTerm]] = field(default_factory=list)
    endings: list[Done[EndTerm]] = field(default_factory=list)
    collections: list[Done[DecideCollection]] = field(default_factory=list)
    interruptions: list[Done[InterruptLimitation]] = field(default_factory=list)
    deferrals: list[Done[DeferPayment]] = field(default_factory=list)
    bookings: list[Done[BookMoney]] = field(default_factory=list)
    marks: list[Done[MarkCase]] = field(default_factory=list)
    owed: list[Done[OweNotice]] = field(default_factory=list)
    raised: list[Done[RaiseFlag]] = field(default_factory=list)
    deliveries: list[Done[RecordDelivery]] = field(default_factory=list)
    recorded: list[Done[RecordFinding]] = field(default_factory=list)


def gather(working: Iterable[Working]) -> Gathered:
    """Sort the effects of the working acts by kind."""
    found = Gathered()
    for item in working:
        own = item.on == item.act.on
        for effect in item.act.own_effects if own else item.act.works(item.on):
            _place(found, item.act, item.on, effect)
    found.recorded = sorted(found.findings, key=lambda done: (done.act.known_at, done.id))
    return found


def _place(found: Gathered, act: Act, on: date, effect: Effect) -> None:  # noqa: C901, PLR0912 - one arm an effect, by design
    match effect:
        case ImposeOrder():
            found.orders.append(Done(act, on, effect))
        case ChangeOrder():
            found.changes.append(Done(act, on, effect))
        case Suspend():
            found.suspensions.append(Done(act, on, effect))
        case RecordFinding():
            found.findings.append(Done(act, on, effect))
        case LodgeRemedy():
            found.lodged.append(Done(act, on, effect))
        case CloseRemedy():
            found.closed.append(Done(act, on, effect))
        case RunTerm():
            found.terms.append(Done(act, on, effect))
        case ExtendTerm():
            found.extensions.append(Done(act, on, effect))
        case EndTerm():
            found.endings.append(Done(act, on, effect))
        case DecideCollection():
            found.collections.append(Done(act, on, effect))
        case InterruptLimitation():
            found.interruptions.append(Done(act, on, effect))
        case DeferPayment():
            found.deferrals.append(Done(act, on, effect))
        case BookMoney():
            found.bookings.append(Done(act, on, effect))
        case MarkCase():
            found.marks.append(Done(act, on, effect))
        case OweNotice():
            found.owed.append(Done(act, on, effect))
        case RaiseFlag():
            found.raised.append(Done(act, on, effect))
        case RecordDelivery():
            found.deliveries.append(Done(act, on, effect))
        case TakeBack():
            pass  # answered before, in standing.py: it decides which acts work at all
        case _:
            assert_never(effect)
