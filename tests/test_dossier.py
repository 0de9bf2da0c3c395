"""The dossier by itself: one id is one act, whatever came first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final

import pytest
import rfc8785

from enforcement import acts
from enforcement.act import Act
from enforcement.dossier import Dossier, digest, used

CASE: Final = "LOD-2025-0001"
NOON: Final = "2025-04-20T12:00:00+02:00"
LATER: Final = "2025-04-21T12:00:00+02:00"


def payment(cents: int = 100, **fields: Any) -> Act:
    raw = {"act": "betaling-ontvangen", "id": "bet", "on": "2025-04-20", "cents": cents, **fields}
    act = acts.read(raw)
    assert isinstance(act, Act), act
    return act


def test_an_act_that_was_not_there_is_new() -> None:
    added = Dossier(CASE).add(payment())
    assert (added.outcome, added.refused, added.dossier.version) == ("new", None, 1)


def test_an_act_that_comes_twice_changes_nothing() -> None:
    dossier = Dossier(CASE).add(payment()).dossier
    added = dossier.add(payment())
    assert (added.outcome, added.refused) == ("same", None)
    assert added.dossier is dossier


def test_of_one_body_the_smallest_moment_of_recording_stands() -> None:
    early, late = payment(recorded_at=NOON), payment(recorded_at=LATER)
    later_first = Dossier(CASE).add(late).dossier.add(early)
    assert later_first.outcome == "earlier"
    assert later_first.dossier.acts["bet"] == early
    assert Dossier(CASE).add(early).dossier.add(late).outcome == "same"


@pytest.mark.parametrize("moment", [NOON, "2025-04-20T10:00:00Z", None])
def test_one_moment_written_in_two_ways_is_one_moment(moment: str | None) -> None:
    # Left out, the moment of recording is noon of the day in Amsterdam.
    fields: dict[str, Any] = {} if moment is None else {"recorded_at": moment}
    act = payment(**fields)
    assert act.known_at == datetime(2025, 4, 20, 10, tzinfo=UTC)
    assert act.digest == payment(recorded_at=NOON).digest


def test_of_two_bodies_under_one_id_the_earlier_recorded_stands_and_the_other_is_refused() -> None:
    early, late = payment(1, recorded_at=NOON), payment(2, recorded_at=LATER)
    for first, second in ((early, late), (late, early)):
        added = Dossier(CASE).add(first).dossier.add(second)
        assert added.outcome == "conflict"
        assert added.refused == late
        assert added.dossier.acts["bet"] == early
        assert Dossier.of(CASE, [first, second]).acts["bet"] == early


def test_of_two_bodies_recorded_at_one_moment_the_smaller_digest_stands() -> None:
    one, other = payment(1), payment(2)
    wanted = min((one, other), key=lambda act: act.body_digest)
    assert Dossier.of(CASE, [one, other]).acts["bet"] == wanted
    assert Dossier.of(CASE, [other, one]).acts["bet"] == wanted


def test_a_conflict_that_comes_back_stays_refused() -> None:
    early, late = payment(1, recorded_at=NOON), payment(2, recorded_at=LATER)
    dossier = Dossier.of(CASE, [early, late])
    again = dossier.add(late)
    assert (again.outcome, again.refused, again.dossier) == ("conflict", late, dossier)


def test_a_field_stated_as_its_default_is_another_body() -> None:
    # Defaults are not filled in: what was sent is what counts.
    assert payment().body_digest != payment(kenmerk=None).body_digest


def test_the_digest_of_an_act_is_that_of_its_canonical_json() -> None:
    act = payment(recorded_at=LATER)
    whole: dict[str, Any] = {
        "act": "betaling-ontvangen",
        "id": "bet",
        "on": "2025-04-20",
        "recorded_at": "2025-04-21T10:00:00Z",
        "cents": 100,
    }
    assert act.digest == sha256(rfc8785.dumps(whole)).hexdigest()
    del whole["recorded_at"]
    assert act.body_digest == sha256(rfc8785.dumps(whole)).hexdigest()


def test_the_digest_of_a_set_joins_the_sorted_digests_of_its_acts() -> None:
    one, other = payment(id="a"), payment(id="b")
    joined = "\n".join(sorted([one.digest, other.digest]))
    assert digest([other, one]) == digest([one, other]) == sha256(joined.encode()).hexdigest()
    assert digest([]) == sha256(b"").hexdigest()


def test_what_is_known_at_a_moment_includes_that_moment() -> None:
    early, late = payment(recorded_at=NOON), payment(id="bet2", recorded_at=LATER)
    dossier = Dossier.of(CASE, [late, early])
    assert dossier.known(early.known_at) == (early,)
    assert dossier.known(late.known_at) == (early, late)
    assert dossier.known(None) == (early, late)


def test_acts_of_a_later_day_are_not_used() -> None:
    one, other = payment(), payment(id="bet2", on="2025-04-21")
    assert used([one, other], date(2025, 4, 20)) == (one,)


def test_adding_leaves_the_dossier_that_was() -> None:
    before = Dossier(CASE)
    before.add(payment())
    assert before.version == 0
