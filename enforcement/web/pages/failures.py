"""What goes wrong on a page is told on a page, in Dutch; the API keeps its problem details."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from enforcement.values import Refusal
from enforcement.web.pages.site import page

_TITLES: Final = {
    400: "Deze vraag is niet te lezen",
    403: "Dit verzoek komt van een andere site",
    404: "Deze pagina is er niet",
    405: "Zo kan deze pagina niet worden gevraagd",
    413: "Dit formulier is te groot",
    500: "Er ging bij ons iets mis",
    503: "Nu even niet beschikbaar",
}
_OTHER: Final = ("/v1/", "/healthz", "/metrics", "/static/")


def wants_page(scope: Scope) -> bool:
    """Whether a person asks: a browser, for anything that is not the API's."""
    if scope["path"].startswith(_OTHER):
        return False
    accepted = (value for name, value in scope["headers"] if name == b"accept")
    return any(b"text/html" in value for value in accepted)


def failure(scope: Scope, status: int, detail: str, errors: Iterable[Refusal] = ()) -> Response:
    """The page that says what went wrong, and leads back."""
    title = _TITLES.get(status, "Dit ging niet")
    context = {"title": title, "status": status, "detail": detail, "errors": list(errors)}
    return page(Request(scope), "failure.html.j2", context, status=status)
