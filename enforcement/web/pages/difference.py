"""What one act more changes in law: the reckoning without it beside the reckoning with it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from enforcement.reckoning.outcome import Reckoning, Termijn, Verbeurte
from enforcement.values import Cents, Flag
from enforcement.web.pages import words
from enforcement.web.pages.documents_view import SIGNAL
from enforcement.web.pages.reading import Worked
from enforcement.web.pages.terms_view import last_day
from enforcement.web.pages.words import euro, short_day

T = TypeVar("T")
_SUMS: Final = {
    "verbeurd_cents": "Verbeurd",
    "aangenomen_cents": "Nog niet vastgesteld",
    "vervallen_cents": "Vervallen",
    "verjaard_cents": "Verjaard",
    "in_invordering_cents": "In invordering",
    "rente_cents": "Rente",
    "openstaand_cents": "Openstaand",
    "terug_te_betalen_cents": "Terug te betalen",
}
_DEBTS: Final = frozenset({"betaling", "verjaring"})


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is another thing afterwards."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs, in words; `nothing` when nothing does."""

    sums: tuple[Change, ...]
    states: tuple[Change, ...]
    fallen: tuple[str, ...]
    terms: tuple[str, ...]
    notices: tuple[str, ...]
    signals: tuple[str, ...]
    flags: tuple[Flag, ...]
    flags_gone: tuple[Flag, ...]

    @property
    def nothing(self) -> bool:
        """Whether the act changes nothing in law on this day."""
        return not any(
            (self.sums, self.states, self.fallen, self.terms, self.notices, self.signals)
        ) and not (self.flags or self.flags_gone)


def difference(before: Worked, after: Worked) -> Difference:
    """What differs between two reckonings of one case on one day."""
    there = {notice.id for notice in before.answer.notices}
    new = [notice for notice in after.answer.notices if notice.id not in there]
    told = [(n.kind, f"{words.words(n.kind)}, aan {_to(after, n.to)}") for n in new]
    was, now = set(before.answer.flags), set(after.answer.flags)
    return Difference(
        sums=tuple(_sums(before.answer, after.answer)),
        states=tuple(_states(before.answer, after.answer)),
        fallen=tuple(_fallen(before.answer.verbeurtes, after.answer.verbeurtes)),
        terms=tuple(_terms(before, after)),
        notices=tuple(text for kind, text in told if not kind.startswith(SIGNAL)),
        signals=tuple(text for kind, text in told if kind.startswith(SIGNAL)),
        flags=tuple(flag for flag in after.answer.flags if flag not in was),
        flags_gone=tuple(flag for flag in before.answer.flags if flag not in now),
    )


def _to(worked: Worked, name: str) -> str:
    return {"overtreder": worked.overtreder, "bestuursorgaan": worked.gezag}.get(name, name)


def _sums(before: Reckoning, after: Reckoning) -> Iterator[Change]:
    for name, title in _SUMS.items():
        was, now = getattr(before.geld, name), getattr(after.geld, name)
        if was != now:
            yield Change(title, euro(was), euro(now))


def _states(before: Reckoning, after: Reckoning) -> Iterator[Change]:
    if before.status != after.status:
        texts = [words.STATUSES[each.status].text for each in (before, after)]
        yield Change("Zaak", *texts)
    was = {part.onderdeel: part.status for part in before.onderdelen}
    for part in after.onderdelen:
        old = was.get(part.onderdeel)
        if old is not None and old != part.status and len(after.onderdelen) > 1:
            texts = [words.STATUSES[name].text for name in (old, part.status)]
            yield Change(f"Onderdeel {part.onderdeel}", *texts)


def _fallen(before: Sequence[Verbeurte], after: Sequence[Verbeurte]) -> Iterator[str]:
    was = {row.id: row for row in before}
    now = {row.id: row for row in after}
    kinds: tuple[tuple[tuple[str, str], Callable[[Verbeurte], bool]], ...] = (
        (
            ("wordt vastgesteld", "worden vastgesteld"),
            lambda row: _proven(row) and not _proven(was.get(row.id)),
        ),
        (
            ("komt erbij, nog niet vastgesteld", "komen erbij, nog niet vastgesteld"),
            lambda row: row.id not in was and not _proven(row),
        ),
        (
            ("is niet meer vastgesteld", "zijn niet meer vastgesteld"),
            lambda row: row.id in was and _proven(was[row.id]) and not _proven(row),
        ),
    )
    for texts, chosen in kinds:
        yield from _counted([row for row in after if chosen(row)], texts)
    gone = [row for row in before if row.id not in now]
    yield from _counted(gone, ("valt weg", "vallen weg"))


def _proven(row: Verbeurte | None) -> bool:
    return row is not None and row.bewijs == "vastgesteld" and row.status != "vervallen"


def _counted(rows: Sequence[Verbeurte], texts: tuple[str, str]) -> Iterator[str]:
    """How many of each part, with the words for one and for more."""
    for name in dict.fromkeys(row.onderdeel for row in rows):
        own = [row for row in rows if row.onderdeel == name]
        total: Cents = sum(row.cents for row in own)
        days = short_day(own[0].on)
        if len(own) > 1:
            days = f"{days} tot en met {short_day(own[-1].on)}"
        many = "1 dwangsom" if len(own) == 1 else f"{len(own)} dwangsommen"
        text = texts[0] if len(own) == 1 else texts[1]
        yield f"{many} van onderdeel {name} ({euro(total)}, {days}) {text}"


def _terms(before: Worked, after: Worked) -> Iterator[str]:
    """Terms that start, move or end; those of each dwangsom follow from it and are not told."""
    was = _named(before.answer.termijnen, lambda term: (term.kind, term.of))
    now = _named(after.answer.termijnen, lambda term: (term.kind, term.of))
    for name, term in now.items():
        title = f"{words.words(term.kind)} ({term.of})"
        old = was.get(name)
        if term.kind in _DEBTS:
            continue
        if old is None:
            yield f"{title} begint: {last_day(after, term)}"
        elif old.until != term.until:
            yield f"{title} verschuift van {last_day(before, old)} naar {last_day(after, term)}"
        elif old.status != term.status:
            yield f"{title}: {words.TERM_STATUSES[term.status]}"
    gone = [term for name, term in was.items() if name not in now and term.kind not in _DEBTS]
    yield from (f"{words.words(term.kind)} ({term.of}) vervalt" for term in gone)
    yield from _expected(before, after)


def _expected(before: Worked, after: Worked) -> Iterator[str]:
    was = {part.onderdeel: part.max_verwacht_on for part in before.answer.onderdelen}
    for part in after.answer.onderdelen:
        old, new = was.get(part.onderdeel), part.max_verwacht_on
        if old == new:
            continue
        name = f"Maximum van onderdeel {part.onderdeel}"
        if new is None:
            bereikt = part.max_bereikt_on is not None
            yield f"{name}: {'bereikt' if bereikt else 'wordt niet meer verwacht'}"
        else:
            yield f"{name} verwacht op {words.weekday_text(new)}"


def _named(rows: Iterable[Termijn], name: Callable[[Termijn], Hashable]) -> dict[Hashable, Termijn]:
    return {name(row): row for row in rows}
