"""reckon(dossier, on): a pure function of the set of acts and a day.

    acts that count  ->  acts that stand and work  ->  effects by kind
        ->  remedies, annulments  ->  suspensions  ->  the order through time
        ->  what fell, what is proven  ->  debts, money, limitation  ->  terms, timeline

Nothing is counted up and nothing is remembered. The same set and the same day give the same
bytes, in whatever order and however often the acts came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from enforcement.act import Act
from enforcement.dossier import Dossier, digest, used
from enforcement.reckoning import order, status
from enforcement.reckoning.ahead import next_change
from enforcement.reckoning.attention import attention
from enforcement.reckoning.cautions import cautions, year_days
from enforcement.reckoning.forfeited import Forfeited, Reading, forfeited
from enforcement.reckoning.gather import Gathered, gather
from enforcement.reckoning.money import Settled, settled
from enforcement.reckoning.order import Changes
from enforcement.reckoning.outcome import Notice, Part, Rechtsmiddel, Reckoning, Termijn
from enforcement.reckoning.overdue import Overdue, overdue
from enforcement.reckoning.remedies import Remedies, Remedy, remedies
from enforcement.reckoning.standing import Standing, standing
from enforcement.reckoning.suspension import Suspension, suspensions
from enforcement.reckoning.termijnen import Terms
from enforcement.reckoning.timeline import timeline
from enforcement.values import Flag


@dataclass(frozen=True, slots=True)
class Workings:
    """Everything found on the way to a reckoning, kept for who asks for an explanation."""

    case: str
    on: date
    known: tuple[Act, ...]
    stand: Standing
    found: Gathered
    remedies: Remedies
    suspended: tuple[Suspension, ...]
    changes: Changes
    fallen: Forfeited
    settled: Settled
    parts: tuple[Part, ...]
    termijnen: tuple[Termijn, ...]
    overdue: Overdue
    flags: tuple[Flag, ...]


def reckon(dossier: Dossier, on: date, known_at: datetime | None = None) -> Reckoning:
    """What the law makes of the acts of a case on day `on`, with the acts recorded up to and
    including `known_at` (None: all). Acts of a later day do not count. No notices: see
    `enforcement.notices`.
    """
    return outcome(dossier, work_out(dossier, on, known_at), known_at)


def work_out(dossier: Dossier, on: date, known_at: datetime | None) -> Workings:
    """All steps of the reckoning, unrounded by form."""
    known = dossier.known(known_at)
    stand = standing(dossier.case, used(known, on), {act.id for act in known})
    found = gather(stand.working)
    all_remedies = remedies(found)
    suspended, suspension_flags = suspensions(found, all_remedies, on)
    changes = order.order_changes(found, all_remedies)
    gaps = order.revival_gaps(changes, all_remedies)
    reading = Reading(found, suspended, gaps)
    fallen = forfeited(reading, changes, on)
    money = settled(found, all_remedies, fallen, suspended=suspended, on=on)
    termijnen = Terms(found, all_remedies, suspended, fallen.parts, money, on).all()
    late = overdue(found, all_remedies, termijnen, on)
    parts = status.part_rows(fallen, on)
    flags = [
        *stand.flags,
        *suspension_flags,
        *order.order_flags(found, changes, [part.line for part in fallen.parts]),
        *fallen.flags,
        *money.flags,
        *late.flags,
        *_case_flags(found, all_remedies, fallen, parts=parts, money=money, on=on),
    ]
    return Workings(
        case=dossier.case,
        on=on,
        known=known,
        stand=stand,
        found=found,
        remedies=all_remedies,
        suspended=suspended,
        changes=changes,
        fallen=fallen,
        settled=money,
        parts=parts,
        termijnen=termijnen,
        overdue=late,
        flags=tuple(sorted(set(flags))),
    )


def _case_flags(
    found: Gathered,
    all_remedies: Remedies,
    fallen: Forfeited,
    *,
    parts: Sequence[Part],
    money: Settled,
    on: date,
) -> Iterator[Flag]:
    yield from attention(found, all_remedies, parts, money=money, on=on)
    yield from cautions(found, all_remedies, fallen, on)


def outcome(
    dossier: Dossier,
    worked: Workings,
    known_at: datetime | None,
    *,
    notices: tuple[Notice, ...] = (),
) -> Reckoning:
    """The reckoning as it goes out, from what was worked out and the notices that are due."""
    rows = worked.settled.verbeurtes
    return Reckoning(
        case=worked.case,
        on=worked.on,
        known_at=None if known_at is None else _utc(known_at),
        version=dossier.version,
        status=status.case_status(worked.found, worked.parts),
        digest=digest(used(worked.known, worked.on)),
        onderdelen=worked.parts,
        verbeurtes=rows,
        geld=worked.settled.geld,
        rechtsmiddelen=_remedy_rows(worked.remedies),
        termijnen=worked.termijnen,
        flags=worked.flags,
        timeline=timeline(
            worked.stand.acts, rows, worked.parts, termijnen=worked.termijnen, on=worked.on
        ),
        notices=notices,
        next_change_on=next_change(
            worked.on,
            acts=worked.known,
            fallen=worked.fallen,
            suspended=worked.suspended,
            termijnen=worked.termijnen,
            settled=worked.settled,
            more=(*worked.overdue.changes_on, *year_days(worked.found)),
        ),
        beslisdwangsom=worked.overdue.rows,
    )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _remedy_rows(all_remedies: Remedies) -> tuple[Rechtsmiddel, ...]:
    ordered: Sequence[Remedy] = sorted(all_remedies.by_id.values(), key=lambda r: r.lodged.rank)
    rows: list[Rechtsmiddel] = []
    for remedy in ordered:
        effect = remedy.lodged.effect
        close = all_remedies.standing_close(remedy)
        state = "aanhangig" if close is None else close.effect.how
        rows.append(Rechtsmiddel(remedy.id, effect.soort, effect.tegen, remedy.tijdig, state))
    return tuple(rows)
