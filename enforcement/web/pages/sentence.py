"""Where a case stands, in a sentence or two: the first thing that a lawyer reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from enforcement.reckoning.outcome import Part
from enforcement.web.pages import words
from enforcement.web.pages.reading import Worked
from enforcement.web.pages.words import euro


class Piece(NamedTuple):
    """A piece of a sentence, plain text; what the eye must find stands strong."""

    text: str
    strong: bool = False


Sentence: TypeAlias = tuple[Piece, ...]
_NO_ORDER: Final = "Er is nog geen last opgelegd."


def sentence(worked: Worked) -> Sentence:
    """Say where the case stands."""
    answer = worked.answer
    if not answer.onderdelen:
        heads = {"voornemen": "Het voornemen is verzonden. ", "gesloten": "De zaak is gesloten. "}
        return _said(heads.get(answer.status, "") + _NO_ORDER)
    if answer.status == "begunstiging":
        return _grace(worked)
    if answer.status in {"verbeurt", "maximum_bereikt"}:
        return _running(worked)
    heads = {
        "geschorst": f"De last is geschorst{_until(worked)}. ",
        "nageleefd": f"De last is nageleefd{_since(worked)}. ",
        "ingetrokken": "De last is ingetrokken. ",
        "herroepen": "De last is herroepen. ",
        "gesloten": "De zaak is gesloten. ",
    }
    return _said(heads[answer.status], *_forfeited(worked))


def _said(*pieces: str | Piece) -> Sentence:
    return tuple(Piece(piece) if isinstance(piece, str) else piece for piece in pieces)


def _strong(text: str) -> Piece:
    return Piece(text, strong=True)


def _grace(worked: Worked) -> Sentence:
    """Until when complying costs nothing."""
    ahead = [p.begunstiging_until for p in worked.answer.onderdelen if p.status == "begunstiging"]
    days = [day for day in ahead if day is not None]
    most = f"Daarna is ten hoogste {euro(worked.cents_max)} te verbeuren."
    if not days:
        return _said(f"Dwangsommen kunnen verbeuren vanaf de dag na de bekendmaking. {most}")
    head = f"{worked.overtreder} heeft tot en met "
    day = _strong(words.weekday_text(min(days)))
    return _said(head, day, f" om zonder dwangsom te voldoen. {most}")


def _forfeited(worked: Worked) -> Sentence:
    cents = worked.answer.geld.verbeurd_cents
    if not cents:
        return _said("Er is geen dwangsom als verbeurd vastgesteld.")
    return _said("Verbeurd is ", _strong(euro(cents)), ".")


def _running(worked: Worked) -> Sentence:
    verbeurd, most = worked.answer.geld.verbeurd_cents, worked.cents_max
    full = [part for part in worked.answer.onderdelen if part.status == "maximum_bereikt"]
    if full and verbeurd >= most:
        days = [part.max_bereikt_on for part in full if part.max_bereikt_on is not None]
        head = f"{worked.overtreder} heeft het maximum van "
        tail = _said(", bereikt op ", _strong(words.weekday_text(max(days)))) if days else ()
        return _said(head, _strong(euro(verbeurd)), " verbeurd", *tail, ".")
    if not verbeurd:
        head = "Er is nog geen dwangsom als verbeurd vastgesteld; het maximum is "
        return _said(f"{head}{euro(most)}.", *_ahead(worked, full))
    head, tail_text = f"{worked.overtreder} heeft ", f" verbeurd van maximaal {euro(most)}."
    return _said(head, _strong(euro(verbeurd)), tail_text, *_ahead(worked, full))


def _ahead(worked: Worked, full: Sequence[Part]) -> Sentence:
    """The day on which the maximum is reached if nothing changes; or where it already is."""
    day = worked.max_verwacht_on
    if day is not None and not full:
        head = " Gaat de overtreding door, dan is het maximum bereikt op "
        return _said(head, _strong(words.weekday_text(day)), ".")
    if not full:
        return ()
    names = ", ".join(part.onderdeel for part in full)
    whole = len(full) == len(worked.answer.onderdelen)
    word = "onderdeel" if len(full) == 1 else "onderdelen"
    of = "" if whole else f" voor {word} {names}"
    if any(part.aangenomen_cents for part in full):
        return _said(f" Met wat nog niet is vastgesteld meegerekend is het maximum bereikt{of}.")
    return _said(f" Het maximum is bereikt{of}.")


def _until(worked: Worked) -> str:
    on = worked.answer.on
    spans = [span for part in worked.answer.onderdelen for span in part.geschorst]
    now = [s for s in spans if s.from_on <= on and (s.until is None or s.until >= on)]
    ends = [span.until for span in now if span.until is not None]
    if not ends or len(ends) < len(now):
        return "; een laatste dag is nog niet te noemen"
    return f" tot en met {words.weekday_text(max(ends))}"


def _since(worked: Worked) -> str:
    days = [part.nageleefd_on for part in worked.answer.onderdelen if part.nageleefd_on]
    return f" sinds {words.weekday_text(max(days))}" if days else ""
