"""Random dossiers: every act of the catalogue, with references that often fit and often do not.

Acts are drawn as plain dicts and read by the door. Ids come from a small pool for each kind, so
that acts meet: they point at one another, take one another back, or claim the same id.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, TypeAlias

from hypothesis import assume, settings
from hypothesis import strategies as st

from enforcement import acts
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.reckoning import Reckoning
from enforcement.values import notice_id

Raw: TypeAlias = dict[str, Any]
Fields: TypeAlias = st.SearchStrategy[Raw]

CASE: Final = "LOD-2025-0001"

# A leap day ahead, the end of a month, Easter, the turn of the year.
ORIGINS: Final = (
    date(2024, 1, 31),
    date(2025, 3, 1),
    date(2025, 12, 24),
    date(2024, 2, 29),
)
# The first and the last years that can be read, and those before a rate of interest is known.
EXTREMES: Final = (date(1900, 1, 1), date(1996, 2, 29), date(2012, 6, 30), date(2198, 6, 30))
# Close together first, so that acts meet on one day; then as far as limitation and interest reach.
OFFSETS: Final = (7, 0, 1, 2, 3, 6, 8, 14, 30, 31, 42, 43, 60, 90, 180, 365, 366, 400, 500)

# The ids that acts of one kind take.
IDS: Final[Mapping[str, tuple[str, ...]]] = {
    "last-opgelegd": ("last", "last2"),
    "bezwaar-gemaakt": ("bez", "bez2"),
    "bezwaar-beslist": ("bob", "bob2"),
    "beroep-ingesteld": ("ber", "ber2"),
    "uitspraak-gedaan": ("uit", "uit2", "uit3"),
    "hoger-beroep-ingesteld": ("hob",),
    "voorlopige-voorziening-verzocht": ("vov",),
    "voorlopige-voorziening-getroffen": ("tref",),
    "bevinding-vastgesteld": ("b1", "b2", "b3", "b4", "b5", "b6"),
    "invordering-beschikt": ("inv", "inv2"),
    "betaling-ontvangen": ("bet", "bet2", "bet3"),
    "last-gewijzigd": ("wijz", "wijz2", "wijz3"),
    "last-ingetrokken": ("intr",),
    "last-opgeschort": ("ops", "ops2"),
    "handeling-ingetrokken": ("terug", "terug2", "terug3"),
    "verzoek-om-invordering": ("verz",),
}
# These make a case what it is, so they come more often than the others.
OFTEN: Final = (
    "bevinding-vastgesteld",
    "bevinding-vastgesteld",
    "bevinding-vastgesteld",
    "last-opgelegd",
    "last-opgeschort",
    "bezwaar-beslist",
    "last-gewijzigd",
    "bezwaar-gemaakt",
    "uitspraak-gedaan",
    "handeling-ingetrokken",
    "betaling-ontvangen",
    "invordering-beschikt",
)
SUMS: Final = (1, 100, 250, 1_000, 4_999, 50_000, 10**9)
PARTS: Final = ("a", "b")
BREACHES: Final = ("k1", "k2", "k3")


def ids_of(kind: str) -> tuple[str, ...]:
    """The ids that acts of this kind take."""
    return IDS.get(kind, (kind,))


def any_id() -> st.SearchStrategy[str]:
    """An id of any act, or of none."""
    return st.sampled_from([*(name for kind in acts.CATALOGUE for name in ids_of(kind)), "nooit"])


def pointing_at(*kinds: str) -> st.SearchStrategy[str]:
    """An id of an act of one of these kinds; now and then of any other."""
    fitting = [name for kind in kinds for name in ids_of(kind)]
    # Four times in five it fits.
    return st.one_of(*[st.sampled_from(fitting)] * 4, any_id())


def _sums() -> st.SearchStrategy[int]:
    return st.sampled_from(SUMS)


def _names() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(PARTS), min_size=1, max_size=2, unique=True)


def _group(needed: Raw, optional: Raw | None = None) -> Fields:
    return st.fixed_dictionaries(needed, optional=optional or {})


def days(origin: date) -> st.SearchStrategy[str]:
    """A day of the case, as it is written."""
    return st.sampled_from(OFFSETS).map(lambda after: str(origin + timedelta(days=after)))


def _parts(day: st.SearchStrategy[str]) -> st.SearchStrategy[list[Raw]]:
    words = st.just("Spoorwegwet art. 16")
    needed = {
        "norm": words,
        "verplichting": words,
        "aard": st.sampled_from(("beeindigen", "beeindigd_houden", "herhaling_voorkomen")),
        "per": st.sampled_from(("ineens", "dag", "week", "maand", "overtreding")),
        "cents": st.sampled_from((100, 250, 700)),
        "cents_max": st.sampled_from((1_750, 10**6, 1_000, 500, 100)),
    }
    caps = dict.fromkeys(
        ("per_dag_max", "per_week_max", "per_plaats_per_dag_max"), st.integers(1, 2)
    )
    optional = {"begunstiging_until": day, "gedeelte_telt": st.booleans(), **caps}
    named = [_group({"onderdeel": st.just(name), **needed}, optional) for name in PARTS]
    return st.one_of(st.tuples(named[0]), st.tuples(*named)).map(list)


def _changes(day: st.SearchStrategy[str]) -> st.SearchStrategy[list[Raw]]:
    one = _group(
        {"onderdeel": st.sampled_from(PARTS)},
        {
            "cents": _sums(),
            "cents_max": _sums(),
            "begunstiging_until": day,
            "vervallen": st.booleans(),
        },
    )
    return st.lists(one, min_size=1, max_size=2, unique_by=lambda change: change["onderdeel"])


def _relief(day: st.SearchStrategy[str]) -> tuple[Raw, Raw]:
    """The fields of a suspension by a judge, needed and optional."""
    after = _group(
        {
            "weeks": st.integers(1, 6),
            "after": st.sampled_from(("beslissing_op_bezwaar", "uitspraak")),
        },
        {"from": st.sampled_from(("verzending", "uitspraak"))},
    )
    purposes = ("last_geschorst", "invordering_geschorst", "begunstiging_verlengd")
    optional = {
        "from_on": day,
        "until": day,
        "until_after": after,
        "begunstiging_until": day,
        "onderdelen": _names(),
    }
    return {"strekking": st.sampled_from(purposes)}, optional


def _verbeurten(day: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    one = st.tuples(st.sampled_from(PARTS), day, st.sampled_from(("", "-k1"))).map(
        lambda parts: f"{parts[0]}-{parts[1]}{parts[2]}"
    )
    return st.lists(one, max_size=3)


def _finding(day: st.SearchStrategy[str]) -> Fields:
    words = st.just("R-1")
    report = _group(
        {
            "nummer": words,
            "inspecteur": words,
            "ondertekend_on": day,
            "methode": st.sampled_from(("veldcontrole", "administratief")),
            "beschrijving": words,
        }
    )
    breach = _group(
        {"on": day, "kenmerk": st.sampled_from(BREACHES)},
        {"plaats": st.sampled_from(("Woerden", "Gouda"))},
    )
    return _group(
        {"nageleefd": st.sampled_from((False, False, True, None))},
        {
            "onderdeel": st.sampled_from((*PARTS, "onbekend")),
            "nageleefd_on": day,
            "overtredingen": st.lists(breach, max_size=4),
            "rapport": report,
        },
    )


def _decisions(day: st.SearchStrategy[str]) -> dict[str, Fields]:
    """What the authority decides or sends about the order."""
    words, working = st.just("tekst"), st.sampled_from(("ex_nunc", "ex_tunc"))
    legal_bases = st.sampled_from(("spoorwegwet", "wvgs", "overig"))
    ground = st.just("5:34")
    party = _group({"naam": words}, {"kvk": st.just("12345678"), "adres": words})
    return {
        "zaak-geopend": _group(
            {"onderwerp": words, "overtreder": party},
            {"bevoegd_gezag": words, "behandelaar": words, "overgenomen_on": day},
        ),
        "bevinding-vastgesteld": _finding(day),
        "voornemen-verzonden": _group({"zienswijze_until": day}),
        "last-opgelegd": _group(
            {"kenmerk": words, "grondslag": legal_bases, "onderdelen": _parts(day)},
            {"cents_max": st.sampled_from((150, 800, 2_000))},
        ),
        "last-gewijzigd": _group(
            {"onderdelen": _changes(day)}, {"werking": working, "from_on": day, "grond": ground}
        ),
        "last-ingetrokken": _group(
            {}, {"werking": working, "grond": ground, "onderdelen": _names()}
        ),
        "last-opgeschort": _group(
            {"from_on": day, "until": day}, {"grond": ground, "onderdelen": _names()}
        ),
        "zaak-gesloten": _group({"reden": words}),
    }


def _money(day: st.SearchStrategy[str]) -> dict[str, Fields]:
    """Collection and payment."""
    words = st.just("tekst")
    return {
        "invordering-voorgenomen": _group({}, {"zienswijze_until": day}),
        "invordering-beschikt": _group({"cents": _sums()}, {"verbeurtes": _verbeurten(day)}),
        "uitstel-verleend": _group({"until": day}, {"from_on": day, "rente_loopt": st.booleans()}),
        "aangemaand": _group({}, {"vergoeding_cents": st.sampled_from((0, 2_000))}),
        "dwangbevel-uitgevaardigd": _group({}),
        "kwijtgescholden": _group({"cents": _sums()}),
        "rente-vastgesteld": _group({"cents": _sums()}),
        "executiemaatregel-getroffen": _group({"soort": words}),
        "insolventie-uitgesproken": _group(
            {"soort": st.sampled_from(("surseance", "faillissement", "wsnp"))},
            {"from_on": day, "until": day},
        ),
        "betaling-ontvangen": _group({"cents": _sums()}, {"kenmerk": words}),
        "terugbetaling-gedaan": _group({"cents": _sums()}),
        "schuld-erkend": _group({}, {"cents": _sums()}),
        "dwangsom-verrekend": _group({"cents": _sums(), "grondslag": words}),
        "verzoek-om-invordering": _group({"belanghebbende": words}),
        "verzoek-om-opheffing": _group({}),
        "verzoek-om-uitstel": _group({}),
        "verzoek-afgewezen": _group(
            {
                "verzoek": pointing_at(
                    "verzoek-om-invordering", "verzoek-om-opheffing", "verzoek-om-uitstel"
                )
            }
        ),
    }


def _lodged(day: st.SearchStrategy[str]) -> dict[str, Fields]:
    """What the addressee lodges, and what the authority does with it."""
    objection = {"bezwaar": pointing_at("bezwaar-gemaakt")}
    by_post = {"kanaal": st.sampled_from(("elektronisch", "post")), "gepost_on": day}
    court = {"instantie": st.just("rechtbank"), "zaaknummer": st.just("25/1"), **by_post}
    decisions = ("last-opgelegd", "last-opgelegd", "invordering-beschikt", "last-gewijzigd")
    remedies = ("bezwaar-gemaakt", "beroep-ingesteld", "hoger-beroep-ingesteld")
    return {
        "zienswijze-ontvangen": _group({}, {"tegen": pointing_at("voornemen-verzonden")}),
        "bezwaar-gemaakt": _group(
            {"tegen": pointing_at(*decisions)},
            {
                "adviescommissie": st.booleans(),
                "verschoonbaar": st.booleans(),
                "eerder_ontvangen_on": day,
                **by_post,
            },
        ),
        "beroep-ingesteld": _group({"tegen": pointing_at("bezwaar-beslist")}, court),
        "hoger-beroep-ingesteld": _group({"tegen": pointing_at("uitspraak-gedaan")}, court),
        "voorlopige-voorziening-verzocht": _group({"bij": pointing_at(*remedies)}),
        "rechtsmiddel-ingetrokken": _group(
            {"rechtsmiddel": pointing_at(*remedies, "voorlopige-voorziening-verzocht")}
        ),
        "ingebreke-gesteld": _group(objection, {"onredelijk_laat": st.booleans()}),
        "beslistermijn-verdaagd": _group(objection, {"weeks": st.integers(1, 6)}),
        "hersteltermijn-gegeven": _group({**objection, "until": day}),
        "rechtstreeks-beroep-ingestemd": _group(objection),
        "bezwaar-beslist": _group(
            {
                **objection,
                "dictum": st.sampled_from(("ongegrond", "niet_ontvankelijk", "gegrond")),
                "gevolg": st.sampled_from(("in_stand", "herroepen", "gewijzigd")),
            },
            {"werking": st.sampled_from(("ex_tunc", "ex_nunc")), "onderdelen": _changes(day)},
        ),
    }


def _courts(day: st.SearchStrategy[str]) -> dict[str, Fields]:
    """What a court decides."""
    needed, optional = _relief(day)
    request = {"verzoek": pointing_at("voorlopige-voorziening-verzocht")}
    appeal = {
        "rechtsmiddel": pointing_at(
            "beroep-ingesteld", "beroep-ingesteld", "hoger-beroep-ingesteld", "bezwaar-gemaakt"
        )
    }
    consequences = (
        "in_stand",
        "beslissing_op_bezwaar_vernietigd",
        "last_herroepen",
        "last_gewijzigd",
        "rechtsgevolgen_in_stand",
        "eerdere_uitspraak_vernietigd",
    )
    return {
        "voorlopige-voorziening-getroffen": _group(needed, {**optional, **request}),
        "voorlopige-voorziening-afgewezen": _group({}, request),
        "tussenuitspraak-gedaan": _group({**appeal, "herstel_until": day}),
        "griffierecht-gevraagd": _group(appeal, {"voorlopige_voorziening": st.booleans()}),
        "gronden-toegezonden": _group(appeal),
        "uitspraak-gedaan": _group(
            {
                **appeal,
                "instantie": st.just("rechtbank"),
                "dictum": st.just("gegrond"),
                "gevolg": st.sampled_from(consequences),
            },
            {
                "verzonden_on": day,
                "ecli": st.just("ECLI:NL:RBROT:2025:1"),
                "werking": st.sampled_from(("ex_tunc", "ex_nunc")),
                "from_on": day,
                "onderdelen": _changes(day),
                "schorsing": _group(needed, optional),
            },
        ),
    }


def _receipt() -> Fields:
    """A receipt, mostly of a letter that an act of the case owes."""
    owed = [
        notice_id(CASE, model.letter_kind, name, "overtreder")
        for kind, model in acts.CATALOGUE.items()
        if model.letter_kind is not None
        for name in ids_of(kind)
    ]
    last = notice_id(CASE, "last-onder-dwangsom", "last", "overtreder")
    return _group(
        {
            "notice": st.sampled_from([*owed, last, last, last, "nooit"]),
            "kanaal": st.just("post"),
            "uitkomst": st.sampled_from(("verzonden", "bezorgd", "geopend", "mislukt")),
        },
        {"bewijs": st.just("B-1")},
    )


@cache
def fields_of_all_kinds(origin: date) -> Mapping[str, Fields]:
    """The fields of its own of every act, by the name of the act."""
    day = days(origin)
    return {
        **_decisions(day),
        **_money(day),
        **_lodged(day),
        **_courts(day),
        "kennisgeving-bezorgd": _receipt(),
        "handeling-ingetrokken": _group(
            {
                "handeling": st.one_of(
                    any_id(), any_id(), pointing_at("handeling-ingetrokken", "last-opgelegd")
                ),
                "reden": st.just("vergissing"),
            }
        ),
        "dag-aangebroken": _group({}),
    }


@cache
def raw_acts(origin: date, kinds: tuple[str, ...] = ()) -> Fields:
    """One act as it comes from outside; of the given kinds, or of any."""
    day = days(origin)
    moments = st.tuples(day, st.sampled_from(("08:00", "12:00", "23:59"))).map(
        lambda pair: f"{pair[0]}T{pair[1]}:00+01:00"
    )
    letters = st.sampled_from(("elsewhere", "elsewhere", "made"))
    optional = {"recorded_at": moments, "letter": letters, "by": st.just("i-7")}
    own = fields_of_all_kinds(origin)

    def of_kind(kind: str) -> Fields:
        names = st.sampled_from(ids_of(kind))
        base = _group({"act": st.just(kind), "id": names, "on": day}, optional)
        return st.tuples(base, own[kind]).map(lambda both: _consistent({**both[1], **both[0]}))

    # What is most telling stands first: Hypothesis draws, and shrinks, towards the front.
    # An act that is newer than this table is left out, so that it comes as new files alone.
    known = (kind for kind in reversed(tuple(acts.CATALOGUE)) if kind in own)
    present = kinds or (*OFTEN, *OFTEN, *known)
    strategies = {kind: of_kind(kind) for kind in set(present)}
    return st.sampled_from(present).flatmap(lambda kind: strategies[kind])


def _consistent(raw: Raw) -> Raw:
    """The same, without what the door refuses because two fields contradict each other."""
    start = raw.get("from_on", raw["on"])
    if "until" in raw and raw["until"] < start:
        raw = {**raw, "until": start}
    if "until" in raw and "until_after" in raw:
        raw = {key: field for key, field in raw.items() if key != "until_after"}
    if raw.get("strekking") == "begunstiging_verlengd":
        raw = {"begunstiging_until": start, **raw}
    if "schorsing" in raw:
        raw = {**raw, "schorsing": _consistent({"on": raw["on"], **raw["schorsing"]})}
        del raw["schorsing"]["on"]
    return raw


def read(raw: Raw) -> Act | None:
    """The act, or None when what was drawn contradicts itself."""
    found = acts.read(raw)
    return None if isinstance(found, tuple) else found


def _one_in(number: int) -> st.SearchStrategy[bool]:
    """True once in so many times."""
    return st.integers(1, number).map(lambda drawn: drawn == number)


@st.composite
def act_lists(
    draw: st.DrawFn, origins: tuple[date, ...] = ORIGINS, *, least: int = 4, most: int = 16
) -> tuple[list[Act], date]:
    """Acts as they arrive, conflicting ids among them, and the first day of the case."""
    origin = draw(st.sampled_from(origins))
    # Nine times in ten there is an order from the start: a case without one is soon told.
    order: list[Raw] = []
    if not draw(_one_in(10)):
        order.append(draw(raw_acts(origin, ("last-opgelegd",))))
    if order and not draw(_one_in(4)):
        order[0] |= {"id": "last", "on": str(origin), "letter": "elsewhere"}
        order[0].pop("recorded_at", None)
    others = draw(st.lists(raw_acts(origin), min_size=least, max_size=most))
    arrived = [act for act in map(read, [*order, *others]) if act is not None]
    assume(arrived)
    return arrived, origin


@st.composite
def dossiers(
    draw: st.DrawFn, origins: tuple[date, ...] = ORIGINS, *, least: int = 4, most: int = 16
) -> tuple[Dossier, date]:
    """A dossier and the first day of its case."""
    arrived, origin = draw(act_lists(origins, least=least, most=most))
    return Dossier.of(CASE, arrived), origin


def days_of_reckoning(origin: date) -> st.SearchStrategy[date]:
    """A day of the case, mostly a day on which an act lies, now and then far from it."""
    near = st.sampled_from(OFFSETS[::-1]).map(lambda after: origin + timedelta(days=after))
    return st.one_of(near, st.integers(-5, 900).map(lambda after: origin + timedelta(days=after)))


def many(examples: int) -> int:
    """How many examples a property draws: this many, in the profile `deep` twenty times more."""
    name = os.environ.get("HYPOTHESIS_PROFILE", settings.get_current_profile_name())
    return 20 * examples if name == "deep" else examples


def told(reckoned: Reckoning, *left_out: str) -> Raw:
    """The reckoning as plain JSON values, without the keys named."""
    found: Raw = json.loads(reckoned.to_json())
    for key in left_out:
        del found[key]
    return found


def json_values() -> st.SearchStrategy[object]:
    """JSON as another writer may send it, with whole numbers of any size."""
    text = st.text(st.characters(codec="ascii", categories=("L", "N")), max_size=8)
    whole = st.one_of(st.integers(), st.integers(-(2**65), 2**65))
    single = st.one_of(st.none(), st.booleans(), whole, text)
    return st.recursive(
        single,
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(text, inner)),
        max_leaves=4,
    )
