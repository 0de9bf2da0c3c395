"""Sums: never above a maximum, parts add up, and the figures of `geld` say the same thing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from enforcement import acts
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.effects import BookMoney
from enforcement.reckoning import Reckoning, reckon
from enforcement.reckoning.reckon import work_out
from tests.properties.strategies import days, days_of_reckoning, dossiers, many


def _maxima(dossier: Dossier, part: str) -> list[int]:
    """Every maximum that any act ever states for a part."""
    rows: list[dict[str, Any]] = [
        row
        for act in dossier.acts.values()
        for row in act.body.get("onderdelen") or []
        if isinstance(row, dict)
    ]
    return [row["cents_max"] for row in rows if row["onderdeel"] == part and "cents_max" in row]


@settings(max_examples=many(200))
@given(dossiers(), st.data())
def test_what_fell_is_never_above_a_maximum(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    found = reckon(dossier, data.draw(days_of_reckoning(origin)))
    for part in found.onderdelen:
        fell = part.verbeurd_cents + part.aangenomen_cents
        assert fell <= max(_maxima(dossier, part.onderdeel))
        assert part.ruimte_cents == max(0, part.cents_max - fell)
        if part.max_bereikt_on is not None:
            assert part.max_verwacht_on is None
    orders = [act.body for act in dossier.acts.values() if act.kind() == "last-opgelegd"]
    if len(orders) == 1 and "cents_max" in orders[0]:
        fell = sum(part.verbeurd_cents + part.aangenomen_cents for part in found.onderdelen)
        assert fell <= orders[0]["cents_max"]


@settings(max_examples=many(200))
@given(dossiers(), st.data())
def test_the_parts_add_up_to_the_totals(case: tuple[Dossier, date], data: st.DataObject) -> None:
    dossier, origin = case
    found = reckon(dossier, data.draw(days_of_reckoning(origin)))
    standing = [row for row in found.verbeurtes if row.status != "vervallen"]
    for part in found.onderdelen:
        own = [row for row in standing if row.onderdeel == part.onderdeel]
        proven = sum(row.cents for row in own if row.bewijs == "vastgesteld")
        assert part.verbeurd_cents == proven
        assert part.aangenomen_cents == sum(row.cents for row in own) - proven
    geld = found.geld
    assert geld.verbeurd_cents == sum(part.verbeurd_cents for part in found.onderdelen)
    assert geld.aangenomen_cents == sum(part.aangenomen_cents for part in found.onderdelen)
    lapsed = [row.cents for row in found.verbeurtes if row.status == "vervallen"]
    assert geld.vervallen_cents == sum(lapsed)


@settings(max_examples=many(200))
@given(dossiers(), st.data())
def test_the_figures_of_the_money_agree(case: tuple[Dossier, date], data: st.DataObject) -> None:
    dossier, origin = case
    on = data.draw(days_of_reckoning(origin))
    found = reckon(dossier, on)
    geld = found.geld
    # Interest that the authority paid back was its own debt and opens nothing (Awb 4:102).
    own_rente = work_out(dossier, on, None).settled.ledger.repaid_rente_cents
    assert 0 <= own_rente <= geld.terugbetaald_cents
    less = geld.verjaard_cents + geld.betaald_cents + geld.kwijtgescholden_cents + own_rente
    more = geld.terugbetaald_cents + geld.rente_cents + geld.kosten_cents
    assert geld.openstaand_cents == max(0, geld.verbeurd_cents - less + more)
    assert geld.betaald_cents == _booked(found, dossier, "betaling")
    assert geld.terugbetaald_cents == _booked(found, dossier, "terugbetaling")
    remitted = _booked(found, dossier, "kwijtschelding", or_less=True)
    assert geld.kwijtgescholden_cents <= remitted
    assert geld.verjaard_cents <= geld.verbeurd_cents
    assert geld.in_invordering_cents <= geld.verbeurd_cents
    for name in geld.__slots__:
        assert getattr(geld, name) >= 0, name


def _booked(found: Reckoning, dossier: Dossier, soort: str, *, or_less: bool = False) -> int:
    """What the acts that book money of this sort state, whichever they are, in so far as they
    stand on the day, as the timeline tells them.
    """
    stand = {entry.act for entry in found.timeline if entry.act is not None}
    waits = set() if or_less else {name for flag in found.flags for name in flag.acts}
    return sum(
        act.amount() or 0
        for act in dossier.acts.values()
        # An act with a letter that is still to be sent does nothing yet.
        if any(isinstance(e, BookMoney) and e.soort == soort for e in act.own_effects)
        and act.id in stand
        and not (act.owed() and act.id in waits)
    )


@settings(max_examples=many(200))
@given(dossiers(), st.data())
def test_once_all_was_paid_back_nothing_is_owed_back_on_any_later_day(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    on = data.draw(days_of_reckoning(origin))
    # Most cases owe nothing back; a payment of its own makes it so more often.
    too_much = acts.read({"act": "betaling-ontvangen", "id": "meer", "on": str(on), "cents": 5_000})
    assert isinstance(too_much, Act), too_much
    mine = [act for act in dossier.acts.values() if act.on <= on]
    until_then = Dossier.of(dossier.case, [*mine, too_much])
    owed = reckon(until_then, on).geld.terug_te_betalen_cents
    assume(owed > 0)
    paid_back = acts.read(
        {"act": "terugbetaling-gedaan", "id": "extra", "on": str(on), "cents": owed}
        | {"recorded_at": f"{on}T23:00:00+01:00"}
    )
    assert isinstance(paid_back, Act), paid_back
    whole = until_then.add(paid_back).dossier
    for days_later in (0, 1, 60, 800):
        assert reckon(whole, on + timedelta(days_later)).geld.terug_te_betalen_cents == 0


@settings(max_examples=many(200))
@given(dossiers(), st.data())
def test_without_a_decision_that_changes_one_no_more_comes_back_than_was_paid(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    kinds = {act.kind() for act in dossier.acts.values()}
    assume(kinds.isdisjoint({"last-gewijzigd", "last-ingetrokken"}))
    assume(kinds.isdisjoint({"bezwaar-beslist", "uitspraak-gedaan"}))
    geld = reckon(dossier, data.draw(days_of_reckoning(origin))).geld
    assert geld.terug_te_betalen_cents <= max(0, geld.betaald_cents - geld.terugbetaald_cents)


@settings(max_examples=many(200))
@given(dossiers(), st.data())
def test_a_dwangsom_is_of_more_than_nothing_and_a_proven_one_names_its_finding(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    found = reckon(dossier, data.draw(days_of_reckoning(origin)))
    for row in found.verbeurtes:
        assert row.cents > 0
        assert row.bevindingen or row.bewijs == "aangenomen"
        assert all(dossier.acts[name].on <= found.on for name in row.bevindingen)
        assert row.betaling_until > row.on
        assert row.verjaring_until is None or row.verjaring_until > row.on


@settings(max_examples=many(200))
@given(dossiers(), st.data())
def test_no_dwangsom_falls_before_the_order_was_made_known(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    found = reckon(dossier, data.draw(days_of_reckoning(origin)))
    orders = [act.on for act in dossier.acts.values() if act.kind() == "last-opgelegd"]
    if any(act.kind() == "kennisgeving-bezorgd" for act in dossier.acts.values()):
        return
    assert all(row.on > min(orders) for row in found.verbeurtes)


@settings(max_examples=many(200))
@given(dossiers(), st.data())
def test_a_suspension_never_adds_a_dwangsom(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    on = data.draw(days_of_reckoning(origin))
    start, end = sorted((data.draw(days(origin)), data.draw(days(origin))))
    suspended = acts.read(
        {"act": "last-opgeschort", "id": "extra", "on": start, "from_on": start, "until": end}
    )
    assert not isinstance(suspended, tuple)
    # With "of gedeelte daarvan" the next unit starts right after the suspension (contract,
    # section 7), so an earlier start may bring one more; and what falls later under a later text
    # is another sum. Both are as agreed, and left out here.
    assume(not any(_moves(act) for act in dossier.acts.values()))
    without = reckon(dossier, on).geld
    within = reckon(dossier.add(suspended).dossier, on).geld
    fell = within.verbeurd_cents + within.aangenomen_cents
    assert fell <= without.verbeurd_cents + without.aangenomen_cents


def _moves(act: Act) -> bool:
    rows = [row for row in act.body.get("onderdelen") or [] if isinstance(row, dict)]
    if act.kind() == "last-opgelegd":
        return any(row.get("gedeelte_telt") and row["per"] in {"week", "maand"} for row in rows)
    return any("cents" in row or "cents_max" in row for row in rows)
