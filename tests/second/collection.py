"""Which dwangsom a collection decision covers, what a reminder is worth and costs, what a set-off
takes up. Every such paper is seen as the case stood on its day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.second import days, forfeiture, interest, ledger, limitation, orders
from tests.second.debts import NOTHING
from tests.second.forfeiture import Verbeurte
from tests.second.ledger import Ledger
from tests.second.papers import Paper
from tests.second.readings import reads
from tests.second.remedies import Remedies

SEEN: frozenset[str] = frozenset({"invordering-beschikt", "aangemaand", "dwangsom-verrekend"})


@dataclass
class Collected:
    """For each dwangsom: the decision that covers it first, how much, and what interrupted."""

    by: dict[str, str] = field(default_factory=dict)
    cents: dict[str, Fraction] = field(default_factory=dict)
    interrupted: dict[str, list[date]] = field(default_factory=dict)
    reminders: dict[str, Paper] = field(default_factory=dict)
    reminded: dict[str, list[str]] = field(default_factory=dict)
    fees: dict[str, int] = field(default_factory=dict)
    now: dict[str, Verbeurte] = field(default_factory=dict)

    def interrupt(self, name: str, day: date) -> None:
        self.interrupted.setdefault(name, []).append(day)


def collect(papers: list[Paper]) -> Collected:
    """Every collection decision, reminder and set-off in turn."""
    done = Collected(now=_now(papers))
    papers = [_renamed(one, done.now) for one in papers]
    for one in papers:
        if one["act"] not in SEEN:
            continue
        then = [each for each in papers if each["on"] <= one["on"]]
        fallen = _collectable_on(one, papers, done.now)
        alive = [each for each in fallen if not _lapsed(each, done, then, one["on"])]
        book = _book(fallen, done, then, then[: then.index(one)])
        if one["act"] == "invordering-beschikt":
            rooms = {
                each.id: _open(each, book) - done.cents.get(each.id, NOTHING) for each in alive
            }
            _cover(
                one,
                alive,
                done,
                rooms,
                stands=_stands(one, alive, papers, rooms=rooms, now=done.now),
            )
        elif one["act"] == "aangemaand":
            _remind(one, alive, done, then, book=book)
        else:
            _set_off(one, done, *_around(one, _fallen(papers, one["on"], done.now), done, then))
    return done


def _now(papers: list[Paper]) -> dict[str, Verbeurte]:
    """Each dwangsom as it is known now, by what it was called before an older breach in its unit
    was found: it is the same one, and fell by law on that earlier day.
    """
    last = max((each["on"] for each in papers), default=date.min)
    return {
        f"{each.onderdeel}-{day}": each
        for each in _fallen(papers, last, {})
        for day in each.fall.also
    }


def _renamed(one: Paper, now: dict[str, Verbeurte]) -> Paper:
    named = one.get("verbeurtes")
    if named is None:
        return one
    return one | {"verbeurtes": [now[name].id if name in now else name for name in named]}


def _fallen(papers: list[Paper], on: date, now: dict[str, Verbeurte]) -> list[Verbeurte]:
    found = forfeiture.walk(orders.read(papers), papers, on).verbeurtes
    for each in found:
        if each.id in now:
            each.id, each.on = now[each.id].id, now[each.id].on
    return sorted(found, key=lambda each: each.on)


def _collectable_on(one: Paper, papers: list[Paper], now: dict[str, Verbeurte]) -> list[Verbeurte]:
    """What stands of what had fallen on its day, as proven as it then was and still is. A dwangsom
    falls by law: one that the decision names had fallen also when the breach was only found later.
    """
    named = one.get("verbeurtes") is not None
    seen = [
        each
        for each in papers
        if each["on"] <= one["on"] or (named and each["act"] == "bevinding-vastgesteld")
    ]
    stand = {each.id: each for each in _fallen(papers, one["on"], now)}
    fallen = [each for each in _fallen(seen, one["on"], now) if each.id in stand]
    for each in fallen:
        each.cents = stand[each.id].cents
        if stand[each.id].bewijs == "aangenomen":  # a later finding took the proof away
            each.bewijs = "aangenomen"
    return fallen


def _lapsed(each: Verbeurte, done: Collected, papers: list[Paper], on: date) -> bool:
    return limitation.term_of(each, done.interrupted.get(each.id, []), papers, on).over


def _book(
    fallen: list[Verbeurte], done: Collected, then: list[Paper], booked: list[Paper]
) -> Ledger:
    on = max(each["on"] for each in then)
    if not any(one["act"] in ledger.LOWERS for one in booked):
        return Ledger()  # everything is still open
    debts = ledger.debts_of(fallen, done.interrupted, then, on)
    return ledger.walk(debts, booked, done.fees, on)


def _around(
    one: Paper, fallen: list[Verbeurte], done: Collected, then: list[Paper]
) -> tuple[Ledger, Ledger]:
    """The books right before and right after this paper.

    A payment counts for what had fallen by law, also when that was only found later.
    """
    place = then.index(one)
    before, after = (_book(fallen, done, then, then[: place + more]) for more in (0, 1))
    return before, after


def _cover(
    one: Paper, alive: list[Verbeurte], done: Collected, rooms: dict[str, Fraction], *, stands: bool
) -> None:
    """The ones named, whole; else the proven ones from before its day, oldest first.

    One that cannot stand after a later decision (Awb 5:38) has interrupted, and covers nothing.
    """
    left = Fraction(one["cents"])
    for each in alive:
        room = rooms[each.id]
        if one.get("verbeurtes") is not None:
            cents = room if each.id in one["verbeurtes"] else NOTHING
        else:
            cents = min(room, left) if _collectable(each, one) else NOTHING
            left -= max(cents, NOTHING)
        if cents > 0 and not limitation.is_of_old_law(each):
            done.interrupt(each.id, one["on"])
        if cents > 0 and stands:
            done.by.setdefault(each.id, one["id"])
            done.cents[each.id] = done.cents.get(each.id, NOTHING) + cents


def _collectable(each: Verbeurte, one: Paper) -> bool:
    return bool(each.on < one["on"]) and each.bewijs == "vastgesteld"


def _stands(
    one: Paper,
    alive: list[Verbeurte],
    papers: list[Paper],
    *,
    rooms: dict[str, Fraction],
    now: dict[str, Verbeurte],
) -> bool:
    """Whether it asks no more than there is, or no later decision took away what it could collect
    (Awb 5:38).
    """
    if _fell_with_the_order(one, papers):
        return False
    named = one.get("verbeurtes")
    mine = [
        each
        for each in alive
        if (each.id in named if named is not None else _collectable(each, one))
    ]
    if one["cents"] <= sum((rooms[each.id] for each in mine), NOTHING):
        return True
    last = max(each["on"] for each in papers)
    stand = {each.id: each.cents for each in _fallen(papers, last, now)}
    return not any(
        stand.get(each.id, 0) < each.cents
        for day in {each["on"] for each in papers if orders.works_back(each)}
        if day >= one["on"]
        for each in _fallen(_before(papers, one, day), one["on"], now)
        if (each.id in named if named is not None else _collectable(each, one))
    )


def _fell_with_the_order(one: Paper, papers: list[Paper]) -> bool:
    """Whether the order was revoked from the start after it, by what a court annulled since."""
    line = Remedies(papers)
    return any(
        each.get("gevolg") in {"herroepen", "last_herroepen"}
        and not each.get("onderdelen")
        and each.get("werking", "ex_tunc") == "ex_tunc"
        and each["on"] >= one["on"]
        and line.is_about_the_order(each)
        and line.annulled_by(each) is not None
        for each in papers
        if each["act"] in {"bezwaar-beslist", "uitspraak-gedaan"}
    )


def _before(papers: list[Paper], one: Paper, day: date) -> list[Paper]:
    """What was on the table on the day of a decision, with the changes until right before `day`."""
    return [
        each
        for each in papers
        if (each["on"] < day and (each["on"] <= one["on"] or orders.works_back(each)))
        or (each["on"] == day == one["on"] and not orders.works_back(each))
    ]


def _open(each: Verbeurte, book: Ledger) -> Fraction:
    """What of its principal is not paid or remitted."""
    debt = book.find(each.id)
    return Fraction(each.cents) if debt is None else debt.principal


def _remind(
    one: Paper, alive: list[Verbeurte], done: Collected, papers: list[Paper], *, book: Ledger
) -> None:
    """Only what is collected, in default and not deferred (Awb 4:112, 4:94)."""
    reminded = []
    for each in alive:
        payable = days.prolonged(days.add_weeks(each.on, 6))
        deferred = any(
            limitation.starts_on(delay) <= one["on"] <= delay["until"]
            for delay in limitation.deferrals(papers, each.on)
        )
        if each.id in done.by and one["on"] > payable and not deferred and _open(each, book):
            done.interrupt(each.id, one["on"])
            reminded.append(each)
    if reminded:
        done.reminders[one["id"]] = one
        done.reminded[one["id"]] = [each.id for each in reminded]
        open_cents = sum((_open(each, book) for each in reminded), NOTHING)
        done.fees[one["id"]] = _fee(one, reminded[0].on, open_cents)


def _fee(one: Paper, arose_on: date, open_cents: Fraction) -> int:
    """As the reminder says, else that of the year in which the oldest debt arose (Awb 4:113)."""
    stated: int | None = one.get("vergoeding_cents")
    if stated is not None:
        return stated
    limit = interest.in_force("aanmaning_grens_cents", arose_on) or 0
    size = "groot" if open_cents >= limit else "klein"
    return interest.in_force(f"aanmaning_vergoeding_{size}", arose_on) or 0


def _set_off(one: Paper, done: Collected, before: Ledger, after: Ledger) -> None:
    """It interrupts the limitation of what it pays (Awb 4:93, 4:106)."""
    if reads("set-off-takes-up-by-age"):
        left = Fraction(one["cents"])
        for debt in sorted((*before.debts, *before.assumed), key=lambda each: each.on):
            part = NOTHING if debt.has_lapsed(one["on"]) else min(debt.principal, left)
            left -= part
            if part:
                done.interrupt(debt.id, one["on"])
        return
    for debt in (*after.debts, *after.assumed):
        known = before.find(debt.id)
        if debt.paid != (known.paid if known else NOTHING):
            done.interrupt(debt.id, one["on"])
