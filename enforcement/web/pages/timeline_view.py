"""The timeline of a case as a lawyer reads it: what comes, today, what was, month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Final, Literal, TypeAlias

from enforcement.act import Act
from enforcement.acts.kennisgeving_bezorgd import KennisgevingBezorgd
from enforcement.reckoning.outcome import Entry
from enforcement.values import AMSTERDAM, Cents
from enforcement.web.pages import words
from enforcement.web.pages.act_text import act_sentence
from enforcement.web.pages.documents_view import Document
from enforcement.web.pages.reading import Worked

Filter: TypeAlias = Literal["alles", "besluiten", "verbeurd", "ingekomen", "systeem"]
Order: TypeAlias = Literal["nieuwste", "oudste"]
FILTERS: Final[dict[Filter, str]] = {
    "alles": "Alles",
    "besluiten": "Besluiten",
    "verbeurd": "Verbeurd",
    "ingekomen": "Ingekomen",
    "systeem": "Systeem",
}
FOLD_OVER: Final = 6
AHEAD_OVER: Final = 2

_TOPICS: Final[dict[str, tuple[Filter, str, str]]] = {
    "sanction-decisions": ("besluiten", "decision", "law"),
    "inspection-findings": ("ingekomen", "eye", "plain"),
    "appeals": ("ingekomen", "in", "plain"),
    "court-outcomes": ("ingekomen", "scales", "law"),
    "payments": ("ingekomen", "euro", "good"),
    "deliveries": ("systeem", "out", "plain"),
}
_PAUSES: Final = frozenset({"last-opgeschort", "voorlopige-voorziening-getroffen"})
_SENT: Final = frozenset({"aangemaand", "voornemen-verzonden", "invordering-voorgenomen"})


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the timeline. `runs` are the lines folded into it.

    `receipt`: it tells the delivery of a letter, which stands at `url` and not by the act's id.
    """

    on: date
    title: str
    group: Filter
    icon: str
    tone: str
    text: str = ""
    cents: Cents | None = None
    articles: tuple[str, ...] = ()
    act: str | None = None
    by: str | None = None
    recorded_at: datetime | None = None
    recorded_later: bool = False
    expected: bool = False
    assumed: bool = False
    withdrawn_by: str | None = None
    until: date | None = None
    runs: tuple[Node, ...] = ()
    receipt: bool = False
    url: str | None = None

    @property
    def time(self) -> str | None:
        """The hour of recording, for an act recorded on its own day."""
        if self.recorded_at is None or self.recorded_later:
            return None
        return f"{self.recorded_at.astimezone(AMSTERDAM):%H:%M}"


@dataclass(frozen=True, slots=True)
class Month:
    """The lines of one month, under its name."""

    name: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The whole timeline: what is to come, and what was, in the order asked."""

    expected: tuple[Node, ...]
    months: tuple[Month, ...]
    newest_first: bool
    total: int


def line(
    worked: Worked, chosen: Filter, order: Order, letters: Mapping[str, Document] | None = None
) -> Line:
    """The timeline through a filter. What lies ahead follows from the reckoning alone.

    `letters` are the issued notices by their id: a receipt names its own.
    """
    found = (*_entries(worked), *_withdrawn(worked))
    every = [_named(worked, node, letters or {}) for node in found]
    kept = [node for node in every if chosen in {"alles", node.group}]
    newest = order == "nieuwste"
    ahead = [node for node in kept if node.expected]
    past = [node for node in kept if not node.expected]
    past.sort(key=lambda node: (node.on, node.receipt))  # a letter follows what caused it
    ahead.sort(key=lambda node: node.on)
    folded, ahead = list(_folded(past)), _gathered(ahead)
    if newest:
        folded.reverse()
        ahead.reverse()
    months = tuple(
        Month(name, tuple(group))
        for name, group in groupby(folded, key=lambda node: words.month_text(_shown_on(node)))
    )
    return Line(tuple(ahead), months, newest, len(kept))


def _shown_on(node: Node) -> date:
    return node.until or node.on


def _entries(worked: Worked) -> Iterator[Node]:
    acts = worked.dossier.acts
    proofs = _proofs(worked)
    for entry in worked.answer.timeline:
        if entry.act is not None:
            yield _of_act(worked, entry, acts[entry.act])
        else:
            yield _of_law(worked, entry, proofs.get((entry.on, entry.title), ""))


def _named(worked: Worked, node: Node, letters: Mapping[str, Document]) -> Node:
    """A receipt with the kind of its letter, and where that can be read."""
    act = None if node.act is None else worked.dossier.acts[node.act]
    if not isinstance(act, KennisgevingBezorgd):
        return node
    letter = letters.get(act.notice)
    kinds = (each.kind for each in worked.answer.notices if each.id == act.notice)
    kind = next(kinds, None)
    name = words.words(kind) if letter is None and kind is not None else ""
    name = name if letter is None else letter.title
    title = f"{node.title}: {name}" if name else node.title
    return replace(node, title=title, receipt=True, url=None if letter is None else letter.url)


def _proofs(worked: Worked) -> dict[tuple[date, str], str]:
    """By which finding a dwangsom is proven, where one entry can only be one dwangsom."""
    rows = [
        row for row in worked.answer.verbeurtes if row.bevindingen and row.status != "vervallen"
    ]
    names = [(row.on, f"Dwangsom verbeurd, onderdeel {row.onderdeel}") for row in rows]
    counts = Counter(names)
    return {
        name: f"Vastgesteld met {', '.join(row.bevindingen)}."
        for name, row in zip(names, rows, strict=True)
        if row.bewijs == "vastgesteld" and counts[name] == 1
    }


def _of_act(worked: Worked, entry: Entry, act: Act) -> Node:
    group, icon, tone = _TOPICS.get(act.topic, ("systeem", "clock", "plain"))
    if act.kind() in _PAUSES:
        icon, tone = "pause", "hold"
    elif act.kind() in _SENT:
        icon = "out"
    recorded_on = act.known_at.astimezone(AMSTERDAM).date()
    return Node(
        on=entry.on,
        title=entry.title,
        group=group,
        icon=icon,
        tone=tone,
        text=act_sentence(worked.answer, act),
        cents=entry.cents,
        articles=entry.articles,
        act=act.id,
        by=act.by,
        recorded_at=act.recorded_at,
        recorded_later=act.recorded_at is not None and recorded_on != act.on,
    )


def _of_law(worked: Worked, entry: Entry, proof: str) -> Node:
    if entry.kind in {"verbeurte", "maximum"}:
        assumed = "niet vastgesteld" in entry.title
        gone = "vervallen" in entry.title
        loose = entry.kind == "maximum" and not entry.expected and _is_loose(worked, entry)
        tone = "plain" if assumed or gone or entry.expected or loose else "due"
        found = Node(entry.on, _law_title(entry, assumed=assumed), "verbeurd", "euro", tone)
        text = proof or _law_text(entry, assumed=assumed)
        text = "Met wat nog niet is vastgesteld meegerekend." if loose else text
        found = replace(found, assumed=assumed, text=text)
    else:
        found = Node(entry.on, entry.title, "systeem", "clock", "plain")
        if "verjaring" in entry.title and worked.term_lengthens():
            found = replace(found, text="Niet vóór deze dag: de lopende procedure verlengt.")
    shown = entry.cents if entry.kind == "verbeurte" else None
    return replace(found, cents=shown, articles=entry.articles, expected=entry.expected)


def _is_loose(worked: Worked, entry: Entry) -> bool:
    """Whether a maximum is reached only with what no finding proves."""
    return any(
        part.aangenomen_cents
        for part in worked.answer.onderdelen
        if entry.title == f"Maximum bereikt, onderdeel {part.onderdeel}"
    )


def _law_title(entry: Entry, *, assumed: bool) -> str:
    if not assumed:
        return entry.title
    # the law may have made it fall, yet nothing shows it: it is not called forfeited here
    part = entry.title.removeprefix("Dwangsom verbeurd, ").partition(",")[0]
    return f"Dwangsom nog niet vastgesteld, {part}"


def _law_text(entry: Entry, *, assumed: bool) -> str:
    if assumed:
        return "Geen bevinding draagt deze dwangsom."
    if entry.kind == "maximum" and entry.expected:
        return "Als de overtreding doorgaat en er niets anders gebeurt."
    return ""


def _withdrawn(worked: Worked) -> Iterator[Node]:
    """Acts that were taken back: struck through, with the act that did so."""
    by = {}
    for act in worked.workings.stand.acts:
        target = act.body.get("handeling")
        if act.kind() == "handeling-ingetrokken" and isinstance(target, str):
            by[target] = act.id
    for name in sorted(worked.workings.stand.taken_back):
        gone = worked.dossier.acts.get(name)
        if gone is None or gone.on > worked.on:
            continue
        entry = Entry(gone.on, "handeling", gone.title, gone.articles, name, None, expected=False)
        yield replace(_of_act(worked, entry, gone), withdrawn_by=by.get(name, ""))


def _folded(nodes: Sequence[Node]) -> Iterator[Node]:
    """More than six alike with no act between them become one that can be opened."""
    for is_fall, group in groupby(nodes, key=lambda node: node.act is None and not node.until):
        stretch = list(group)
        yield from _gathered(stretch, FOLD_OVER) if is_fall else stretch


def _gathered(nodes: Sequence[Node], most: int = AHEAD_OVER) -> list[Node]:
    """Those alike, when there are more than `most` of them, as one at the place of the first."""
    alike: dict[tuple[str, bool], list[Node]] = {}
    for node in nodes:
        alike.setdefault((node.title, node.assumed), []).append(node)
    found: list[Node] = []
    for run in alike.values():
        found += run if len(run) <= most else [_one_of(run)]
    return sorted(found, key=lambda node: node.on if node.expected else _shown_on(node))


def _one_of(run: Sequence[Node]) -> Node:
    first, last = run[0], run[-1]
    return replace(
        first,
        title=f"{len(run)} keer: {first.title}",
        text="",
        until=last.on,
        cents=_total(run),
        runs=tuple(run),
    )


def _total(run: Iterable[Node]) -> Cents | None:
    sums = [node.cents for node in run if node.cents is not None]
    return sum(sums) if sums else None
