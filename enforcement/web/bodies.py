"""The body of a request becomes acts, or all its errors at once. Nothing is half done.

JSON is read strictly: a key once, no NaN, not deeper than an act can be, no more than fits.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from starlette.requests import Request

from enforcement import envelope
from enforcement.envelope import Envelope
from enforcement.values import Refusal
from enforcement.web.problems import Refused

BODY_BYTES_MOST: Final = 4 * 1024 * 1024
EVENTS_MOST: Final = 500
DEPTH_MOST: Final = 64
ONE: Final = "application/cloudevents+json"
MANY: Final = "application/cloudevents-batch+json"
EITHER: Final = "application/json"
_CLOCK: Final = "clock"


@dataclass(frozen=True, slots=True)
class Placed:
    """An act that was read, and where it stood in the body."""

    place: str
    envelope: Envelope

    @property
    def name(self) -> tuple[str, str]:
        """What the act is known by: its case and its id."""
        return (self.envelope.case, self.envelope.act.id)

    def at(self, field: str) -> str:
        """The place of a field of this event."""
        return _join(self.place, field)


def media_type(request: Request) -> str:
    """The media type of the body. Raises Refused (415) for one that we do not read.

    None of the three can be sent by a page of another site without being asked first.
    """
    sent = request.headers.get("content-type", "")
    kind, _, rest = sent.partition(";")
    found = kind.strip().lower()
    charset = rest.strip().lower().replace('"', "").removeprefix("charset=")
    if found not in {ONE, MANY, EITHER} or charset not in {"", "utf-8"}:
        raise Refused(415, f"{ONE}, {MANY} of {EITHER} verwacht, in UTF-8")
    return found


async def whole(request: Request) -> bytes:
    """The body, read no further than is allowed. Raises Refused (413)."""
    content = bytearray()
    told = request.headers.get("content-length", "")
    too_large = Refused(413, f"ten hoogste {BODY_BYTES_MOST} bytes verwacht")
    if told.isdigit() and (len(told) > len(str(BODY_BYTES_MOST)) or int(told) > BODY_BYTES_MOST):
        raise too_large
    async for piece in request.stream():
        content += piece
        if len(content) > BODY_BYTES_MOST:
            raise too_large
    return bytes(content)


def read(content: bytes, kind: str) -> list[Placed]:
    """The acts in a body. Raises Refused (400) with every error and its place."""
    raw = _json(content)
    if isinstance(raw, Refusal):
        raise Refused(400, "de inhoud is geen leesbare JSON", [raw])
    if isinstance(raw, list) and kind != ONE:
        events = {f"[{index}]": event for index, event in enumerate(raw)}
    elif kind != MANY:
        events = {"": raw}
    else:
        raise Refused(400, "een lijst verwacht", [Refusal("bericht", "een lijst van CloudEvents")])
    if not 1 <= len(events) <= EVENTS_MOST:
        detail = f"1 tot en met {EVENTS_MOST} handelingen verwacht"
        raise Refused(400, detail, [Refusal("bericht", detail, str(len(events)))])
    found: list[Placed] = []
    refused: list[Refusal] = []
    for place, event in events.items():
        one = _event(event)
        if isinstance(one, Envelope):
            found.append(Placed(place, one))
        else:
            refused += [Refusal(_join(place, e.place), e.expected, e.came) for e in one]
    if refused:
        raise Refused(400, "niets is aangenomen", refused)
    return found


def _event(event: object) -> Envelope | tuple[Refusal, ...]:
    content = json.dumps(event).encode("ascii")
    read_event = envelope.read(content)
    if not isinstance(read_event, Envelope):
        return read_event
    if read_event.act.topic == _CLOCK:
        return (Refusal("type", "een dag breekt alleen door de klok aan", read_event.act.kind()),)
    size = len(envelope.write(read_event))
    if size > envelope.EVENT_BYTES_MOST:
        expected = f"ten hoogste {envelope.EVENT_BYTES_MOST} bytes verwacht"
        return (Refusal("bericht", expected, str(size)),)
    return read_event


def _json(content: bytes) -> object:
    """Plain values, or the Refusal that says why not."""
    try:
        raw: object = json.loads(
            content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError as wrong:
        return Refusal("bericht", "UTF-8 verwacht", f"byte {wrong.start}")
    except RecursionError:
        return Refusal("bericht", f"ten hoogste {DEPTH_MOST} niveaus verwacht")
    except ValueError as wrong:
        return Refusal("bericht", f"JSON verwacht: {wrong}")
    if _is_deep(raw):
        return Refusal("bericht", f"ten hoogste {DEPTH_MOST} niveaus verwacht")
    return raw


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        message = f"de sleutel {twice!a} staat er twee keer"
        raise ValueError(message)
    return found


def _no_constant(name: str) -> NoReturn:
    message = f"{name} is geen getal"
    raise ValueError(message)


def _is_deep(raw: object) -> bool:
    level: list[object] = [raw]
    for _ in range(DEPTH_MOST):
        inner: list[object] = []
        for each in level:
            if isinstance(each, dict):
                inner += each.values()
            elif isinstance(each, list):
                inner += each
        level = inner
    return any(isinstance(each, dict | list) for each in level)


def _join(place: str, field: str) -> str:
    return f"{place}.{field}" if place else field
