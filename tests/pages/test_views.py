"""The sentences of a case, its chart and what a finding changes, without browser or database.

Who changed a chart on purpose and looked at it runs this file once with DWANGSOM_WRITE_GOLDEN=1.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import pytest

from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.reckoning.outcome import Notice
from enforcement.values import STATUTES
from enforcement.web.pages import (
    case_view,
    chart,
    course,
    difference,
    documents_view,
    finding_form,
    site,
    terms_view,
    timeline_view,
    words,
)
from enforcement.web.pages.drawing import Drawing, Frame
from enforcement.web.pages.labels import Placer
from enforcement.web.pages.questions import STATUSES
from enforcement.web.pages.reading import Worked, work
from enforcement.web.pages.sentence import sentence
from tests.pages import examples
from tests.pages.site import NOW, TODAY
from tests.readmodel.examples import act

ROOM: Final = Path(__file__).parent
FRAMES: Final = {"wide": chart.WIDE, "narrow": chart.NARROW}
Example = Callable[[], list[Act]]


def worked(acts: list[Act], on: date = TODAY) -> Worked:
    return work(Dossier.of("LOD-1", acts), on)


def drawn(found: Worked, frame: Frame) -> Drawing:
    whole = course.course(found)
    assert whole is not None
    return chart.draw(whole, frame, "Verloop van de dwangsom")


SENTENCES: Final = {
    "detection": (
        examples.detection,
        (
            "ProRail B.V. heeft € 200.000 verbeurd van maximaal € 250.000. Gaat de overtreding "
            "door, dan is het maximum bereikt op dinsdag 15 september 2026."
        ),
    ),
    "lump": (
        examples.lump,
        "ProRail B.V. heeft het maximum van € 50.000 verbeurd, bereikt op zondag 2 augustus 2026.",
    ),
    "parts": (
        examples.parts,
        (
            "ProRail B.V. heeft € 65.000 verbeurd van maximaal € 300.000. Met wat nog niet is "
            "vastgesteld meegerekend is het maximum bereikt voor onderdeel b."
        ),
    ),
    "proven to the full": (
        lambda: [*examples.parts(), examples.finding("h4", "2026-07-05", onderdeel="b")],
        (
            "ProRail B.V. heeft € 80.000 verbeurd van maximaal € 300.000. Het maximum is bereikt "
            "voor onderdeel b."
        ),
    ),
    "intended": (
        examples.intended,
        "Het voornemen is verzonden. Er is nog geen last opgelegd.",
    ),
    "grace": (
        examples.grace,
        (
            "De overtreder heeft tot en met donderdag 1 oktober 2026 om zonder dwangsom te "
            "voldoen. Daarna is ten hoogste € 250.000 te verbeuren."
        ),
    ),
    "withdrawn": (
        examples.withdrawn,
        "De last is ingetrokken. Er is geen dwangsom als verbeurd vastgesteld.",
    ),
    "suspended": (
        examples.suspended,
        "De last is geschorst; een laatste dag is nog niet te noemen. Verbeurd is € 50.000.",
    ),
}


@pytest.mark.parametrize(("acts", "said"), SENTENCES.values(), ids=SENTENCES.keys())
def test_a_case_is_told_in_a_sentence(acts: Example, said: str) -> None:
    told = "".join(piece.text for piece in sentence(worked(acts())))
    assert told.replace("\N{NO-BREAK SPACE}", " ") == said


def test_every_status_has_its_words() -> None:
    assert set(STATUSES) == set(words.STATUSES)
    assert len({each.text for each in words.STATUSES.values()}) == len(STATUSES)


def test_what_was_only_assumed_is_nowhere_called_forfeited() -> None:
    found = worked(examples.hundreds()[:2])
    assert found.answer.geld.aangenomen_cents
    sums = case_view.sums(found)
    assert (sums.verbeurd_cents, sums.niet_ingevorderd_cents) == (0, 0)
    assert sentence(found)[0].text.startswith("Er is nog geen dwangsom als verbeurd vastgesteld")
    assert all(row.total_cents is None for row in course.table(found))
    line = timeline_view.line(found, "verbeurd", "nieuwste")
    nodes = [node for month in line.months for node in month.nodes]
    assert [node.title for node in nodes if "Dwangsom verbeurd" in node.title] == []
    assert {node.tone for node in nodes} == {"plain"}
    assert drawn(found, chart.WIDE).proven.count("V") == 0


def test_the_sums_and_the_bar_fill_the_maximum_and_no_more() -> None:
    for acts in examples.CASES.values():
        found = worked(acts())
        sums = case_view.sums(found)
        assert sum(piece.width for piece in sums.slices) <= 1_000
        known = sums.verbeurd_cents + sums.aangenomen_cents + sums.ruimte_cents
        assert known == found.cents_max


def _money() -> list[Act]:
    """Paid in part, after interest and the costs of a reminder; a part given up."""
    terms: dict[str, Any] = {"per": "ineens", "cents": 5_000_000, "cents_max": 5_000_000}
    return [
        examples.last("2025-06-02", examples.part(begunstiging_until="2025-08-01", **terms)),
        examples.finding("g1", "2025-08-10", onderdeel="a"),
        act("invordering-beschikt", "i", "2025-08-12", cents=5_000_000),
        act("betaling-ontvangen", "p1", "2025-08-20", cents=1_000_000),
        act("aangemaand", "m", "2025-10-01"),
        act("betaling-ontvangen", "p2", "2025-11-20", cents=2_000_000),
        act("kwijtgescholden", "k", "2025-11-21", cents=500_000),
    ]


@pytest.mark.parametrize("acts", [*examples.CASES.values(), _money])
@pytest.mark.parametrize("on", [TODAY, date(2025, 12, 1), date(2028, 1, 1)])
def test_what_was_forfeited_is_the_sum_of_what_became_of_it(acts: Example, on: date) -> None:
    found = worked(acts(), on)
    sums = case_view.sums(found)
    gone = sum(cents for _, cents in sums.gone)
    known = sums.in_invordering_cents + sums.niet_ingevorderd_cents + sums.hoofdsom_cents + gone
    assert known == sums.verbeurd_cents
    paid = case_view.paid_to(found.workings.settled.ledger)
    parts = (paid.hoofdsom_cents, paid.rente_cents, paid.kosten_cents, paid.beyond_cents)
    assert min(parts) >= 0
    assert sum(parts) + paid.unproven_cents == found.answer.geld.betaald_cents


def test_payments_that_went_elsewhere_than_the_principal_are_told() -> None:
    found = worked(_money(), date(2025, 12, 1))
    paid = case_view.paid_to(found.workings.settled.ledger)
    assert (paid.kosten_cents, paid.beyond_cents) == (found.answer.geld.kosten_cents, 0)
    assert paid.rente_cents > 0
    told = case_view.sums(found).paid
    for cents, name in (
        (paid.hoofdsom_cents, "op de hoofdsom"),
        (paid.rente_cents, "aan rente"),
        (paid.kosten_cents, "aan kosten"),
    ):
        assert f"{words.euro(cents)} {name}" in told
    assert case_view.sums(worked(examples.lump())).paid == ""
    too_much = [*examples.lump(), act("betaling-ontvangen", "p2", "2026-08-21", cents=100)]
    assert f"{words.euro(100)} boven wat verschuldigd was" in case_view.sums(worked(too_much)).paid


def test_the_chart_and_the_table_of_terms_start_the_grace_on_one_day() -> None:
    for acts in examples.CASES.values():
        found = worked(acts())
        drawing = course.course(found)
        bands = () if drawing is None else drawing.bands
        starts = {band.from_on for band in bands if band.kind == "grace"}
        terms = [term for term in found.answer.termijnen if term.kind == "begunstiging"]
        assert starts == {term.from_on for term in terms}


def test_the_next_terms_come_by_date_with_who_must_move() -> None:
    cards = terms_view.cards(worked(examples.detection()))
    told = [(card.on.isoformat(), card.mover, card.articles[0]) for card in cards]
    assert told == [
        ("2026-09-07", "ProRail B.V.", "Awb 4:112"),
        ("2026-09-08", "ProRail B.V.", "Awb 5:33"),
        ("2026-09-22", "ProRail B.V.", "Awb 5:33"),
        ("2026-09-29", "ProRail B.V.", "Awb 5:33"),
    ]
    assert cards[2].what == f"Betalen: {words.euro(2_500_000)}"
    assert cards[0].left == "over 4 dagen"
    assert cards[0].what == f"Betalen na aanmaning: {words.euro(10_000_000)} hoofdsom"


def test_a_reminder_whose_dwangsommen_are_paid_names_no_sum() -> None:
    payment = act("betaling-ontvangen", "p1", "2026-09-02", cents=25_000_000)
    [first, *_] = terms_view.cards(worked([*examples.detection(), payment]))
    assert first.what == "Betalen na aanmaning van wat is ingevorderd"


def test_while_a_remedy_against_the_order_is_pending_limitation_is_not_before_a_day() -> None:
    [card] = terms_view.cards(worked(examples.suspended()))
    assert (card.not_before, card.mover) == (True, "ILT")
    rows = course.table(worked(examples.suspended()))
    assert all(row.verjaring.startswith("niet vóór") for row in rows if row.status == "open")
    rows = course.table(worked(examples.breaches()))
    assert not any(row.verjaring.startswith("niet vóór") for row in rows)


def test_more_than_six_alike_are_folded_and_six_are_not() -> None:
    def most(acts: list[Act]) -> int:
        line = timeline_view.line(worked(acts), "alles", "oudste")
        return max((len(n.runs) for month in line.months for n in month.nodes), default=0)

    terms: dict[str, Any] = {"per": "dag", "cents": 100, "begunstiging_until": "2026-08-01"}
    for count, folded in ((6, 0), (7, 7)):
        part = examples.part(cents_max=100 * count, **terms)
        acts = [examples.last("2026-07-01", part), examples.finding("f", "2026-09-01")]
        assert most(acts) == folded


def test_both_orders_of_the_timeline_hold_the_same_lines() -> None:
    for acts in examples.CASES.values():
        found = worked(acts())
        newest, oldest = (timeline_view.line(found, "alles", o) for o in ("nieuwste", "oudste"))
        lines = [[n for month in line.months for n in month.nodes] for line in (newest, oldest)]
        assert lines[0] == lines[1][::-1]
        assert newest.expected == oldest.expected[::-1]


def test_a_withdrawn_act_stays_with_a_link_to_what_took_it_back() -> None:
    line = timeline_view.line(worked(examples.withdrawn()), "alles", "nieuwste")
    nodes = {node.act: node for month in line.months for node in month.nodes}
    assert nodes["m1"].withdrawn_by == "terug"
    assert nodes["last"].withdrawn_by is None


def test_the_day_of_recording_stands_apart_when_it_is_another() -> None:
    line = timeline_view.line(worked(examples.detection()), "ingekomen", "nieuwste")
    nodes = {node.act: node for month in line.months for node in month.nodes}
    assert nodes["bezwaar"].recorded_later
    assert not nodes["b8"].recorded_later


@pytest.mark.parametrize(
    ("article", "tail"),
    [
        ("Awb 5:35", "jci1.3:c:BWBR0005537&artikel=5:35"),
        ("Awb 4:111 lid 2", "jci1.3:c:BWBR0005537&artikel=4:111&lid=2"),
        ("Atw 1", "jci1.3:c:BWBR0002448&artikel=1"),
        ("Spoorwegwet 76", "jci1.3:c:BWBR0015007&artikel=76"),
        ("BW 6:119", "jci1.3:c:BWBR0005289&artikel=119"),
    ],
)
def test_an_article_leads_to_its_official_text(article: str, tail: str) -> None:
    assert words.article_url(article) == f"https://wetten.overheid.nl/{tail}"
    assert STATUTES[article.split(maxsplit=1)[0]] in tail


@pytest.mark.parametrize("article", ["BW 3:296", "Wabo 2:1", "artikel 5", ""])
def test_an_article_that_is_not_known_leads_nowhere(article: str) -> None:
    assert words.article_url(article) is None


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
@pytest.mark.parametrize("name", [n for n in examples.CASES if n != examples.INTENDED])
def test_the_chart_is_as_it_was(name: str, frame: Frame) -> None:
    svg = site.render("chart.svg.j2", drawing=drawn(worked(examples.CASES[name]()), frame))
    golden = ROOM / f"chart-{name.replace('/', '-')}-{frame.name}.svg"
    if "DWANGSOM_WRITE_GOLDEN" in os.environ:
        golden.write_text(svg, encoding="utf-8")
    assert svg == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
@pytest.mark.parametrize("name", [n for n in examples.CASES if n != examples.INTENDED])
def test_no_label_of_the_chart_covers_another_and_none_sticks_out(name: str, frame: Frame) -> None:
    found = worked(examples.CASES[name]())
    drawing = drawn(found, frame)
    whole = course.course(found)
    assert whole is not None
    placer = Placer(whole, drawing, lambda _day: 0.0, float)
    boxes = [placer._box(label) for label in drawing.labels]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert all(box.right <= frame.width and box.left >= 0 for box in boxes)
    kinds = {label.kind for label in drawing.labels}
    assert "most" in kinds
    assert not whole.proven or "due" in kinds


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}


def test_the_chart_has_no_style_and_says_what_it_shows() -> None:
    svg = site.render("chart.svg.j2", drawing=drawn(worked(examples.suspended()), chart.WIDE))
    read = _Attributes()
    read.feed(svg)
    assert "style" not in read.names
    for text in ("<title id=", "<desc id=", "nog niet vastgesteld", "Opgeschort", "vandaag"):
        assert text in svg


def test_before_there_is_an_order_there_is_nothing_to_draw() -> None:
    assert course.course(worked(examples.intended())) is None


def _difference(acts: list[Act], more: Act) -> difference.Difference:
    after = Dossier.of("LOD-1", acts).add(more).dossier
    return difference.difference(worked(acts), work(after, TODAY))


def test_a_finding_that_proves_tells_what_becomes_vastgesteld_and_what_goes_out() -> None:
    acts = examples.detection()[:3]
    told = _difference(acts, examples.finding("b9", "2026-09-02", onderdeel="a"))
    [fallen] = told.fallen
    assert fallen.endswith("worden vastgesteld")
    assert [change.what for change in told.sums[:2]] == ["Verbeurd", "Nog niet vastgesteld"]
    assert "Verbeurte, aan ProRail B.V." in told.notices
    assert "verbeurte-niet-vastgesteld" in [flag.code for flag in told.flags_gone]


def test_compliance_tells_what_falls_away_and_that_the_maximum_is_no_longer_expected() -> None:
    acts = examples.detection()
    told = _difference(acts, examples.finding("goed", "2026-08-20", nageleefd=True))
    assert any(text.endswith("vallen weg") for text in told.fallen)
    assert "Maximum van onderdeel a: wordt niet meer verwacht" in told.terms
    assert told.states[0].after == "Nageleefd"


def test_an_act_that_is_there_already_changes_nothing() -> None:
    acts = examples.detection()
    assert _difference(acts, acts[-1]).nothing


def _typed(**fields: str) -> finding_form.Typed:
    whole = {"id": "bevinding-1", "on": "2026-09-02", "nageleefd": "nee"} | fields
    return finding_form.Typed({n.replace("__", "."): v for n, v in whole.items()}, 3)


def test_a_form_becomes_the_act_that_the_api_would_read() -> None:
    typed = _typed(
        onderdeel="a",
        note="twee\nregels",
        overtredingen__2__on="2026-09-01",
        overtredingen__2__kenmerk="sein-1",
    )
    found = finding_form.read(typed, ["a"], NOW).act
    seen = [{"on": "2026-09-01", "kenmerk": "sein-1"}]
    expected = examples.finding(
        "bevinding-1", "2026-09-02", onderdeel="a", note="twee regels", overtredingen=seen
    )
    assert found is not None
    assert found.body == expected.body
    assert found.recorded_at == NOW


def test_all_errors_of_a_form_are_told_at_once_in_its_order() -> None:
    typed = _typed(
        on="2026-02-30",
        nageleefd="misschien",
        onderdeel="z",
        overtredingen__0__plaats="Zwolle",
        rapport__methode="veldcontrole",
    )
    errors = finding_form.read(typed, ["a"], NOW).errors
    assert list(errors) == [
        "onderdeel",
        "on",
        "nageleefd",
        "overtredingen.0.on",
        "overtredingen.0.kenmerk",
        "rapport.nummer",
        "rapport.inspecteur",
        "rapport.ondertekend_on",
        "rapport.beschrijving",
    ]
    assert finding_form.label("overtredingen.0.on") == "Overtreding 1, dag"


def test_a_finding_cannot_speak_of_what_came_after_it() -> None:
    typed = _typed(
        nageleefd_on="2026-09-03",
        overtredingen__0__on="2026-09-02",
        overtredingen__0__kenmerk="x",
        overtredingen__2__on="2026-09-03",
        overtredingen__2__kenmerk="y",
    )
    errors = finding_form.read(typed, ["a"], NOW).errors
    assert list(errors) == ["nageleefd_on", "overtredingen.2.on"]
    assert all(text.startswith("ligt na de dag van de bevinding") for text in errors.values())


def test_an_error_stands_at_the_row_where_it_was_typed() -> None:
    typed = _typed(overtredingen__2__on="2225-09-01", overtredingen__2__kenmerk="y")
    errors = finding_form.read(typed, ["a"], NOW).errors
    assert errors["overtredingen.2.on"].startswith("een dag van 1900")


@pytest.mark.parametrize(("row", "refused"), [(59, False), (60, True), (999, True)])
def test_rows_beyond_the_most_are_refused_and_stay_on_the_form(row: int, refused: bool) -> None:  # noqa: FBT001
    fields = {"id": "bevinding-1", "on": "2026-09-02", "nageleefd": "nee"}
    breach = {f"overtredingen.{row}.on": "2026-09-01", f"overtredingen.{row}.kenmerk": "x"}
    typed = finding_form.sent(urlencode(fields | breach).encode("ascii"))
    assert typed.rows == row + 1
    found = finding_form.read(typed, ["a"], NOW)
    assert ("overtredingen" in found.errors) is refused
    assert (found.act is None) is refused
    more = finding_form.sent(urlencode(fields | breach | {"actie": "meer"}).encode("ascii"))
    assert more.rows == row + 1


def test_breaches_and_compliance_contradict_each_other() -> None:
    typed = _typed(nageleefd="ja", overtredingen__0__on="2026-09-01", overtredingen__0__kenmerk="x")
    assert list(finding_form.read(typed, ["a"], NOW).errors) == ["nageleefd"]


def test_a_notice_without_a_letter_yet_says_so_and_signals_stand_apart() -> None:
    kinds = ("verbeurte", "slotbrief", "signaal-verjaring")
    issued = [{"id": f"n{n}", "sequence": n, "kind": kind} for n, kind in enumerate(kinds)]
    found = documents_view.documents(issued, (), ())
    told = [(each.title, each.state) for each in found.letters]
    assert told == [
        ("Slotbrief", "voor deze soort is er nog geen brief"),
        ("Verbeurte", "wordt gemaakt"),
    ]
    assert [each.title for each in found.signals] == ["Signaal verjaring"]


def test_documents_stand_by_the_day_on_which_they_went_out() -> None:
    due = [Notice(f"n{n}", "verbeurte", date(2026, 8, n), "overtreder", "b") for n in (1, 2, 3)]
    issued = [{"id": f"n{n}", "sequence": n, "kind": "verbeurte"} for n in (1, 2, 3)]
    fields = {"kanaal": "outbox", "uitkomst": "geopend"}
    acts = [
        act("kennisgeving-bezorgd", f"r{n}", f"2026-08-0{day}", notice=f"n{n}", **fields)
        for n, day in ((1, 9), (2, 4))
    ]
    sent = documents_view.delivered(worked(acts))
    found = documents_view.documents(issued, due, (), sent)
    assert [each.state for each in found.letters] == ["geopend", "geopend", "wordt gemaakt"]
    told = [(each.sequence, each.sent_on) for each in found.letters]
    assert told == [(1, date(2026, 8, 9)), (2, date(2026, 8, 4)), (3, None)]


def test_a_receipt_names_its_letter_and_follows_the_acts_of_its_day() -> None:
    acts = examples.detection()
    notices = {each.cause: each for each in worked(acts).answer.notices}
    notice = notices["b8"]
    fields = {"notice": notice.id, "kanaal": "outbox"}
    late = act("kennisgeving-bezorgd", "a0", "2026-09-02", **fields, uitkomst="bezorgd")
    bounced = act("kennisgeving-bezorgd", "a2", "2026-08-31", **fields, uitkomst="mislukt")
    sent = act("kennisgeving-bezorgd", "a1", "2026-09-01", **fields, uitkomst="verzonden")
    found = worked([*acts, late, bounced, sent])
    assert documents_view.delivered(found) == {notice.id: sent}
    again = act("kennisgeving-bezorgd", "a3", "2026-09-03", **fields, uitkomst="mislukt")
    assert documents_view.delivered(worked([*acts, sent, again])) == {notice.id: again}
    issued = [{"id": notice.id, "sequence": 1, "kind": notice.kind}]
    letters = documents_view.documents(issued, (), ()).by_id
    for known in (letters, {}):  # not among the issued: then as the reckoning says
        line = timeline_view.line(found, "alles", "oudste", known)
        nodes = [node for month in line.months for node in month.nodes]
        [receipt] = [node for node in nodes if node.act == "a1"]
        assert (receipt.title, receipt.receipt) == ("Kennisgeving bezorgd: Verbeurte", True)
        day = [node.act for node in nodes if node.on == sent.on]
        assert day.index("b8") < day.index("a1") == len(day) - 1


def test_a_case_with_acts_of_every_kind_has_a_page() -> None:
    payment = act("schuld-erkend", "erkend", "2026-09-01", cents=100)
    found = worked([*examples.detection(), payment])
    line = timeline_view.line(found, "alles", "nieuwste")
    assert all(replace(node, text="") for month in line.months for node in month.nodes)
