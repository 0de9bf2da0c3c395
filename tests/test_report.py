"""The half-yearly overview: each act and each dwangsom counts in one period, and once."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from enforcement import acts, notices
from enforcement.act import Act
from enforcement.cli import app
from enforcement.dossier import Dossier
from enforcement.law.terms import days_after
from enforcement.report import Overview, markdown, overview
from tests.properties.strategies import dossiers, many

CASE = "LOD-2025-0001"
PART = {
    "onderdeel": "a",
    "norm": "Spoorwegwet art. 16",
    "verplichting": "herstel het spoor",
    "aard": "beeindigen",
    "per": "week",
    "cents": 100_000,
    "cents_max": 1_000_000,
    "begunstiging_until": "2025-06-09",
}


def act(kind: str, name: str, on: str, **fields: object) -> Act:
    made = acts.read({"act": kind, "id": name, "on": on, **fields})
    assert isinstance(made, Act), made
    return made


OPENED = act(
    "zaak-geopend", "zaak", "2025-03-01", onderwerp="Spoor", overtreder={"naam": "ProRail B.V."}
)
LAST = act(
    "last-opgelegd",
    "last",
    "2025-05-01",
    kenmerk="ILT-1",
    grondslag="spoorwegwet",
    onderdelen=[PART],
)
# Weeks end on 16, 23 and 30 June and on 7 July; the finding of 3 July proves the first three.
FINDING = act("bevinding-vastgesteld", "b1", "2025-07-03", onderdeel="a", nageleefd=False)
DONE = act("bevinding-vastgesteld", "b2", "2025-07-05", onderdeel="a", nageleefd=True)
COLLECTED = act("invordering-beschikt", "i1", "2025-09-01", cents=300_000)
PAID = act("betaling-ontvangen", "p1", "2025-12-31", cents=50_000)
CLOSED = act("zaak-gesloten", "dicht", "2026-01-01", reden="betaald")
WHOLE = Dossier.of(CASE, [OPENED, LAST, FINDING, DONE, COLLECTED, PAID, CLOSED])


def halves() -> list[Overview]:
    periods = [
        (date(2025, 1, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 6, 30)),
    ]
    return [overview([WHOLE], *period) for period in periods]


def test_each_event_counts_in_the_half_year_in_which_it_happened() -> None:
    first, second, third = halves()
    assert [half.opened for half in (first, second, third)] == [1, 0, 0]
    assert [half.imposed for half in (first, second, third)] == [1, 0, 0]
    assert [half.invordering_cents for half in (first, second, third)] == [0, 300_000, 0]
    assert [half.betaald_cents for half in (first, second, third)] == [0, 50_000, 0]
    assert [half.closed for half in (first, second, third)] == [0, 0, 1]
    assert [half.running for half in (first, second, third)] == [1, 1, 0]


def test_a_dwangsom_that_fell_in_june_and_was_proven_in_july_counts_in_the_second_half() -> None:
    assert [(half.verbeurtes, half.verbeurd_cents) for half in halves()] == [
        (0, 0),
        (3, 300_000),
        (0, 0),
    ]


def test_a_day_before_the_first_act_the_case_is_not_in_it() -> None:
    assert overview([WHOLE], date(2025, 1, 1), date(2025, 2, 28)).cases == ()
    assert len(overview([WHOLE], date(2025, 1, 1), date(2025, 3, 1)).cases) == 1


def test_a_case_in_objection_is_not_in_court_and_one_in_appeal_is() -> None:
    objection = act("bezwaar-gemaakt", "bz", "2025-05-10", tegen="last")
    decided = act("bezwaar-beslist", "bb", "2025-06-20", bezwaar="bz", dictum="ongegrond")
    appeal = act("beroep-ingesteld", "be", "2025-07-10", tegen="bb")
    period = (date(2025, 1, 1), date(2025, 7, 31))
    assert overview([Dossier.of(CASE, [LAST, objection])], *period).in_court == 0
    pending = overview([Dossier.of(CASE, [LAST, objection, decided, appeal])], *period)
    assert pending.in_court == 1
    assert "Er loopt een beroep." in pending.cases[0].paragraph


def test_the_paragraph_says_in_plain_dutch_what_happened() -> None:
    paragraph, _, standing = halves()[1].cases[0].paragraph.partition(" Stand op ")
    sentences = (
        "Zaak LOD-2025-0001 gaat over ProRail B.V.: Spoor.",
        "Op 1 mei 2025 is een last onder dwangsom opgelegd",
        "(onderdeel a: € 1.000,00 per week, ten hoogste € 10.000,00).",
        "In deze periode is van 3 dwangsommen vastgesteld dat zij zijn verbeurd, samen € 3.000,00.",
        "Op 1 september 2025 is besloten tot invordering van € 3.000,00.",
        "Er is € 500,00 betaald.",
    )
    assert paragraph == " ".join(sentences)
    assert standing.startswith("31 december 2025: de last is nageleefd; open staat € 2.5")


@settings(max_examples=many(60))
@given(dossiers(), st.integers(0, 900))
def test_two_periods_that_meet_count_what_one_over_both_counts(
    case: tuple[Dossier, date], after: int
) -> None:
    dossier, origin = case
    start, end = days_after(origin, -30), days_after(origin, 900)
    middle = days_after(origin, after)
    whole = overview([dossier], start, end)
    parts = [
        overview([dossier], start, middle),
        overview([dossier], days_after(middle, 1), days_after(end, 1)),
    ]
    # What lapsed or was taken back in between was counted once and stands no more.
    assert whole.verbeurtes <= sum(part.verbeurtes for part in parts)
    total = notices.answer(dossier, end).geld.verbeurd_cents
    assert whole.verbeurd_cents == total


def test_the_markdown_shows_text_of_the_world_and_no_marks_of_it() -> None:
    hostile = act(
        "zaak-geopend",
        "zaak",
        "2025-03-01",
        onderwerp="<script>*[x](y)|",
        overtreder={"naam": "# A"},
    )
    shown = markdown(overview([Dossier.of(CASE, [hostile])], date(2025, 1, 1), date(2025, 6, 30)))
    assert "\\<script\\>\\*\\[x\\](y)\\|" in shown
    assert "FICTIEF" not in shown


def test_a_made_up_case_is_called_so() -> None:
    made_up = act(
        "zaak-geopend",
        "zaak",
        "2025-03-01",
        onderwerp="Spoor",
        overtreder={"naam": "A"},
        fictief=True,
    )
    report = overview([Dossier.of(CASE, [made_up])], date(2025, 1, 1), date(2025, 6, 30))
    assert "**FICTIEF:** 1 van de 1 zaken is verzonnen." in markdown(report)
    assert report.cases[0].fictief


def test_the_command_writes_markdown_or_json_of_case_files(tmp_path: Path) -> None:
    file = tmp_path / "zaak.yaml"
    file.write_text(
        json.dumps({"case": CASE, "acts": [one.body for one in (OPENED, LAST, FINDING, DONE)]})
    )
    period = ["--from", "2025-07-01", "--until", "2025-12-31"]
    shown = CliRunner().invoke(app, ["report", str(file), *period])
    assert shown.exit_code == 0
    assert "| dwangsommen vastgesteld verbeurd | 3, samen € 3.000,00 |" in shown.output
    told = CliRunner().invoke(app, ["report", str(file), *period, "--json"])
    assert json.loads(told.output)["verbeurd_cents"] == 300_000


@pytest.mark.parametrize(
    ("period", "told"),
    [
        (["--from", "2025-07-01", "--until", "2025-06-30"], "--until: 2025-06-30 ligt voor"),
        (["--from", "gisteren", "--until", "morgen"], "--from: "),
    ],
)
def test_a_period_that_is_none_is_refused(period: list[str], told: str, tmp_path: Path) -> None:
    file = tmp_path / "zaak.yaml"
    file.write_text(json.dumps({"case": CASE, "acts": [LAST.body]}))
    shown = CliRunner().invoke(app, ["report", str(file), *period])
    assert shown.exit_code == 2
    assert told in shown.output


def test_without_files_and_without_a_house_it_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DWANGSOM_DATABASE_URL", raising=False)
    shown = CliRunner().invoke(app, ["report", "--from", "2025-01-01", "--until", "2025-06-30"])
    assert shown.exit_code == 2
    assert "--database-url" in shown.output


def test_the_paragraph_tells_what_is_owed_no_more_and_what_goes_back() -> None:
    remitted = act("kwijtgescholden", "k", "2025-12-01", cents=100_000)
    revoked = act("last-ingetrokken", "weg", "2025-12-15", werking="ex_tunc")
    half = (date(2025, 7, 1), date(2025, 12, 31))
    (given_up,) = overview([Dossier.of(CASE, [OPENED, LAST, FINDING, DONE, remitted])], *half).cases
    assert "Kwijtgescholden is € 1.000,00." in given_up.paragraph
    assert "Vervallen" not in given_up.paragraph
    acts_ = [
        OPENED,
        LAST,
        FINDING,
        DONE,
        act("betaling-ontvangen", "p", "2025-08-01", cents=50_000),
    ]
    (gone,) = overview([Dossier.of(CASE, [*acts_, revoked])], *half).cases
    assert "Vervallen is € 3.000,00: de grond viel later weg." in gone.paragraph
    # 500 euro from 2 August through 31 December: 152 days at 6% is 12.49.
    assert "Terug te betalen is € 512,49." in gone.paragraph


def of(first: str, last: str, *more: Act) -> Overview:
    """The overview of the case of this module with more acts."""
    dossier = Dossier.of(CASE, [OPENED, LAST, FINDING, DONE, *more])
    return overview([dossier], date.fromisoformat(first), date.fromisoformat(last))


def test_what_was_set_off_counts_as_paid_as_in_the_reckoning() -> None:
    paid = act("betaling-ontvangen", "p1", "2025-09-10", cents=10_000)
    set_off = act("dwangsom-verrekend", "v1", "2025-10-01", cents=40_000, grondslag="wet")
    assert of("2025-07-01", "2025-12-31", paid, set_off).betaald_cents == 50_000
    assert of("2025-07-01", "2025-09-30", paid, set_off).betaald_cents == 10_000


def test_what_a_change_from_the_start_makes_of_earlier_sums_counts_in_its_own_half_year() -> None:
    change = {"onderdelen": [{"onderdeel": "a", "cents": 150_000}], "werking": "ex_tunc"}
    changed = act("last-gewijzigd", "w1", "2026-02-02", **change)
    first = of("2025-07-01", "2025-12-31", changed)
    second = of("2026-01-01", "2026-06-30", changed)
    assert (first.verbeurd_cents, second.verbeurd_cents) == (300_000, 150_000)
    assert (first.verbeurtes, second.verbeurtes) == (3, 0)
    told = second.cases[0].paragraph
    assert (
        "Wat de last in deze periode veranderde of schorste: last gewijzigd op 2 februari 2026."
        in told
    )
    assert "Wat eerder was verbeurd, werd door een wijziging € 1.500,00 meer." in told
    assert "veranderde of schorste" not in first.cases[0].paragraph


def test_what_is_only_assumed_is_told_and_in_no_sum() -> None:
    dossier = Dossier.of(CASE, [OPENED, LAST])
    report = overview([dossier], date(2025, 1, 1), date(2025, 6, 30))
    assert report.verbeurd_cents == 0
    told = report.cases[0].paragraph
    assert "is van geen dwangsom vastgesteld dat zij is verbeurd." in told
    assert "Aangenomen, nog niet vastgesteld, is € 3.000,00." in told


def test_that_an_order_is_met_is_said_only_when_somebody_found_it() -> None:
    breaches = PART | {"per": "overtreding", "aard": "herhaling_voorkomen"}
    fields = {"kenmerk": "ILT-1", "grondslag": "spoorwegwet", "onderdelen": [breaches]}
    quiet = Dossier.of(CASE, [OPENED, act("last-opgelegd", "last", "2025-05-01", **fields)])
    report = overview([quiet], date(2025, 1, 1), date(2025, 6, 30))
    assert report.cases[0].paragraph.endswith("30 juni 2025: er is geen overtreding vastgesteld.")
    assert "de last is nageleefd" in of("2025-07-01", "2025-12-31").cases[0].paragraph


def test_one_remedy_runs_and_two_run() -> None:
    objection = act("bezwaar-gemaakt", "bz", "2025-05-20", tegen="last")
    relief = act("voorlopige-voorziening-verzocht", "vv", "2025-05-21", bij="bz")
    one = of("2025-01-01", "2025-06-30", objection).cases[0].paragraph
    assert "Er loopt een bezwaar." in one
    two = of("2025-01-01", "2025-06-30", objection, relief).cases[0].paragraph
    assert "Er lopen een bezwaar en een verzoek om een voorlopige voorziening." in two


def test_a_case_in_two_files_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "zaak.yaml"
    file.write_text(json.dumps({"case": CASE, "acts": [one.body for one in (OPENED, LAST)]}))
    period = ["--from", "2025-07-01", "--until", "2025-12-31"]
    result = CliRunner().invoke(app, ["report", str(file), str(file), *period])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{CASE}: deze zaak staat in meer dan een bestand\n"


def test_an_address_of_no_database_is_refused() -> None:
    period = ["--from", "2025-07-01", "--until", "2025-12-31"]
    result = CliRunner().invoke(app, ["report", *period, "--database-url", "nergens"])
    assert result.exit_code == 2
    assert result.stderr.startswith("--database-url: geen adres van een databank")
