"""One sentence about an act, from its own fields: what a reader of the timeline wants first."""

from __future__ import annotations

from typing import Any, Final

from enforcement.act import Act
from enforcement.acts.bevinding_vastgesteld import BevindingVastgesteld
from enforcement.acts.last_opgelegd import LastOpgelegd
from enforcement.reckoning.outcome import Reckoning
from enforcement.web.pages import words
from enforcement.web.pages.words import day_text, euro

_DICTUM: Final = {
    "ongegrond": "ongegrond",
    "niet_ontvankelijk": "niet-ontvankelijk",
    "gegrond": "gegrond",
}


def act_sentence(answer: Reckoning, act: Act) -> str:
    """What the act says, in a line; its note when it has nothing of its own to tell."""
    if isinstance(act, BevindingVastgesteld):
        return _finding(act)
    if isinstance(act, LastOpgelegd):
        return _order(act)
    told = [*_remedy(answer, act.id), *_fields(act.body)]
    if act.note:
        told.append(act.note)
    return _sentence(told)


def finding_words(nageleefd: bool | None) -> str:  # noqa: FBT001 - the field itself
    """What a finding says of the duty."""
    return {True: "nageleefd", False: "niet nageleefd", None: "niet vast te stellen"}[nageleefd]


def _finding(act: BevindingVastgesteld) -> str:
    of = "alle onderdelen" if act.onderdeel is None else f"onderdeel {act.onderdeel}"
    told = [f"{of}: {finding_words(act.nageleefd)}"]
    if act.nageleefd and act.nageleefd_on is not None and act.nageleefd_on != act.on:
        told.append(f"sinds {day_text(act.nageleefd_on)}")
    count = len(act.overtredingen)
    if count:
        told.append("1 overtreding" if count == 1 else f"{count} overtredingen")
    if act.rapport is not None:
        told.append(f"rapport {act.rapport.nummer}, {words.words(act.rapport.methode).lower()}")
    if act.note:
        told.append(act.note)
    return _sentence(told)


def _order(act: LastOpgelegd) -> str:
    told = [f"kenmerk {act.kenmerk}"]
    for part in act.onderdelen:
        name = "" if len(act.onderdelen) == 1 else f"onderdeel {part.onderdeel}: "
        each = f"{euro(part.cents)} {words.PER[part.per]}"
        told.append(f"{name}{each}, ten hoogste {euro(part.cents_max)}")
    return _sentence(told)


def _remedy(answer: Reckoning, name: str) -> list[str]:
    for row in answer.rechtsmiddelen:
        if row.id == name:
            in_time = {True: "tijdig", False: "te laat", None: "tijdigheid niet te zeggen"}
            return [f"tegen {row.tegen}", in_time[row.tijdig], words.REMEDY_STATUSES[row.status]]
    return []


def _fields(body: dict[str, Any]) -> list[str]:
    """The fields that say the most, whatever act bears them."""
    told: list[str] = []
    if "onderwerp" in body:
        told.append(str(body["onderwerp"]))
    if "dictum" in body:
        told.append(_DICTUM.get(str(body["dictum"]), words.words(str(body["dictum"])).lower()))
    if "instantie" in body:
        told.append(str(body["instantie"]))
    if "strekking" in body:
        told.append(words.words(str(body["strekking"])).lower())
    told += [f"{name} {body[name]}" for name in ("kenmerk", "kanaal", "uitkomst") if name in body]
    if "handeling" in body:
        told.append(f"ingetrokken: {body['handeling']}")
    if "reden" in body:
        told.append(str(body["reden"]))
    return told


def _sentence(told: list[str]) -> str:
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""
