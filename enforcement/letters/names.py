"""The file name of a letter: ASCII, the case first, no way out of its folder."""

from __future__ import annotations

import json
import re
from typing import Final

from enforcement.letters.faults import LetterFault

NAME_MOST: Final = 80
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_TAIL: Final = ".pdf"


def file_name(event: bytes) -> str:
    """`LOD-2026-0147_verbeurte_2026-11-24_1a2b3c4d.pdf` for the notice in this event.

    Whatever is no letter, figure, dot or dash becomes a dash, so the name is one path segment
    and never begins with a dot; a case number too long for it is cut, the id tells letters apart.
    """
    try:
        data = json.loads(event)["data"]
        case, kind = str(data["case"]), str(data["kind"])
        due_on, short = str(data["due_on"]), str(data["id"])[:8]
    except (KeyError, TypeError, ValueError) as error:
        raise LetterFault(
            f"een kennisgeving verwacht: {error!r}", "de naam van de brief"
        ) from error
    rest = "_".join(_safe(each) for each in (kind, due_on, short)) + _TAIL
    room = NAME_MOST - len(rest) - 1
    return f"{_safe(case)[: max(1, room)]}_{rest}"[-NAME_MOST:]


def _safe(text: str) -> str:
    return _UNSAFE.sub("-", text).lstrip(".") or "-"
