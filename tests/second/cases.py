"""Random cases of the acts that the second program knows, drawn with the strategies of the house.

What the contract does not settle is left out here, and said in the README: a second order, acts
that take one another back in a circle, letters that the house still has to send.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import assume
from hypothesis import strategies as st

from enforcement.act import Act
from enforcement.dossier import Dossier
from tests.properties.strategies import CASE, ORIGINS, raw_acts, read

KINDS: Final = (
    "bevinding-vastgesteld",
    "bevinding-vastgesteld",
    "bevinding-vastgesteld",
    "last-gewijzigd",
    "last-opgeschort",
    "last-ingetrokken",
    "handeling-ingetrokken",
    "bezwaar-gemaakt",
    "bezwaar-beslist",
    "beroep-ingesteld",
    "uitspraak-gedaan",
    "hoger-beroep-ingesteld",
    "rechtsmiddel-ingetrokken",
    "voorlopige-voorziening-getroffen",
    "invordering-beschikt",
    "uitstel-verleend",
    "aangemaand",
)
# Some dwangsommen of such a case fall under the law before 1 April 2021, some under that of today.
BEFORE_5_37A: Final = date(2021, 2, 15)
# What makes a case of money, so that a payment mostly meets a dwangsom that is collected.
MONEY: Final = (
    "betaling-ontvangen",
    "betaling-ontvangen",
    "invordering-beschikt",
    "aangemaand",
    "terugbetaling-gedaan",
    "kwijtgescholden",
    "uitstel-verleend",
    "dwangsom-verrekend",
    "rente-vastgesteld",
    "bevinding-vastgesteld",
    "bevinding-vastgesteld",
    "bezwaar-gemaakt",
    "bezwaar-beslist",
    "uitspraak-gedaan",
    "last-gewijzigd",
    "handeling-ingetrokken",
)
# What makes a case of breaches, which meet on few days, so that the order's own caps bite.
BREACHES: Final = (
    *("bevinding-vastgesteld",) * 6,
    "last-gewijzigd",
    "last-opgeschort",
    "invordering-beschikt",
    "bezwaar-gemaakt",
    "bezwaar-beslist",
    "handeling-ingetrokken",
)
# What makes a case of collection decisions over which the order changes.
CHANGED: Final = (
    "bevinding-vastgesteld",
    "bevinding-vastgesteld",
    "invordering-beschikt",
    "invordering-beschikt",
    "last-gewijzigd",
    "last-gewijzigd",
    "last-ingetrokken",
    "bezwaar-gemaakt",
    "bezwaar-beslist",
    "handeling-ingetrokken",
)
SUSPENDS: Final = frozenset({"voorlopige-voorziening-getroffen", "last-opgeschort"})
PAID: Final = frozenset(MONEY[:9])
# The sums that are drawn are small: times this, interest passes its floors and is to be rounded.
TIMES: Final = (1, 1_237, 1_237, 20_011)
# This program knows nothing of letters still to be sent, requests and misdirected papers.
LEFT_OUT: Final = frozenset({"letter", "verzoek", "eerder_ontvangen_on"})
# What a remedy may be directed at: a line goes from the order up, one step at a time.
DIRECTED_AT: Final = {
    "bezwaar-gemaakt": ("tegen", ("last",)),
    "bezwaar-beslist": ("bezwaar", ("bez",)),
    "beroep-ingesteld": ("tegen", ("bob", "bob2")),
    "uitspraak-gedaan": ("rechtsmiddel", ("ber", "ber2", "hob")),
    "hoger-beroep-ingesteld": ("tegen", ("uit", "uit2")),
    "rechtsmiddel-ingetrokken": ("rechtsmiddel", ("bez", "ber", "ber2", "hob")),
}


@st.composite
def cases(draw: st.DrawFn) -> tuple[Dossier, date]:
    """A case with one order from its first day on."""
    origin = draw(st.sampled_from((*ORIGINS, BEFORE_5_37A)))
    order = draw(raw_acts(origin, ("last-opgelegd",))) | {"id": "last", "on": str(origin)}
    order.pop("recorded_at", None)
    kinds = draw(st.sampled_from((KINDS, MONEY, BREACHES, CHANGED)))
    times = draw(st.sampled_from(TIMES))
    others = draw(st.lists(raw_acts(origin, kinds), max_size=12))
    told = [_with_sums(raw, times) for raw in (order, *_with_own_ids(others))]
    if kinds is BREACHES:
        told = [_of_breaches(raw, origin) for raw in told]
    acts = [act for raw in told if (act := _read(raw)) is not None]
    assume(not _circles(acts))
    dossier = _possible(Dossier.of(CASE, acts))
    assume(not _is_unsettled(dossier))
    return dossier, origin


def _with_own_ids(raws: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, but papers of money each have an id of their own, so that more of them count."""
    return [
        raw | {"id": f"{raw['id']}-{place}"}
        if raw["act"] in PAID - {"invordering-beschikt", "betaling-ontvangen"}
        else raw
        for place, raw in enumerate(raws)
    ]


def _of_breaches(raw: dict[str, Any], origin: date) -> dict[str, Any]:
    """The same, with parts that look at breaches, all of them within the first four days."""

    def early(day: str) -> str:
        return str(origin + timedelta(int(day[-2:]) % 4))

    if raw["act"] == "last-opgelegd":
        return raw | {"onderdelen": [_by_breach(part) for part in raw["onderdelen"]]}
    if "overtredingen" in raw:
        told = [each | {"on": early(each["on"])} for each in raw["overtredingen"]]
        return raw | {"overtredingen": told}
    if "verbeurtes" in raw:
        return raw | {"verbeurtes": [f"{x[:2]}{early(x[2:12])}{x[12:]}" for x in raw["verbeurtes"]]}
    return raw


def _by_breach(part: dict[str, Any]) -> dict[str, Any]:
    own = {key: field for key, field in part.items() if key != "begunstiging_until"}
    per = part["per"] if part["per"] in {"dag", "week"} else "overtreding"
    return own | {"aard": "herhaling_voorkomen", "per": per}


def _with_sums(told: Any, times: int) -> Any:
    """The same with every sum of money so many times larger, fees as they are."""
    if isinstance(told, list):
        return [_with_sums(each, times) for each in told]
    if not isinstance(told, dict):
        return told
    return {
        key: field * times if key in {"cents", "cents_max"} else _with_sums(field, times)
        for key, field in told.items()
    }


def _possible(dossier: Dossier) -> Dossier:
    """The same case without answers that came before what they answer."""
    while True:
        kept = [act for act in dossier.acts.values() if not _comes_too_early(act, dossier)]
        if len(kept) == len(dossier.acts):
            return dossier
        dossier = Dossier.of(CASE, kept)


def _comes_too_early(act: Act, dossier: Dossier) -> bool:
    field, _ = DIRECTED_AT.get(act.kind(), ("", ()))
    answered = dossier.acts.get(act.body.get(field, ""))
    if act.kind() == "voorlopige-voorziening-getroffen":
        answered = dossier.acts.get("bez")  # interim relief is asked next to an objection (8:81)
    return answered is not None and answered.on > act.on


def _read(raw: dict[str, Any]) -> Act | None:
    return read(_adjust(raw))


def _adjust(raw: dict[str, Any]) -> dict[str, Any]:
    """The same act within the subset: sent, and directed at what it can be directed at."""
    raw = {key: field for key, field in raw.items() if key not in LEFT_OUT}
    field, fitting = DIRECTED_AT.get(raw["act"], ("", ()))
    if fitting and raw[field] not in fitting:
        raw[field] = fitting[int(raw["on"][-2:]) % len(fitting)]
    if raw.get("nageleefd_on", "") > raw["on"]:
        del raw["nageleefd_on"]  # nobody sees today that it is complied with since tomorrow
    if raw["act"] == "bevinding-vastgesteld":  # nor a breach of tomorrow
        seen = [told for told in raw.get("overtredingen", []) if told["on"] <= raw["on"]]
        raw |= {"overtredingen": seen} if seen else {}
        raw = {k: v for k, v in raw.items() if seen or k != "overtredingen"}
        if raw.get("recorded_at", raw["on"]) < raw["on"]:
            del raw["recorded_at"]  # nor is a finding known before its day
    for relief in (raw, raw.get("schorsing", {})):
        if relief.get("strekking") == "invordering_geschorst":
            relief["strekking"] = "last_geschorst"
    if raw["act"] == "bezwaar-gemaakt":
        raw["id"] = "bez"
    if raw["act"] == "uitspraak-gedaan":
        raw["rechtsmiddel"] = {"uit": "ber", "uit2": "ber2", "uit3": "hob"}[raw["id"]]
    return raw


def _circles(acts: list[Act]) -> bool:
    """Whether acts take one another back in a circle, or one takes back itself."""
    back: dict[str, set[str]] = {}
    for act in acts:
        if act.kind() == "handeling-ingetrokken":
            back.setdefault(act.id, set()).add(act.body["handeling"])
    reached = dict(back)
    for _ in back:
        reached = {
            name: names | {far for near in names for far in back.get(near, ())}
            for name, names in reached.items()
        }
    return any(name in names for name, names in reached.items())


def _is_unsettled(dossier: Dossier) -> bool:
    """What no text settles about money and a decision that works back: a refund from before it, two
    payments before it or two such decisions after one; and a suspension from a past day after a
    collection decision.
    """
    acts = dossier.acts.values()
    back = [act.on for act in acts if _works_back(act)]
    refunds = [act.on for act in acts if act.kind() == "terugbetaling-gedaan"]
    paid = [act.on for act in acts if act.kind() in {"betaling-ontvangen", "dwangsom-verrekend"}]
    collected = [act.on for act in acts if act.kind() == "invordering-beschikt"]
    late = [act.on for act in acts if act.kind() in SUSPENDS and _from_a_past_day(act)]
    return (
        any(refund <= day for refund in refunds for day in back)
        or sum(day >= min(paid, default=date.max) for day in back) > 1
        or sum(payment <= max(back, default=date.min) for payment in paid) > 1
        or any(decided <= day for decided in collected for day in late)
    )


def _works_back(act: Act) -> bool:
    if act.kind() in {"last-gewijzigd", "last-ingetrokken"}:
        return act.body.get("werking") == "ex_tunc" or _from_a_past_day(act)
    return bool(act.body.get("gevolg", "in_stand") != "in_stand")


def _from_a_past_day(act: Act) -> bool:
    return str(act.body.get("from_on", act.on)) < str(act.on)
