"""The paragraph of one case in the half-yearly overview, in plain Dutch.

What was proven in the period is told as proven: a dwangsom falls by law (Awb 5:33), and that may
have been earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from enforcement.act import Act
from enforcement.acts._groups import Onderdeel
from enforcement.acts.invordering_beschikt import InvorderingBeschikt
from enforcement.acts.last_opgelegd import LastOpgelegd
from enforcement.acts.zaak_geopend import ZaakGeopend
from enforcement.effects import ChangeOrder, Suspend
from enforcement.reckoning.outcome import Part, Reckoning
from enforcement.reckoning.wording import day_text, dwangsommen_text, euro_text
from enforcement.values import Cents

_PER: Final = {
    "ineens": "ineens",
    "dag": "per dag",
    "week": "per week",
    "maand": "per maand",
    "overtreding": "per overtreding",
}
_COURTS: Final = {
    "bezwaar": "een bezwaar",
    "beroep": "een beroep",
    "hoger_beroep": "een hoger beroep",
    "voorlopige_voorziening": "een verzoek om een voorlopige voorziening",
}

_STATUSES: Final = {
    "nieuw": "geopend, nog geen last",
    "voornemen": "een last is voorgenomen",
    "gesloten": "gesloten",
    "herroepen": "de last is herroepen",
    "ingetrokken": "de last is ingetrokken",
    "nageleefd": "de last is nageleefd",
    "begunstiging": "de begunstigingstermijn loopt",
    "geschorst": "de last is geschorst",
    "verbeurt": "er worden dwangsommen verbeurd",
    "maximum_bereikt": "het maximum is bereikt",
}
_OF_THE_ORDER: Final = frozenset({"herroepen", "ingetrokken", "nageleefd", "geschorst"})
_QUIET: Final = "er is geen overtreding vastgesteld"


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as it stood on the last day of a period, and what the period brought.

    `fell` are the dwangsommen that had fallen and were proven for the first time in it,
    `moved_cents` what a change made of the sums of earlier ones.
    """

    case: str
    opening: ZaakGeopend | None
    acts: tuple[Act, ...]
    within: tuple[Act, ...]
    answer: Reckoning
    fell: tuple[Cents, ...]
    moved_cents: Cents
    decided: tuple[InvorderingBeschikt, ...]
    paid_cents: Cents


def paragraph(seen: Seen) -> str:
    """The sentences about one case."""
    return " ".join(
        [
            *_opening(seen.case, seen.opening),
            *_orders(seen),
            *_changes(seen),
            *_fallen(seen.answer, seen.fell, seen.moved_cents),
            *_collected(seen.decided, seen.paid_cents),
            *_remedies(seen.answer),
            *_gone(seen.answer),
            _standing(seen.answer),
        ]
    )


def is_pending(answer: Reckoning, soort: str) -> bool:
    """Whether a remedy of a kind waits for its answer."""
    return any(one.soort == soort and one.status == "aanhangig" for one in answer.rechtsmiddelen)


def _opening(case: str, opening: ZaakGeopend | None) -> Iterable[str]:
    if opening is None:
        yield f"Zaak {case}: over wie en wat is niet vastgelegd."
        return
    made_up = " FICTIEF: deze zaak is verzonnen." if opening.fictief else ""
    subject = opening.onderwerp.removesuffix(".")
    yield f"Zaak {case} gaat over {opening.overtreder.naam}: {subject}.{made_up}"


def _orders(seen: Seen) -> Iterable[str]:
    for act in seen.acts:
        if isinstance(act, LastOpgelegd):
            parts = "; ".join(_part(part) for part in act.onderdelen)
            yield f"Op {day_text(act.on)} is een last onder dwangsom opgelegd ({parts})."


def _part(part: Onderdeel) -> str:
    sums = f"{euro_text(part.cents)} {_PER[part.per]}, ten hoogste {euro_text(part.cents_max)}"
    return f"onderdeel {part.onderdeel}: {sums}"


def _changes(seen: Seen) -> Iterable[str]:
    """The acts of the period that changed, ended or suspended the order."""
    touched = [
        f"{act.title.lower()} op {day_text(act.on)}"
        for act in seen.within
        if any(isinstance(effect, ChangeOrder | Suspend) for effect in act.own_effects)
    ]
    if touched:
        yield f"Wat de last in deze periode veranderde of schorste: {'; '.join(touched)}."


def _fallen(answer: Reckoning, fell: Sequence[Cents], moved: Cents) -> Iterable[str]:
    """What was proven in the period, whenever it fell; what a decision made of earlier ones."""
    if not fell:
        yield "In deze periode is van geen dwangsom vastgesteld dat zij is verbeurd."
    else:
        verbs = "is vastgesteld dat" if len(fell) == 1 else "is van"
        tail = "is verbeurd" if len(fell) == 1 else "vastgesteld dat zij zijn verbeurd"
        total = euro_text(sum(fell))
        yield f"In deze periode {verbs} {dwangsommen_text(len(fell))} {tail}, samen {total}."
    if moved:
        way = "meer" if moved > 0 else "minder"
        yield f"Wat eerder was verbeurd, werd door een wijziging {euro_text(abs(moved))} {way}."
    if answer.geld.aangenomen_cents:
        taken = euro_text(answer.geld.aangenomen_cents)
        yield f"Aangenomen, nog niet vastgesteld, is {taken}."


def _collected(decided: Sequence[InvorderingBeschikt], paid: Cents) -> Iterable[str]:
    for act in decided:
        yield f"Op {day_text(act.on)} is besloten tot invordering van {euro_text(act.cents)}."
    if paid:
        yield f"Er is {euro_text(paid)} betaald."


def _remedies(answer: Reckoning) -> Iterable[str]:
    running = [words for soort, words in _COURTS.items() if is_pending(answer, soort)]
    if running:
        verb = "loopt" if len(running) == 1 else "lopen"
        yield f"Er {verb} {_listed(running)}."


def _listed(words: Sequence[str]) -> str:
    """Example: a, b en c."""
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last


def _gone(answer: Reckoning) -> Iterable[str]:
    """What of the forfeited sums is owed no more, or goes back, on the last day of the period."""
    geld = answer.geld
    if geld.vervallen_cents:
        yield f"Vervallen is {euro_text(geld.vervallen_cents)}: de grond viel later weg."
    if geld.kwijtgescholden_cents:
        yield f"Kwijtgescholden is {euro_text(geld.kwijtgescholden_cents)}."
    if geld.verjaard_cents:
        yield f"Verjaard is {euro_text(geld.verjaard_cents)}."
    if geld.terug_te_betalen_cents:
        yield f"Terug te betalen is {euro_text(geld.terug_te_betalen_cents)}."


def _standing(answer: Reckoning) -> str:
    owed = answer.geld.openstaand_cents
    money = f"; open staat {euro_text(owed)}" if owed else ""
    return f"Stand op {day_text(answer.on)}: {standing_text(answer)}{money}."


def standing_text(answer: Reckoning) -> str:
    """How a case stands, as a sentence says it; "nageleefd" only when somebody found it."""
    seen = any(part.nageleefd_on is not None for part in answer.onderdelen)
    return _QUIET if answer.status == "nageleefd" and not seen else _STATUSES[answer.status]


def part_text(part: Part) -> str:
    """How one part stands: in one word where the sentence would speak of the order as a whole."""
    if part.status == "nageleefd" and part.nageleefd_on is None:
        return _QUIET
    return part.status if part.status in _OF_THE_ORDER else _STATUSES[part.status]
