"""Broken case files are refused whole, with every error at its place and nothing half done."""

# ruff: noqa: E501 - errors stand here as they are printed, each in one line
from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import pytest

from enforcement.intake import CaseFile, read_case
from enforcement.values import Refusal

BROKEN: Final = Path(__file__).with_name("broken")
HEAD: Final = b"case: LOD-2025-0001\nacts:\n"
ACT: Final = b"  - {act: verzoek-om-opheffing, id: v, on: 2025-03-01}\n"

# Every error of every file, in order, as it is printed.
TOLD: Final = {
    "aliases": (
        "bestand: leesbare YAML verwacht: regel 2, kolom 8: geen verwijzingen (*) in een zaakbestand",
    ),
    "amounts": (
        "acts[0].cents_max: meer dan 0 verwacht (gekregen: 0)",
        "acts[0].onderdelen[1].cents: een geheel getal verwacht (gekregen: 5000.5)",
        "acts[0].onderdelen[1].cents_max: meer dan 0 verwacht (gekregen: -1)",
        "acts[0].onderdelen[1].per_dag_max: meer dan 0 verwacht (gekregen: 0)",
        "acts[0].onderdelen[1].per_week_max: een geheel getal verwacht (gekregen: true)",
        "acts[1].cents: een geheel getal verwacht (gekregen: '1_000')",
        "acts[2].cents: een geheel getal verwacht (gekregen: 1000.0)",
        "acts[3].cents: een geheel getal verwacht (gekregen: '100')",
        "acts[4].cents: ten hoogste 10000000000000 verwacht (gekregen: 99999999999999999999)",
        "acts[5].cents: een geheel getal verwacht (gekregen: '.nan')",
        "acts[6].cents: een geheel getal verwacht (gekregen: '0x10')",
    ),
    "complex_key": (
        "bestand: leesbare YAML verwacht: regel 3, kolom 6: een naam als sleutel verwacht",
    ),
    "contradictions": (
        "acts[0].on: een dag als 2025-03-01 verwacht (gekregen: 'x')",
        "acts[0].until: niet voor from_on (2025-04-02) verwacht (gekregen: '2025-04-01')",
        "acts[1].from_on: een dag als 2025-03-01 verwacht (gekregen: '2025-04-31')",
        "acts[2].until: niet voor on (2025-03-02) verwacht (gekregen: '2025-03-01')",
        "acts[2].zzz: onbekend veld (gekregen: 1)",
        "acts[3].until: niet voor from_on (2025-03-09) verwacht (gekregen: '2025-03-08')",
        "acts[4].soort: een van 'surseance', 'faillissement' of 'wsnp' verwacht (gekregen: 'failliet')",
        "acts[4].until: niet voor on (2025-03-02) verwacht (gekregen: '2025-03-01')",
        "acts[5].bezwaar: ontbreekt",
        "acts[5].until: niet voor on (2025-03-02) verwacht (gekregen: '2025-03-01')",
        "acts[6].rechtsmiddel: ontbreekt",
        "acts[6].until: niet voor on (2025-03-02) verwacht (gekregen: '2025-03-01')",
        "acts[7].bezwaar: ontbreekt",
        "acts[7].kennelijk: kennelijk hoort bij ongegrond of niet_ontvankelijk (gekregen: true)",
        "acts[7].onderdelen: ontbreekt bij gewijzigd",
        "acts[8].instantie: ontbreekt",
        "acts[8].onderdelen: ontbreekt bij last_gewijzigd",
        "acts[9].begunstiging_until: ontbreekt bij begunstiging_verlengd",
        "acts[9].onderdelen: ten minste 1 verwacht (gekregen: [])",
        'acts[9].until_after: until en until_after sluiten elkaar uit (gekregen: {"weeks": 6, "after": "uitspraak"})',
        "acts[10].instantie: ontbreekt",
        "acts[10].schorsing.until: niet voor from_on (2025-04-02) verwacht (gekregen: '2025-04-01')",
        'acts[11].schorsing: until niet voor on (2025-03-20) verwacht (gekregen: {"strekking": "last_geschorst", "until": "2025-03-19"})',
        "acts[11].verzonden_on: niet voor on (2025-03-20) verwacht (gekregen: '2025-03-19')",
        "acts[12].nageleefd_on: niet na on (2025-03-20) verwacht (gekregen: '2025-03-21')",
        "acts[12].overtredingen[1].on: niet na on (2025-03-20) verwacht (gekregen: '2025-03-21')",
        "acts[13].gepost_on: niet na on (2025-03-20) verwacht (gekregen: '2025-03-21')",
        "acts[14].until: niet voor on (2025-03-20) verwacht (gekregen: '2025-03-19')",
    ),
    "days": (
        "acts[0].on: een dag als 2025-03-01 verwacht (gekregen: '2025-02-30')",
        "acts[1].on: een dag als 2025-03-01 verwacht (gekregen: '2025-3-1')",
        "acts[2].on: een dag als 2025-03-01 verwacht (gekregen: '2025-03-01T12:00:00')",
        "acts[3].on: een dag als 2025-03-01 verwacht (gekregen: 20250301)",
        "acts[4].on: een dag als 2025-03-01 verwacht (gekregen: '\\uff12\\uff10\\uff12\\uff15-03-01')",
        "acts[5].recorded_at: een moment met tijdzone als 2025-03-01T12:00:00+01:00 verwacht (gekregen: '2025-03-01T12:00:00')",
        "acts[6].recorded_at: een moment met tijdzone als 2025-03-01T12:00:00+01:00 verwacht (gekregen: '2025-03-01')",
        "acts[7].until: niet voor from_on (2025-04-02) verwacht (gekregen: '2025-04-01')",
        "acts[8].on: ontbreekt",
        "on: een dag als 2025-03-01 verwacht (gekregen: 'gisteren')",
        "known_at: een moment met tijdzone als 2025-03-01T12:00:00+01:00 verwacht (gekregen: '2025-03-01')",
    ),
    "duplicate_key": (
        "bestand: leesbare YAML verwacht: regel 3, kolom 56: de sleutel on staat er twee keer",
    ),
    "empty": ("bestand: een zaak met `case` en `acts` verwacht",),
    "ids": (
        "acts[1].id: een eigen id verwacht: v is al acts[0] (gekregen: v)",
        "acts[2].id: een eigen id verwacht: v is al acts[0] (gekregen: v)",
    ),
    "list_at_top": ("bestand: een zaak met `case` en `acts` verwacht",),
    "many_digits": (
        "bestand: leesbare YAML verwacht: regel 3, kolom 58: een getal van ten hoogste 100 cijfers verwacht",
    ),
    "merge_key": (
        "acts[0].act: ontbreekt",
        "acts[0].id: ontbreekt",
        'acts[1].<<: onbekend veld (gekregen: {"note": "x"})',
    ),
    "not_closed": (
        "bestand: leesbare YAML verwacht: regel 4, kolom 1: verder is het geen YAML («did not find expected ',' or '}'»)",
    ),
    "not_utf8": ("bestand: UTF-8 verwacht (gekregen: byte 81)",),
    "nothing_asked": (
        "case: een zaaknummer als LOD-2025-0001 verwacht",
        "acts: ontbreekt",
    ),
    "python_object": (
        "bestand: leesbare YAML verwacht: regel 3, kolom 5: geen typen (!) in een zaakbestand",
    ),
    "recursive": (
        "bestand: leesbare YAML verwacht: regel 1, kolom 5: geen verwijzingen (*) in een zaakbestand",
    ),
    "tabs": (
        "bestand: leesbare YAML verwacht: regel 3, kolom 1: verder is het geen YAML («found character that cannot start any token»)",
    ),
    "text": (
        "acts[0].reden: tekst zonder stuur- of onzichtbare tekens verwacht (gekregen: 'a\\x00b')",
        "acts[1].reden: tekst zonder stuur- of onzichtbare tekens verwacht (gekregen: 'a\\u202eb')",
        "acts[2].reden: tekst zonder stuur- of onzichtbare tekens verwacht (gekregen: 'a\\x1bb')",
        "acts[3].reden: tekst verwacht, geen lege regel (gekregen: '')",
        "acts[4].id: een naam zonder spaties verwacht (gekregen: 'z 5')",
    ),
    "top": (
        "case: een zaaknummer als LOD-2025-0001 verwacht (gekregen: 'lod 1')",
        "acts: een lijst verwacht",
    ),
    "two_documents": (
        "bestand: leesbare YAML verwacht: regel 3, kolom 1: verder is het geen YAML («but found another document»)",
    ),
    "unknown": (
        "acts[0].act: onbekende handeling (gekregen: 'last-opgelgd')",
        "acts[1].act: ontbreekt",
        "acts[1].id: een eigen id verwacht: last is al acts[0] (gekregen: last)",
        "acts[2].reden: ontbreekt",
        "acts[2].redne: onbekend veld (gekregen: 'betaald')",
        "acts[3].overtreder.kvk: een waarde als ^[0-9]{8}$ verwacht (gekregen: '123')",
        "acts[3].overtreder.telefoon: onbekend veld (gekregen: '088')",
        "acts[4]: een handeling met velden verwacht (gekregen: 'zaak-gesloten')",
        "acts[5]: een handeling met velden verwacht (gekregen: 7)",
        "acts[6]: een handeling met velden verwacht (gekregen: null)",
        'acts[7]: een handeling met velden verwacht (gekregen: ["act", "zaak-gesloten"])',
    ),
    "utf16": ("bestand: UTF-8 verwacht (gekregen: byte 0)",),
    "words": (
        "acts[0].nageleefd: true of false verwacht (gekregen: 'yes')",
        "acts[1].nageleefd: true of false verwacht (gekregen: 'off')",
        "acts[2].on: een dag als 2025-03-01 verwacht (gekregen: 'yes')",
        "acts[3].True: onbekend veld (gekregen: '2025-04-20')",
        "acts[3].on: ontbreekt",
        "acts[4].act: onbekende handeling (gekregen: 'no')",
    ),
}
# These are refused in one line that tells where; the words are those of the reader of YAML.
REFUSED_AT: Final = {
    "nul": "bestand: ",
    "tag_on_the_wrong_thing": "bestand: ",
    "tag_that_does_not_fit": "bestand: ",
    "timestamp": "bestand: ",
}


def refusals(content: bytes) -> tuple[Refusal, ...]:
    found = read_case(content)
    assert isinstance(found, tuple), "it was read"
    return found


def case_file(content: bytes) -> CaseFile:
    found = read_case(content)
    assert isinstance(found, CaseFile), found
    return found


@pytest.mark.parametrize("name", TOLD)
def test_a_broken_file_tells_every_error_with_its_place(name: str) -> None:
    found = refusals((BROKEN / f"{name}.yaml").read_bytes())
    assert tuple(str(refusal) for refusal in found) == TOLD[name]


@pytest.mark.parametrize("name", REFUSED_AT)
def test_a_file_that_is_hardly_yaml_is_refused_and_never_fails(name: str) -> None:
    found = refusals((BROKEN / f"{name}.yaml").read_bytes())
    for refusal in found:
        assert str(refusal).startswith(REFUSED_AT[name])
        assert "\n" not in str(refusal), "one error, one line"


def test_every_broken_file_is_told_about() -> None:
    assert {path.stem for path in BROKEN.glob("*.yaml")} == {*TOLD, *REFUSED_AT}


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- "])
def test_a_file_of_a_hundred_thousand_levels_is_refused_at_once(opening: bytes) -> None:
    started = time.perf_counter()
    (refusal,) = refusals(b"case: LOD-2025-0001\nacts:\n  " + opening * 100_000)
    assert "ten hoogste 64 niveaus verwacht" in refusal.expected
    assert time.perf_counter() - started < 2


def test_a_file_of_more_than_sixteen_megabytes_is_not_looked_into() -> None:
    (refusal,) = refusals(b"x" * (16 * 1024 * 1024 + 1))
    assert refusal.expected == "ten hoogste 16777216 bytes verwacht"


def test_all_errors_of_two_thousand_acts_are_told() -> None:
    rows = b"".join(
        b"  - {act: betaling-ontvangen, id: v%d, on: x, cents: -1}\n" % number
        for number in range(2_000)
    )
    found = refusals(HEAD + rows)
    assert len(found) == 4_000
    assert (found[-1].place, found[-2].place) == ("acts[1999].on", "acts[1999].cents")


@pytest.mark.parametrize(
    "value",
    [
        b"!!int abc",
        b"!!float abc",
        b"!!bool misschien",
        b"!!timestamp 2025-99-01",
        b"!!timestamp x",
        b"!!binary '###'",
        b"!!null x",
        b"!!set {a, b}",
        b"!!omap [a: 1]",
        b"!!pairs [a: 1]",
        b"!!map [a]",
        b"!!map a",
        b"!!seq {a: b}",
        b"!!seq a",
        b"!!str [a]",
        b"!!str {a: b}",
        b"!!int {a: b}",
        b"!!bool [a]",
        b"!!merge x",
        b"!!value x",
        b"!!python/name:os.system ''",
        b"!!python/object/new:os.system [x]",
        b"!own x",
        b"! x",
        b"&a",
        b"*a",
        b"?",
        b"| x",
        b"'x",
        b'"\\q"',
        b'"\\uD800"',
        b"%",
        b"@",
        b"`",
    ],
)
@pytest.mark.parametrize("place", [b"acts: %s", b"case: %s", b"on: %s", b"acts: [%s]"])
def test_no_value_makes_the_reader_fail(value: bytes, place: bytes) -> None:
    for content in (place % value, b"acts:\n  - {act: zaak-gesloten, id: %s}" % value):
        refusals(content)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_either_line_end_are_fine(line_end: bytes, mark: bytes) -> None:
    found = case_file(mark + (HEAD + ACT).replace(b"\n", line_end))
    assert list(found.dossier.acts) == ["v"]


def test_the_word_on_is_a_key_and_a_day_is_text_until_an_act_reads_it() -> None:
    found = case_file(HEAD + ACT + b"on: 2025-04-30\nknown_at: 2025-04-30T12:00:00+02:00\n")
    assert str(found.on) == "2025-04-30"
    assert found.known_at is not None
    assert found.known_at.isoformat() == "2025-04-30T12:00:00+02:00"


def test_other_keys_at_the_top_are_left_alone() -> None:
    assert case_file(HEAD + ACT + b"expect: {flags: [x]}\ntitel: iets\n").dossier.version == 1


def test_the_same_act_twice_is_one_act() -> None:
    assert case_file(HEAD + ACT + ACT).dossier.version == 1


def test_a_case_without_acts_is_a_case() -> None:
    assert case_file(b"case: LOD-2025-0001\nacts: []\n").dossier.version == 0


@pytest.mark.parametrize(
    "number",
    ["lod-1", "LO", "L" * 41, "-OD1", "LOD 1", "LOD-2025-0001\\n", "LOD\u0661\u0662", "", "LÖD"],
)
def test_a_case_number_has_one_shape(number: str) -> None:
    found = refusals(f'case: "{number}"\nacts: []\n'.encode())
    assert [refusal.place for refusal in found] == ["case"]


def test_an_error_is_told_in_visible_ascii_also_where_the_key_is_not() -> None:
    (refusal,) = refusals(
        HEAD + b'  - {act: verzoek-om-opheffing, id: v, on: 2025-03-01, "\\e[31m": 1}\n'
    )
    assert str(refusal).isprintable()


def test_an_id_that_is_taken_is_told_of_an_act_with_other_errors_too() -> None:
    content = b"""
case: LOD-2025-0001
acts:
  - {act: betaling-ontvangen, id: p, on: 2025-05-01, cents: 100}
  - {act: betaling-ontvangen, id: p, on: 2025-05-32, cents: 0}
"""
    told = [str(each) for each in refusals(content)]
    assert "acts[1].id: een eigen id verwacht: p is al acts[0] (gekregen: p)" in told
    assert len(told) == 3
