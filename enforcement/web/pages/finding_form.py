"""The form of a finding: what was typed becomes an act, or all its errors at their fields."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import parse_qsl

from enforcement import acts
from enforcement.act import Act
from enforcement.values import Refusal
from enforcement.web.pages import words
from enforcement.web.problems import Refused

KIND: Final = "bevinding-vastgesteld"
ROWS_LEAST: Final = 2
ROWS_MORE: Final = 3
ROWS_MOST: Final = 60
_FIELDS_MOST: Final = 400
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{2,60}")
_ROW: Final = re.compile(r"overtredingen\.([0-9]{1,3})\.")
_COMPLIED: Final[Mapping[str, bool | None]] = {"ja": True, "nee": False, "onbekend": None}
_BREACH: Final = ("on", "kenmerk", "plaats")
_RAPPORT: Final = ("nummer", "inspecteur", "ondertekend_on", "methode", "beschrijving")
_LABELS: Final = {
    "id": "Kenmerk van de bevinding",
    "on": "Dag van de bevinding",
    "onderdeel": "Onderdeel",
    "overtredingen": "Losse overtredingen",
    "nageleefd": "Wat is vastgesteld",
    "nageleefd_on": "Nageleefd sinds",
    "note": "Toelichting",
    "rapport.nummer": "Nummer van het rapport",
    "rapport.inspecteur": "Nummer van de inspecteur",
    "rapport.ondertekend_on": "Ondertekend op",
    "rapport.methode": "Wijze van controle",
    "rapport.beschrijving": "Beschrijving",
}

_AHEAD = "ligt na de dag van de bevinding, die daarvan nog niet kan spreken"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, as typed; every field is text."""

    fields: Mapping[str, str]
    rows: int

    def __getitem__(self, name: str) -> str:
        """The text of a field, nothing when it was not sent."""
        return self.fields.get(name, "")

    @property
    def id(self) -> str:
        """The id of the act: made once, so that sending again records nothing twice."""
        return self["id"]


@dataclass(frozen=True, slots=True)
class Read:
    """The form as an act, or why it is none: every error by the name of its field."""

    act: Act | None
    errors: Mapping[str, str] = field(default_factory=dict)

    def told(self) -> Iterator[tuple[str, str, str]]:
        """Field, its label and what is wrong, for the summary on top."""
        for name, text in self.errors.items():
            yield name, label(name), text


def label(name: str) -> str:
    """What a field is called on the form."""
    match = re.fullmatch(r"overtredingen\.([0-9]+)\.(\w+)", name)
    if match is None:
        return _LABELS.get(name, name)
    names = {"on": "dag", "kenmerk": "kenmerk", "plaats": "plaats"}
    return f"Overtreding {int(match[1]) + 1}, {names.get(match[2], match[2])}"


def fresh(today: date) -> Typed:
    """An empty form with an id of its own."""
    return Typed({"id": f"bevinding-{secrets.token_hex(6)}", "on": today.isoformat()}, ROWS_LEAST)


def sent(content: bytes) -> Typed:
    """What a form sent. Raises Refused (400) for what no form of ours sends."""
    try:
        pairs = parse_qsl(
            content.decode("utf-8"), keep_blank_values=True, max_num_fields=_FIELDS_MOST
        )
    except (UnicodeDecodeError, ValueError) as wrong:
        raise Refused(400, "dit formulier is niet te lezen") from wrong
    fields = {name: value.strip().replace("\r\n", "\n") for name, value in pairs}
    found = [match for name in fields if (match := _ROW.match(name))]
    rows = max((int(match[1]) + 1 for match in found), default=ROWS_LEAST)
    if fields.get("actie") == "meer":
        rows = max(rows, min(ROWS_MOST, rows + ROWS_MORE))
    return Typed(fields, max(rows, ROWS_LEAST))


def read(typed: Typed, parts: Sequence[str], recorded_at: datetime) -> Read:
    """Read the form strictly, as the API reads an act."""
    errors: dict[str, str] = {}
    if _ID.fullmatch(typed.id) is None:
        errors["id"] = "open het formulier opnieuw: zijn kenmerk ontbreekt"
    if typed["nageleefd"] not in _COMPLIED:
        errors["nageleefd"] = "kies wat is vastgesteld"
    if typed["onderdeel"] and typed["onderdeel"] not in parts:
        errors["onderdeel"] = "kies een onderdeel van de last"
    rows = _rows(typed)
    raw = _raw(typed, list(rows.values()))
    found = acts.read({**raw, "recorded_at": recorded_at.isoformat()})
    if not isinstance(found, Act):
        for refusal in found:
            errors.setdefault(_name(refusal, list(rows)), _worded(refusal))
    elif typed["nageleefd"] == "ja" and raw.get("overtredingen"):
        errors["nageleefd"] = "overtredingen en ‘nageleefd’ spreken elkaar tegen"
    for name in _after_finding(typed, rows):
        errors.setdefault(name, _AHEAD)
    if len(rows) > ROWS_MOST or any(index >= ROWS_MOST for index in rows):
        errors["overtredingen"] = (
            f"ten hoogste {ROWS_MOST} overtredingen; leg de andere vast met een tweede bevinding"
        )
    act = found if isinstance(found, Act) and not errors else None
    return Read(act, dict(sorted(errors.items(), key=lambda item: _place(item[0]))))


def _rows(typed: Typed) -> dict[int, dict[str, str]]:
    """The breaches by the row in which they were typed; rows left empty are none."""
    found = {n: _group(typed, f"overtredingen.{n}", _BREACH) for n in range(typed.rows)}
    return {index: row for index, row in found.items() if row}


def _after_finding(typed: Typed, rows: Mapping[int, Mapping[str, str]]) -> Iterator[str]:
    """The fields that name a day after that of the finding: told also while another row is wrong,
    when the reader of acts has not come to it yet.
    """
    on = words.iso_day(typed["on"])
    for name in ("nageleefd_on", *(f"overtredingen.{index}.on" for index in rows)):
        day = words.iso_day(typed[name])
        if on is not None and day is not None and day > on:
            yield name


def _raw(typed: Typed, breaches: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    raw: dict[str, Any] = {"act": KIND, "id": typed.id, "on": typed["on"]}
    raw["nageleefd"] = _COMPLIED.get(typed["nageleefd"])
    for name in ("onderdeel", "nageleefd_on", "note"):
        if typed[name]:
            raw[name] = _one_line(typed[name])
    if breaches:
        raw["overtredingen"] = list(breaches)
    rapport = _group(typed, "rapport", _RAPPORT)
    if rapport:
        raw["rapport"] = rapport
    return raw


def _group(typed: Typed, prefix: str, names: Sequence[str]) -> dict[str, str]:
    """The fields of a group that were filled in; an untouched group is none."""
    values = {name: _one_line(typed[f"{prefix}.{name}"]) for name in names}
    return {name: value for name, value in values.items() if value}


def _one_line(text: str) -> str:
    """An act holds no line breaks: those of a text field become spaces."""
    return " ".join(text.split())


def _name(refusal: Refusal, rows: Sequence[int]) -> str:
    """The field of an error: the first breach may stand in a later row of the form."""
    return re.sub(r"\[([0-9]+)\]", lambda match: f".{rows[int(match[1])]}", refusal.place)


def _worded(refusal: Refusal) -> str:
    if refusal.came in {None, "''"}:
        return "dit veld is nodig"
    if refusal.expected.startswith("niet na on "):
        return _AHEAD
    is_day = refusal.expected.startswith("een dag ")
    if is_day and words.beyond_years((refusal.came or "").strip("'")):
        return f"een dag {words.YEARS_TEXT} verwacht"
    return refusal.expected


def _place(name: str) -> tuple[int, int, int]:
    """Where a field stands on the form: its group, its row, itself."""
    groups = ("onderdeel", "on", "nageleefd", "nageleefd_on", "note", "overtredingen", "rapport")
    head, *tail = name.split(".")
    within = _RAPPORT if head == "rapport" else _BREACH
    row = int(tail[0]) if tail and tail[0].isdigit() else 0
    own = within.index(tail[-1]) if tail and tail[-1] in within else -1
    return (groups.index(head) if head in groups else -1, row, own)
