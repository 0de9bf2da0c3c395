"""The top of the page of a case: its title, its phase, why it stands so, and its sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from enforcement.reckoning.explain import explain
from enforcement.reckoning.ledger import Ledger
from enforcement.reckoning.outcome import Part
from enforcement.reckoning.wording import dwangsommen_text
from enforcement.values import Cents
from enforcement.web.pages import words
from enforcement.web.pages.reading import Worked
from enforcement.web.pages.words import Words, day_text, euro

PHASES: Final = (
    "Voornemen",
    "Last opgelegd",
    "Begunstigingstermijn",
    "Verbeuren",
    "Invorderen",
    "Gesloten",
)
_FORFEITING: Final = 3
_BAR_WIDTH: Final = 1_000
_REST: Final = (
    "kosten_cents",
    "rente_cents",
    "vervallen_cents",
    "terugbetaald_cents",
    "terug_te_betalen_cents",
)


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of the bar: passed, where the case stands, or still to come."""

    name: str
    state: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of the bar of sums, in thousandths of its width."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums beside the status. What was only assumed stands apart and is never forfeited.

    verbeurd = in invordering + niet ingevorderd + paid on the principal + `gone`; `paid` says what
    of the payments went elsewhere, nothing when all went to the principal.
    """

    verbeurd_cents: Cents
    in_invordering_cents: Cents
    niet_ingevorderd_cents: Cents
    hoofdsom_cents: Cents
    aangenomen_cents: Cents
    ruimte_cents: Cents
    openstaand_cents: Cents
    gone: tuple[tuple[str, Cents], ...]
    rest: tuple[tuple[str, Cents], ...]
    slices: tuple[Slice, ...]
    receipt: tuple[str, ...]
    paid: str


@dataclass(frozen=True, slots=True)
class Paid:
    """Where the payments went: of a debt interest comes before principal (Awb 4:92)."""

    hoofdsom_cents: Cents
    rente_cents: Cents
    kosten_cents: Cents
    unproven_cents: Cents
    beyond_cents: Cents


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts of a part; `articles` are its grounds."""

    name: str
    text: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A part of the order: how it stands, and what the decision says of it."""

    name: str
    status: Words
    duty: str
    facts: tuple[Fact, ...]


def title(worked: Worked) -> str:
    """What the case is about; its number while nobody said."""
    return worked.answer.case if worked.opened is None else worked.opened.onderwerp


def phases(worked: Worked) -> tuple[Phase, ...]:
    """How far the case has come, of six steps."""
    at = _phase(worked)
    urgent = at == _FORFEITING and worked.answer.status in {"verbeurt", "maximum_bereikt"}
    return tuple(
        Phase(name, "done" if index < at else "now" if index == at else "ahead", urgent)
        for index, name in enumerate(PHASES)
    )


def _phase(worked: Worked) -> int:
    answer = worked.answer
    if answer.status == "gesloten":
        return 5
    if any(row.invordering for row in answer.verbeurtes) or worked.workings.found.collections:
        return 4
    if answer.verbeurtes or answer.status in {"verbeurt", "maximum_bereikt"}:
        return _FORFEITING
    if answer.onderdelen:
        graced = any(part.begunstiging_until is not None for part in answer.onderdelen)
        return 2 if graced else 1
    return 0 if answer.status == "voornemen" else -1


def reasons(worked: Worked) -> tuple[str, ...]:
    """The grey lines under the sentence: why it stands so, and what does not follow from it."""
    return tuple(_reasons(worked))


def _reasons(worked: Worked) -> Iterator[str]:
    answer = worked.answer
    if answer.geld.aangenomen_cents:
        loose = sum(row.bewijs == "aangenomen" for row in answer.verbeurtes)
        many = dwangsommen_text(loose)
        yield f"{many} ({euro(answer.geld.aangenomen_cents)}): nog door geen bevinding vastgesteld."
    pending = [row for row in answer.rechtsmiddelen if row.status == "aanhangig"]
    for row in pending:
        if row.soort != "voorlopige_voorziening":
            name = words.REMEDIES.get(row.soort, words.words(row.soort)).lower()
            aimed = worked.workings.remedies.line_of(row.id) == "last"
            tail = "; dat schort de last op zichzelf niet op (Awb 6:16)" if aimed else ""
            yield f"Er loopt een {name}{tail}."
    for part in answer.onderdelen:
        for span in part.geschorst:
            if span.until is not None and span.until < answer.on:
                days = f"{day_text(span.from_on)} tot en met {day_text(span.until)}"
                yield f"De last was opgeschort van {days}{_of(worked, part)}."


def _of(worked: Worked, part: Part) -> str:
    return "" if len(worked.answer.onderdelen) == 1 else f" (onderdeel {part.onderdeel})"


def sums(worked: Worked) -> Sums:
    """The sums of the case and how they fill the maximum."""
    answer, geld = worked.answer, worked.answer.geld
    by_id = {debt.fall.id: debt for debt in worked.workings.settled.ledger.debts}
    due = sum(
        by_id[row.id].open_cents
        for row in answer.verbeurtes
        if row.status == "open" and row.bewijs == "vastgesteld"
    )
    loose = max(0, due - geld.in_invordering_cents)
    gone = (("Verjaard", geld.verjaard_cents), ("Kwijtgescholden", geld.kwijtgescholden_cents))
    rest = tuple((words.words(n.removesuffix("_cents")), getattr(geld, n)) for n in _REST)
    room = max(0, worked.cents_max - geld.verbeurd_cents - geld.aangenomen_cents)
    paid = paid_to(worked.workings.settled.ledger)
    held = paid.hoofdsom_cents + geld.in_invordering_cents + loose
    parts = (
        ("paid", paid.hoofdsom_cents),
        ("collect", geld.in_invordering_cents),
        ("due", loose),
        ("gone", max(0, geld.verbeurd_cents - held)),
        ("assumed", geld.aangenomen_cents),
    )
    return Sums(
        verbeurd_cents=geld.verbeurd_cents,
        in_invordering_cents=geld.in_invordering_cents,
        niet_ingevorderd_cents=loose,
        hoofdsom_cents=paid.hoofdsom_cents,
        aangenomen_cents=geld.aangenomen_cents,
        ruimte_cents=room,
        openstaand_cents=geld.openstaand_cents,
        gone=tuple((name, cents) for name, cents in gone if cents),
        rest=tuple((name, cents) for name, cents in rest if cents),
        slices=_slices(parts, max(worked.cents_max, geld.verbeurd_cents + geld.aangenomen_cents)),
        receipt=explain(answer, worked.workings, "openstaand_cents"),
        paid=_paid_text(paid, geld.betaald_cents),
    )


def paid_to(ledger: Ledger) -> Paid:
    """What of the payments went to what, from the debts as the ledger left them."""
    hoofdsom = unproven = rente = 0
    for debt in ledger.debts:
        principal = debt.fall.cents - debt.open_cents - debt.remitted_cents
        rente += debt.paid_cents - principal
        if debt.fall.proven:
            hoofdsom += principal
        else:
            unproven += principal
    kosten = ledger.costs_cents - ledger.costs_open_cents
    beyond = ledger.paid_cents - hoofdsom - unproven - rente - kosten
    return Paid(hoofdsom, rente, kosten, unproven, beyond)


def _paid_text(paid: Paid, betaald_cents: Cents) -> str:
    if betaald_cents == paid.hoofdsom_cents:
        return ""
    parts = (
        ("op de hoofdsom", paid.hoofdsom_cents),
        ("aan rente", paid.rente_cents),
        ("aan kosten", paid.kosten_cents),
        ("op wat nog niet is vastgesteld", paid.unproven_cents),
        ("boven wat verschuldigd was", paid.beyond_cents),
    )
    told = [f"{euro(cents)} {name}" for name, cents in parts if cents]
    return f"Ontvangen betalingen {euro(betaald_cents)}: {', '.join(told)}."


def _slices(parts: tuple[tuple[str, Cents], ...], most: Cents) -> tuple[Slice, ...]:
    found: list[Slice] = []
    x = 0
    for kind, cents in parts:
        width = min(_BAR_WIDTH - x, round(_BAR_WIDTH * cents / most)) if most else 0
        if width > 0:
            found.append(Slice(kind, x, width))
            x += width
    return tuple(found)
