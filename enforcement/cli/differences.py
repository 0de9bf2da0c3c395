"""The difference between two reckonings in Dutch sentences, for what-if and for as known then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, TypeVar

from enforcement.comparison import Changed, Comparison
from enforcement.reckoning.outcome import (
    Beslisdwangsom,
    Geschorst,
    Notice,
    Part,
    Rechtsmiddel,
    Termijn,
    Verbeurte,
)
from enforcement.reckoning.wording import day_text, euro_text
from enforcement.values import Flag

T = TypeVar("T")


def lines(found: Comparison) -> Iterator[str]:
    """The comparison in Dutch, a line each; at least one."""
    if found.nothing:
        yield "Dit verandert niets."
    if found.status is not None:
        before, after = (status.replace("_", " ") for status in found.status)
        yield f"De zaak gaat van {before} naar {after}."
    for each in found.geld:
        name = each.name.removesuffix("_cents").replace("_", " ")
        yield f"{name}: {euro_text(each.before_cents)} wordt {euro_text(each.after_cents)}"
    yield from _told(found.onderdelen, _part)
    yield from _told(found.verbeurtes, _fall)
    yield from _told(found.termijnen, _term)
    yield from _told(found.rechtsmiddelen, _remedy)
    yield from _told(found.notices, _notice)
    yield from _told(found.flags, _flag)
    yield from _told(found.beslisdwangsom, _late)


def _told(
    rows: Sequence[Changed[T]], words: Callable[[T | None, T | None], Iterator[str]]
) -> Iterator[str]:
    for row in rows:
        yield from words(row.before, row.after)


def _remedy(before: Rechtsmiddel | None, after: Rechtsmiddel | None) -> Iterator[str]:
    was = "nieuw" if before is None else before.status
    now = "vervallen" if after is None else after.status
    one = _either(before, after)
    yield f"{one.soort.replace('_', ' ')} {one.id}: {was}, wordt {now}"


def _notice(before: Notice | None, after: Notice | None) -> Iterator[str]:
    one = _either(before, after)
    what = "was niet verschuldigd" if after is None else "gaat uit"
    yield f"kennisgeving {one.kind} aan {one.to}: {what}"


def _flag(before: Flag | None, after: Flag | None) -> Iterator[str]:
    one = _either(before, after)
    yield f"{'niet meer' if after is None else 'let op'}: {one.text} [{one.code}]"


def _late(before: Beslisdwangsom | None, after: Beslisdwangsom | None) -> Iterator[str]:
    sums = [euro_text(0 if each is None else each.cents) for each in (before, after)]
    name = f"dwangsom voor te laat beslissen op {_either(before, after).of} (Awb 4:17)"
    yield f"{name}: {sums[0]} wordt {sums[1]}"


def _either(before: T | None, after: T | None) -> T:
    one = before if after is None else after
    assert one is not None, "one of both is there"
    return one


def _part(before: Part | None, after: Part | None) -> Iterator[str]:
    if after is None or before is None:
        what = "vervalt" if after is None else "komt erbij"
        yield f"onderdeel {_either(before, after).onderdeel} {what}"
        return
    changes = [
        f"{_NAMES.get(name, name)} {_field(name, was)} wordt {_field(name, now)}"
        for name in before.__slots__
        if (was := getattr(before, name)) != (now := getattr(after, name))
    ]
    if changes:
        yield f"onderdeel {after.onderdeel}: {'; '.join(changes)}"


def _fall(before: Verbeurte | None, after: Verbeurte | None) -> Iterator[str]:
    if after is None:
        one = _either(before, after)
        yield f"dwangsom {one.id}: valt weg ({euro_text(one.cents)})"
    elif before is None:
        yield f"dwangsom {after.id}: {euro_text(after.cents)}, {after.bewijs}, {after.status}"
    else:
        changes = [
            f"{_NAMES.get(name, name)} {_field(name, was)} wordt {_field(name, now)}"
            for name in ("cents", "bewijs", "bevindingen", "status", "invordering", *_DAYS)
            if (was := getattr(before, name)) != (now := getattr(after, name))
        ]
        if changes:
            yield f"dwangsom {after.id}: {'; '.join(changes)}"


def _term(before: Termijn | None, after: Termijn | None) -> Iterator[str]:
    one = _either(before, after)
    name = f"termijn {one.kind.replace('_', ' ')} ({one.of})"
    if before is None:
        yield f"{name}: begint, laatste dag {_shown(one.until)}"
    elif after is None:
        yield f"{name}: vervalt"
    elif before.until != after.until:
        yield f"{name}: {_shown(before.until)} wordt {_shown(after.until)}"
    elif before.status != after.status:
        yield f"{name}: {before.status} wordt {after.status}"


_DAYS: Final = ("betaling_until", "verjaring_until")
_NAMES: Final = {
    "cents": "bedrag",
    "betaling_until": "te betalen t/m",
    "verjaring_until": "verjaring t/m",
    "begunstiging_until": "begunstiging t/m",
    "verbeurd_cents": "verbeurd",
    "aangenomen_cents": "aangenomen",
    "cents_max": "maximum",
    "ruimte_cents": "ruimte",
    "max_bereikt_on": "maximum bereikt op",
    "max_verwacht_on": "maximum verwacht op",
    "nageleefd_on": "nageleefd sinds",
}


def _field(name: str, value: object) -> str:
    """A field of a dwangsom or a part as a sentence has it."""
    if isinstance(value, int):
        return euro_text(value)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, tuple):
        return ", ".join(map(_item, value)) or "geen"
    if value is None:
        return "geen dag" if name.endswith(("_until", "_on")) else "geen"
    return str(value).replace("_", " ") if name == "status" else str(value)


def _item(one: object) -> str:
    if not isinstance(one, Geschorst):
        return str(one)
    end = "zonder einde" if one.until is None else f"t/m {day_text(one.until)}"
    return f"{day_text(one.from_on)} {end}"


def _shown(day: date | None) -> str:
    return "nog niet te noemen" if day is None else day_text(day)
