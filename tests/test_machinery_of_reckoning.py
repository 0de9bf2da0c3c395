"""What holds the reckoning together and is no law: its door, how acts wait, the words of flags."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from enforcement import acts, notices
from enforcement.act import Act, Reference
from enforcement.dossier import Dossier
from enforcement.reckoning.reckon import reckon
from enforcement.reckoning.standing import standing

CASE: Final = "LOD-2025-0001"
ON: Final = date(2025, 4, 5)
PART: Final = {
    "onderdeel": "a",
    "norm": "Spoorwegwet art. 16",
    "verplichting": "herstel het spoor",
    "aard": "beeindigen",
    "per": "dag",
    "cents": 100,
    "cents_max": 1_000,
    "begunstiging_until": "2025-03-31",
}


def act(kind: str, name: str, on: str, **fields: Any) -> Act:
    found = acts.read({"act": kind, "id": name, "on": on, **fields})
    assert isinstance(found, Act), found
    return found


def last(**fields: Any) -> Act:
    told = {"kenmerk": "ILT-1", "grondslag": "spoorwegwet", "onderdelen": [PART], **fields}
    return act("last-opgelegd", "last", "2025-03-03", **told)


def bezwaar() -> Act:
    return act("bezwaar-gemaakt", "bezwaar", "2025-03-10", tegen="last")


def beslist(bezwaar_id: str) -> Act:
    fields = {"bezwaar": bezwaar_id, "dictum": "ongegrond"}
    return act("bezwaar-beslist", "bob", "2025-04-04", **fields)


def bevinding(onderdeel: str) -> Act:
    fields = {"onderdeel": onderdeel, "nageleefd": False}
    return act("bevinding-vastgesteld", "b1", "2025-04-03", **fields)


def texts(code: str, *known: Act) -> list[tuple[str, tuple[str, ...]]]:
    """The words and the acts of the flags of one code."""
    found = reckon(Dossier.of(CASE, known), ON).flags
    return [(flag.text, flag.acts) for flag in found if flag.code == code]


@pytest.mark.parametrize("known_at", [None, datetime(2025, 4, 1, 12, tzinfo=UTC)])
def test_reckoning_is_the_whole_answer_but_for_its_notices(known_at: datetime | None) -> None:
    dossier = Dossier.of(CASE, [last(), bevinding("a")])
    whole = notices.answer(dossier, ON, known_at)
    found = reckon(dossier, ON, known_at)
    assert found == dataclasses.replace(whole, notices=())
    assert whole.notices or known_at is not None
    assert found.geld.verbeurd_cents == (300 if known_at is None else 0)


def test_the_flag_says_why_an_act_waits_for_the_one_it_points_at() -> None:
    code = "verwijst-naar-onbekende-handeling"
    absent = "verwijst naar bezwaar, die niet bekend is, en wacht daarop"
    assert texts(code, last(), beslist("bezwaar")) == [(absent, ("bob",))]
    other = "verwijst naar last (last-opgelegd), waar bezwaar-gemaakt verwacht is"
    assert texts(code, last(), beslist("last")) == [(other, ("bob",))]
    idle = "verwijst naar last, die zelf nog niet werkt, en wacht daarop"
    assert texts(code, last(letter="made"), bezwaar()) == [(idle, ("bezwaar",))]
    assert texts(code, last(), bezwaar(), beslist("bezwaar")) == []


def test_the_flag_names_the_part_that_the_order_does_not_know() -> None:
    code = "verwijst-naar-onbekend-onderdeel"
    assert texts(code, last(), bevinding("z")) == [
        ("onderdeel z komt in de last niet voor", ("b1",))
    ]
    assert texts(code, last(), bevinding("a")) == []
    assert texts(code, bevinding("z")) == [], "without an order there are no parts to know"


def test_the_flag_names_the_takings_back_that_take_back_each_other() -> None:
    back = [
        act("handeling-ingetrokken", one, "2025-04-04", handeling=other, reden="kring")
        for one, other in (("r1", "r2"), ("r2", "r1"))
    ]
    text = "deze intrekkingen trekken elkaar in en werken daarom niet"
    assert texts("werking-onduidelijk", last(), *back) == [(text, ("r1", "r2"))]
    assert texts("werking-onduidelijk", last(), back[0]) == []


class Dubbel(Act):
    """An act of this test that points at two others, as none of the catalogue does yet."""

    topic = "appeals"

    def references(self) -> Iterator[Reference]:
        yield Reference(to="last", kinds=("last-opgelegd",))
        yield Reference(to="bezwaar", kinds=("bezwaar-gemaakt",))


@pytest.mark.parametrize("others", [[], [last()], [bezwaar()], [last(), bezwaar()]])
def test_an_act_that_points_at_two_others_waits_until_both_work(others: list[Act]) -> None:
    known = [Dubbel(id="twee", on=ON), *others]
    found = standing(CASE, known, {one.id for one in known})
    works = "twee" in {item.act.id for item in found.working}
    assert works is (len(others) == 2)
    waiting = [flag for flag in found.flags if flag.acts == ("twee",)]
    assert len(waiting) == (0 if works else 2 if others != [last()] else 1)
