"""The command line as a jurist meets it: what it prints, where, and with which status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from enforcement import acts, envelope
from enforcement.law import conventions
from streams.root import app

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
SCHEMAS = Path(__file__).parents[1] / "enforcement" / "schemas"
CASE = """
case: LOD-2025-0001
on: 2025-04-30
acts:
  - {act: last-opgelegd, id: last, on: 2025-03-03, kenmerk: ILT/1, grondslag: spoorwegwet,
     onderdelen: [{onderdeel: a, norm: n, verplichting: v, aard: beeindigen, per: week,
                   cents: 100000, cents_max: 300000, begunstiging_until: 2025-03-31}]}
  - {act: bevinding-vastgesteld, id: b1, on: 2025-04-15, onderdeel: a, nageleefd: false}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "zaak.yaml"
    path.write_text(CASE, encoding="utf-8")
    return str(path)


def test_json_is_one_object_a_line_for_each_file(file: str) -> None:
    result = run("reckon", "--json", file, file)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert [json.loads(line)["geld"]["verbeurd_cents"] for line in lines] == [200_000, 200_000]


def test_the_day_is_that_of_the_option_then_that_of_the_file(file: str) -> None:
    for options, day in ((["--on", "2025-04-06"], "2025-04-06"), ([], "2025-04-30")):
        assert json.loads(run("reckon", "--json", file, *options).stdout)["on"] == day


@pytest.mark.parametrize("columns", [40, 75, 76, 120])
def test_a_narrow_window_loses_no_word_of_the_course_of_a_case(
    file: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = run("reckon", file).stdout
    (answer,) = map(json.loads, run("reckon", "--json", file).stdout.splitlines())
    assert "\N{HORIZONTAL ELLIPSIS}" not in shown
    assert max(map(len, shown.splitlines())) <= columns
    words = {word for entry in answer["timeline"] for word in entry["title"].split()}
    joined = "".join(shown.split())
    assert len(words) > 10
    assert {word for word in words if word not in joined} == set()


def test_as_known_before_the_finding_nothing_is_proven(file: str) -> None:
    result = run("reckon", "--json", file, "--known-at", "2025-04-14T23:59:59+02:00")
    geld = json.loads(result.stdout)["geld"]
    assert (geld["verbeurd_cents"], geld["aangenomen_cents"]) == (0, 300_000)


def test_as_known_then_is_followed_by_what_became_known_since(file: str) -> None:
    shown = run("reckon", file, "--known-at", "2025-04-14T23:59:59+02:00").stdout
    _, _, since = shown.partition("Sindsdien bekend geworden: ")
    told = since.splitlines()
    assert "verbeurd: € 0,00 wordt € 2.000,00" in told
    assert not [line for line in run("reckon", file).stdout.splitlines() if "Sindsdien" in line]


def test_when_nothing_became_known_since_nothing_is_told_of_it(file: str) -> None:
    shown = run("reckon", file, "--known-at", "2030-01-01T00:00:00+01:00").stdout
    assert shown.rstrip().endswith("Sindsdien bekend geworden: 0 handelingen")


def test_the_picture_names_status_sums_terms_and_articles(file: str) -> None:
    shown = run("reckon", file).stdout
    for words in ("LOD-2025-0001", "het maximum is bereikt", "3.000,00", "Tijdlijn", "Awb 5:33"):
        assert words in shown


@pytest.mark.parametrize(
    "name",
    [
        "a-2025-04-07",
        "bezwaar:last",
        "last",
        "a",
        "openstaand_cents",
        "openstaand",
        "maximum-bereikt",
        "b1",
    ],
)
def test_whatever_stands_in_the_answer_can_be_explained(file: str, name: str) -> None:
    result = run("explain", file, name)
    assert result.exit_code == 0
    assert result.stdout.strip()


def test_the_receipt_of_a_dwangsom_names_clock_proof_and_article(file: str) -> None:
    shown = run("explain", file, "a-2025-04-14").stdout
    for words in ("week 2", "14 april 2025", "bevinding b1", "Awb 5:33", "Awb 5:35"):
        assert words in shown


def test_what_bears_no_name_in_the_case_is_said_and_ends_with_status_2(file: str) -> None:
    result = run("explain", file, "nergens")
    assert result.exit_code == 2
    assert "nergens" in result.stderr


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_ends_with_status_2_and_prints_nothing_but_its_errors(path: Path) -> None:
    result = run("reckon", "--json", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert all(line.startswith(f"{path}: ") for line in result.stderr.splitlines())


def test_one_broken_file_among_good_ones_means_that_none_is_reckoned(file: str) -> None:
    result = run("reckon", "--json", file, str(BROKEN[0]), "nergens.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nergens.yaml: niet te lezen" in result.stderr


def test_a_wrong_option_is_told_together_with_the_errors_of_the_files() -> None:
    result = run("reckon", "--on", "2025-02-30", str(BROKEN[0]))
    assert result.exit_code == 2
    assert result.stderr.startswith("--on: ")
    assert str(BROKEN[0]) in result.stderr


def test_the_schemas_checked_in_are_those_of_the_acts(tmp_path: Path) -> None:
    assert run("schemas", "--folder", str(tmp_path)).exit_code == 0
    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    there = {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.glob("*.json")}
    assert made == there, "run `make schemas`"


@pytest.mark.parametrize("kind", acts.CATALOGUE)
def test_every_schema_is_a_json_schema(kind: str) -> None:
    Draft202012Validator.check_schema(envelope.schema(kind))


def test_a_receipt_names_the_readings_of_the_house_that_it_rests_on(tmp_path: Path) -> None:
    suspended = CASE.replace(
        "  - {act: bevinding-vastgesteld",
        "  - {act: last-opgeschort, id: op, on: 2025-04-02, from_on: 2025-04-03,\n"
        "     until: 2025-04-05}\n"
        "  - {act: bevinding-vastgesteld",
    )
    path = tmp_path / "zaak.yaml"
    path.write_text(suspended, encoding="utf-8")
    shown = run("explain", str(path), "a-2025-04-10").stdout
    assert f"conventie: {conventions.sentence('schorsing_in_tijdseenheid')}" in shown
    assert conventions.sentence("terugval_telling") not in shown


MADE = {
    "act": "last-opgelegd",
    "id": "last",
    "on": "2025-03-03",
    "kenmerk": "ILT-1",
    "grondslag": "spoorwegwet",
    "letter": "made",
    "onderdelen": [
        {
            "onderdeel": "a",
            "norm": "Spoorwegwet art. 16",
            "verplichting": "herstel het spoor",
            "aard": "beeindigen",
            "per": "dag",
            "cents": 100_000,
            "cents_max": 1_000_000,
            "begunstiging_until": "2025-03-31",
        }
    ],
}


def test_a_decision_whose_letter_was_not_delivered_works_only_when_that_is_assumed(
    tmp_path: Path,
) -> None:
    finding = {"act": "bevinding-vastgesteld", "id": "b1", "on": "2025-04-02", "nageleefd": False}
    path = tmp_path / "zaak.yaml"
    path.write_text(json.dumps({"case": "LOD-2025-0001", "acts": [MADE, finding]}))
    plain = json.loads(run("reckon", str(path), "--on", "2025-04-02", "--json").stdout)
    assert plain["geld"]["verbeurd_cents"] == 0
    assert "nog-niet-bekendgemaakt" in {flag["code"] for flag in plain["flags"]}
    assumed = run("reckon", str(path), "--on", "2025-04-02", "--json", "--delivered").stdout
    assert json.loads(assumed)["geld"]["verbeurd_cents"] == 200_000
    assert json.loads(assumed)["flags"] == []


@pytest.mark.parametrize("command", [["reckon"], ["explain"], ["reckon", "--json"]])
def test_a_file_in_an_alphabet_without_the_euro_sign_gets_its_number_and_no_traceback(
    file: str, command: list[str]
) -> None:
    asked = [command[0], file, *command[1:], *(["openstaand"] if command == ["explain"] else [])]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "streams", *asked], env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (b"\\u20ac 2.000,00" in done.stdout.replace(b"\xa0", b" ")) == (command[-1] != "--json")


def test_a_name_is_found_in_whatever_way_its_accent_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "zaak.yaml"
    path.write_text(CASE.replace("id: b1", "id: caf\u00e9"), encoding="utf-8")
    assert "caf\u00e9" in run("explain", str(path), "cafe\u0301").stdout


def test_an_endless_file_ends_and_a_folder_that_cannot_be_is_told() -> None:
    endless = CliRunner().invoke(app, ["reckon", "/dev/zero"])
    assert endless.exit_code == 2
    assert endless.stderr == "/dev/zero: bestand: ten hoogste 16777216 bytes verwacht\n"
    nowhere = CliRunner().invoke(app, ["schemas", "--folder", "/proc/nergens"])
    assert nowhere.exit_code == 2
    assert nowhere.stderr.startswith("/proc/nergens: niet te schrijven: ")


def test_a_full_disk_is_told_in_one_line(file: str) -> None:
    command = [sys.executable, "-c", "from enforcement.cli import app; app()", "reckon", file]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603 - of this house
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == ["niet te schrijven: de schijf is vol"]


def test_a_wrong_period_is_told_together_with_the_errors_of_the_files(tmp_path: Path) -> None:
    broken = tmp_path / "zaak.yaml"
    broken.write_text("acts: []\n", encoding="utf-8")
    asked = ["report", str(broken), "--from", "x", "--until", "2025-06-30"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 2
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["--from", str(broken)]


def test_a_case_in_which_nobody_found_a_breach_is_not_called_complied_with(tmp_path: Path) -> None:
    quiet = tmp_path / "stil.yaml"
    text = CASE.replace("aard: beeindigen, per: week", "aard: herhaling_voorkomen, per: week")
    quiet.write_text(text[: text.index("  - {act: bevinding")], encoding="utf-8")
    shown = run("reckon", str(quiet)).output
    assert "Stand van de zaak: er is geen overtreding vastgesteld." in shown
    assert "Onderdeel a: er is geen overtreding vastgesteld;" in shown


def test_a_part_that_was_withdrawn_alone_does_not_say_that_the_order_was(tmp_path: Path) -> None:
    one = tmp_path / "een.yaml"
    gone = "  - {act: last-ingetrokken, id: i, on: 2025-04-20, onderdelen: [a]}\n"
    one.write_text(CASE + gone, encoding="utf-8")
    assert "Onderdeel a: ingetrokken;" in run("reckon", str(one)).output
