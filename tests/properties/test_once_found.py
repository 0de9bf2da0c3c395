"""What drawn cases brought to light, each once more in its smallest form."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import pytest

from enforcement import acts, notices
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.reckoning import Reckoning
from enforcement.reckoning.explain import explain
from enforcement.reckoning.reckon import work_out
from enforcement.values import notice_id
from tests.properties.strategies import CASE

START: Final = date(2000, 2, 1)
LETTER: Final = notice_id(CASE, "last-onder-dwangsom", "last", "overtreder")


def act(kind: str, name: str, on: str, **fields: Any) -> Act:
    found = acts.read({"act": kind, "id": name, "on": on, **fields})
    assert isinstance(found, Act), found
    return found


def order(on: str = "2025-01-01", **part: Any) -> Act:
    """An order of 100 cents a day from 1 February 2025 on, or as `part` says; one part, `a`."""
    own = {key: part.pop(key) for key in ("letter",) if key in part}
    overall = {"cents_max": part.pop("overall")} if "overall" in part else {}
    whole = {
        "onderdeel": "a",
        "norm": "art. 16",
        "verplichting": "herstel",
        "aard": "beeindigd_houden",
        "per": "dag",
        "cents": 100,
        "cents_max": 10**9,
        "begunstiging_until": "2025-01-31",
        **part,
    }
    whole = {key: field for key, field in whole.items() if field is not None}
    fields = {"kenmerk": "k", "grondslag": "spoorwegwet", "onderdelen": [whole], **overall, **own}
    return act("last-opgelegd", "last", on, **fields)


def finding(name: str, on: str, *breaches: tuple[str, str], **fields: Any) -> Act:
    listed = [{"on": day, "kenmerk": key} for day, key in breaches]
    more = {"overtredingen": listed} if listed else {}
    return act("bevinding-vastgesteld", name, on, **{"nageleefd": False, **more, **fields})


def sent(name: str, on: str, uitkomst: str = "verzonden") -> Act:
    fields = {"notice": LETTER, "kanaal": "post", "uitkomst": uitkomst}
    return act("kennisgeving-bezorgd", name, on, **fields)


def answer(on: str, *arrived: Act) -> Reckoning:
    return notices.answer(Dossier.of(CASE, arrived), date.fromisoformat(on))


def fell(found: Reckoning) -> list[tuple[str, int]]:
    return [(row.id, row.cents) for row in found.verbeurtes if row.status != "vervallen"]


def codes(found: Reckoning) -> set[str]:
    return {flag.code for flag in found.flags}


def on_day(number: int) -> str:
    return str(START + timedelta(days=number))


# Crashes.


@pytest.mark.parametrize("on", ["1996-02-29", "2012-01-01", "2012-06-29"])
def test_money_paid_back_from_before_the_first_known_rate_is_reckoned_with_a_flag(on: str) -> None:
    grace = str(date.fromisoformat(on) - timedelta(days=30))
    last = order("1995-01-01", begunstiging_until=grace, per="ineens", cents=1_000)
    paid = act("betaling-ontvangen", "p", on, cents=1_000)
    gone = act("last-ingetrokken", "i", "2012-07-15", werking="ex_tunc")
    found = answer("2012-08-01", last, finding("b", on), paid, gone)
    assert found.geld.terug_te_betalen_cents >= 1_000
    assert "rente-onbekend" in codes(found)


def test_a_debt_in_default_before_the_first_known_rate_says_that_its_interest_is_unknown() -> None:
    last = order("2011-01-01", begunstiging_until="2011-01-31", per="ineens")
    assert "rente-onbekend" in codes(answer("2011-12-01", last, finding("b", "2011-02-02")))


def test_a_grace_that_was_shortened_leaves_breaches_in_their_own_week() -> None:
    last = order(per="overtreding", per_week_max=1)
    fields = [{"onderdeel": "a", "begunstiging_until": "2025-01-16"}]
    shorter = act("last-gewijzigd", "w", "2025-01-17", onderdelen=fields)
    found = answer("2025-03-01", last, shorter, finding("b", "2025-02-01", ("2025-01-18", "k")))
    assert fell(found) == [("a-2025-01-18-k", 100)]


def test_a_term_put_off_beyond_the_last_day_that_can_be_named_does_not_stop_the_case() -> None:
    objection = act("bezwaar-gemaakt", "bez", "2025-01-10", tegen="last")
    more = [
        act("beslistermijn-verdaagd", f"v{number}", "2025-01-11", bezwaar="bez", weeks=520)
        for number in range(900)
    ]
    answer("2025-02-10", order(), objection, *more)


# What fell.


def test_nothing_falls_before_the_order_was_made_known() -> None:
    assert fell(answer("2025-01-03", order(begunstiging_until="2024-12-01"))) == [
        ("a-2025-01-02", 100),
        ("a-2025-01-03", 100),
    ]


def test_nothing_falls_before_the_letter_of_the_house_was_sent() -> None:
    found = answer("2025-04-02", order(letter="made"), sent("k", "2025-04-01"))
    assert fell(found) == [("a-2025-04-02", 100)]


def test_a_dwangsom_at_the_start_of_a_day_takes_the_room_that_came_the_day_before() -> None:
    last = order(gedeelte_telt=True, cents_max=100)
    raised = [{"onderdeel": "a", "cents_max": 250}]
    change = act("last-gewijzigd", "w", "2025-03-01", onderdelen=raised)
    assert fell(answer("2025-03-10", last, change)) == [
        ("a-2025-02-01", 100),
        ("a-2025-03-02", 100),
        ("a-2025-03-03", 50),
    ]


def test_a_cap_for_a_week_counts_breaches_in_the_order_in_which_they_became_known() -> None:
    last = order(
        per="overtreding", aard="herhaling_voorkomen", per_week_max=1, begunstiging_until=None
    )
    first = finding("b1", "2025-01-09", ("2025-01-08", "x"))
    second = finding("b2", "2025-01-12", ("2025-01-06", "y"))
    assert fell(answer("2025-03-01", last, first, second)) == [("a-2025-01-08-x", 100)]


# Bekendmaking.


def test_a_letter_that_came_back_is_not_made_known() -> None:
    arrived = (order(letter="made"), sent("k", "2025-01-01"), sent("k2", "2025-01-03", "mislukt"))
    found = answer("2025-02-10", *arrived)
    assert "bekendmaking-mislukt" in codes(found)
    assert fell(found) == []


def test_after_a_failed_delivery_the_second_sending_counts() -> None:
    arrived = (order(letter="made"), sent("k", "2025-01-01"), sent("k2", "2025-01-03", "mislukt"))
    found = answer("2025-02-10", *arrived, sent("k3", "2025-01-10"))
    assert [str(t.until) for t in found.termijnen if t.kind == "bezwaar"] == ["2025-02-21"]


# Money.


def test_what_was_paid_too_early_leaves_nothing_to_remit() -> None:
    arrived = (order(cents_max=500), finding("b", "2025-02-20"))
    paid = act("betaling-ontvangen", "p", "2025-01-15", cents=500)
    remitted = act("kwijtgescholden", "k", "2025-02-25", cents=500)
    found = answer("2025-03-01", *arrived, paid, remitted)
    assert {row.status for row in found.verbeurtes} == {"betaald"}
    assert (found.geld.kwijtgescholden_cents, found.geld.terug_te_betalen_cents) == (0, 0)
    assert "kwijtschelding-boven-verbeurd" in codes(found)


def test_what_was_paid_too_early_leaves_nothing_to_collect() -> None:
    arrived = (order(cents_max=500), finding("b", "2025-02-20"))
    paid = act("betaling-ontvangen", "p", "2025-01-15", cents=500)
    decided = act("invordering-beschikt", "i", "2025-02-25", cents=500)
    found = answer("2025-03-01", *arrived, paid, decided)
    assert {row.invordering for row in found.verbeurtes} == {None}
    assert "invordering-boven-verbeurd" in codes(found)


def test_a_verbeurte_named_twice_is_collected_once() -> None:
    named = ["a-2025-02-01", "a-2025-02-01"]
    decided = act("invordering-beschikt", "i", "2025-02-05", cents=200, verbeurtes=named)
    found = answer("2025-02-10", order(), finding("b", "2025-02-10"), decided)
    assert "invordering-boven-verbeurd" in codes(found)


def test_a_verbeurte_that_had_not_fallen_is_not_collected() -> None:
    named = ["a-2025-02-09"]
    decided = act("invordering-beschikt", "i", "2025-02-05", cents=100, verbeurtes=named)
    found = answer("2025-02-10", order(), finding("b", "2025-02-10"), decided)
    assert {row.invordering for row in found.verbeurtes} == {None}


def test_a_full_overall_maximum_is_told_to_the_offender() -> None:
    arrived = (order(cents_max=1_000, overall=250), finding("b", "2025-02-20"))
    found = answer("2025-03-01", *arrived)
    assert found.status == "maximum_bereikt"
    assert "maximum-bereikt" in {notice.kind for notice in found.notices}


def test_the_day_expected_of_a_maximum_keeps_to_the_overall_maximum() -> None:
    found = answer("2025-02-01", order(cents_max=1_000, overall=250))
    assert [str(part.max_verwacht_on) for part in found.onderdelen] == ["2025-02-03"]


def test_the_receipt_of_what_goes_back_tells_apart_what_bears_interest() -> None:
    arrived = [
        order(per="ineens", cents=3_000_000),
        finding("b", "2025-02-05"),
        act("betaling-ontvangen", "p", "2025-03-01", cents=3_500_000),
        act("last-ingetrokken", "i", "2025-03-02", werking="ex_tunc"),
    ]
    lines = " ".join(_receipt("terug_te_betalen", "2025-03-31", *arrived))
    # Thirty days at 6 percent over 30,000 euro: 147.95 euro.
    assert "5.000,00 te veel betaald, zonder rente" in lines
    assert "30.000,00 verloor zijn grond" in lines
    assert "147,95" in lines
    back = act("terugbetaling-gedaan", "t", "2025-03-31", cents=3_514_795)
    assert "147,95" in " ".join(_receipt("openstaand", "2025-04-30", *arrived, back))


def _receipt(name: str, on: str, *arrived: Act) -> tuple[str, ...]:
    dossier, day = Dossier.of(CASE, arrived), date.fromisoformat(on)
    return explain(notices.answer(dossier, day), work_out(dossier, day, None), name)
