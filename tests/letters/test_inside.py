"""What rides inside a letter: the notice, byte for byte, and what the file says of itself."""

import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pikepdf
import pytest

from enforcement.reckoning.wording import day_text
from tests.letters.made import CASES, Made, flat, made

# Stated in the notice for whoever reads it by machine, and on paper in other words or not at all.
UNPRINTED: Final = frozenset(
    {"bezwaar_until", "max_bereikt_on", "verbeurd_cents", "opgeteld_cents", "ondertekend_on"}
)


def opened(letter: Made) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(letter.pdf))


@pytest.mark.parametrize("name", CASES)
def test_the_attached_notice_is_the_notice_byte_for_byte(name: str) -> None:
    letter = made(name)
    with opened(letter) as pdf:
        assert list(pdf.attachments) == ["kennisgeving.json"]
        attached = pdf.attachments["kennisgeving.json"]
        assert attached.get_file().read_bytes() == letter.event
        assert attached.get_file().mime_type == "application/json"
        assert attached.obj.AFRelationship == pikepdf.Name.Source


@pytest.mark.parametrize("name", CASES)
def test_the_file_says_title_author_subject_and_language(name: str) -> None:
    letter = made(name)
    brief = letter.brief
    with opened(letter) as pdf:
        assert str(pdf.docinfo["/Title"]) == brief["titel"]
        assert str(pdf.docinfo["/Author"]) == "Inspectie Leefomgeving en Transport"
        keywords = str(pdf.docinfo["/Keywords"])
        assert brief["zaak"]["nummer"] in keywords
        assert brief["soort"] in keywords
        assert ("FICTIEF – GEEN RECHTSGEVOLG" in keywords) is brief["fictief"]
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.Root.MarkInfo.Marked


@pytest.mark.parametrize("name", CASES)
def test_the_time_in_the_file_is_that_of_the_notice(name: str) -> None:
    letter = made(name)
    stamped = json.loads(letter.event)["time"].replace("-", "").replace("T", "").replace(":", "")
    with opened(letter) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith(f"D:{stamped[:14]}")


@pytest.mark.parametrize("name", CASES)
def test_the_file_ends_in_one_line_end(name: str) -> None:
    assert made(name).pdf.endswith(b"%%EOF\n")


@pytest.mark.parametrize("name", CASES)
def test_every_sum_and_day_of_the_view_stands_on_paper(name: str) -> None:
    text = flat(made(name).text)
    found = [
        (key, value)
        for key, value in _leaves(made(name).brief)
        if key not in UNPRINTED and not any(form in text for form in _forms(key, value))
    ]
    assert found == []


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, key)
    elif value is not None and key.endswith(("_cents", "cents", "_on", "_until", "on")):
        yield key, value


def _forms(key: str, value: Any) -> list[str]:
    if "cents" in key:
        whole, rest = divmod(value, 100)
        # A sum of nothing is left out where nothing is said of it.
        return [f"€ {whole:,}".replace(",", ".") + f",{rest:02d}", *([""] if value == 0 else [])]
    day = date.fromisoformat(value)
    return [day_text(day), f"{day:%d-%m-%Y}"]
