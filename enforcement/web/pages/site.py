"""How a page is made: the templates, what every page can say, its headers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from enforcement.settings import templates_folder
from enforcement.web.pages import words

STATIC: Final = Path(__file__).parents[1] / "static"
STATIC_PATH: Final = "/static"
# No script, style or picture but our own; forms go to us; nobody shows us in a frame.
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}
_YEAR: Final = "public, max-age=31536000, immutable"
_DAY: Final = "public, max-age=86400"


class Static(StaticFiles):
    """The files beside the pages. One asked with its version may be kept, others for a day."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer a file with how long it may be kept."""
        answer = await super().get_response(path, scope)
        versioned = scope["query_string"].startswith(b"v=")
        answer.headers["Cache-Control"] = _YEAR if versioned else _DAY
        return answer


def page(
    request: Request, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HTMLResponse:
    """A whole page from its template."""
    fixed = {"path": request.url.path, **context}
    return HTMLResponse(_environment().get_template(template).render(fixed), status, HEADERS)


def render(template: str, **context: Any) -> str:  # noqa: ANN401 - whatever the template asks
    """A piece of a page by itself."""
    return _environment().get_template(template).render(context)


def case_path(case: str) -> str:
    """The path of the page of a case; its number may hold slashes."""
    return f"/zaken/{quote(case)}"


@cache
def asset(name: str) -> str:
    """The address of a static file, which changes when the file does."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
    return f"{STATIC_PATH}/{name}?v={digest[:12]}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(templates_folder() / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": words.day_text,
        "day_month": words.day_month,
        "euro": words.euro,
        "file_size": words.file_size,
        "moment": words.moment_text,
        "short_day": words.short_day,
        "weekday": words.weekday_text,
        "weekday_short": words.weekday_short,
        "words": words.words,
    }
    made.globals |= {"asset": asset, "article_url": words.article_url, "case_path": case_path}
    return made
