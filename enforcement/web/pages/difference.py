"""What one act more changes in law: the reckoning without it beside the reckoning with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from enforcement.comparison import Changed, Comparison, compare
from enforcement.reckoning.outcome import Verbeurte
from enforcement.reckoning.wording import dwangsommen_text
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
    """What differs between two reckonings of one case on one day, in words."""
    found = compare(before.answer, after.answer)
    new = [row.after for row in found.notices if row.before is None and row.after is not None]
    told = [(n.kind, f"{words.words(n.kind)}, aan {_to(after, n.to)}") for n in new]
    return Difference(
        sums=tuple(_sums(found)),
        states=tuple(_states(found, parts=len(after.answer.onderdelen))),
        fallen=tuple(_fallen(found)),
        terms=(*_terms(found, before, after), *_expected(found)),
        notices=tuple(text for kind, text in told if not kind.startswith(SIGNAL)),
        signals=tuple(text for kind, text in told if kind.startswith(SIGNAL)),
        flags=tuple(row.after for row in found.flags if row.after is not None),
        flags_gone=tuple(row.before for row in found.flags if row.before is not None),
    )


def _to(worked: Worked, name: str) -> str:
    return {"overtreder": worked.overtreder, "bestuursorgaan": worked.gezag}.get(name, name)


def _sums(found: Comparison) -> Iterator[Change]:
    changed = {each.name: each for each in found.geld}
    for name, title in _SUMS.items():
        if (each := changed.get(name)) is not None:
            yield Change(title, euro(each.before_cents), euro(each.after_cents))


def _states(found: Comparison, *, parts: int) -> Iterator[Change]:
    if found.status is not None:
        yield Change("Zaak", *(words.STATUSES[status].text for status in found.status))
    for before, after in _both(found.onderdelen):
        if before.status != after.status and parts > 1:
            texts = [words.STATUSES[each.status].text for each in (before, after)]
            yield Change(f"Onderdeel {after.onderdeel}", *texts)


def _both(rows: Sequence[Changed[T]]) -> Iterator[tuple[T, T]]:
    """What is there before and after, and differs."""
    for row in rows:
        if row.before is not None and row.after is not None:
            yield row.before, row.after


def _fallen(found: Comparison) -> Iterator[str]:
    rows = found.verbeurtes
    now = [(row.before, row.after) for row in rows if row.after is not None]
    proven = [after for before, after in now if _proven(after) and not _proven(before)]
    assumed = [after for before, after in now if before is None and not _proven(after)]
    unproven = [after for before, after in now if _proven(before) and not _proven(after)]
    gone = [row.before for row in rows if row.after is None and row.before is not None]
    yield from _counted(proven, ("wordt vastgesteld", "worden vastgesteld"))
    new = ("komt erbij, nog niet vastgesteld", "komen erbij, nog niet vastgesteld")
    yield from _counted(assumed, new)
    yield from _counted(unproven, ("is niet meer vastgesteld", "zijn niet meer vastgesteld"))
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
        many = dwangsommen_text(len(own))
        text = texts[0] if len(own) == 1 else texts[1]
        yield f"{many} van onderdeel {name} ({euro(total)}, {days}) {text}"


def _terms(found: Comparison, before: Worked, after: Worked) -> Iterator[str]:
    """Terms that start, move or end; those of each dwangsom follow from it and are not told."""
    for row in found.termijnen:
        old, term = row.before, row.after
        one = term or old
        assert one is not None, "one of both is there"
        if one.kind in _DEBTS:
            continue
        title = f"{words.words(one.kind)} ({one.of})"
        if term is None:
            yield f"{title} vervalt"
        elif old is None:
            yield f"{title} begint: {last_day(after, term)}"
        elif old.until != term.until:
            yield f"{title} verschuift van {last_day(before, old)} naar {last_day(after, term)}"
        elif old.status != term.status:
            yield f"{title}: {words.TERM_STATUSES[term.status]}"


def _expected(found: Comparison) -> Iterator[str]:
    for row in found.onderdelen:
        part = row.after
        old = None if row.before is None else row.before.max_verwacht_on
        if part is None or old == part.max_verwacht_on:
            continue
        name = f"Maximum van onderdeel {part.onderdeel}"
        if part.max_verwacht_on is None:
            bereikt = part.max_bereikt_on is not None
            yield f"{name}: {'bereikt' if bereikt else 'wordt niet meer verwacht'}"
        else:
            yield f"{name} verwacht op {words.weekday_text(part.max_verwacht_on)}"
