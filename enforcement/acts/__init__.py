"""The catalogue of acts: the folder itself. One act, one file; nothing to register.

`read` turns what came from outside into an act, or says everything that is wrong with it.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

import rfc8785
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from enforcement.act import Act
from enforcement.acts._wording import worded
from enforcement.values import Refusal


def _collect() -> Mapping[str, type[Act]]:
    found: dict[str, type[Act]] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        name = "".join(word.capitalize() for word in module.name.split("_"))
        act = getattr(loaded, name)
        assert issubclass(act, Act), f"{module.name}: {name} is no act"
        found[act.kind()] = act
    return MappingProxyType(dict(sorted(found.items())))


_SHOWN_MOST: Final = 60
_ABSENT: Final = frozenset({"missing", "left_out"})

CATALOGUE: Final = _collect()
"""Every act by its name on the wire."""


def read(
    raw: object, *, place: str = "", unknown_fields: Literal["forbid", "allow"] = "forbid"
) -> Act | tuple[Refusal, ...]:
    """Read one act from plain JSON values, or answer with all its errors, each with its place.

    At the door unknown fields are refused; on the stream they are kept ("allow"), so that an
    older worker loses nothing of what a newer one wrote.
    """
    if not isinstance(raw, dict):
        return (Refusal(place, "een handeling met velden verwacht", _short(raw)),)
    fields = {key: value for key, value in raw.items() if key != "act"}
    kind = raw.get("act")
    model = CATALOGUE.get(kind) if isinstance(kind, str) else None
    if model is None:
        known = "onbekende handeling" if kind is not None else "ontbreekt"
        named = Refusal(_join(place, "act"), known, None if kind is None else _short(kind))
        # Which fields belong to it nobody knows; those that every act has are read all the same.
        shared = _validated(Act, fields, place, "allow")
        return (named, *shared) if isinstance(shared, tuple) else (named,)
    return _validated(model, fields, place, unknown_fields)


def _validated(
    model: type[Act], fields: dict[str, Any], place: str, extra: Literal["forbid", "allow"]
) -> Act | tuple[Refusal, ...]:
    try:
        text = json.dumps(fields, ensure_ascii=True)
        door = {"door": extra == "forbid"}
        act = model.model_validate_json(text, strict=True, extra=extra, context=door)
        assert act.body_digest, "drawn here, since not every JSON number has a canonical form"
    except ValidationError as wrong:
        errors = _own(wrong.errors(include_url=False))
        found = {Refusal(_place(place, e["loc"]), worded(e), _came(e)) for e in errors}
        return tuple(sorted(found))
    except (TypeError, ValueError, RecursionError, rfc8785.CanonicalizationError) as wrong:
        return (Refusal(place, f"JSON-waarden verwacht: {' '.join(str(wrong).split())}"),)
    return act


def _own(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without those that follow from another: a list is not too short for its broken items."""
    inside = {e["loc"][:depth] for e in errors for depth in range(len(e["loc"]))}
    return [e for e in errors if e["type"] != "too_short" or e["loc"] not in inside]


def _came(error: Mapping[str, Any]) -> str | None:
    return None if error["type"] in _ABSENT else _short(error["input"])


def _short(value: object) -> str:
    text = ascii(value) if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= _SHOWN_MOST else f"{text[: _SHOWN_MOST - 3]}..."


def _place(place: str, path: tuple[int | str, ...]) -> str:
    for step in path:
        place = f"{place}[{step}]" if isinstance(step, int) else _join(place, step)
    return place


def _join(place: str, name: str) -> str:
    if not name.isascii() or not name.isprintable() or len(name) > _SHOWN_MOST:
        name = _short(name)
    return f"{place}.{name}" if place else name
