"""CloudEvent <-> act: the NL GOV profile for CloudEvents 1.0, structured JSON.

The package `cloudevents` keeps the rules of CloudEvents itself; here stand the rules that the
Dutch profile and the contract add. `time` is the moment of recording, the day in law is `on`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, NoReturn

from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from pydantic import TypeAdapter, ValidationError

from enforcement import acts
from enforcement.act import Act
from enforcement.values import CASE_NUMBER, Instant, Refusal

TYPE_PREFIX: Final = "nl.lasten-onder-dwangsom."
TYPE_VERSION: Final = ".v1"
CLOCK_SUBJECT: Final = "clock"
EVENT_BYTES_MOST: Final = 200_000
"""An act is no larger: 64 of them stand in one row of a dossier, which Kafka must take."""
_SOURCE: Final = re.compile(r"urn:nld:oin:[0-9]{20}:systeem:[a-z0-9][a-z0-9-]*", re.ASCII)
_ATTRIBUTE: Final = re.compile(r"[a-z0-9]{1,20}", re.ASCII)
_MOMENT: Final = TypeAdapter[datetime](Instant)
_CLOCK_ACT: Final = "dag-aangebroken"


@dataclass(frozen=True, slots=True)
class Envelope:
    """An act with the case it belongs to and the system that sent it."""

    case: str
    source: str
    act: Act


def type_of(kind: str) -> str:
    """The CloudEvent type of an act: no organisation in it, at most one version."""
    return f"{TYPE_PREFIX}{kind}{TYPE_VERSION}"


def write(envelope: Envelope) -> bytes:
    """The act as a CloudEvent in structured JSON.

    `id` is `<case>/<act id>`, wider than the act's own id, since source + id is unique over all
    that a source ever sends.
    """
    act, case = envelope.act, envelope.case
    fields = {key: value for key, value in act.body.items() if key != "act"}
    clock = act.kind() == _CLOCK_ACT
    attributes = {
        "specversion": "1.0",
        "type": type_of(act.kind()),
        "source": envelope.source,
        "subject": CLOCK_SUBJECT if clock else case,
        "id": act.id if clock else f"{case}/{act.id}",
        "time": act.known_at,
        "datacontenttype": "application/json",
    }
    return JSONFormat().write(CloudEvent(attributes, fields))


def read(
    content: bytes, *, unknown_fields: Literal["forbid", "allow"] = "forbid"
) -> Envelope | tuple[Refusal, ...]:
    """Read a CloudEvent into an act, or answer with every error and its place."""
    raw = _json(content)
    if isinstance(raw, Refusal):
        return (raw,)
    data = raw.pop("data", None)
    refused = _attributes(raw)
    kind = _kind(raw.get("type"))
    if kind is None:
        refused.append(_refusal(raw, "type", f"een soort als {type_of('last-opgelegd')} verwacht"))
    if not isinstance(data, dict):
        refused.append(Refusal("data", "de velden van een handeling verwacht"))
    if kind is None or not isinstance(data, dict):
        return tuple(refused)
    refused += [
        Refusal(f"data.{name}", "staat in het bericht zelf, niet in data")
        for name in ("act", "recorded_at")
        if name in data
    ]
    whole = {**data, "act": kind, "recorded_at": raw.get("time")}
    act = acts.read(whole, place="data", unknown_fields=unknown_fields)
    if isinstance(act, tuple):
        own = [one for one in act if one.place != "data.recorded_at"]
        return (*refused, *own)
    refused += _belongs(raw, act)
    if refused:
        return tuple(refused)
    return Envelope(raw["subject"], raw["source"], act)


def _json(content: bytes) -> dict[str, Any] | Refusal:
    try:
        raw = json.loads(
            content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError as wrong:
        return Refusal("bericht", "UTF-8 verwacht", f"byte {wrong.start}")
    except (ValueError, RecursionError) as wrong:
        return Refusal("bericht", f"JSON verwacht: {wrong}")
    if not isinstance(raw, dict):
        return Refusal("bericht", "een CloudEvent verwacht")
    return raw


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "een sleutel staat er twee keer"
        raise ValueError(message)
    return found


def _no_constant(name: str) -> NoReturn:
    message = f"{name} is geen getal"
    raise ValueError(message)


def _attributes(raw: dict[str, Any]) -> list[Refusal]:
    """What CloudEvents, the NL GOV profile and the contract ask of the attributes."""
    refused: list[Refusal] = []
    attributes = dict(raw)
    try:
        attributes["time"] = _MOMENT.validate_python(raw.get("time"))
    except ValidationError:
        refused.append(_refusal(raw, "time", "een moment met tijdzone verwacht"))
        attributes.pop("time", None)
    for name in ("specversion", "id"):
        attributes.setdefault(name, None)
    try:
        CloudEvent(attributes)
    except CloudEventValidationError as wrong:
        refused += [_refusal(raw, name, "; ".join(map(str, e))) for name, e in wrong.errors.items()]
    refused += [
        Refusal(name, "een kenmerk van ten hoogste 20 tekens a-z en 0-9 verwacht")
        for name in raw
        if _ATTRIBUTE.fullmatch(name) is None
    ]
    source = raw.get("source")
    if not isinstance(source, str) or _SOURCE.fullmatch(source) is None:
        expected = "een bron als urn:nld:oin:<20 cijfers>:systeem:<naam> verwacht"
        refused.append(_refusal(raw, "source", expected))
    if raw.get("datacontenttype") != "application/json":
        refused.append(_refusal(raw, "datacontenttype", "application/json verwacht"))
    return refused


def _kind(type_name: object) -> str | None:
    if not isinstance(type_name, str):
        return None
    if not type_name.startswith(TYPE_PREFIX) or not type_name.endswith(TYPE_VERSION):
        return None
    kind = type_name[len(TYPE_PREFIX) : -len(TYPE_VERSION)]
    return kind if kind in acts.CATALOGUE else None


def _belongs(raw: dict[str, Any], act: Act) -> list[Refusal]:
    """Subject, id and act must tell one story."""
    subject, event_id = raw.get("subject"), raw.get("id")
    if act.kind() == _CLOCK_ACT:
        wrong = [("subject", CLOCK_SUBJECT), ("id", act.id)]
        return [_refusal(raw, n, f"{e} verwacht") for n, e in wrong if raw.get(n) != e]
    if not isinstance(subject, str) or CASE_NUMBER.fullmatch(subject) is None:
        return [_refusal(raw, "subject", "een zaaknummer verwacht")]
    expected = f"{subject}/{act.id}"
    return [] if event_id == expected else [_refusal(raw, "id", f"{expected} verwacht")]


def _refusal(raw: dict[str, Any], name: str, expected: str) -> Refusal:
    came = raw.get(name)
    return Refusal(name, expected, None if came is None else ascii(came)[:60])


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the `data` of an act, made from its model."""
    made = acts.CATALOGUE[kind].model_json_schema(by_alias=True)
    made["properties"].pop("recorded_at", None)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{type_of(kind)}",
    }
    return {**head, **made}
