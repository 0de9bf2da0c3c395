"""What extra acts would change is told, and nothing is touched; what became known since as well."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from enforcement import acts, notices
from enforcement.cli import app, differences
from enforcement.comparison import compare
from enforcement.dossier import Dossier
from tests.properties.strategies import days_of_reckoning, dossiers, many, raw_acts

LAST = {
    "act": "last-opgelegd",
    "id": "last",
    "on": "2025-03-03",
    "kenmerk": "ILT-1",
    "grondslag": "spoorwegwet",
    "onderdelen": [
        {
            "onderdeel": "a",
            "norm": "Spoorwegwet art. 16",
            "verplichting": "herstel het spoor",
            "aard": "beeindigen",
            "per": "dag",
            "cents": 500_000,
            "cents_max": 5_000_000,
            "begunstiging_until": "2025-03-31",
        }
    ],
}
FINDING = {
    "act": "bevinding-vastgesteld",
    "id": "b1",
    "on": "2025-04-03",
    "recorded_at": "2025-04-10T12:00:00+02:00",
    "onderdeel": "a",
    "nageleefd": False,
}
LONGER = {
    "act": "last-gewijzigd",
    "id": "w1",
    "on": "2025-03-25",
    "onderdelen": [{"onderdeel": "a", "begunstiging_until": "2025-04-02"}],
}


def written(folder: Path, name: str, *found: dict[str, Any], case: str = "LOD-2025-0001") -> str:
    file = folder / name
    file.write_text(json.dumps({"case": case, "on": "2025-04-03", "acts": found}))
    return str(file)


def asked(*arguments: str) -> tuple[int, str]:
    shown = CliRunner().invoke(app, ["whatif", *arguments])
    return shown.exit_code, shown.output


def test_a_longer_grace_takes_away_the_dwangsommen_of_two_days(tmp_path: Path) -> None:
    case = written(tmp_path, "zaak.yaml", LAST, FINDING)
    status, told = asked(case, written(tmp_path, "extra.yaml", LONGER))
    assert status == 0
    assert "verbeurd: € 15.000,00 wordt € 5.000,00" in told
    assert "dwangsom a-2025-04-01: valt weg (€ 5.000,00)" in told
    assert "dwangsom a-2025-04-03" not in told
    assert "termijn begunstiging (a): 31 maart 2025 wordt 2 april 2025" in told


def test_an_act_that_changes_nothing_is_said_to_change_nothing(tmp_path: Path) -> None:
    case = written(tmp_path, "zaak.yaml", LAST, FINDING)
    view = {"act": "zienswijze-ontvangen", "id": "z1", "on": "2025-03-02"}
    assert "Dit verandert niets." in asked(case, written(tmp_path, "extra.yaml", view))[1]


def test_the_file_of_the_case_is_not_touched_and_the_same_act_twice_is_once(tmp_path: Path) -> None:
    case = written(tmp_path, "zaak.yaml", LAST, FINDING)
    before = Path(case).read_bytes()
    assert "Dit verandert niets." in asked(case, written(tmp_path, "extra.yaml", FINDING))[1]
    assert Path(case).read_bytes() == before


def test_what_became_known_since_is_told_without_extra_acts(tmp_path: Path) -> None:
    case = written(tmp_path, "zaak.yaml", LAST, FINDING)
    status, told = asked(case, "--known-at", "2025-04-10T11:59:00+02:00")
    assert status == 0
    assert "verbeurd: € 0,00 wordt € 15.000,00" in told
    assert "kennisgeving verbeurte aan overtreder: gaat uit" in told
    assert "Dit verandert niets." in asked(case, "--known-at", "2025-04-10T12:00:00+02:00")[1]


def test_the_same_as_json(tmp_path: Path) -> None:
    case = written(tmp_path, "zaak.yaml", LAST, FINDING)
    _, told = asked(case, written(tmp_path, "extra.yaml", LONGER), "--json")
    found = json.loads(told)
    assert {one["name"] for one in found["geld"]} >= {"verbeurd_cents", "openstaand_cents"}
    assert [row["before"]["id"] for row in found["verbeurtes"] if row["after"] is None] == [
        "a-2025-04-01",
        "a-2025-04-02",
    ]


def test_what_cannot_be_compared_is_refused_with_status_2(tmp_path: Path) -> None:
    case = written(tmp_path, "zaak.yaml", LAST, FINDING)
    other = written(tmp_path, "ander.yaml", LONGER, case="LOD-2025-0002")
    assert asked(case, other) == (
        2,
        f"{other}: is van zaak LOD-2025-0002, niet van LOD-2025-0001\n",
    )
    changed = written(tmp_path, "extra.yaml", {**FINDING, "nageleefd": True})
    assert asked(case, changed)[0] == 2
    assert asked(case)[0] == 2


def test_all_acts_that_stand_there_otherwise_are_told_with_their_file(tmp_path: Path) -> None:
    case = written(tmp_path, "zaak.yaml", LAST, FINDING)
    extra = written(tmp_path, "extra.yaml", LAST | {"kenmerk": "X"}, FINDING | {"note": "X"})
    status, told = asked(case, extra)
    assert status == 2
    ends = "staat al in de zaak, met een andere inhoud"
    assert told.splitlines() == [f"{extra}: last {ends}", f"{extra}: b1 {ends}"]


@pytest.mark.parametrize("extra", [[], ["x"]])
def test_a_file_without_acts_changes_nothing_or_is_refused(
    tmp_path: Path, extra: list[Any]
) -> None:
    case = written(tmp_path, "zaak.yaml", LAST)
    assert asked(case, written(tmp_path, "extra.yaml", *extra))[0] == (2 if extra else 0)


def test_a_higher_maximum_is_told_with_the_room_it_gives_and_the_day_it_moves(
    tmp_path: Path,
) -> None:
    change: dict[str, Any] = {"act": "last-gewijzigd", "id": "w", "on": "2025-04-03"}
    change |= {"onderdelen": [{"onderdeel": "a", "cents_max": 6_000_000}]}
    case = written(tmp_path, "zaak.yaml", LAST)
    code, told = asked(case, written(tmp_path, "extra.yaml", change), "--on", "2025-04-06")
    assert code == 0
    assert "onderdeel a: maximum € 50.000,00 wordt € 60.000,00; ruimte" in told
    assert "maximum verwacht op 10 april 2025 wordt 12 april 2025" in told


@settings(max_examples=many(60))
@given(dossiers(), st.data())
def test_a_comparison_tells_nothing_only_of_what_says_the_same(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    on = data.draw(days_of_reckoning(origin))
    extra = acts.read(data.draw(raw_acts(origin)) | {"id": "extra"})
    if isinstance(extra, tuple):
        return
    before = notices.answer(dossier, on)
    after = notices.answer(dossier.add(extra).dossier, on)
    found = compare(before, after)
    same = all(
        getattr(before, name) == getattr(after, name)
        for name in (
            "status",
            "geld",
            "onderdelen",
            "verbeurtes",
            "termijnen",
            "rechtsmiddelen",
            "beslisdwangsom",
        )
    )
    same = same and {*before.notices} == {*after.notices} and {*before.flags} == {*after.flags}
    assert found.nothing == same
    assert list(differences.lines(found)), "what differs is told in words as well"
    assert compare(before, before).nothing
