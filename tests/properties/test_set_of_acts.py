"""A dossier is a set: order, repetition and moment of arrival leave no trace."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from enforcement import acts, notices
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.reckoning import reckon
from tests.properties.strategies import (
    CASE,
    ORIGINS,
    act_lists,
    days_of_reckoning,
    dossiers,
    json_values,
    many,
    raw_acts,
    told,
)


def one_by_one(arrived: list[Act]) -> Dossier:
    dossier = Dossier(CASE)
    for act in arrived:
        dossier = dossier.add(act).dossier
    return dossier


@settings(max_examples=many(1_000))
@given(act_lists(), st.data())
def test_any_order_and_any_repetition_give_the_same_bytes(
    case: tuple[list[Act], date], data: st.DataObject
) -> None:
    arrived, origin = case
    again = data.draw(st.lists(st.sampled_from(arrived), max_size=3))
    disordered = data.draw(st.permutations([*arrived, *again]))
    on = data.draw(days_of_reckoning(origin))
    once = notices.answer(Dossier.of(CASE, arrived), on).to_json()
    assert notices.answer(Dossier.of(CASE, disordered), on).to_json() == once
    assert notices.answer(one_by_one(disordered), on).to_json() == once


@settings(max_examples=many(150))
@given(act_lists(), st.data())
def test_of_two_acts_with_one_id_the_same_stands_whichever_came_first(
    case: tuple[list[Act], date], data: st.DataObject
) -> None:
    arrived, origin = case
    first = data.draw(st.sampled_from(arrived))
    raw = data.draw(raw_acts(origin)) | {"id": first.id}
    other = acts.read(raw)
    if isinstance(other, tuple):
        return
    forward, backward = Dossier(CASE).add(first).dossier, Dossier(CASE).add(other).dossier
    there, back = forward.add(other), backward.add(first)
    assert there.dossier.acts[first.id].digest == back.dossier.acts[first.id].digest
    if first.body_digest != other.body_digest:
        assert there.outcome == back.outcome == "conflict"
        assert there.refused is not None
        assert back.refused is not None
        assert there.refused.digest == back.refused.digest


@settings(max_examples=many(100))
@given(dossiers(), st.data())
def test_what_was_recorded_later_is_forgotten_when_known_earlier_is_asked(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    on = data.draw(days_of_reckoning(origin))
    known_at = data.draw(st.sampled_from([act.known_at for act in dossier.acts.values()]))
    then = [act for act in dossier.acts.values() if act.known_at <= known_at]
    whole = told(notices.answer(dossier, on, known_at), "version", "known_at")
    assert whole == told(notices.answer(Dossier.of(CASE, then), on), "version", "known_at")


@settings(max_examples=many(100))
@given(dossiers(), st.data())
def test_acts_of_a_later_day_do_not_count(case: tuple[Dossier, date], data: st.DataObject) -> None:
    dossier, origin = case
    on = data.draw(days_of_reckoning(origin))
    until_then = [act for act in dossier.acts.values() if act.on <= on]
    # To take back an act that is known but lies ahead is no pointing at an unknown one.
    ahead = {act.id for act in dossier.acts.values() if act.on > on}
    assume(not any(getattr(act, "handeling", None) in ahead for act in until_then))
    # That something is ahead may be known: it makes the next change come earlier.
    left_out = ("version", "next_change_on")
    whole = told(notices.answer(dossier, on), *left_out)
    assert whole == told(notices.answer(Dossier.of(CASE, until_then), on), *left_out)


@settings(max_examples=many(150))
@given(dossiers(), st.data())
def test_an_act_added_and_taken_back_leaves_the_case_as_it_was(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    on = data.draw(days_of_reckoning(origin))
    added = acts.read(data.draw(raw_acts(origin)) | {"id": "nieuw"})
    if isinstance(added, tuple):
        return
    back = {"act": "handeling-ingetrokken", "id": "nieuw-terug", "handeling": "nieuw"}
    taken = acts.read({**back, "on": str(min(on, origin)), "reden": "vergissing"})
    assert not isinstance(taken, tuple)
    after = dossier.add(added).dossier.add(taken).dossier
    left_out = ("version", "digest", "next_change_on", "timeline")
    assert told(reckon(after, on), *left_out) == told(reckon(dossier, on), *left_out)
    entries = [entry for entry in reckon(after, on).timeline if entry.act != "nieuw-terug"]
    assert entries == list(reckon(dossier, on).timeline)


@settings(max_examples=many(100))
@given(dossiers())
def test_an_act_written_out_and_read_again_is_the_same_act(case: tuple[Dossier, date]) -> None:
    for act in case[0].acts.values():
        again = acts.read(act.body)
        assert not isinstance(again, tuple), again
        assert again.body_digest == act.body_digest
        whole = acts.read({**act.body, "recorded_at": act.known_at.isoformat()})
        assert not isinstance(whole, tuple), whole
        assert whole.digest == act.digest


@settings(max_examples=many(100))
@given(raw_acts(ORIGINS[0]), json_values())
def test_a_field_of_a_newer_version_is_refused_at_the_door_and_kept_on_the_stream(
    raw: dict[str, Any], newer: object
) -> None:
    act = acts.read(raw)
    assume(not isinstance(act, tuple))
    assert not isinstance(act, tuple)
    sent = {**act.body, "nieuw veld": newer}
    refused = acts.read(sent)
    assert isinstance(refused, tuple)
    assert [(each.place, each.expected) for each in refused] == [("nieuw veld", "onbekend veld")]
    kept = acts.read(sent, unknown_fields="allow")
    if isinstance(kept, tuple):  # RFC 8785 knows no whole number beyond 2^53
        assert all(each.expected.startswith("JSON-waarden verwacht") for each in kept)
        return
    assert kept.body == sent
    assert kept.body_digest != act.body_digest


@settings(max_examples=many(100))
@given(act_lists())
def test_a_set_only_grows(case: tuple[list[Act], date]) -> None:
    arrived, _ = case
    steps = [Dossier.of(CASE, arrived[:count]) for count in range(len(arrived) + 1)]
    for before, after in pairwise(steps):
        assert before.version <= after.version
        assert set(before.acts) <= set(after.acts)


def test_the_day_after_the_last_act_is_reckoned_like_any_other() -> None:
    order = acts.read(
        {
            "act": "last-ingetrokken",
            "id": "i",
            "on": "2199-12-31",
        }
    )
    assert not isinstance(order, tuple)
    reckoned = reckon(Dossier.of(CASE, [order]), order.on + timedelta(days=1))
    assert reckoned.next_change_on is None or reckoned.next_change_on > reckoned.on
