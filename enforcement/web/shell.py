"""Around everything: the headers of every answer, a fault that stays inside, what is counted.

A plain ASGI layer, since an answer to a fault must bear the headers too, and a stream must pass.
"""

from __future__ import annotations

import time
from typing import Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from enforcement.settings import LOOPBACK
from enforcement.web.faults import plain
from enforcement.web.pages.guard import is_forged
from enforcement.web.problems import told

API_VERSION: Final = "1.0.0"
HEADERS: Final = {
    "API-Version": API_VERSION,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Until callers log in: a page elsewhere that points its own name here must not reach us.
HOSTS: Final = frozenset({LOOPBACK, "localhost"})
_METHODS: Final = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})

log = structlog.get_logger()


class Shell:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        """Count in a registry of the application's own."""
        self.app = app
        self.answers = Counter(
            "dwangsom_http_answers",
            "Answers by method, route and status",
            ["method", "route", "status"],
            registry=registry,
        )
        self.seconds = Histogram(
            "dwangsom_http_seconds", "Time until an answer", ["method", "route"], registry=registry
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._answer(scope, receive, dressed)
        except Exception as fault:
            log.error("fault", route=_route(scope), exception=plain(fault))  # noqa: TRY400 - no locals
            if status:
                raise  # half an answer is on its way: only cutting it off is honest
            await told(scope, 500, "de fout is vastgelegd")(scope, receive, dressed)
        finally:
            self._count(scope, status, time.perf_counter() - started)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = Headers(scope=scope).get("host", "").rpartition(":")
        name = host[0] if host[1] and host[2].isdigit() else "".join(host)
        if name.lower() not in HOSTS:
            refused = told(scope, 400, f"dit adres is {LOOPBACK}, niet wat in Host staat")
            await refused(scope, receive, send)
            return
        if is_forged(scope):
            await told(scope, 403, "het verzoek komt van een andere site")(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        route = _route(scope)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self.answers.labels(method, route, str(status)).inc()
        self.seconds.labels(method, route).observe(seconds)


def _route(scope: Scope) -> str:
    """The route and never the path: that holds case numbers, and has no end."""
    return str(getattr(scope.get("route"), "path", "none"))
