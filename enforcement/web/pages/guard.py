"""No page of another site makes the browser change anything here.

There is no login yet and so no web session to tie a token to: until then `Sec-Fetch-Site`, which
every browser of today sends and no script can forge, and `Origin` where it lacks, must do. With
the login a token in each form comes on top. The API asks a content type that a form of another
site cannot send, yet is guarded as well.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN: Final = frozenset({"same-origin", "none"})


def is_forged(scope: Scope) -> bool:
    """Whether an unsafe request was made by a page that is not ours."""
    if scope["method"] in _SAFE:
        return False
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OWN
    origin = headers.get("origin")
    # neither header: no browser, so nobody's browser is misused
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")
