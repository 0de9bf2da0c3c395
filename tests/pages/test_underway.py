"""What is told of acts on their way: the finding just sent, and what waits for the stream."""

import re
from typing import Any, Final

import httpx
import pytest

from enforcement.act import Act
from enforcement.envelope import Envelope
from enforcement.readmodel.projection import project
from enforcement.readmodel.rows import Record
from tests.pages import examples
from tests.pages.site import Site
from tests.readmodel.examples import act, act_record

HTML: Final = {"Accept": "text/html"}


@pytest.fixture
def client(site: Site) -> Any:
    with httpx.Client(base_url=site.address, headers=HTML, timeout=20) as opened:
        yield opened


def _posted(client: httpx.Client, case: str, notes: tuple[str, ...]) -> list[str]:
    """One form sent with several bodies under one id; where each sending leads."""
    page = client.get(f"/zaken/{case}/bevinding").text
    [name] = re.findall(r'name="id" value="([^"]+)"', page)
    fields = {"id": name, "on": "2026-09-02", "nageleefd": "nee", "actie": "vastleggen"}
    answers = [client.post(f"/zaken/{case}/bevinding", data=fields | {"note": n}) for n in notes]
    assert [each.status_code for each in answers] == [303] * len(notes)
    return [each.headers["location"] for each in answers]


def _unprojected(site: Site, client: httpx.Client, case: str, *notes: str) -> list[str]:
    site.case(case, examples.detection()[:3])
    site.projects = False
    try:
        return _posted(client, case, notes)
    finally:
        site.projects = True


def test_of_two_bodies_under_one_id_the_one_that_lost_is_told_as_lost(
    client: httpx.Client, site: Site
) -> None:
    case = "LOD-LOST-1"
    places = _unprojected(site, client, case, "eerste", "tweede")
    assert all("is aangenomen" in client.get(place).text for place in places)
    for each in site.sent[-2:]:
        site.add(case, each.act)
    stands = min(site.sent[-2:], key=lambda each: each.act.body_digest).act
    for place, each in zip(places, site.sent[-2:], strict=True):
        page = client.get(place).text
        won = each.act.body_digest == stands.body_digest
        assert ("is vastgelegd en verwerkt" in page) is won
        assert ("Niet vastgelegd: onder" in page) is not won
        assert ("Leg haar opnieuw vast" in page) is not won


@pytest.mark.parametrize(
    ("reason", "lost"), [("conflicting-id", True), ("reckoning-failed", False)]
)
def test_a_finding_in_quarantine_is_told_as_lost(
    client: httpx.Client, site: Site, reason: str, *, lost: bool
) -> None:
    case = f"LOD-QUARANTINE-{reason.upper()}"
    ours, theirs = _unprojected(site, client, case, "in quarantaine", "niet daar")
    [refused, _] = site.sent[-2:]
    site.wait(_refuse(site, refused, reason))
    page = client.get(ours).text
    assert (f"Niet vastgelegd: de bevinding is afgekeurd ({reason})" in page) is lost
    assert ("is aangenomen" in page) is not lost
    assert "is aangenomen" in client.get(theirs).text


async def _refuse(site: Site, sent: Envelope, reason: str) -> None:
    made = act_record(0, sent.case, sent.act)
    headers = (("dwangsom-reason", reason.encode("ascii")),)
    async with site.engine.connect() as connection:
        for topic in (f"{sent.case}-a", f"{sent.case}-b"):
            origin = (
                ("dwangsom-topic", topic.encode("ascii")),
                ("dwangsom-partition", b"0"),
                ("dwangsom-offset", b"0"),
            )
            value = b"{" if topic.endswith("a") else made.value
            record = Record(site.refusals, made.key, value, (*headers, *origin))
            site.refusals = await project(
                connection,
                topic="quarantine",
                partition=0,
                records=[record],
                expected=site.refusals,
            )


def test_while_the_worker_does_not_keep_up_the_page_says_so_and_nothing_is_processed(
    client: httpx.Client, site: Site
) -> None:
    case = "LOD-BEHIND-1"
    [place] = _unprojected(site, client, case, "blijft liggen")
    assert "op verwerking sinds" not in client.get(place).text
    stand = site.stand(case)
    site.only_acts(case, site.sent[-1].act)
    assert site.stand(case) != stand
    page = client.get(place).text
    assert "is vastgelegd. Zij wacht nog op verwerking." in page
    assert "1 handeling wacht op verwerking sinds 3 september 2026, 12:15." in page
    later = "2026-09-03T14:00:00+02:00"
    site.only_acts(case, examples.finding("later", "2026-09-03", recorded_at=later))
    page = client.get(place).text
    assert "2 handelingen wachten op verwerking sinds 3 september 2026, 12:15." in page
    site.add(case, examples.finding("laatst", "2026-09-03"))
    page = client.get(place).text
    assert "is vastgelegd en verwerkt" in page
    assert "op verwerking" not in page


def _reopened(*more: Act) -> list[Act]:
    gone = {"handeling": "zaak", "reden": "verkeerd onderwerp"}
    right = {"onderwerp": "Juist onderwerp", "overtreder": {"naam": "ProRail B.V."}}
    return [
        examples.opened("2026-04-01", "Verkeerd onderwerp", fictief=True),
        act("handeling-ingetrokken", "terug", "2026-04-02", **gone),
        act("zaak-geopend", "zaak-2", "2026-04-02", **right),
        *more,
    ]


def test_the_list_and_the_page_take_the_opening_that_stands(
    client: httpx.Client, site: Site
) -> None:
    back = {"handeling": "terug", "reden": "toch goed"}
    undone = act("handeling-ingetrokken", "terug-2", "2026-04-03", **back)
    wrong_way = {"LOD-REOPENED-1": ((), "Juist"), "LOD-REOPENED-2": ((undone,), "Verkeerd")}
    for case, (more, title) in wrong_way.items():
        site.case(case, _reopened(*more))
        for path in (f"/zaken?nummer={case}", f"/zaken/{case}"):
            page = client.get(path).text
            assert f"{title} onderwerp</" in page
            assert ("FICTIEF" in page) is (title == "Verkeerd")
