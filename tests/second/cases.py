"""Random cases of the acts that the second program knows, drawn with the strategies of the house.

What the contract does not settle is left out here, and said in the README: a second order, acts
that take one another back in a circle, letters that the house still has to send.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from hypothesis import assume
from hypothesis import strategies as st

from enforcement.act import Act
from enforcement.dossier import Dossier
from tests.properties.strategies import CASE, ORIGINS, raw_acts, read

KINDS: Final = (
    "bevinding-vastgesteld",
    "bevinding-vastgesteld",
    "bevinding-vastgesteld",
    "last-gewijzigd",
    "last-opgeschort",
    "last-ingetrokken",
    "handeling-ingetrokken",
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Dossier, date]:
    """A case with one order from its first day on."""
    origin = draw(st.sampled_from(ORIGINS))
    order = draw(raw_acts(origin, ("last-opgelegd",))) | {"id": "last", "on": str(origin)}
    order.pop("recorded_at", None)
    others = draw(st.lists(raw_acts(origin, KINDS), max_size=12))
    acts = [act for raw in (order, *others) if (act := _read(raw)) is not None]
    assume(not _circles(acts))
    return Dossier.of(CASE, acts), origin


def _read(raw: dict[str, Any]) -> Act | None:
    return read({key: field for key, field in raw.items() if key != "letter"})


def _circles(acts: list[Act]) -> bool:
    """Whether acts take one another back in a circle, or one takes back itself."""
    back: dict[str, set[str]] = {}
    for act in acts:
        if act.kind() == "handeling-ingetrokken":
            back.setdefault(act.id, set()).add(act.body["handeling"])
    reached = dict(back)
    for _ in back:
        reached = {
            name: names | {far for near in names for far in back.get(near, ())}
            for name, names in reached.items()
        }
    return any(name in names for name, names in reached.items())
