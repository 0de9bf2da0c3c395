"""Stories: case files in Dutch with what must be found, one sentence each. A jurist can read them.

Each story names the rules it is about and whether they apply in it (`geldt: ja`) or just do not
(`geldt: nee`: a day earlier or later, one condition less).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from enforcement import intake, notices

STORIES: Final = sorted((Path(__file__).parent / "stories").glob("*.yaml"))
HEAD: Final = {"case", "title", "rules", "geldt", "certainty", "on", "acts", "expect"}
OPTIONAL: Final = {"known_at", "source"}
LISTS: Final = {
    "onderdelen", "verbeurtes", "termijnen", "rechtsmiddelen", "notices", "beslisdwangsom",
}  # fmt: skip
PLAIN: Final = {"status", "next_change_on", "version"}
OTHER: Final = {"geld", "flags", "no_flags", "verbeurtes_exact", "no_termijn"}


def told(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_bytes(), intake._Reader)  # noqa: S506 - a safe one
    return found


def reckoned(path: Path) -> dict[str, Any]:
    case = intake.read_case(path.read_bytes())
    assert isinstance(case, intake.CaseFile), case
    assert case.on is not None
    answer: dict[str, Any] = json.loads(
        notices.answer(case.dossier, case.on, case.known_at).to_json()
    )
    return answer


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_story_holds(path: Path) -> None:
    story = told(path)
    assert set(story) - OPTIONAL == HEAD, "a story has these fields and no others"
    assert story["geldt"] in {"ja", "nee"}
    assert story["certainty"] in {"zeker", "conventie"}
    assert list(_missing(story["expect"], reckoned(path))) == []


def _missing(expect: dict[str, Any], answer: dict[str, Any]) -> Iterator[str]:
    """Everything expected that the answer does not hold; an unknown word is a mistake."""
    codes = {flag["code"] for flag in answer["flags"]}
    for name, wanted in expect.items():
        assert name in LISTS | PLAIN | OTHER, f"expect knows no {name}"
        if name in LISTS:
            yield from (f"{name}: {one}" for one in _absent(wanted, answer[name]))
        elif name in PLAIN:
            if answer[name] != wanted:
                yield f"{name}: {answer[name]}"
        elif name == "geld":
            yield from (
                f"geld.{k}: {answer[name][k]}" for k, v in wanted.items() if answer[name][k] != v
            )
        elif name == "flags":
            yield from (f"flag {code}, but {sorted(codes)}" for code in wanted if code not in codes)
        elif name == "no_flags":
            yield from (f"no flag {code}" for code in wanted if code in codes)
        elif name == "no_termijn":
            yield from (f"no {one}" for one in wanted if _some(one, answer["termijnen"]))
        else:
            fell = sorted(
                [row["onderdeel"], row["on"], row["cents"]]
                for row in answer["verbeurtes"]
                if row["status"] != "vervallen"
            )
            if fell != sorted(wanted):
                yield f"verbeurtes: {fell}"


def _absent(wanted: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[Any]:
    """What is wanted and not there; an empty list wants none to be there."""
    return [one for one in wanted if not _some(one, rows)] if wanted else rows


def _some(wanted: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    return any(all(_same(name, value, row[name]) for name, value in wanted.items()) for row in rows)


def _same(name: str, wanted: object, found: object) -> bool:
    if name == "geschorst":
        assert isinstance(wanted, list)
        assert isinstance(found, list)
        days = [{(one["from_on"], one["until"]) for one in spans} for spans in (wanted, found)]
        return days[0] == days[1]
    return wanted == found


def test_every_rule_has_a_story_in_which_it_applies_and_one_in_which_it_just_does_not() -> None:
    both: dict[str, set[str]] = {}
    for path in STORIES:
        story = told(path)
        for rule in story["rules"]:
            both.setdefault(rule, set()).add(story["geldt"])
    assert len(both) > 25
    assert {rule for rule, sides in both.items() if sides != {"ja", "nee"}} == set()


def test_a_story_has_a_title_of_its_own() -> None:
    titles = [told(path)["title"] for path in STORIES]
    assert sorted(set(titles)) == sorted(titles)
