"""Whatever goes wrong is told in one shape: problem details (RFC 9457), all errors together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from enforcement.values import Refusal
from enforcement.web.pages.failures import failure, wants_page

MEDIA_TYPE: Final = "application/problem+json"
ERRORS_MOST: Final = 1_000
_SHOWN_MOST: Final = 200

TITLES: Final[Mapping[int, str]] = {
    400: "Het verzoek klopt niet",
    403: "Dit mag een andere site niet vragen",
    404: "Niet gevonden",
    405: "Deze methode kan hier niet",
    409: "In strijd met wat er al is",
    413: "Te groot",
    415: "Deze soort inhoud kan hier niet",
    500: "Er ging bij ons iets mis",
    503: "Nu even niet beschikbaar",
}


class Fout(BaseModel):
    """One error: where, what was expected, what came instead."""

    place: str
    expected: str
    came: str | None = None


class Probleem(BaseModel):
    """Problem details with all errors of a request."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: Annotated[list[Fout], Field(description="alle fouten, elk met haar plaats")] = []


class Refused(Exception):
    """A request that is answered with a problem; raised where it is found out."""

    def __init__(self, status: int, detail: str, errors: Iterable[Refusal] = ()) -> None:
        """Keep what `problem` tells."""
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = tuple(errors)


def problem(
    status: int,
    detail: str,
    errors: Iterable[Refusal] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An answer with problem details."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": _shown(detail),
    }
    found = [
        {"place": _shown(each.place), "expected": _shown(each.expected), "came": _came(each.came)}
        for each in errors
    ]
    if found:
        told["errors"] = found[:ERRORS_MOST]
    if len(found) > ERRORS_MOST:
        told["detail"] = f"{detail}; de eerste {ERRORS_MOST} van {len(found)} fouten"
    content = json.dumps(told, ensure_ascii=False).encode("utf-8")
    return Response(content, status, headers=headers, media_type=MEDIA_TYPE)


def told(
    scope: Scope,
    status: int,
    detail: str,
    errors: Iterable[Refusal] = (),
    *,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An answer for who asks: a page for a person, else problem details."""
    if not wants_page(scope):
        return problem(status, detail, errors, headers)
    answer = failure(scope, status, detail, errors)
    answer.headers.update(headers or {})
    return answer


def install(app: FastAPI) -> None:
    """Let every way of going wrong end in problem details."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    for broken in (OperationalError, InterfaceError, PoolTimeout):
        app.add_exception_handler(broken, _unavailable)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException), "registered for it"
    detail = TITLES.get(error.status_code) or str(error.detail)
    return told(request.scope, error.status_code, detail, headers=error.headers)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused), "registered for it"
    headers = {"Retry-After": "5"} if error.status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return told(request.scope, error.status, error.detail, error.errors, headers=headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError), "registered for it"
    found = [_refusal(each) for each in error.errors()]
    return told(request.scope, 400, "het adres van het verzoek klopt niet", sorted(set(found)))


async def _unavailable(request: Request, _error: Exception) -> Response:
    return told(request.scope, 503, "de databank antwoordt niet", headers={"Retry-After": "5"})


def _refusal(error: Mapping[str, Any]) -> Refusal:
    place = ".".join(str(step) for step in error["loc"][1:])
    expected = "geen onbekende vraag" if error["type"] == "extra_forbidden" else error["msg"]
    came = None if error["type"] == "missing" else ascii(error["input"])
    return Refusal(place, expected, came)


def _came(came: str | None) -> str | None:
    return None if came is None else _shown(came)


def _shown(text: str) -> str:
    """A text cut to a line, without the halves of characters that JSON can smuggle in."""
    cut = text if len(text) <= _SHOWN_MOST else f"{text[: _SHOWN_MOST - 3]}..."
    return cut.encode("utf-8", "backslashreplace").decode("utf-8")
