"""What comes from outside becomes acts, or is refused with all its errors at once.

A case file is YAML with the meaning of words that YAML 1.2 gives them: `on` is a word, and a day
is text until an act reads it. Nothing is half done: one error, and no act of the file counts.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from enforcement import acts
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.values import CASE_NUMBER, Day, Instant, Refusal, notice_id

T = TypeVar("T")
_UNREADABLE: Final = (
    yaml.scanner.ScannerError,
    yaml.parser.ParserError,
    yaml.composer.ComposerError,
)
_DAY: Final = TypeAdapter[date](Day)
_INSTANT: Final = TypeAdapter[datetime](Instant)
_DEPTH_MOST: Final = 64
_DIGITS_MOST: Final = 100
BYTES_MOST: Final = 16 * 1024 * 1024
"""A case file has no more."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case file that was read: its dossier, and the day and moment it asks for, if any."""

    dossier: Dossier
    on: date | None
    known_at: datetime | None


class _Reader(yaml.CSafeLoader):
    """YAML 1.2 core schema: true and false are the only booleans, a day stays text, a key
    stands once.
    """

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - the signature of PyYAML
    ) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                problem = "een naam als sleutel verwacht"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            if key.value in seen:
                problem = f"de sleutel {key.value} staat er twee keer"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(key.value)
        return {str(key): field for key, field in super().construct_mapping(node, deep).items()}


_Reader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Reader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$", re.ASCII), list(_first)
    )


def _whole(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    if len(text) > _DIGITS_MOST:
        problem = f"een getal van ten hoogste {_DIGITS_MOST} cijfers verwacht"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
    return int(text)


def _fraction(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> float:
    return float(loader.construct_scalar(node))


_Reader.add_constructor("tag:yaml.org,2002:int", _whole)
_Reader.add_constructor("tag:yaml.org,2002:float", _fraction)


def read_case(content: bytes) -> CaseFile | tuple[Refusal, ...]:
    """Read a case file, or answer with every error and its place, in order."""
    raw = _yaml(content)
    if isinstance(raw, Refusal):
        return (raw,)
    refused: list[Refusal] = []
    case = raw.get("case")
    if not isinstance(case, str) or CASE_NUMBER.fullmatch(case) is None:
        came = None if case is None else ascii(case)
        refused.append(Refusal("case", "een zaaknummer als LOD-2025-0001 verwacht", came))
    found = _acts(raw.get("acts"), refused)
    on = _value(_DAY, raw.get("on"), "on", refused)
    known_at = _value(_INSTANT, raw.get("known_at"), "known_at", refused)
    if refused:
        return tuple(refused)
    assert isinstance(case, str), "refused above"
    return CaseFile(Dossier.of(case, found), on, known_at)


def as_delivered(dossier: Dossier) -> Dossier:
    """The dossier as if every letter that the house makes of an act was delivered on its day.

    For a case file without the receipts that the running house would add: a decision works from
    its bekendmaking (Awb 3:40). A receipt that is there stands.
    """
    for act in tuple(dossier.acts.values()):
        owed = act.owed()
        if owed is None:
            continue
        notice = notice_id(dossier.case, owed.kind, act.id, owed.to)
        raw = {"act": "kennisgeving-bezorgd", "id": f"bezorgd-{notice}", "on": act.on.isoformat()}
        more = {"recorded_at": act.known_at.isoformat(), "notice": notice, "kanaal": "aangenomen"}
        receipt = acts.read({**raw, **more, "uitkomst": "bezorgd"})
        assert isinstance(receipt, Act), f"a receipt that cannot be read: {receipt}"
        if receipt.id not in dossier.acts:
            dossier = dossier.add(receipt).dossier
    return dossier


def _yaml(content: bytes) -> dict[str, Any] | Refusal:
    if len(content) > BYTES_MOST:
        return Refusal("bestand", f"ten hoogste {BYTES_MOST} bytes verwacht")
    try:
        raw = _constructed(content.decode("utf-8"))
    except UnicodeDecodeError as wrong:
        return Refusal("bestand", "UTF-8 verwacht", f"byte {wrong.start}")
    except (yaml.YAMLError, ValueError) as wrong:
        return Refusal("bestand", f"leesbare YAML verwacht: {_told(wrong)}")
    if not isinstance(raw, dict):
        return Refusal("bestand", "een zaak met `case` en `acts` verwacht")
    return raw


def _constructed(text: str) -> object:
    """The one document in the text as plain values. Raises YAMLError with the place."""
    _check_shape(text)
    reader = _Reader(text)
    try:
        return reader.get_single_data()
    finally:
        reader.dispose()


def _check_shape(text: str) -> None:
    """Refuse what would exhaust the machine before anything is built: depth, and aliases, with
    which a few lines can stand for millions. The events come one by one, so this costs nothing.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Reader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError(_at(event, "geen verwijzingen (*) in een zaakbestand"))
        if getattr(event, "tag", None) is not None:
            raise yaml.YAMLError(_at(event, "geen typen (!) in een zaakbestand"))
        if depth > _DEPTH_MOST:
            raise yaml.YAMLError(_at(event, f"ten hoogste {_DEPTH_MOST} niveaus verwacht"))


def _at(event: yaml.Event, problem: str) -> str:
    mark = event.start_mark
    return problem if mark is None else f"regel {mark.line + 1}, kolom {mark.column + 1}: {problem}"


def _told(wrong: Exception) -> str:
    """What is wrong and where; what the reader of YAML itself found, in its own words."""
    mark = getattr(wrong, "problem_mark", None)
    problem = " ".join((getattr(wrong, "problem", None) or str(wrong)).split())
    if isinstance(wrong, _UNREADABLE):
        problem = f"verder is het geen YAML («{problem}»)"
    return problem if mark is None else f"regel {mark.line + 1}, kolom {mark.column + 1}: {problem}"


def _acts(raw: object, refused: list[Refusal]) -> list[Act]:
    if not isinstance(raw, list):
        refused.append(Refusal("acts", "ontbreekt" if raw is None else "een lijst verwacht"))
        return []
    found: list[Act] = []
    seen: dict[str, tuple[str, str]] = {}
    for index, item in enumerate(raw):
        place = f"acts[{index}]"
        act = acts.read(item, place=place)
        if isinstance(act, tuple):
            refused.extend(act)
        else:
            found.append(act)
        refused.extend(_taken(item, act, place, seen))
    return found


def _taken(
    item: object, act: Act | tuple[Refusal, ...], place: str, seen: dict[str, tuple[str, str]]
) -> Iterator[Refusal]:
    """Another act of the file has this id already; told of an act that cannot be read as well."""
    name = item.get("id") if isinstance(item, dict) else None
    if not isinstance(name, str):
        return
    body = repr(item) if isinstance(act, tuple) else act.body_digest
    first, other = seen.setdefault(name, (place, body))
    if other != body:
        yield Refusal(f"{place}.id", f"een eigen id verwacht: {name} is al {first}", name)


def _value(reader: TypeAdapter[T], raw: object, place: str, refused: list[Refusal]) -> T | None:
    if raw is None:
        return None
    try:
        return reader.validate_python(raw)
    except ValidationError as wrong:
        refused.append(Refusal(place, wrong.errors()[0]["msg"], ascii(raw)[:60]))
        return None
