"""Hostile text comes out as it went in; what cannot be set stops the letter and says where."""

import json
from typing import Any, Final

import pytest
import yaml

from enforcement.letters.faults import LetterFault
from tests.letters.made import CASES, GOLDEN, made, notice_of, notices_of, pages, renderer, squeezed

HOSTILE: Final = (
    '#panic("x")',
    "$x^2$ *vet* _schuin_ `code`",
    '\\ \\" \' " // geen commentaar /* ook niet */',
    "<script>alert(1)</script> <label> @ref",
    "= kop == kop - lijst + lijst / term: x",
    "{{ brief }} {% raise %} {# weg #}",
    '#{{ 7 }} #let x = 1; #import "/x.typ"',
    "https://voorbeeld.nl/#x ~ -- --- ... [inhoud] (haak) \\u{41}",
    "“aanhaling” ‘enkel’ … € ™ − ≤ Łódź Şişli İzmir ő ű ț ß ñ",
    "A" * 3_000,
    "spoor " * 600 + "einde",
)
FREE: Final = (
    "onderwerp",
    "naam",
    "adres",
    "norm",
    "verplichting",
    "telt_als",
    "motivering",
    "zienswijze_reactie",
    "beschrijving",
    "nummer",
    "plaats",
)


def _hostile(node: Any, text: str) -> Any:
    """The case with this text in every free field."""
    if isinstance(node, dict):
        return {
            key: text
            if key in FREE or (key == "kenmerk" and "act" in node)
            else _hostile(value, text)
            for key, value in node.items()
        }
    return [_hostile(each, text) for each in node] if isinstance(node, list) else node


def _case(name: str, text: str) -> bytes:
    raw = yaml.load((GOLDEN / name / "zaak.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text only
    return json.dumps(_typed(_hostile(raw, text)), ensure_ascii=False).encode()


def _typed(node: Any, key: str = "") -> Any:
    """The numbers and booleans of a case whose every value was read as text."""
    if isinstance(node, dict):
        return {name: _typed(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [_typed(each) for each in node]
    if key.startswith("cents") or key.endswith("_max"):
        return int(node)
    return node == "true" if node in {"true", "false"} else node


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", [each for each in CASES if each != "verbeurte-veertig"])
def test_text_comes_out_literally_in_every_free_field(name: str, text: str) -> None:
    for notice in notices_of(_case(name, text)):
        found = squeezed("".join(pages(renderer().render(notice))))
        if "zonder-zaak" not in name:
            assert squeezed(text)[:40] in found


@pytest.mark.parametrize("text", ["日本", "🚄", "Ελλάδα"])
def test_a_glyph_that_the_fonts_lack_is_a_fault_of_the_notice(text: str) -> None:
    notice = notice_of(_case("verbeurte", text), "verbeurte")
    with pytest.raises(LetterFault, match=r"^kennisgeving .* van zaak LOD-2026-0147: Typst"):
        renderer().render(notice)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("data", "brief", "inhoud", "totaal_cents"), None),
        (("data", "brief", "inhoud", "totaal_cents"), 12.5),
        (("data", "brief", "inhoud", "totaal_cents"), "100"),
        (("data", "brief", "inhoud", "verbeurtes"), [{}]),
        (("data", "brief", "datum_on"), "13 juni 2026"),
        (("data", "brief", "geadresseerde"), {}),
        (("data", "brief", "zaak", "nummer"), None),
        (("data", "brief", "soort"), "../brief"),
        (("data", "brief", "versie"), 1),
        (("data", "brief"), None),
        (("data",), []),
        (("time",), None),
        (("time",), "gisteren"),
    ],
)
def test_a_hole_or_a_wrong_value_is_a_fault_of_the_notice(
    path: tuple[str, ...], value: Any
) -> None:
    notice = json.loads(made("verbeurte").event)
    inner = notice
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(LetterFault):
        renderer().render(json.dumps(notice).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff\xfe", b'{"data": {}}', b"1"])
def test_what_is_no_notice_is_a_fault(content: bytes) -> None:
    with pytest.raises(LetterFault):
        renderer().render(content)


def test_a_renderer_goes_on_after_a_fault() -> None:
    with pytest.raises(LetterFault):
        renderer().render(b"")
    letter = made("verbeurte")
    assert renderer().render(letter.event) == letter.pdf
