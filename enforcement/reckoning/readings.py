"""Which readings of the house (conventions) a receipt rests on, by the name of each.

`explain` prints their sentences, so that the reader sees where a person may decide otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from enforcement.effects import PartTerms
from enforcement.law import conventions
from enforcement.reckoning.debt import Debt
from enforcement.reckoning.forfeited import PartFalls, suspended_in_grace
from enforcement.reckoning.forfeiture import Fall
from enforcement.reckoning.outcome import Termijn, Verbeurte
from enforcement.reckoning.reckon import Workings
from enforcement.reckoning.suspension import Suspension
from enforcement.values import Flag

_OF_FLAGS: Final = {
    "aanmaning-zonder-invordering": ("aanmaning_zonder_invordering", "stuitingsbrief"),
    "aanmaning-zonder-verzuim": ("stuitingsbrief",),
    "schorsing-in-begunstiging": ("schorsing_in_begunstiging",),
    "last-herleeft": ("herleving_tussentijd",),
    "jaar-zonder-verbeurte": ("jaar_van_kracht",),
    "beschikking-loopt-mee": ("invordering_als_vaststelling",),
    "ingebrekestelling-te-vroeg": ("ingebrekestelling_te_vroeg",),
}
_LEAP_DAY: Final = (2, 29)


def of_flag(flag: Flag, worked: Workings) -> tuple[str, ...]:
    """The readings behind a flag; that of a silent withdrawal is known by its article, that of a
    suspension inside a unit of time by the parts of which a dwangsom moved with it.
    """
    if flag.code == "werking-onduidelijk" and flag.articles == ("Awb 5:38 lid 1",):
        return ("intrekking_zwijgt",)
    if flag.code == "schorsing-in-tijdseenheid":
        moved = {fall.part for fall in worked.fallen.falls if fall.cut}
        lines = [worked.fallen.parts[index].line for index in sorted(moved)]
        mine = [line for line in lines if f"onderdeel {line.name};" in flag.text]
        return tuple(dict.fromkeys(_in_unit(line.terms) for line in mine or lines))
    return _OF_FLAGS.get(flag.code, ())


def _in_unit(terms: PartTerms) -> str:
    """How a suspension inside a unit of time counts: contract section 7, changes."""
    return "schorsing_in_gedeelte" if terms.gedeelte_telt else "schorsing_in_tijdseenheid"


def of_fall(fall: Fall, part: PartFalls, worked: Workings) -> Iterator[str]:
    """The readings on which the day of a dwangsom rests."""
    terms, line = part.line.terms, part.line
    if line.grace_until is None:
        yield "zonder_begunstiging"
    if fall.after_acts:
        yield "termijn_meteen_voorbij"
    if fall.anchor == part.grace_until and suspended_in_grace(part.line, part.grace_until):
        yield "schorsing_in_begunstiging"
    again = fall.number > 0 and part.compliance.relapse(fall.anchor) is not None
    if terms.per == "ineens" and fall.number:
        yield "terugval_ineens" if again else "ineens_dag"
    elif again:
        yield "terugval_telling"
    if terms.per == "maand" and fall.number:
        yield "maandeinde"
    if _counts_by_unit(terms):
        yield "telling_vanaf_werking"
    held_up = [
        one
        for one in worked.suspended
        if one.speaks_of(line.name)
        and one.span.until is not None
        and fall.anchor < one.span.until < fall.on
    ]
    yield from dict.fromkeys(_of_ends(one) for one in held_up)
    if held_up and terms.per in {"week", "maand"}:
        yield _in_unit(terms)
    if any(span.from_on <= fall.on for span in line.gaps):
        yield "herleving_tussentijd"


def _counts_by_unit(terms: PartTerms) -> bool:
    """Whether breaches are counted by weeks or months from the day on which the order works."""
    by_unit = terms.aard == "herhaling_voorkomen" and terms.per in {"week", "maand"}
    return by_unit or terms.per_week_max is not None


def _of_ends(one: Suspension) -> str:
    """Why nothing falls on the first day of a suspension: the judge ruled on it, or the day is one
    of those that the decision names (contract section 7, days).
    """
    ruled = one.done.act.topic == "court-outcomes" and one.span.from_on == one.done.act.on
    return "dag_van_uitspraak" if ruled else "schorsing_dagen"


def of_limitation(row: Verbeurte, debt: Debt | None, worked: Workings) -> Iterator[str]:
    """The readings on which the last day of limitation of a dwangsom rests."""
    if debt is None:
        return
    limit = debt.limitation()
    if debt.under_old_law:
        yield "oud_recht"
    if debt.interrupted_by:
        yield "stuiting_dag"
    if debt.payments and debt.open_cents and not debt.interrupted_by:
        yield "deelbetaling"
    if debt.paid_early:
        yield "vroeg_geld"
    if debt.waived_cents:
        yield "drempel_laatste_betaling"
    if (limit.since_on.month, limit.since_on.day) == _LEAP_DAY:
        yield "schrikkeldag"
    _, held = worked.settled.ledger.limit(debt)
    if held is not None:
        yield "schorsing_duur"
    elif row.verjaring_until != limit.plain_until:
        yield "verlenging_tot"


def of_term(term: Termijn, worked: Workings) -> Iterator[str]:
    """The readings on which the last day of a term rests."""
    if term.kind == "verjaring":
        row = next(row for row in worked.settled.verbeurtes if row.id == term.of)
        debt = next((d for d in worked.settled.ledger.debts if d.fall.id == term.of), None)
        yield from of_limitation(row, debt, worked)
    graces = [part for part in worked.fallen.parts if part.line.name == term.of]
    if term.kind == "begunstiging" and any(
        suspended_in_grace(part.line, part.grace_until) for part in graces
    ):
        yield "schorsing_in_begunstiging"
    if term.kind == "beslissing_op_bezwaar":
        again = any(
            done.effect.of == term.of and done.effect.weeks is not None
            for done in worked.found.extensions
        )
        if again:
            yield "verdaging"
    if term.kind == "schorsing":
        cut = any(
            one.done.id == term.of and one.named_until not in {None, term.until}
            for one in worked.suspended
        )
        if cut:
            yield "einde_schorsing"


def of_part(name: str, worked: Workings) -> Iterator[str]:
    """The readings on which it rests that a part forfeits no more, or did not for a while."""
    for part in worked.fallen.parts:
        terms = part.line.terms
        if part.line.name == name and part.line.gaps:
            yield "herleving_tussentijd"
        if part.line.name == name and _counts_by_unit(terms):
            yield "telling_vanaf_werking"
        if part.line.name == name and suspended_in_grace(part.line, part.grace_until):
            yield "schorsing_in_begunstiging"
        if part.line.name != name or part.compliance.nageleefd_on is None:
            continue
        if terms.per in {"dag", "week", "maand"} and not terms.gedeelte_telt:
            yield "naleving_in_eenheid"


def of_remedy(name: str, worked: Workings) -> Iterator[str]:
    """A paper that came by post after the term was judged by the week of Awb 6:9 lid 2."""
    remedy = worked.remedies.by_id.get(name)
    if remedy is None or remedy.term is None or not remedy.lodged.effect.by_post:
        return
    posted_on = remedy.lodged.effect.posted_on
    if posted_on is None or posted_on > remedy.term.until:
        return
    if remedy.lodged.on > remedy.term.until:
        yield "postweek"


def of_sum(name: str, worked: Workings) -> Iterator[str]:
    """The readings on which a sum of the case rests."""
    if name == "rente_cents" and worked.settled.geld.rente_cents:
        yield "rente_dagen"
    barred = {row.id for row in worked.settled.verbeurtes if row.status == "verjaard"}
    if name in {"rente_cents", "openstaand_cents"} and barred & set(worked.settled.rente):
        yield "rente_na_verjaring"
    if name == "kosten_cents" and worked.settled.geld.kosten_cents:
        yield "vergoeding_jaar"


def named(names: Iterable[str], indent: str = "") -> Iterator[str]:
    """The sentence of each reading, so that a person may decide otherwise."""
    yield from (indent + conventions.line(name) for name in names)
