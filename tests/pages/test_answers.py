"""What the pages answer over HTTP: headers, refusals, forms sent twice, the stream of changes."""

import hashlib
import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

import httpx
import pytest
from sqlalchemy import text

from enforcement.delivery import migrate, record
from enforcement.delivery.channel import Letter
from enforcement.readmodel.database import address, open_engine
from enforcement.settings import Settings
from enforcement.web.pages.site import CONTENT_SECURITY_POLICY, STATIC
from enforcement.web.ports import House
from tests import postgres
from tests.pages import examples
from tests.pages.site import NOW, TODAY, Site, served
from tests.readmodel.examples import act

HTML: Final = {"Accept": "text/html,application/xhtml+xml"}
CASE: Final = f"/zaken/{examples.DETECTION}"
SENT: Final = {"notice": "n0", "kanaal": "outbox", "uitkomst": "verzonden"}
SLASHED: Final = f"/zaken/{examples.HUNDREDS}"


@pytest.fixture
def client(site: Site) -> Any:
    with httpx.Client(base_url=site.address, headers=HTML, timeout=20) as opened:
        yield opened


def _form(client: httpx.Client, case: str) -> dict[str, str]:
    answer = client.get(f"/zaken/{case}/bevinding")
    found = re.search(r'name="id" value="([^"]+)"', answer.text)
    assert found is not None
    return {"id": found[1], "on": "2026-09-02", "nageleefd": "nee", "onderdeel": "a"}


@pytest.mark.parametrize(
    "path", ["/zaken", CASE, SLASHED, f"{SLASHED}/bevinding", "/zaken/LOD-404"]
)
def test_every_page_bears_the_headers_of_a_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    expected = {
        "content-security-policy": CONTENT_SECURITY_POLICY,
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cache-control": "no-store",
        "strict-transport-security": "max-age=31536000; includeSubDomains",
    }
    assert expected.items() <= dict(answer.headers).items()
    assert " style=" not in answer.text
    assert not re.search(r"<script(?![^>]* src=)|<style|\son[a-z]+=", answer.text)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/zaken/", 404),
        ("/zaken/klein", 404),
        ("/zaken/LOD-404", 404),
        ("/zaken/LOD-404/bevinding", 404),
        ("/zaken/klein/wijzigingen", 404),
        ("/nergens", 404),
        (f"{CASE}?op=2026-02-30", 400),
        (f"{CASE}?bekendOp=morgen", 400),
        (f"{CASE}?soort=mooi", 400),
        (f"{CASE}?op=2026-01-01&op=2026-01-02", 400),
        (f"{CASE}?kleur=rood", 400),
        (f"{CASE}?vastgelegd=b8&kenmerk=b8", 400),
        (f"{CASE}?op=2199-12-31", 200),
        (f"{CASE}?bekendOp=1900-01-01T00:00", 200),
        ("/zaken?pagina=0", 400),
        ("/zaken?nummer=%00", 400),
    ],
)
def test_what_is_not_there_or_not_readable_is_told_on_a_page(
    client: httpx.Client, path: str, status: int
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "op=2225-05-01",
        "op=0000-01-01",
        "op=1899-12-31",
        "bekendOp=0001-01-01T00:00",
        "bekendOp=9999-12-31T23:59",
        "bekendOp=0001-01-01T00:00:00Z",
    ],
)
def test_a_day_of_another_age_is_refused_with_the_range(
    client: httpx.Client, question: str
) -> None:
    answer = client.get(f"{CASE}?{question}")
    assert answer.status_code == 400
    assert "een dag van 1900 tot en met 2199 verwacht" in answer.text


def test_the_api_keeps_its_own_refusals_and_headers(client: httpx.Client) -> None:
    answer = client.get("/v1/zaken/LOD-404")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; frame")
    assert client.get(f"/v1{SLASHED}").json()["case"] == examples.HUNDREDS


def test_the_front_leads_to_the_list(client: httpx.Client) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/zaken")


def test_a_static_file_may_be_kept_and_one_with_its_version_for_ever(client: httpx.Client) -> None:
    page = client.get("/zaken").text
    [versioned] = re.findall(r'href="(/static/app.css\?v=[0-9a-f]{12})"', page)
    assert "immutable" in client.get(versioned).headers["cache-control"]
    font = client.get("/static/vendor/fira-sans-latin-400-normal.woff2")
    assert font.headers["cache-control"] == "public, max-age=86400"
    assert font.headers["x-content-type-options"] == "nosniff"
    assert client.get("/static/../app.py").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://example.nl"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.nl"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(
    client: httpx.Client, site: Site, headers: dict[str, str]
) -> None:
    fields = _form(client, examples.DETECTION) | {"actie": "vastleggen"}
    answer = client.post(f"{CASE}/bevinding", data=fields, headers=headers)
    assert answer.status_code == 403
    assert fields["id"] not in site.counts()


def test_a_form_sent_twice_records_one_act_once(client: httpx.Client, site: Site) -> None:
    case = "LOD-TWICE-1"
    site.case(case, examples.detection()[:3])
    fields = _form(client, case) | {"actie": "vastleggen"}
    own = {"Sec-Fetch-Site": "same-origin"}
    answers = [client.post(f"/zaken/{case}/bevinding", data=fields, headers=own) for _ in range(2)]
    [digest] = [each.act.body_digest for each in site.sent if each.act.id == fields["id"]]
    where = f"/zaken/{case}?vastgelegd={fields['id']}&kenmerk={digest[:16]}"
    assert [(each.status_code, each.headers["location"]) for each in answers] == [(303, where)] * 2
    assert site.counts()[fields["id"]] == 1
    [sent] = [each for each in site.sent if each.act.id == fields["id"]]
    assert (sent.case, sent.source, sent.act.recorded_at) == (case, Settings().source, NOW)
    shown = client.post(f"/zaken/{case}/bevinding", data=fields | {"actie": "voorvertoning"})
    assert "Deze bevinding staat er al" in shown.text
    other = client.post(f"/zaken/{case}/bevinding", data=fields | {"note": "toch anders"})
    assert other.status_code == 409
    assert "staat al een andere handeling" in other.text


def test_what_is_not_yet_projected_is_sent_again_as_the_same_act(
    client: httpx.Client, site: Site
) -> None:
    case = "LOD-TWICE-2"
    site.case(case, examples.detection()[:3])
    fields = _form(client, case) | {"actie": "vastleggen"}
    site.projects = False
    answers = [client.post(f"/zaken/{case}/bevinding", data=fields) for _ in range(2)]
    site.projects = True
    assert [each.status_code for each in answers] == [303, 303]
    bodies = {each.act.body_digest for each in site.sent if each.act.id == fields["id"]}
    assert len(bodies) == 1
    assert "Zodra zij is verwerkt" in client.get(answers[0].headers["location"]).text


def test_when_it_is_not_sure_that_it_was_recorded_the_form_says_so_and_stays(
    client: httpx.Client, site: Site
) -> None:
    fields = _form(client, examples.GRACE) | {"note": "bij de brug"}
    site.broken = OSError("weg")
    answer = client.post(
        f"/zaken/{examples.GRACE}/bevinding", data=fields | {"actie": "vastleggen"}
    )
    site.broken = None
    assert answer.status_code == 503
    assert f'value="{fields["id"]}"' in answer.text
    assert "bij de brug" in answer.text
    assert "weg" not in re.sub(r"<[^>]+>", " ", answer.text).split()


@pytest.mark.parametrize("content", [b"\xff=1", b"&".join(b"a%d=1" % n for n in range(500))])
def test_a_body_that_no_form_sends_is_refused(client: httpx.Client, content: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post(f"{CASE}/bevinding", content=content, headers=headers)
    assert answer.status_code == 400
    other = client.post(f"{CASE}/bevinding", json={"a": 1})
    assert other.status_code == 415


def test_hostile_text_stays_text(client: httpx.Client, site: Site) -> None:
    case = "LOD-HOSTILE-1"
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>*{{ 7*7 }}'
    acts = [examples.opened("2026-04-01", evil, overtreder={"naam": evil}), *examples.grace()]
    site.case(case, [*acts, examples.finding("f'\"<b>", "2026-08-30", note=evil, onderdeel="a")])
    fields = _form(client, case) | {"note": evil, "rapport.nummer": evil}
    pages = [client.get(path) for path in (f"/zaken/{case}", "/zaken?nummer=LOD-HOSTILE")]
    pages.append(client.post(f"/zaken/{case}/bevinding", data=fields))
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "49" not in re.findall(r"\*(\d+)", page.text)


def test_the_list_is_read_page_by_page(empty_site: Site) -> None:
    with httpx.Client(base_url=empty_site.address, headers=HTML, timeout=20) as client:
        assert "Er zijn nog geen zaken" in client.get("/zaken").text
        for number in range(30):
            empty_site.case(f"LOD-{number:03}", examples.grace())
        first, second = client.get("/zaken"), client.get("/zaken?pagina=2")
        assert "30 zaken, bladzijde 1 van 2" in first.text
        found = [re.findall(r'class="case-link" href="([^"]+)"', p.text) for p in (first, second)]
        assert [len(each) for each in found] == [25, 5]
        assert len({*found[0], *found[1]}) == 30
        assert "bladzijde 2 van 2" in client.get("/zaken?pagina=2&status=begunstiging").text
        assert "Geen zaak voldoet" in client.get("/zaken?status=gesloten").text


class Listener(threading.Thread):
    """An open page, as far as the stream of changes goes; it leaves when it is told to."""

    def __init__(self, site: Site, case: str) -> None:
        super().__init__()
        self.address = f"{site.address}/zaken/{case}/wijzigingen"
        self.heard: list[str] = []
        self.leaves = threading.Event()

    def run(self) -> None:
        with httpx.Client(timeout=20) as client, client.stream("GET", self.address) as stream:
            for line in stream.iter_lines():
                self.heard += [line] if line.startswith("data: ") else []
                if self.leaves.is_set():
                    return


def _until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not met() and time.monotonic() < end:
        time.sleep(0.02)
    assert met()


def test_a_reckoning_that_failed_on_the_stream_is_told_and_the_page_reckons_itself(
    client: httpx.Client, site: Site
) -> None:
    case = "LOD-FAILED-1"
    site.case(case, examples.grace(), state="reckoning-failed")
    assert "Berekening mislukt" in client.get(f"/zaken?nummer={case}").text
    page = client.get(f"/zaken/{case}").text
    assert "is mislukt door een fout van ons" in page
    assert "Begunstigingstermijn loopt" in page


def test_without_a_database_a_page_says_so(client: httpx.Client, site: Site) -> None:
    here: House = site.app.state.house
    site.app.state.house = replace(here, engine=open_engine("postgresql://x:x@127.0.0.1:1/x"))
    answer = client.get("/zaken")
    site.app.state.house = here
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert "<h1>Nu even niet beschikbaar</h1>" in answer.text


def test_a_fault_of_ours_is_told_on_a_page_without_its_workings(
    client: httpx.Client, site: Site
) -> None:
    def broken() -> date:
        message = "geheim"
        raise RuntimeError(message)

    here: House = site.app.state.house
    site.app.state.house = replace(here, today=broken)
    answer = client.get(CASE)
    site.app.state.house = here
    assert answer.status_code == 500
    assert "<h1>Er ging bij ons iets mis</h1>" in answer.text
    assert "geheim" not in answer.text


def test_one_listener_serves_every_open_page_and_ends_with_the_last(site: Site) -> None:
    case, other = "LOD-STREAM-1", "LOD-STREAM-2"
    for name in (case, other):
        site.case(name, examples.grace())
    pages = [Listener(site, name) for name in (case, case, other)]
    for page in pages:
        page.start()
    _until(lambda: all(page.heard for page in pages))
    assert _listeners(site) == 1
    quiet = list(pages[2].heard)
    site.add(case, examples.finding("f1", "2026-09-02", onderdeel="a"))
    stand = site.stand(case)
    _until(lambda: all(page.heard[-1] == f"data: {stand}" for page in pages[:2]))
    assert pages[2].heard == quiet
    for page in pages:
        page.leaves.set()
    for name in (case, other):
        site.add(name, examples.finding("f2", "2026-09-03", onderdeel="a"))
    for page in pages:
        page.join(10)
    _until(lambda: _listeners(site) == 0)


def _listeners(site: Site) -> int:
    async def count() -> int:
        asked = (
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND query ILIKE 'LISTEN%'"
        )
        async with site.engine.connect() as connection:
            return int((await connection.execute(text(asked))).scalar_one())

    return site.wait(count())


def test_an_open_page_does_not_keep_the_server_from_ending(server: str) -> None:
    with postgres.copied(server) as url:
        with served(url) as running, httpx.Client(base_url=running.address) as client:
            running.case("LOD-END-1", examples.grace())
            request = client.build_request("GET", "/zaken/LOD-END-1/wijzigingen")
            stream = client.send(request, stream=True)
            assert stream.headers["content-type"].startswith("text/event-stream")
            started = time.monotonic()
        assert time.monotonic() - started < 10
        stream.close()


def test_the_letters_of_a_case_can_be_fetched_and_signals_stand_apart(
    empty_site: Site, empty_url: str
) -> None:
    case = "LOD-STUKKEN-1"
    kinds = ("verbeurte", "maximum-bereikt", "signaal-verjaring")
    issued = [{"id": f"n{n}", "sequence": n, "kind": kind} for n, kind in enumerate(kinds)]
    empty_site.case(case, examples.detection(), issued=issued)
    with httpx.Client(base_url=empty_site.address, headers=HTML, timeout=20) as client:
        assert client.get(f"/zaken/{case}").text.count("wordt gemaakt") == 2
        migrate.upgrade(address(empty_url))
        empty_site.wait(_keep(empty_site, case))
        page = client.get(f"/zaken/{case}").text
        assert page.count("wordt gemaakt") == 1
        assert '<a href="/v1/stukken/n0" download>Verbeurte</a>' in page
        assert "nog niet bezorgd" in page
        receipt = act("kennisgeving-bezorgd", "bezorgd-n0", "2026-09-02", **SENT)
        empty_site.case(case, [*examples.detection(), receipt], issued=issued)
        page = client.get(f"/zaken/{case}").text
        assert "2 sep 2026 · verzonden · PDF" in page
        assert "<h4>Kennisgeving bezorgd: Verbeurte</h4>" in page
        assert '<a href="/v1/stukken/n0" download>Open de brief (PDF)</a>' in page
        assert "<span>bezorgd-n0</span>" not in page
        assert "PDF, 5 kB" in page
        assert "Signalen aan ILT" in page
        assert client.get("/v1/stukken/n0").content == b"%PDF-" + b"x" * 5_000


async def _keep(site: Site, case: str) -> None:
    letter = Letter(
        notice_id="n0",
        case=case,
        kind="verbeurte",
        due_on=TODAY,
        to="overtreder",
        sequence=0,
        file_name="verbeurte.pdf",
        event=b"{}",
        pdf=b"%PDF-" + b"x" * 5_000,
    )
    async with site.engine.connect() as connection:
        await record.keep(connection, letter)


def test_the_vendored_files_are_the_published_ones() -> None:
    folder = STATIC / "vendor"
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    held = {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    assert sums.keys() == held
    for name, expected in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected, name
