"""Which acts stand, and from which day each works.

Three things keep an act from working: it was taken back, it points at an act that is not there
(yet), or the house has still to send its letter (no bekendmaking, Awb 3:40). None of them
removes it from the dossier; a flag says what it waits for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enforcement.act import Act
from enforcement.effects import RecordDelivery, TakeBack
from enforcement.values import Flag, notice_id


@dataclass(frozen=True, slots=True)
class Working:
    """An act that works, and the day from which it does: its own or that of bekendmaking."""

    act: Act
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """The acts that stand, in their order; those of them that work; what was taken back."""

    acts: tuple[Act, ...]
    working: tuple[Working, ...]
    taken_back: frozenset[str]
    flags: tuple[Flag, ...]


def standing(case: str, acts: Sequence[Act], known: Collection[str]) -> Standing:
    """Sort out which of the acts used on a day stand and work; `known` are all ids there are."""
    gone, flags = _taken_back(acts)
    stand = tuple(act for act in acts if act.id not in gone)
    flags += _aimless(stand, known)
    published, waiting = _published(case, stand)
    flags += waiting
    settled, unknown = _referring(published, {act.id: act for act in stand})
    flags += unknown
    ordered = sorted(settled, key=lambda w: (w.on, w.act.known_at, w.act.id))
    return Standing(stand, tuple(ordered), frozenset(gone), tuple(flags))


def _taken_back(acts: Iterable[Act]) -> tuple[set[str], list[Flag]]:
    """The ids of acts taken back. A taking back can be taken back; a circle of them is void."""
    backs: dict[str, str] = {}
    for act in acts:
        for effect in act.own_effects:
            if isinstance(effect, TakeBack):
                backs[act.id] = effect.handeling
    gone: set[str] = set()
    open_backs = dict(backs)
    while True:
        aimed = set(open_backs.values())
        settled = [back for back in open_backs if back not in aimed]
        if not settled:
            break
        for back in sorted(settled):
            target = open_backs.pop(back)
            if back not in gone:
                gone.add(target)
                open_backs.pop(target, None)
    flags = []
    if open_backs:
        text = "deze intrekkingen trekken elkaar in en werken daarom niet"
        flags.append(Flag("werking-onduidelijk", text, (), tuple(sorted(open_backs))))
    return gone, flags


def _aimless(stand: Iterable[Act], known: Collection[str]) -> list[Flag]:
    """A taking back of an act that has not arrived waits for it."""
    return [
        Flag(
            "verwijst-naar-onbekende-handeling",
            _unknown_text(effect.handeling, None, ()),
            (),
            (act.id,),
        )
        for act in stand
        for effect in act.own_effects
        if isinstance(effect, TakeBack) and effect.handeling not in known
    ]


def _published(case: str, acts: Sequence[Act]) -> tuple[list[Working], list[Flag]]:
    """The acts with the day from which they work: a letter of the house works when it is sent."""
    receipts = _receipts(acts)
    working: list[Working] = []
    flags: list[Flag] = []
    for act in acts:
        owed = act.owed()
        if owed is None:
            working.append(Working(act, act.on))
            continue
        sent_on, failed = receipts.get(notice_id(case, owed.kind, act.id, owed.to), (None, False))
        if sent_on is not None:
            working.append(Working(act, max(sent_on, act.on)))
        elif failed:
            text = "de bekendmaking is mislukt; het besluit werkt nog niet"
            flags.append(Flag("bekendmaking-mislukt", text, ("Awb 3:40", "Awb 3:41"), (act.id,)))
        else:
            text = "nog niet bekendgemaakt; het besluit werkt nog niet"
            flags.append(Flag("nog-niet-bekendgemaakt", text, ("Awb 3:40",), (act.id,)))
    return working, flags


def _receipts(acts: Iterable[Act]) -> Mapping[str, tuple[date | None, bool]]:
    """For each notice the day of the sending that counts, and whether it failed after that.

    After a failed delivery the next sending counts (Awb 2:11 lid 3). `acts` come in order of day.
    """
    found: dict[str, tuple[date | None, bool]] = {}
    for act in acts:
        for effect in act.own_effects:
            if not isinstance(effect, RecordDelivery):
                continue
            sent_on, _ = found.get(effect.notice, (None, False))
            if effect.uitkomst == "mislukt":
                found[effect.notice] = (None, True)
            elif sent_on is None:
                found[effect.notice] = (act.on, False)
    return found


def _referring(
    working: Sequence[Working], stand: Mapping[str, Act]
) -> tuple[list[Working], list[Flag]]:
    """Those whose references all work themselves; the others wait, each with a flag."""
    items = {item.act.id: item for item in working}
    accepted: dict[str, Working] = {}
    asked_by: dict[str, list[str]] = {}
    open_references = {name: list(item.act.references()) for name, item in items.items()}
    for name, references in open_references.items():
        for reference in references:
            asked_by.setdefault(reference.to, []).append(name)
    ready = [name for name, references in open_references.items() if not references]
    while ready:
        name = ready.pop()
        accepted[name] = items[name]
        for waiter in asked_by.get(name, ()):
            references = open_references[waiter]
            met = [r for r in references if r.to == name and _fits(items[name].act, r.kinds)]
            open_references[waiter] = [r for r in references if r not in met]
            if met and not open_references[waiter]:
                ready.append(waiter)
    waiting = {name: item for name, item in items.items() if name not in accepted}
    flags = [
        Flag(
            "verwijst-naar-onbekende-handeling",
            _unknown_text(ref.to, stand.get(ref.to), ref.kinds),
            (),
            (item.act.id,),
        )
        for item in waiting.values()
        for ref in item.act.references()
        if ref.to not in accepted or not _fits(accepted[ref.to].act, ref.kinds)
    ]
    return list(accepted.values()), flags


def _fits(act: Act, kinds: tuple[str, ...]) -> bool:
    return not kinds or act.kind() in kinds


def _unknown_text(to: str, there: Act | None, kinds: tuple[str, ...]) -> str:
    if there is None:
        return f"verwijst naar {to}, die niet bekend is, en wacht daarop"
    if not _fits(there, kinds):
        return f"verwijst naar {to} ({there.kind()}), waar {' of '.join(kinds)} verwacht is"
    return f"verwijst naar {to}, die zelf nog niet werkt, en wacht daarop"
