"""A running site with every example, and the Chromium of this machine to look at it."""

import os
import shutil
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests import postgres
from tests.pages import examples
from tests.pages.site import Site, served

ARGS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP: Final[ViewportSize] = {"width": 1440, "height": 900}
_WATCH: Final = """document.addEventListener("securitypolicyviolation", (event) =>
  window.violated(`${event.violatedDirective} ${event.blockedURI}`));"""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres.running() as url:
        yield url


@pytest.fixture(scope="module")
def site(server: str) -> Iterator[Site]:
    with postgres.copied(server) as url, served(url) as running:
        for case, acts in examples.CASES.items():
            running.case(case, acts())
        yield running


@pytest.fixture
def empty_url(server: str) -> Iterator[str]:
    with postgres.copied(server) as url:
        yield url


@pytest.fixture
def empty_site(empty_url: str) -> Iterator[Site]:
    with served(empty_url) as running:
        yield running


# For a module, not for the session: playwright keeps an event loop running in this process as
# long as it is open, and no test of another module could start one of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        missing = "no chromium on this machine (Debian: apt-get install chromium)"
        assert "CI" not in os.environ, missing
        pytest.skip(missing)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(ARGS))
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A window in which nothing goes wrong unseen: no violation of the CSP, no error."""
    wrong: list[str] = []
    opened = browser.new_context(base_url=site.address, locale="nl-NL", viewport=DESKTOP)
    opened.expose_function("violated", lambda text: wrong.append(text))  # noqa: PLW0108 - it takes no builtin
    opened.add_init_script(_WATCH)
    opened.on("weberror", lambda error: wrong.append(str(error.error)))
    opened.on("console", lambda told: wrong.append(told.text) if _is_wrong(told.text) else None)
    yield opened
    opened.close()
    assert wrong == []


def _is_wrong(text: str) -> bool:
    # the browser says of each refused page that it was refused, which a test may well ask for
    return "Content Security Policy" in text or "Error:" in text


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def plain_page(browser: Browser, site: Site) -> Iterator[Page]:
    """A window with JavaScript off."""
    opened = browser.new_context(
        base_url=site.address, locale="nl-NL", viewport=DESKTOP, java_script_enabled=False
    )
    yield opened.new_page()
    opened.close()
