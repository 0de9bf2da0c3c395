"""A receipt says which act set a day or a sum, what stood there before, and what was undone."""

from __future__ import annotations

from typing import Final

from enforcement import intake, notices
from enforcement.law import conventions
from enforcement.reckoning.explain import explain
from enforcement.reckoning.reckon import work_out

LAST: Final = """
case: LOD-2025-0001
on: 2025-07-20
acts:
  - {act: last-opgelegd, id: last, on: 2025-06-02, kenmerk: L/1, grondslag: spoorwegwet,
     onderdelen: [{onderdeel: a, norm: n, verplichting: v, aard: beeindigd_houden, per: dag,
       cents: 100000, cents_max: 1000000, begunstiging_until: 2025-06-30}]}
"""


def receipt(acts: str, name: str) -> tuple[str, ...]:
    """The receipt of `name` in a case with the order above, in other words if need be."""
    case = intake.read_case(acts.encode())
    assert isinstance(case, intake.CaseFile), case
    assert case.on is not None
    answer = notices.answer(case.dossier, case.on, case.known_at)
    return explain(answer, work_out(case.dossier, case.on, case.known_at), name)


def changed(what: str, rest: str = "") -> str:
    """The order, changed by the act `w` of 4 July."""
    act = f"act: last-gewijzigd, id: w, on: 2025-07-04{rest}"
    return LAST + f"  - {{{act}, onderdelen: [{{onderdeel: a, {what}}}]}}\n"


W: Final = "w (last gewijzigd, 4 juli 2025)"


def test_a_begunstigingstermijn_that_a_judge_moved_names_the_ruling_and_the_old_day() -> None:
    moved = LAST + (
        "  - {act: bezwaar-gemaakt, id: bz, on: 2025-06-06, tegen: last}\n"
        "  - {act: voorlopige-voorziening-verzocht, id: vv, on: 2025-06-07, bij: bz}\n"
        "  - {act: voorlopige-voorziening-getroffen, id: vg, on: 2025-06-25, verzoek: vv,\n"
        "     strekking: begunstiging_verlengd, begunstiging_until: 2025-07-15}\n"
    )
    ruling = "vg (voorlopige voorziening getroffen, 25 juni 2025), vanaf 25 juni 2025"
    assert receipt(moved, "begunstiging:a")[1:4] == (
        "  in de last gesteld: t/m maandag 30 juni 2025",
        f"  door {ruling}: t/m dinsdag 15 juli 2025",
        "  gesteld in een uitspraak: de Algemene termijnenwet geldt niet",
    )
    lines = receipt(moved, "a-2025-07-16")
    at = lines.index("de klok loopt na dinsdag 15 juli 2025")
    grace = f"t/m die dag liep de begunstigingstermijn, gesteld door {ruling}"
    assert lines[at + 1] == f"{grace}; in de last stond t/m 30 juni 2025"


def test_a_begunstigingstermijn_that_nobody_moved_is_that_of_the_order() -> None:
    assert (
        receipt(LAST, "begunstiging:a")[1] == "  in het besluit gesteld: t/m maandag 30 juni 2025"
    )
    assert not [line for line in receipt(LAST, "a-2025-07-01") if "begunstigingstermijn" in line]


def test_a_begunstigingstermijn_moved_from_the_start_is_told_by_part_and_dwangsom() -> None:
    moved = changed("begunstiging_until: 2025-07-02", ", werking: ex_tunc")
    new = "begunstigingstermijn t/m 2 juli 2025 in plaats van t/m 30 juni 2025"
    assert f"gewijzigd door {W}, van het begin af: {new}" in receipt(moved, "a")
    grace = f"t/m die dag liep de begunstigingstermijn, gesteld door {W}, van het begin af"
    assert f"{grace}; in de last stond t/m 30 juni 2025" in receipt(moved, "a-2025-07-03")


def test_what_fell_before_a_new_begunstigingstermijn_does_not_name_it() -> None:
    moved = changed("begunstiging_until: 2025-07-10")
    assert not [line for line in receipt(moved, "a-2025-07-02") if "gesteld door w" in line]
    assert [line for line in receipt(moved, "a-2025-07-11") if "gesteld door w" in line]


def test_a_new_begunstigingstermijn_that_came_too_late_is_told_to_be_without_effect() -> None:
    late = changed("begunstiging_until: 2025-07-03")
    told = "begunstigingstermijn t/m 3 juli 2025 kwam te laat"
    assert f"zonder gevolg bleef {W}, vanaf 4 juli 2025: {told}" in receipt(late, "a")
    assert (
        receipt(late, "begunstiging:a")[1] == "  in het besluit gesteld: t/m maandag 30 juni 2025"
    )


def test_a_begunstigingstermijn_where_the_order_had_none_says_so() -> None:
    without = changed("begunstiging_until: 2025-07-10").replace(
        "1000000, begunstiging_until: 2025-06-30", "9000000"
    )
    assert receipt(without, "begunstiging:a")[1] == "  in de last gesteld: geen termijn"
    (line,) = (each for each in receipt(without, "a-2025-07-11") if "die dag liep" in each)
    assert line.endswith("; in de last stond geen")


def test_a_lowered_maximum_names_the_act_and_the_old_sum() -> None:
    lines = receipt(changed("cents_max: 550000"), "a")
    new = "maximum € 5.500,00 in plaats van € 10.000,00"
    assert f"gewijzigd door {W}, vanaf 4 juli 2025: {new}" in lines
    lines = receipt(changed("cents_max: 550000"), "a-2025-07-06")
    by = f"het maximum is dat van {W}, vanaf 4 juli 2025"
    assert f"{by}; in de last stond € 10.000,00" in lines
    assert not [
        line for line in receipt(changed("cents_max: 550000"), "a-2025-07-05") if by in line
    ]


def test_a_changed_amount_names_the_act_only_from_the_day_on_which_it_works() -> None:
    changes = changed("cents: 40000")
    by = f"het bedrag is dat van {W}, vanaf 4 juli 2025; in de last stond € 1.000,00"
    assert by in receipt(changes, "a-2025-07-04")
    assert by not in receipt(changes, "a-2025-07-03")
    new = "bedrag € 400,00 in plaats van € 1.000,00"
    assert f"gewijzigd door {W}, vanaf 4 juli 2025: {new}" in receipt(changes, "a")


def test_a_dwangsom_that_lapsed_tells_by_which_act_and_how_it_had_fallen() -> None:
    lines = receipt(changed("begunstiging_until: 2025-07-10", ", werking: ex_tunc"), "a-2025-07-01")
    lapsed = f"vervallen door {W}, van het begin af; hieronder staat hoe zij viel"
    assert lapsed in lines
    assert "de klok loopt na maandag 30 juni 2025" in lines
    assert not [line for line in lines if "terugval" in line]


def test_a_change_that_sets_what_stood_there_already_changes_nothing() -> None:
    same = changed("begunstiging_until: 2025-06-30", ", werking: ex_tunc")
    told = "begunstigingstermijn t/m 30 juni 2025, zoals het al was"
    assert f"gewijzigd door {W}, van het begin af: {told}" in receipt(same, "a")
    assert (
        receipt(same, "begunstiging:a")[1] == "  in het besluit gesteld: t/m maandag 30 juni 2025"
    )


def test_the_end_of_an_order_names_the_act_that_ended_it() -> None:
    gone = LAST + "  - {act: last-ingetrokken, id: weg, on: 2025-07-05}\n"
    told = "ingetrokken door weg (last ingetrokken, 5 juli 2025), vanaf 5 juli 2025"
    assert told in receipt(gone, "a")


COURT: Final = (
    "  - {act: bezwaar-gemaakt, id: bz, on: 2025-06-06, tegen: last}\n"
    "  - {act: bezwaar-beslist, id: bob, on: 2025-06-20, bezwaar: bz, dictum: ongegrond}\n"
    "  - {act: beroep-ingesteld, id: be, on: 2025-06-24, tegen: bob}\n"
    "  - {act: uitspraak-gedaan, id: u, on: 2025-07-05, rechtsmiddel: be, instantie: rechtbank,\n"
    "     dictum: gegrond, GEVOLG}\n"
    "  - {act: hoger-beroep-ingesteld, id: hb, on: 2025-07-08, tegen: u}\n"
    "  - {act: uitspraak-gedaan, id: u2, on: 2025-07-12, rechtsmiddel: hb, instantie: CBb,\n"
    "     dictum: gegrond, gevolg: eerdere_uitspraak_vernietigd}\n"
)
U: Final = "u (uitspraak gedaan, 5 juli 2025)"
U2: Final = "u2 (uitspraak gedaan, 12 juli 2025)"
REVIVED: Final = LAST + COURT.replace("GEVOLG", "gevolg: last_herroepen")
GONE: Final = "van 5 juli 2025 t/m 12 juli 2025 was hij er niet, die dagen tellen niet"


def test_an_order_that_revived_was_not_suspended_but_was_not_there() -> None:
    for name in ("a", "a-2025-07-01", "a-2025-07-13"):
        lines = receipt(REVIVED, name)
        at = lines.index(f"herroepen door {U}; dat is vernietigd door {U2}")
        assert lines[at + 1] == f"de last herleeft (Awb 8:72); {GONE}"
        assert not [line for line in lines if line.startswith("geschorst")]
        assert [line for line in lines if "u2 (uitspraak-gedaan, 12 juli 2025)" in line]


def test_an_order_that_was_never_gone_does_not_revive() -> None:
    lost = LAST + COURT.replace("GEVOLG", "gevolg: in_stand")
    for name in ("a", "a-2025-07-13"):
        assert not [line for line in receipt(lost, name) if "herleeft" in line]


def test_a_change_that_a_higher_court_undid_is_told_with_the_text_that_came_back() -> None:
    what = "cents: 50000, cents_max: 900000, begunstiging_until: 2025-07-02"
    changes = f"gevolg: last_gewijzigd, onderdelen: [{{onderdeel: a, {what}}}]"
    undone = LAST + COURT.replace("GEVOLG", changes)
    sets = "bedrag € 500,00, maximum € 9.000,00, begunstigingstermijn t/m 2 juli 2025"
    for name in ("a", "a-2025-07-01"):
        lines = receipt(undone, name)
        at = lines.index(f"gewijzigd door {U}: {sets}; dat is vernietigd door {U2}")
        assert lines[at + 1] == "de eerdere tekst herleeft (Awb 8:72)"


def test_an_undone_change_that_would_have_worked_later_is_not_told_of_what_fell_before() -> None:
    changes = "gevolg: last_gewijzigd, werking: ex_nunc, onderdelen: [{onderdeel: a, cents: 50000}]"
    undone = LAST + COURT.replace("GEVOLG", changes)
    assert not [line for line in receipt(undone, "a-2025-07-04") if "vernietigd" in line]
    assert [line for line in receipt(undone, "a-2025-07-05") if "vernietigd" in line]


def test_a_change_that_the_authority_undid_on_objection_was_revoked_not_annulled() -> None:
    undone = changed("cents: 50000") + (
        "  - {act: bezwaar-gemaakt, id: bz, on: 2025-07-06, tegen: w}\n"
        "  - {act: bezwaar-beslist, id: bob, on: 2025-07-10, bezwaar: bz, dictum: gegrond,\n"
        "     gevolg: herroepen}\n"
    )
    lines = receipt(undone, "a")
    by = "dat is herroepen door bob (beslissing op bezwaar, 10 juli 2025)"
    assert f"gewijzigd door {W}: bedrag € 500,00; {by}" in lines
    assert "de eerdere tekst herleeft (Awb 7:11 lid 2)" in lines


def test_a_breach_while_the_order_was_gone_was_not_in_a_suspension() -> None:
    breach = REVIVED.replace("per: dag", "per: overtreding") + (
        "  - {act: bevinding-vastgesteld, id: b, on: 2025-07-14, onderdeel: a, nageleefd: false,\n"
        "     overtredingen: [{on: 2025-07-08, kenmerk: W1}]}\n"
    )
    reason = "de last was op die dag herroepen of ingetrokken, en herleefde pas later"
    told = f"overtreding W1 van 8 juli 2025: geen eigen dwangsom; {reason}"
    assert told in receipt(breach, "a")


def test_a_suspension_names_the_act_that_suspended() -> None:
    suspended = LAST + (
        "  - {act: last-opgeschort, id: op, on: 2025-07-03, from_on: 2025-07-03,\n"
        "     until: 2025-07-05}\n"
    )
    by = "door op (last opgeschort, 3 juli 2025)"
    told = f"geschorst 3 juli 2025 t/m 5 juli 2025 {by}: die dagen tellen niet"
    assert told in receipt(suspended, "a-2025-07-06")
    assert told not in receipt(suspended, "a-2025-07-02")


WEEKS: Final = LAST.replace("per: dag", "per: week")
PARTLY: Final = LAST.replace("per: dag", "per: week, gedeelte_telt: true")
OP: Final = "op (last opgeschort, 3 juli 2025)"
SUSPENDED: Final = (
    "  - {act: last-opgeschort, id: op, on: 2025-07-03, from_on: 2025-07-03, until: 2025-07-05}\n"
)
UNSUSPENDED_DAYS: Final = conventions.line("schorsing_in_tijdseenheid")
NEW_UNIT: Final = conventions.line("schorsing_in_gedeelte")


def test_where_a_part_of_a_unit_counts_a_new_one_starts_the_day_after_the_suspension() -> None:
    lines = receipt(PARTLY + SUSPENDED, "a-2025-07-06")
    days = "geschorst 3 juli 2025 t/m 5 juli 2025"
    assert f"{days} door {OP}: de volgende week begint op de dag erna" in lines
    assert (NEW_UNIT in lines, UNSUSPENDED_DAYS in lines) == (True, False)
    flag = receipt(PARTLY + SUSPENDED, "schorsing-in-tijdseenheid")
    assert (f"  {NEW_UNIT}" in flag, f"  {UNSUSPENDED_DAYS}" in flag) == (True, False)


def test_a_whole_unit_counts_only_the_days_that_are_not_suspended() -> None:
    lines = receipt(WEEKS + SUSPENDED, "a-2025-07-10")
    days = "geschorst 3 juli 2025 t/m 5 juli 2025"
    assert f"{days} door {OP}: die dagen tellen niet" in lines
    assert (NEW_UNIT in lines, UNSUSPENDED_DAYS in lines) == (False, True)
    flag = receipt(WEEKS + SUSPENDED, "schorsing-in-tijdseenheid")
    assert (f"  {NEW_UNIT}" in flag, f"  {UNSUSPENDED_DAYS}" in flag) == (False, True)


def test_where_the_authority_suspends_no_day_of_a_ruling_is_named() -> None:
    lines = receipt(WEEKS + SUSPENDED, "a-2025-07-10")
    assert conventions.line("dag_van_uitspraak") not in lines
    assert conventions.line("schorsing_dagen") in lines


def test_where_a_judge_suspends_from_the_day_of_the_ruling_that_day_is_named() -> None:
    ruled = WEEKS + (
        "  - {act: bezwaar-gemaakt, id: bz, on: 2025-06-06, tegen: last}\n"
        "  - {act: voorlopige-voorziening-verzocht, id: vv, on: 2025-06-07, bij: bz}\n"
        "  - {act: voorlopige-voorziening-getroffen, id: vg, on: 2025-07-03, verzoek: vv,\n"
        "     strekking: last_geschorst, until: 2025-07-05}\n"
    )
    lines = receipt(ruled, "a-2025-07-10")
    assert conventions.line("dag_van_uitspraak") in lines
    assert conventions.line("schorsing_dagen") not in lines
    later = ruled.replace("verzoek: vv,\n", "verzoek: vv, from_on: 2025-07-04,\n")
    lines = receipt(later, "a-2025-07-09")
    assert conventions.line("dag_van_uitspraak") not in lines
    assert conventions.line("schorsing_dagen") in lines


ONCE: Final = LAST.replace("per: dag", "per: ineens")
FOUND: Final = (
    "  - {act: bevinding-vastgesteld, id: wel, on: 2025-06-28, onderdeel: a, nageleefd: true}\n"
    "  - {act: bevinding-vastgesteld, id: niet, on: 2025-07-08, onderdeel: a, nageleefd: false}\n"
)
RELAPSE: Final = (
    "aan de last was voldaan, zegt wel van zaterdag 28 juni 2025",
    "terugval op dinsdag 8 juli 2025, zegt niet (Awb 5:33)",
)


def test_a_lump_sum_that_fell_by_a_relapse_tells_compliance_and_relapse() -> None:
    lines = receipt(ONCE + FOUND, "a-2025-07-08")
    assert set(RELAPSE) < set(lines)
    assert conventions.line("terugval_ineens") in lines
    assert conventions.line("ineens_dag") not in lines
    assert conventions.line("terugval_telling") not in lines
    assert not [line for line in lines if line.startswith("de klok loopt")]


def test_a_lump_sum_that_fell_after_its_begunstigingstermijn_knows_no_relapse() -> None:
    lines = receipt(ONCE, "a-2025-07-01")
    assert conventions.line("ineens_dag") in lines
    assert conventions.line("terugval_ineens") not in lines
    assert "de klok loopt na maandag 30 juni 2025" in lines


def test_after_a_relapse_the_clock_of_a_unit_runs_from_that_day() -> None:
    lines = receipt(WEEKS + FOUND, "a-2025-07-14")
    at = lines.index("de klok loopt na maandag 7 juli 2025")
    assert lines[at + 1 : at + 3] == RELAPSE
    assert conventions.line("terugval_telling") in lines


def test_a_relapse_within_the_begunstigingstermijn_starts_no_clock() -> None:
    within = FOUND.replace("2025-07-08", "2025-06-29")
    lines = receipt(WEEKS + within, "a-2025-07-07")
    assert not [line for line in lines if "terugval" in line]


def test_a_change_of_another_part_is_not_told_of_this_one() -> None:
    two = changed("cents: 50000}, {onderdeel: b, cents: 70000").replace(
        "begunstiging_until: 2025-06-30}",
        "begunstiging_until: 2025-06-30}, {onderdeel: b, norm: n, verplichting: v,\n"
        "       aard: beeindigen, per: ineens, cents: 100000, cents_max: 100000}",
    )
    told = [line for line in receipt(two, "b") if line.startswith("gewijzigd")]
    assert told == [
        f"gewijzigd door {W}, vanaf 4 juli 2025: bedrag € 700,00 in plaats van € 1.000,00"
    ]
    undone = two + (
        "  - {act: bezwaar-gemaakt, id: bz, on: 2025-07-06, tegen: w}\n"
        "  - {act: bezwaar-beslist, id: bob, on: 2025-07-10, bezwaar: bz, dictum: gegrond,\n"
        "     gevolg: herroepen}\n"
    )
    (line,) = (each for each in receipt(undone, "b") if each.startswith("gewijzigd"))
    assert line.startswith(f"gewijzigd door {W}: bedrag € 700,00; ")


def test_an_undone_change_of_the_maximum_alone_names_that_alone() -> None:
    undone = changed("cents_max: 900000") + (
        "  - {act: bezwaar-gemaakt, id: bz, on: 2025-07-06, tegen: w}\n"
        "  - {act: bezwaar-beslist, id: bob, on: 2025-07-10, bezwaar: bz, dictum: gegrond,\n"
        "     gevolg: herroepen}\n"
    )
    (line,) = (each for each in receipt(undone, "a") if each.startswith("gewijzigd"))
    assert line.startswith(f"gewijzigd door {W}: maximum € 9.000,00; ")


def test_a_grace_that_an_act_ends_at_once_makes_a_dwangsom_of_the_sums_of_that_act() -> None:
    partly = LAST.replace("per: dag", "per: week, gedeelte_telt: true")
    ended = "begunstiging_until: 2025-06-10"
    one = f"""  - {{act: last-gewijzigd, id: w, on: 2025-06-16,
     onderdelen: [{{onderdeel: a, {ended}, cents: 40000}}]}}
"""
    lines = receipt(partly + one, "a-2025-06-16")
    assert lines[0].startswith("dwangsom a-2025-06-16: \u20ac 400,00")
    assert any(line.startswith("het bedrag is dat van w ") for line in lines)
    assert conventions.line("termijn_meteen_voorbij") in lines
    later = receipt(partly + one, "a-2025-06-23")
    assert conventions.line("termijn_meteen_voorbij") not in later
