"""`dwangsom letter`: which letter, where to, and what it says when there is none."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from streams.root import app
from tests.letters.made import GOLDEN, pages

FORTY = str(GOLDEN / "verbeurte-veertig" / "zaak.yaml")


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
