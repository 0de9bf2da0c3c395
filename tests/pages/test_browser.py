"""The pages in a real browser: for everyone, at every width, with and without JavaScript."""

import re
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.pages import examples
from tests.pages.site import Site

AXE: Final = Path(__file__).with_name("axe.min.js")
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CASE: Final = f"/zaken/{examples.DETECTION}"
FORM: Final = f"{CASE}/bevinding"
WIDTHS: Final = (1440, 390)
PAGES: Final = {
    "list": "/zaken",
    "list with an error": "/zaken?nummer=%21",
    "not there": "/zaken/LOD-404",
    "not readable": f"{CASE}?op=gisteren",
    "form": FORM,
    "lost": f"{CASE}?vastgelegd=b8&kenmerk=0123456789abcdef",
    "another day": f"{CASE}?op=2026-07-10&bekendOp=2026-07-09T12:00",
    "oldest first": f"{CASE}?volgorde=oudste&soort=besluiten",
    **{case: f"/zaken/{case}" for case in examples.CASES},
}


def violations(page: Page) -> list[str]:
    """What axe finds wrong, rule and place. Run as code of the browser: the CSP lets none in."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found: Any = page.evaluate("(options) => axe.run(document, options)", options)
    return [f"{v['id']} {n['target']}" for v in found["violations"] for n in v["nodes"]]


def overflow(page: Page) -> int:
    too_wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return too_wide


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], width
    for width in (320, 768, 1024):
        page.set_viewport_size({"width": width, "height": 900})
        assert overflow(page) == 0, width


def test_axe_bites(page: Page) -> None:
    page.goto("/zaken")
    page.evaluate(
        """() => {
          const wrong = document.createElement("main");
          const image = document.createElement("img");
          image.src = "/static/icon.svg";
          const pale = document.createElement("p");
          pale.textContent = "te licht";
          pale.className = "pale";
          document.querySelector(".wrap h1").after(image, pale);
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(".pale { color: #bbb; }");
          document.adoptedStyleSheets.push(sheet);
        }"""
    )
    found = {each.split()[0] for each in violations(page)}
    assert {"image-alt", "color-contrast"} <= found


def test_every_stop_of_the_tab_key_can_be_seen(page: Page) -> None:
    page.goto(CASE)
    seen: list[str] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop: Any = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (one === document.body) return null;
              const style = getComputedStyle(one);
              const box = one.getBoundingClientRect();
              const visible = box.width > 0 && box.height > 0 && box.top < innerHeight;
              const text = one.textContent.trim().slice(0, 40) || one.id;
              return [text, style.outlineStyle, parseFloat(style.outlineWidth), visible];
            }"""
        )
        if stop is None:
            break
        text, style, width, visible = stop
        assert style != "none", text
        assert width >= 3, text
        assert visible, text
        seen.append(text)
    assert seen[0] == "Naar de inhoud"
    assert len(seen) > 40
    page.goto(CASE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_a_new_finding_appears_on_an_open_page_by_itself(
    context: BrowserContext, site: Site
) -> None:
    case = "LOD-LIVE-1"
    site.case(case, examples.detection()[:3])
    watching = context.new_page()
    watching.goto(f"/zaken/{case}")
    expect(watching.locator(".sentence")).to_contain_text("nog geen dwangsom")
    watching.locator("#verbeurtes > summary").click()
    watching.locator("#op").fill("2026-08-01")
    watching.locator("#verbeurtes > summary").focus()
    watching.evaluate("window.scrollTo(0, 500)")
    writing = context.new_page()
    _record(writing, f"/zaken/{case}/bevinding")
    expect(watching.locator("#tijdlijn")).to_contain_text("Bevinding vastgesteld")
    expect(watching.locator(".sentence")).to_contain_text("heeft het maximum")
    expect(watching.locator("#melding")).to_contain_text("heeft het maximum")
    assert watching.locator("#verbeurtes").get_attribute("open") is not None
    assert watching.locator("#op").input_value() == "2026-08-01"
    assert watching.evaluate("document.activeElement.parentElement.id") == "verbeurtes"
    assert watching.evaluate("scrollY") == 500
    assert violations(watching) == []


def _record(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_label("Onderdeel van de last").select_option("a")
    page.get_by_label("De last is niet nageleefd").check()
    page.get_by_role("button", name="Toon het gevolg").click()
    expect(page.locator(".effect")).to_contain_text("worden vastgesteld")
    expect(page.locator(".effect")).to_contain_text("Verbeurte, aan ProRail B.V.")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert (violations(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator(".done")).to_contain_text("is vastgelegd en verwerkt")


def test_all_errors_of_the_form_stand_at_their_fields_and_what_was_typed_stays(
    page: Page, site: Site
) -> None:
    page.goto(FORM)
    page.get_by_label("Dag van de bevinding").fill("")
    page.get_by_label("Toelichting").fill("overweg 12")
    page.locator("#rapport > summary").click()
    page.get_by_label("Nummer van het rapport").fill("HC-9")
    page.get_by_role("button", name="Vastleggen").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("er is niets vastgelegd")
    fields = ("on", "nageleefd", "rapport.inspecteur", "rapport.methode", "rapport.beschrijving")
    for name in fields:
        expect(page.locator(f'[id="{name}-fout"]')).to_be_visible()
    expect(page.get_by_label("Toelichting")).to_have_value("overweg 12")
    expect(page.get_by_label("Nummer van het rapport")).to_have_value("HC-9")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert (violations(page), overflow(page)) == ([], 0)
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == "on"
    assert "overweg 12" not in {each.act.note for each in site.sent}


def test_the_timeline_is_filtered_in_place_and_the_address_follows(page: Page) -> None:
    page.goto(CASE)
    page.locator("#soort-verbeurd").click()
    expect(page.locator("#soort-verbeurd")).to_have_attribute("aria-current", "true")
    expect(page.locator("#tijdlijn")).not_to_contain_text("Bezwaar gemaakt")
    expect(page).to_have_url(re.compile(r"\?soort=verbeurd"))
    page.reload()
    expect(page.locator("#tijdlijn")).not_to_contain_text("Bezwaar gemaakt")


@pytest.fixture
def texts() -> tuple[str, ...]:
    return (
        "Obstakeldetectie op overwegen niet goedgekeurd",
        "ProRail B.V. heeft € 200.000 verbeurd van maximaal € 250.000.",
        "dinsdag 15 september 2026",
        "In invordering",
        "niet vóór",
        "FICTIEF – verzonnen zaak, geen rechtsgevolg",
        "Komt eraan",
        "Geregistreerd 26 mei 2026",
    )


def test_the_case_is_whole_without_javascript(plain_page: Page, texts: tuple[str, ...]) -> None:
    plain_page.goto("/zaken")
    plain_page.get_by_label("Zaaknummer begint met").fill("lod-2026-01")
    plain_page.get_by_role("button", name="Toon").click()
    expect(plain_page.get_by_role("row")).to_have_count(2)
    plain_page.get_by_role("link", name="Obstakeldetectie").click()
    whole = plain_page.locator("body").text_content() or ""
    said = " ".join(whole.replace("\N{NO-BREAK SPACE}", " ").split())
    assert [text for text in texts if text not in said] == []
    plain_page.locator("#soort-besluiten").click()
    expect(plain_page.locator("#tijdlijn")).not_to_contain_text("Bezwaar gemaakt")
    expect(plain_page.locator("#tijdlijn")).to_contain_text("Invorderingsbeschikking")
    plain_page.locator("#volgorde").click()
    expect(plain_page.locator("#tijdlijn h4").first).to_have_text("Zaak geopend")
    plain_page.get_by_label("Zoals op").fill("2026-07-10")
    plain_page.locator(".when-form button").click()
    expect(plain_page.locator(".elsewhen")).to_contain_text("zoals op vrijdag 10 juli 2026")


def test_a_finding_is_recorded_without_javascript(plain_page: Page, site: Site) -> None:
    case = "LOD-PLAIN-1"
    site.case(case, examples.breaches()[:2])
    plain_page.goto(f"/zaken/{case}/bevinding")
    plain_page.get_by_label("De last is niet nageleefd").check()
    for _ in range(2):
        plain_page.get_by_role("button", name="Meer overtredingen").click()
    breach = plain_page.get_by_role("group", name="Overtreding 8")
    breach.get_by_label("Dag").fill("2026-08-20")
    breach.get_by_label("Kenmerk").fill("sein-3")
    plain_page.get_by_role("button", name="Toon het gevolg").click()
    expect(plain_page.locator(".effect")).to_contain_text("1 dwangsom van onderdeel a")
    plain_page.get_by_role("button", name="Vastleggen").click()
    expect(plain_page.locator(".done")).to_contain_text("is vastgelegd en verwerkt")
    expect(plain_page.locator(".sentence")).to_contain_text("€ 25.000")


def test_a_case_can_be_printed(page: Page) -> None:
    page.goto(CASE)
    page.emulate_media(media="print")
    assert page.locator(".actions").is_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF-")


def test_a_page_that_is_not_seen_does_not_listen_and_catches_up_when_it_is(
    page: Page, site: Site
) -> None:
    case = "LOD-HIDDEN-1"
    site.case(case, examples.detection()[:3])
    page.goto(f"/zaken/{case}")
    show = """(state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(show, "hidden")
    site.add(case, examples.finding("b1", "2026-09-02", onderdeel="a"))
    page.wait_for_timeout(400)
    expect(page.locator(".sentence")).to_contain_text("nog geen dwangsom")
    page.evaluate(show, "visible")
    expect(page.locator(".sentence")).to_contain_text("heeft het maximum")
