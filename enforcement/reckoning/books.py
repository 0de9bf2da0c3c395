"""Opens the ledger for what has been forfeited and books the acts that touch money.

The order may have read otherwise when a payment came: what was paid on that reading, and not
owed on the reading of today, lost its ground by a decision that works back (Awb 4:102). So the
books are kept once more for each such decision, as they stood just before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enforcement.effects import ChangeOrder
from enforcement.law.spans import Span, merged
from enforcement.reckoning.challenged import Open, challenged, order_challenged
from enforcement.reckoning.collectable import Collectable
from enforcement.reckoning.collection import Booking, MoneyEffect
from enforcement.reckoning.debt import Debt
from enforcement.reckoning.forfeited import Changed, Forfeited
from enforcement.reckoning.forfeiture import Fall
from enforcement.reckoning.gather import Done, Gathered
from enforcement.reckoning.ledger import Ledger
from enforcement.reckoning.remedies import Remedies
from enforcement.reckoning.suspension import Suspension
from enforcement.values import Cents


@dataclass(frozen=True, slots=True)
class Books:
    """What holds for every ledger of a case: its acts, and the days that lengthen limitation, one
    by one with what was open on them (`pending`) and merged (`extending`).

    `revoked` are the collection decisions that fell on a remedy against themselves, `revived` the
    days of revocations of the order, from the start, that a court annulled.
    """

    found: Gathered
    pending: tuple[Open, ...]
    extending: tuple[Span, ...]
    suspended: tuple[Span, ...]
    revoked: frozenset[str]
    revived: tuple[date, ...]

    @classmethod
    def of(cls, found: Gathered, all_remedies: Remedies, suspended: Sequence[Suspension]) -> Books:
        """The books of a case, nothing booked yet."""
        pending = (*order_challenged(found, all_remedies), *_requests(found, all_remedies))
        return cls(
            found,
            pending,
            merged(each.span for each in pending),
            merged(s.span for s in suspended if s.done.effect.collection),
            revoked_collections(found, all_remedies),
            _revived(found, all_remedies),
        )

    def booked(self, fallen: Forfeited) -> Booking:
        """The ledger of what stands, with all acts booked."""
        return self._booked(fallen.falls, fallen.changes, paid_void=self._paid_void(fallen))

    def _booked(
        self,
        falls: Sequence[Fall],
        changes: Sequence[Changed],
        *,
        paid_void: Mapping[str, tuple[Cents, date]] | None = None,
        before: Done[ChangeOrder] | None = None,
    ) -> Booking:
        found = self.found
        ledger = Ledger(
            debts=_debts(falls, found),
            extending=self.extending,
            pending=self.pending,
            collection_suspended=self.suspended,
            paid_void=paid_void or {},
        )
        booking = Booking(ledger, Collectable.of(falls, changes), self.revived, self.revoked)
        events: list[Done[MoneyEffect]] = [
            *found.collections,
            *found.interruptions,
            *found.deferrals,
            *found.bookings,
        ]
        booking.book([done for done in events if before is None or done.rank < before.rank])
        return booking

    def _paid_void(self, fallen: Forfeited) -> dict[str, tuple[Cents, date]]:
        """For each payment before a decision that works back: what of it was not owed even on
        the reading just before the first such decision. Example: 11,000 euro paid on 10,000
        forfeited, later the order is revoked: 1,000 void, 10,000 lost its ground.
        """
        payments = [done for done in self.found.bookings if done.effect.soort == "betaling"]
        void: dict[str, tuple[Cents, date]] = {}
        for changed in fallen.changes:
            change = changed.by
            mine = [p.id for p in payments if p.rank < change.rank and p.id not in void]
            if not mine:
                continue
            earlier = [each for each in fallen.changes if each.by.rank < change.rank]
            ledger = self._booked(changed.falls, earlier, before=change).ledger
            ledger.use_credits(change.on)
            # What was paid back before the decision was too much on that reading as well.
            left = {each.act: each.void_cents + each.returned_cents for each in ledger.credits}
            void.update((name, (left.get(name, 0), change.on)) for name in mine)
        return void


def _debts(falls: Sequence[Fall], found: Gathered) -> list[Debt]:
    """The debts of these falls, with the days of uitstel on which no interest runs (Awb 4:101).

    Such uitstel works for what fell on or before its day, as its effect on limitation does; its
    days are named before anything is booked, since it may reach back over a payment. Example:
    fell 1 April, uitstel of 2 June without interest, 1 through 30 June: 30 days bear none.
    """
    still = [done for done in found.deferrals if not done.effect.rente_loopt]
    debts = [Debt.of(fall) for fall in falls]
    for debt in debts if still else ():
        own = (done.effect for done in still if debt.fall.on <= done.on)
        debt.idle = merged(Span(effect.from_on, effect.until) for effect in own)
    return debts


def revoked_collections(found: Gathered, all_remedies: Remedies) -> frozenset[str]:
    """The collection decisions that fell on objection or appeal against themselves."""
    gone: set[str] = set()
    for change in found.changes:
        remedy = all_remedies.by_id.get(change.effect.remedy or "")
        stands = change.id not in all_remedies.annulled
        mine = remedy is not None and remedy.line == "invordering"
        if remedy is not None and mine and stands and change.effect.ended is None:
            gone.add(remedy.root)
    return frozenset(gone)


def _revived(found: Gathered, all_remedies: Remedies) -> tuple[date, ...]:
    """On which days the order was revoked from the start by what a court annulled since (O9)."""
    return tuple(
        change.on
        for change in found.changes
        if change.id in all_remedies.annulled
        and change.effect.ended is None
        and change.effect.ex_tunc
        and all_remedies.line_of(change.effect.remedy) == "last"
    )


def _requests(found: Gathered, all_remedies: Remedies) -> Iterator[Open]:
    """The days on which a request to collect waits for its answer, or its refusal is contested
    (Awb 5:37a lid 2 and 3); a collection decision ends both.
    """
    decided = [done.on for done in found.collections]
    for asked in (done for done in found.terms if done.effect.kind == "invorderingsverzoek"):
        refusals = [
            done
            for done in found.endings
            if done.effect.kind is None and done.effect.of == asked.id
        ]
        answers = [day for day in decided if day >= asked.on] + [done.on for done in refusals]
        span = Span(asked.on, min(answers, default=None))
        yield Open(span, f"verzoek om invordering {asked.id}", "Awb 5:37a lid 2")
        for refusal in refusals:
            for each in challenged(refusal.id, refusal.on, all_remedies):
                yield each._replace(article="Awb 5:37a lid 3")
