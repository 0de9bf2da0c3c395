"""`dwangsom letter`: which letter, where to, and what it says when there is none."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from enforcement.values import notice_id
from streams.root import app
from tests.letters.made import GOLDEN, flat, pages

FORTY = str(GOLDEN / "verbeurte-veertig" / "zaak.yaml")
PAID_LATER = "  - {act: betaling-ontvangen, id: p, on: 2026-08-01, cents: 100000}\n"
RECEIPT = (
    "  - {{act: kennisgeving-bezorgd, id: k, on: 2026-07-13, notice: {notice},"
    " kanaal: portaal, uitkomst: {uitkomst}}}\n"
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["letter", *arguments])


def test_it_writes_the_letter_of_the_notice_that_is_due(tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    result = run(FORTY, "verbeurte", "--out", str(out))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "€ 400.000,00" in "".join(pages(out.read_bytes())).replace("\u00a0", " ")


def test_the_day_asked_for_decides_what_is_due(tmp_path: Path) -> None:
    result = run(FORTY, "verbeurte", "--on", "2026-07-09", "--out", str(tmp_path / "x.pdf"))
    assert result.exit_code == 2
    assert "op 2026-07-09 is geen kennisgeving verbeurte verschuldigd" in result.stderr
    assert not (tmp_path / "x.pdf").exists()


def said(tmp_path: Path, content: str, *arguments: str) -> str:
    """The text of the letter of this case."""
    file, out = tmp_path / "zaak.yaml", tmp_path / "brief.pdf"
    file.write_text(content, "utf-8")
    result = run(str(file), "verbeurte", "--out", str(out), *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return flat("".join(pages(out.read_bytes())))


def test_a_letter_is_that_of_the_day_on_which_it_was_issued(tmp_path: Path) -> None:
    case = Path(FORTY).read_text("utf-8") + PAID_LATER
    issued = said(tmp_path, case, "--nr", "1")
    assert issued == said(tmp_path, case, "--nr", "1", "--on", "2027-03-01")
    assert "Datum 10 juli 2026" in issued
    assert "€ 0,00 betaald en staat in totaal € 400.000,00 open" in issued


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("id: b1, on: 2026-07-10,", "Datum 12 augustus 2026"),
        ("id: last, on: 2026-04-20,", "Datum 12 augustus 2026"),
        ("id: b2, on: 2026-07-11,", "Datum 10 juli 2026"),
    ],
)
def test_what_makes_it_due_must_be_known_before_a_letter_is_issued(
    tmp_path: Path, act: str, expected: str
) -> None:
    case = Path(FORTY).read_text("utf-8")
    assert act in case
    # Half past midnight in Amsterdam is still the day before in UTC.
    late = case.replace(act, f"{act} recorded_at: 2026-08-12T00:30:00+02:00,")
    assert expected in said(tmp_path, late, "--on", "2026-09-30")


def test_only_a_receipt_in_the_file_makes_a_letter_say_that_it_was_sent(tmp_path: Path) -> None:
    case = Path(FORTY).read_text("utf-8")
    assert "Verzonden nog niet verzonden" in said(tmp_path, case)
    notice = notice_id("LOD-2026-0148", "verbeurte", "b1", "overtreder")
    failed = RECEIPT.format(notice=notice, uitkomst="mislukt")
    assert "Verzonden nog niet verzonden" in said(tmp_path, case + failed)
    sent = RECEIPT.format(notice=notice, uitkomst="verzonden")
    assert "Verzonden 13 juli 2026 elektronisch" in said(tmp_path, case + sent)


def test_what_follows_from_a_letter_of_the_house_needs_that_letter_or_that_it_is_assumed(
    tmp_path: Path,
) -> None:
    made = Path(FORTY).read_text("utf-8").replace("id: last,", "id: last, letter: made,")
    (tmp_path / "made.yaml").write_text(made, "utf-8")
    out = tmp_path / "x.pdf"
    alone = run(str(tmp_path / "made.yaml"), "verbeurte", "--out", str(out))
    assert (alone.exit_code, out.exists()) == (2, False)
    assert "is geen kennisgeving verbeurte verschuldigd; wel: last-onder-dwangsom" in alone.stderr
    assert "€ 400.000,00 open" in said(tmp_path, made, "--delivered")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("maximum-bereikt",), "wel: verbeurte"),
        (("aanmaning",), "van deze soort is er geen brief; wel van invorderingsbeschikking"),
        (("verbeurte", "--nr", "2"), "--nr: er zijn er 1 van soort verbeurte (gekregen: 2)"),
        (("verbeurte", "--on", "morgen"), "--on: een dag als 2025-03-01 verwacht"),
    ],
)
def test_what_cannot_be_written_is_told_with_status_2(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = run(FORTY, *arguments, "--out", str(tmp_path / "x.pdf"))
    assert result.exit_code == 2
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_glyph_that_no_font_has_is_told_with_the_notice(tmp_path: Path) -> None:
    file = tmp_path / "zaak.yaml"
    file.write_text(Path(FORTY).read_text("utf-8").replace("veertig dagen", "日本"), "utf-8")
    result = run(str(file), "verbeurte", "--out", str(tmp_path / "x.pdf"))
    assert result.exit_code == 2
    assert "kennisgeving" in result.stderr
    assert "van zaak LOD-2026-0148" in result.stderr


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = run(FORTY, "verbeurte", "--out", str(tmp_path))
    assert result.exit_code == 2
    assert "niet te schrijven" in result.stderr
