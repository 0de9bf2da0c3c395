"""The receipt of a sum of the case: what it is and of which pieces it is made.

The pieces of a sum add up to it, to the cent; interest is rounded for each dwangsom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from enforcement.law import quantities, rente
from enforcement.law.terms import day_before, next_day
from enforcement.reckoning import readings
from enforcement.reckoning.outcome import Reckoning, Verbeurte
from enforcement.reckoning.readings import named
from enforcement.reckoning.reckon import Workings
from enforcement.reckoning.wording import day_text, euro_text, percent_text
from enforcement.values import Cents

MEANINGS: Final = {
    "verbeurd_cents": "de dwangsommen met een bevinding die ze draagt",
    "aangenomen_cents": "de dwangsommen die de wet doet verbeuren, zonder bevinding",
    "vervallen_cents": "dwangsommen waarvan de grond met terugwerkende kracht wegviel",
    "verjaard_cents": "wat van verjaarde dwangsommen nog openstond",
    "in_invordering_cents": "het open deel van wat een invorderingsbeschikking bestrijkt",
    "betaald_cents": "alle ontvangen betalingen",
    "terugbetaald_cents": "alle terugbetalingen",
    "kwijtgescholden_cents": "alle kwijtscheldingen, voor zover iets openstond",
    "kosten_cents": "de vergoedingen van geldige aanmaningen (Awb 4:113)",
    "rente_cents": "wettelijke rente per dwangsom vanaf het verzuim (Awb 4:98, BW 6:119)",
    "openstaand_cents": "verbeurd - verjaard - betaald + terugbetaald (zonder rente van Awb "
    "4:102) - kwijtgescholden + rente + kosten, nooit minder dan niets",
    "terug_te_betalen_cents": "wat te veel is betaald en nog niet terug is; rente alleen over wat "
    "zijn grond verloor door een wijziging of vernietiging (Awb 4:102)",
}
"""What each sum of `geld` is, by its name on the wire."""

_OPENSTAAND: Final = (
    "verbeurd_cents",
    "verjaard_cents",
    "betaald_cents",
    "terugbetaald_cents",
    "kwijtgescholden_cents",
    "rente_cents",
    "kosten_cents",
)


class Piece(NamedTuple):
    """One piece of a sum: of which dwangsom or act it is, and what else there is to say."""

    of: str
    cents: Cents
    tail: str = ""


def sum_lines(reckoning: Reckoning, worked: Workings, name: str) -> Iterator[str]:
    """The receipt of a sum, with or without `_cents` behind its name; none for another name."""
    name = sum_name(name)
    if name not in MEANINGS:
        return
    yield f"{name}: {euro_text(getattr(reckoning.geld, name))}"
    yield f"  {MEANINGS[name]}"
    yield from named(readings.of_sum(name, worked), "  ")
    if name == "openstaand_cents":
        yield from _formula_lines(reckoning, worked)
    elif name == "terug_te_betalen_cents":
        yield from _credit_lines(worked)
    for piece in pieces(reckoning, worked, name):
        yield f"  {piece.of}: {euro_text(piece.cents)}{piece.tail}"


def sum_name(name: str) -> str:
    """A sum as it is called in `geld`. Example: `in invordering` is `in_invordering_cents`."""
    return name if name.endswith("_cents") else f"{name.replace(' ', '_')}_cents"


def pieces(reckoning: Reckoning, worked: Workings, name: str) -> Iterator[Piece]:
    """Of what a sum is made; nothing for one that is reckoned from other sums."""
    find = _PIECES.get(name)
    if find is not None:
        yield from find(reckoning, worked)


def pieces_of(reckoning: Reckoning, worked: Workings, name: str) -> tuple[str, ...] | None:
    """Of which dwangsommen and acts a sum is made; None for one reckoned from other sums."""
    name = sum_name(name)
    if name not in _PIECES:
        return None
    return tuple(piece.of for piece in pieces(reckoning, worked, name))


def rente_lines(found: rente.Rente | None) -> Iterator[str]:
    """Each period in which sum, rate and length of the year were the same, and the total."""
    if found is None or not found.cents:
        return
    yield f"wettelijke rente: {euro_text(found.cents)} (Awb 4:98, BW 6:119)"
    yield from _steps(found)
    yield from named(("rente_dagen",))


def _steps(found: rente.Rente) -> Iterator[str]:
    """Each period with its sum, rate and outcome; a gap between two is told as such."""
    before: date | None = None
    for step in found.steps:
        if before is not None and step.from_on != next_day(before):
            gap = f"{day_text(next_day(before))} t/m {day_text(day_before(step.from_on))}"
            yield f"  {gap}: geen rente, uitstel zonder rente (Awb 4:101)"
        before = step.until
        base, amount = (euro_text(rente.round_half_up(x)) for x in (step.base, step.amount))
        number = "1 dag" if step.days == 1 else f"{step.days} dagen"
        days = f"{day_text(step.from_on)} t/m {day_text(step.until)}: {number}"
        mark = quantities.quantity("wettelijke_rente").dated(step.from_on).certainty
        rate = f"{percent_text(step.basis_points)} [{mark}]"
        yield f"  {days} van {step.year_days}, {rate} over {base}: {amount}"
    if len(found.steps) > 1:
        yield "  samen, pas aan het einde afgerond op hele centen"
    if found.known_until is not None:
        yield f"  na {day_text(found.known_until)} is geen tarief bekend: niet verder gerekend"


def _formula_lines(reckoning: Reckoning, worked: Workings) -> Iterator[str]:
    yield from (f"  {part}: {euro_text(getattr(reckoning.geld, part))}" for part in _OPENSTAAND)
    repaid = worked.settled.ledger.repaid_rente_cents
    if repaid:
        yield f"  terugbetaald aan rente, die niet meetelt (Awb 4:102): {euro_text(repaid)}"


def _credit_lines(worked: Workings) -> Iterator[str]:
    """What of each payment is not owed, the interest over it so far, and the readings used."""
    lost_ground = False
    for credit in worked.settled.ledger.credits:
        if credit.void_cents:
            yield f"  {credit.act}: {euro_text(credit.void_cents)} te veel betaald, zonder rente"
        now = credit.open(worked.on)
        if not (now.cents or now.rente_cents):
            continue
        lost_ground = True
        yield f"  {credit.act}: {euro_text(credit.lapsed_cents)} verloor zijn grond"
        for on, cents in credit.repaid:
            yield f"  terugbetaald op {day_text(on)}: {euro_text(cents)}, rente eerst"
        for on, cents in credit.used:
            yield f"  geteld voor wat later verviel, t/m {day_text(on)}: {euro_text(cents)}"
        open_text = f"nog open {euro_text(now.cents)} en {euro_text(now.rente_cents)} rente"
        yield f"  {open_text} (Awb 4:102, BW 6:119)"
        if not now.unknown and worked.on > credit.paid_on:
            yield from (f"  {line}" for line in _steps(credit.run(worked.on).rente))
    if lost_ground:
        yield from named(("rente_dagen", "betaling_na_wijziging", "terugbetaling_volgorde"), "  ")
        yield "  rente onder tien euro over het geheel is niet verschuldigd (Awb 4:98 lid 2)"


def _sum_of(row: Verbeurte) -> str:
    """In which of the three sums of dwangsommen a row is counted."""
    if row.status == "vervallen":
        return "vervallen_cents"
    return "verbeurd_cents" if row.bewijs == "vastgesteld" else "aangenomen_cents"


def _dwangsommen(name: str) -> Callable[[Reckoning, Workings], Iterator[Piece]]:
    def find(reckoning: Reckoning, _: Workings) -> Iterator[Piece]:
        rows = (row for row in reckoning.verbeurtes if _sum_of(row) == name)
        yield from (Piece(row.id, row.cents) for row in rows)

    return find


def _barred(reckoning: Reckoning, worked: Workings) -> Iterator[Piece]:
    barred = {row.id for row in reckoning.verbeurtes if row.status == "verjaard"}
    for debt in worked.settled.ledger.debts:
        if debt.fall.id in barred and debt.fall.proven:
            yield Piece(debt.fall.id, debt.open_cents)


def _collected(reckoning: Reckoning, worked: Workings) -> Iterator[Piece]:
    alive = {row.id for row in reckoning.verbeurtes if row.status == "open"}
    for debt in worked.settled.ledger.debts:
        if debt.covered_by is not None and debt.fall.proven and debt.fall.id in alive:
            yield Piece(debt.fall.id, debt.open_cents, f", door {debt.covered_by}")


def _booked(soort: str) -> Callable[[Reckoning, Workings], Iterator[Piece]]:
    def find(_: Reckoning, worked: Workings) -> Iterator[Piece]:
        for done in worked.found.bookings:
            if done.effect.soort == soort:
                yield Piece(done.id, done.effect.cents, f" op {day_text(done.on)}")

    return find


def _remitted(_: Reckoning, worked: Workings) -> Iterator[Piece]:
    for debt in worked.settled.ledger.debts:
        given_up = (each for each in debt.booked if each.remitted)
        yield from (
            Piece(debt.fall.id, each.hoofdsom_cents, f", door {each.act}") for each in given_up
        )


def _fees(_: Reckoning, worked: Workings) -> Iterator[Piece]:
    for fee in worked.settled.ledger.fees:
        tail = ", zoals de aanmaning zegt"
        if fee.arose_on is not None:
            tail = f", tarief van {fee.arose_on.year} [{fee.certainty}]"
        yield Piece(fee.act, fee.cents, tail)


def _rente(_: Reckoning, worked: Workings) -> Iterator[Piece]:
    for name, found in worked.settled.rente.items():
        if found.cents:
            yield Piece(name, found.cents)


_PIECES: Final[Mapping[str, Callable[[Reckoning, Workings], Iterator[Piece]]]] = {
    "verbeurd_cents": _dwangsommen("verbeurd_cents"),
    "aangenomen_cents": _dwangsommen("aangenomen_cents"),
    "vervallen_cents": _dwangsommen("vervallen_cents"),
    "verjaard_cents": _barred,
    "in_invordering_cents": _collected,
    "betaald_cents": _booked("betaling"),
    "terugbetaald_cents": _booked("terugbetaling"),
    "kwijtgescholden_cents": _remitted,
    "kosten_cents": _fees,
    "rente_cents": _rente,
}
