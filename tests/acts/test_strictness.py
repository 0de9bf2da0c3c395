"""Reading is strict: what is not exactly right is refused, each error with its place."""

from __future__ import annotations

from typing import Any, Final

import pytest

from enforcement import acts
from enforcement.act import Act
from enforcement.values import Refusal
from tests.acts import examples
from tests.acts.examples import Steps, changed, path, places

# What is no day, no moment, no sum; each must be refused wherever one is expected.
NO_DAYS: Final[tuple[Any, ...]] = (
    "2025-02-30",
    "2025-3-1",
    "20250301",
    "2025-W10-1",
    "2025-060",
    "2025-03-01T00:00:00",
    "2025-03-01 ",
    " 2025-03-01",
    "2025-03-01\n",
    "01-03-2025",
    "1899-12-31",
    "2200-01-01",
    "0000-00-00",
    "٢٠٢٥-٠٣-٠١",
    "２０２５-０３-０１",
    "2025−03−01",
    "gisteren",
    "",
    20250301,
    1740787200,
    1.5,
    True,
    [],
    {},
)
NO_MOMENTS: Final[tuple[Any, ...]] = (
    "2025-03-01T12:00:00",
    "2025-03-01",
    "2025-03-01T12:00:00 Europe/Amsterdam",
    "2025-03-01T12:00:00+1",
    "2025-03-01T12:00:00+0100",
    "2025-03-01T25:00:00Z",
    "2025-02-30T12:00:00Z",
    "2025-03-01T12:00:60Z",
    "2025-03-01T12:00:00,5Z",
    "2025-03-01T12:00:00+99:00",
    "٢٠٢٥-٠٣-٠١T12:00:00Z",
    "nu",
    "",
    1740787200,
    1740787200.5,
    True,
    [],
)
NO_COUNTS: Final[tuple[Any, ...]] = (
    -1,
    1.0,
    1.5,
    "1",
    "1.00",
    "١",
    True,
    False,
    10**14,
    2**63,
    10**400,
    None,
    [],
    [1],
    {},
    float("inf"),
    float("nan"),
)
NO_TEXTS: Final[tuple[Any, ...]] = (
    "",
    " ",
    "\t",
    "a\x00b",
    "a\nb",
    "a\x1b[31mb",
    "a\x7fb",
    "a\x85b",
    "a\u202eb",  # right-to-left override
    "a\u2066b",  # left-to-right isolate
    "a\u200fb",  # right-to-left mark
    "a\u200bb",  # zero width space
    "\ufeffa",  # byte order mark
    "a\u00adb",  # soft hyphen
    "a\ue000b",  # private use
    "\ud800",  # half of a pair
    "x" * 10_001,
    1,
    1.5,
    True,
    [],
    {},
)
NO_NAMES: Final[tuple[Any, ...]] = (
    "a b",
    " a",
    "a ",
    "a\u00a0b",
    "a\u2003b",
    "a\u2028b",
    "x" * 121,
)
NO_TRUTHS: Final[tuple[Any, ...]] = (0, 1, "true", "false", "yes", "ja", "", 1.0, [], {})

OPTIONAL: Final = frozenset(
    {
        *("recorded_at", "by", "approved_by", "note", "letter", "nageleefd", "verschoonbaar"),
    }
)


def _fields(*kinds: type) -> list[tuple[str, Steps, Any]]:
    return [
        (kind, steps, value)
        for kind in examples.KINDS
        for steps, value in places(kind)
        if type(value) in kinds
    ]


def _named(case: tuple[str, Steps, Any]) -> str:
    return f"{case[0]}:{path(case[1])}"


def _is_day(value: object) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[:2] == "20" and value[4] == "-"


STRINGS: Final = _fields(str)
DAYS: Final = [case for case in STRINGS if _is_day(case[2])]
MOMENTS: Final = [case for case in STRINGS if case[1] == ("recorded_at",)]
TEXTS: Final = [case for case in STRINGS if case not in DAYS and case not in MOMENTS]
NAMES: Final = {"id", "tegen", "bezwaar", "rechtsmiddel", "verzoek", "bij", "handeling", "notice"}


def only_refused_at(kind: str, steps: Steps, value: object) -> tuple[Refusal, ...]:
    """Put a wrong value at one place: it is refused there, and nothing else is."""
    found = acts.read(changed(kind, steps, value))
    assert isinstance(found, tuple), f"read {value!r:.60} at {kind} {path(steps)}"
    places_told = {refusal.place for refusal in found}
    assert len(places_told) == 1, found
    (told,) = places_told
    # A list or a group in the place of a value is told at the place itself or inside it.
    assert told.startswith(path(steps)) or told == "", (told, path(steps))
    for refusal in found:
        assert refusal.came is None or refusal.came.isascii()
        assert "\n" not in str(refusal)
        assert len(str(refusal)) < 400
    return found


@pytest.mark.parametrize("case", DAYS, ids=_named)
def test_a_day_is_written_as_year_month_day_and_exists(case: tuple[str, Steps, Any]) -> None:
    kind, steps, _ = case
    for wrong in NO_DAYS:
        (refusal,) = only_refused_at(kind, steps, wrong)
        assert refusal.place == path(steps)
        told = {"een dag als 2025-03-01 verwacht", "een dag van 1900 tot en met 2199 verwacht"}
        assert refusal.expected in told


@pytest.mark.parametrize("case", MOMENTS, ids=_named)
def test_a_moment_has_its_offset(case: tuple[str, Steps, Any]) -> None:
    kind, steps, _ = case
    for wrong in NO_MOMENTS:
        (refusal,) = only_refused_at(kind, steps, wrong)
        assert refusal.place == "recorded_at"


@pytest.mark.parametrize(
    "moment",
    [
        "2025-03-01T12:00:00Z",
        "2025-03-01T12:00Z",
        "2025-03-01T12:00:00.123456+01:00",
        "2025-03-30T02:30:00+02:00",
    ],
)
def test_a_moment_of_rfc_3339_is_read(moment: str) -> None:
    assert isinstance(acts.read(changed("zaak-gesloten", ("recorded_at",), moment)), Act)


@pytest.mark.parametrize("case", _fields(int), ids=_named)
def test_a_sum_or_count_is_a_whole_number_within_bounds(case: tuple[str, Steps, Any]) -> None:
    kind, steps, _ = case
    may_be_left_out = _reads(changed(kind, steps, None))
    for wrong in NO_COUNTS:
        if wrong is None and may_be_left_out:
            continue
        (refusal,) = only_refused_at(kind, steps, wrong)
        assert refusal.place == path(steps)


@pytest.mark.parametrize("case", _fields(int), ids=_named)
def test_nothing_is_no_sum_unless_a_document_states_it(case: tuple[str, Steps, Any]) -> None:
    kind, steps, _ = case
    states = kind in {"aangemaand", "rente-vastgesteld", "invordering-beschikt"}
    assert _reads(changed(kind, steps, 0)) is states


@pytest.mark.parametrize("case", TEXTS, ids=_named)
def test_a_text_is_visible_and_holds_no_control_or_bidi_characters(
    case: tuple[str, Steps, Any],
) -> None:
    kind, steps, _ = case
    for wrong in NO_TEXTS:
        only_refused_at(kind, steps, wrong)


@pytest.mark.parametrize(
    "case", [case for case in TEXTS if case[1][-1] in NAMES and len(case[1]) == 1], ids=_named
)
def test_a_name_that_others_point_at_is_short_and_has_no_space(
    case: tuple[str, Steps, Any],
) -> None:
    kind, steps, _ = case
    for wrong in NO_NAMES:
        only_refused_at(kind, steps, wrong)


@pytest.mark.parametrize("case", _fields(bool), ids=_named)
def test_true_and_false_are_no_numbers_and_no_words(case: tuple[str, Steps, Any]) -> None:
    kind, steps, _ = case
    for wrong in NO_TRUTHS:
        (refusal,) = only_refused_at(kind, steps, wrong)
        assert refusal.expected == "true of false verwacht"


@pytest.mark.parametrize("kind", examples.KINDS)
def test_an_unknown_field_is_refused_in_the_act_and_in_every_group_of_it(kind: str) -> None:
    for steps in examples.groups(kind):
        raw = examples.whole(kind)
        examples.value_at(raw, steps)["nieuw"] = 1
        found = acts.read(raw)
        assert isinstance(found, tuple), path(steps)
        told = [(each.place, each.expected, each.came) for each in found]
        assert told == [(path((*steps, "nieuw")), "onbekend veld", "1")]
        kept = acts.read(raw, unknown_fields="allow")
        assert isinstance(kept, Act), kept
        assert examples.value_at(kept.body, steps)["nieuw"] == 1


@pytest.mark.parametrize("number", [2**53 - 1, 1.5, 1e308])
def test_a_number_in_an_unknown_field_is_kept_and_has_a_digest(number: float) -> None:
    raw = {**examples.whole("zaak-gesloten"), "nieuw": number}
    act = acts.read(raw, unknown_fields="allow")
    assert isinstance(act, Act), act
    assert act.body["nieuw"] == number
    assert len(act.digest) == len(act.body_digest) == 64


@pytest.mark.parametrize("number", [2**53, -(2**53), 2**64, 10**400])
def test_a_number_without_a_canonical_form_is_refused_since_it_can_have_no_digest(
    number: int,
) -> None:
    raw = {**examples.whole("zaak-gesloten"), "nieuw": number}
    refused = acts.read(raw, unknown_fields="allow")
    assert isinstance(refused, tuple)
    assert refused[0].expected.startswith("JSON-waarden verwacht: ")


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("last-opgelegd", ("onderdelen",)),
        ("last-gewijzigd", ("onderdelen",)),
        ("last-ingetrokken", ("onderdelen",)),
        ("last-opgeschort", ("onderdelen",)),
        ("voorlopige-voorziening-getroffen", ("onderdelen",)),
    ],
)
def test_a_list_that_names_parts_is_not_empty(kind: str, steps: Steps) -> None:
    (refusal,) = only_refused_at(kind, steps, [])
    assert refusal.place == path(steps)


@pytest.mark.parametrize("wrong", ["a", {"0": "a"}, 1, True, [None], [["a"]]])
def test_a_list_is_a_list(wrong: object) -> None:
    for kind in ("last-opgelegd", "last-gewijzigd", "last-ingetrokken", "last-opgeschort"):
        only_refused_at(kind, ("onderdelen",), wrong)
    only_refused_at("invordering-beschikt", ("verbeurtes",), wrong)
    only_refused_at("bevinding-vastgesteld", ("overtredingen",), wrong)


@pytest.mark.parametrize("raw", [None, 1, "x", [], True, 1.5, [{"act": "zaak-gesloten"}]])
def test_an_act_is_a_group_of_fields(raw: object) -> None:
    found = acts.read(raw, place="acts[2]")
    assert isinstance(found, tuple)
    assert [(each.place, each.expected) for each in found] == [
        ("acts[2]", "een handeling met velden verwacht")
    ]


@pytest.mark.parametrize("kind", ["bestaat-niet", "ZaakGesloten", "zaak_gesloten", "", 1, [], {}])
def test_an_act_that_is_not_in_the_catalogue_is_unknown(kind: object) -> None:
    found = acts.read({"act": kind, "id": "x", "on": "2025-03-01"}, place="acts[0]")
    assert isinstance(found, tuple)
    assert [(each.place, each.expected) for each in found] == [
        ("acts[0].act", "onbekende handeling")
    ]


EVERYTHING_WRONG = {
    "act": "last-opgelegd",
    "id": "a b",
    "on": "2025-02-30",
    "recorded_at": "2025-03-01T12:00:00",
    "letter": "soms",
    "grondslag": "wegenwet",
    "onderdelen": [
        {
            "onderdeel": "a",
            "norm": "\u202eart. 16",
            "verplichting": "",
            "aard": "straffen",
            "per": "uur",
            "cents": 5.5,
            "cents_max": -1,
            "gedeelte_telt": 1,
            "per_dag_max": 0,
            "begunstiging_until": "2025-3-31",
            "kleur": "rood",
        },
        7,
    ],
    "cents_max": True,
    "kleur": {"rood": 1},
}


def test_all_errors_are_told_at_once_each_with_its_place() -> None:
    found = acts.read(EVERYTHING_WRONG, place="acts[3]")
    assert isinstance(found, tuple)
    assert [each.place.removeprefix("acts[3].") for each in found] == [
        "cents_max",
        "grondslag",
        "id",
        "kenmerk",
        "kleur",
        "letter",
        "on",
        "onderdelen[0].aard",
        "onderdelen[0].begunstiging_until",
        "onderdelen[0].cents",
        "onderdelen[0].cents_max",
        "onderdelen[0].gedeelte_telt",
        "onderdelen[0].kleur",
        "onderdelen[0].norm",
        "onderdelen[0].per",
        "onderdelen[0].per_dag_max",
        "onderdelen[0].verplichting",
        "onderdelen[1]",
        "recorded_at",
    ]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("last-opgeschort", {"from_on": "2025-06-02", "until": "2025-06-01"}),
        ("uitstel-verleend", {"from_on": "2025-06-02", "until": "2025-06-01"}),
        ("insolventie-uitgesproken", {"from_on": "2025-06-02", "until": "2025-06-01"}),
        ("hersteltermijn-gegeven", {"until": "2025-04-19"}),
        ("griffierecht-gevraagd", {"until": "2025-04-19"}),
        ("voorlopige-voorziening-getroffen", {"from_on": "2025-06-02"}),
    ],
)
def test_a_period_that_ends_before_it_starts_is_none(kind: str, fields: examples.Raw) -> None:
    found = acts.read({**examples.whole(kind), **fields})
    assert isinstance(found, tuple)
    assert len(found) == 1


def test_two_parts_of_one_name_are_refused() -> None:
    raw = examples.whole("last-opgelegd")
    raw["onderdelen"] *= 2
    found = acts.read(raw)
    assert isinstance(found, tuple)
    assert [each.expected for each in found] == ["elk onderdeel een keer verwacht"]


@pytest.mark.parametrize(("dictum", "fits"), [("gegrond", False), ("niet_ontvankelijk", True)])
def test_what_is_manifest_is_not_well_founded(dictum: str, *, fits: bool) -> None:
    raw = examples.whole("bezwaar-beslist") | {"dictum": dictum, "kennelijk": True}
    assert isinstance(acts.read(raw), Act) is fits


def test_text_is_kept_in_one_form_of_unicode() -> None:
    composed = acts.read(changed("zaak-gesloten", ("reden",), "caf\u00e9"))
    apart = acts.read(changed("zaak-gesloten", ("reden",), "cafe\u0301"))
    assert isinstance(composed, Act)
    assert isinstance(apart, Act)
    assert composed.digest == apart.digest


def _reads(raw: examples.Raw) -> bool:
    return isinstance(acts.read(raw), Act)


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        ("1899-12-31", "een dag van 1900 tot en met 2199 verwacht"),
        ("1900-01-01", None),
        ("2199-12-31", None),
        ("2200-01-01", "een dag van 1900 tot en met 2199 verwacht"),
        ("2025-02-29", "een dag als 2025-03-01 verwacht"),
    ],
)
def test_a_day_outside_the_years_that_are_reckoned_is_told_which_those_are(
    day: str, refused: str | None
) -> None:
    found = acts.read({"act": "verzoek-om-opheffing", "id": "v", "on": day})
    told = [refusal.expected for refusal in found] if isinstance(found, tuple) else []
    assert told == ([] if refused is None else [refused])


# What a rule of today refuses at the door may stand in a dossier since before there was that rule.
STORED = (
    {"act": "bevinding-vastgesteld", "nageleefd": True, "nageleefd_on": "2025-03-21"},
    {
        "act": "bevinding-vastgesteld",
        "nageleefd": None,
        "overtredingen": [{"on": "2025-03-21", "kenmerk": "k"}],
    },
    {"act": "bezwaar-gemaakt", "tegen": "last", "kanaal": "post", "gepost_on": "2025-03-21"},
    {
        "act": "uitspraak-gedaan",
        "rechtsmiddel": "be",
        "instantie": "r",
        "dictum": "gegrond",
        "verzonden_on": "2025-03-19",
        "schorsing": {"strekking": "last_geschorst", "until": "2025-03-19"},
    },
    {
        "act": "voorlopige-voorziening-getroffen",
        "strekking": "last_geschorst",
        "until": "2025-03-19",
    },
)


@pytest.mark.parametrize("raw", STORED, ids=lambda raw: raw["act"])
def test_an_act_that_was_stored_before_a_rule_of_the_door_stays_readable(
    raw: dict[str, Any],
) -> None:
    raw = {**raw, "id": "x", "on": "2025-03-20"}
    assert isinstance(acts.read(raw, unknown_fields="allow"), Act)
    assert isinstance(acts.read(raw), tuple)
