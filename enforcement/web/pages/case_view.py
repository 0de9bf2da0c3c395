"""The top of the page of a case: its title, its status in a sentence, its sums, its facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from enforcement.reckoning.explain import explain
from enforcement.reckoning.outcome import Part
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
    """The sums beside the status. What was only assumed stands apart and is never forfeited."""

    verbeurd_cents: Cents
    in_invordering_cents: Cents
    niet_ingevorderd_cents: Cents
    betaald_cents: Cents
    aangenomen_cents: Cents
    ruimte_cents: Cents
    openstaand_cents: Cents
    gone: tuple[tuple[str, Cents], ...]
    rest: tuple[tuple[str, Cents], ...]
    slices: tuple[Slice, ...]
    receipt: tuple[str, ...]


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
    return tuple(
        Phase(name, "done" if index < at else "now" if index == at else "ahead", at == _FORFEITING)
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


def sentence(worked: Worked) -> Markup:
    """Where the case stands, in one sentence or two."""
    answer = worked.answer
    if not answer.onderdelen:
        texts = {
            "voornemen": "Het voornemen is verzonden. Er is nog geen last opgelegd.",
            "gesloten": "De zaak is gesloten. Er is geen last opgelegd.",
        }
        return Markup("{}").format(texts.get(answer.status, "Er is nog geen last opgelegd."))
    if answer.status == "begunstiging":
        return _grace(worked)
    if answer.status in {"verbeurt", "maximum_bereikt"}:
        return _running(worked)
    heads = {
        "geschorst": f"De last is geschorst{_until(worked)}.",
        "nageleefd": f"De last is nageleefd{_since(worked)}.",
        "ingetrokken": "De last is ingetrokken.",
        "herroepen": "De last is herroepen.",
        "gesloten": "De zaak is gesloten.",
    }
    return Markup("{} {}").format(heads[answer.status], _forfeited(worked))


def _grace(worked: Worked) -> Markup:
    """Until when complying costs nothing."""
    ahead = [p.begunstiging_until for p in worked.answer.onderdelen if p.status == "begunstiging"]
    days = [day for day in ahead if day is not None]
    if not days:
        return Markup("De last werkt vanaf de dag na de bekendmaking. {}").format(_most(worked))
    day = words.weekday_text(min(days))
    text = Markup("{} heeft tot en met <strong>{}</strong> om zonder dwangsom te voldoen. {}")
    return text.format(worked.overtreder, day, _most(worked))


def _most(worked: Worked) -> Markup:
    return Markup("Daarna is ten hoogste {} te verbeuren.").format(euro(worked.cents_max))


def _forfeited(worked: Worked) -> Markup:
    cents = worked.answer.geld.verbeurd_cents
    if not cents:
        return Markup("Er is geen dwangsom als verbeurd vastgesteld.")
    return Markup("Verbeurd is <strong>{}</strong>.").format(euro(cents))


def _running(worked: Worked) -> Markup:
    geld, most = worked.answer.geld, worked.cents_max
    full = [part for part in worked.answer.onderdelen if part.status == "maximum_bereikt"]
    if geld.verbeurd_cents >= most and full:
        day = max((p.max_bereikt_on for p in full if p.max_bereikt_on), default=None)
        tail = Markup("") if day is None else _on(words.weekday_text(day))
        text = Markup("{} heeft het maximum van <strong>{}</strong> verbeurd{}.")
        return text.format(worked.overtreder, euro(geld.verbeurd_cents), tail)
    head = Markup("{} heeft <strong>{}</strong> verbeurd van maximaal {}.").format(
        worked.overtreder, euro(geld.verbeurd_cents), euro(most)
    )
    return head + _ahead(worked, full)


def _ahead(worked: Worked, full: list[Part]) -> Markup:
    """The day on which the maximum is reached if nothing changes; or where it already is."""
    day = worked.max_verwacht_on
    if day is not None and worked.answer.status != "maximum_bereikt":
        text = Markup(
            " Gaat de overtreding door, dan is het maximum bereikt op <strong>{}</strong>."
        )
        return text.format(words.weekday_text(day))
    if full:
        names = ", ".join(part.onderdeel for part in full)
        part = Markup(" Met wat nog niet is vastgesteld meegerekend is het maximum bereikt{}.")
        whole = len(full) == len(worked.answer.onderdelen)
        return part.format("" if whole else f" voor onderdeel {names}")
    return Markup("")


def _on(day: str) -> Markup:
    return Markup(", bereikt op <strong>{}</strong>").format(day)


def _until(worked: Worked) -> str:
    on = worked.answer.on
    spans = [span for part in worked.answer.onderdelen for span in part.geschorst]
    now = [s for s in spans if s.from_on <= on and (s.until is None or s.until >= on)]
    ends = [span.until for span in now if span.until is not None]
    if not ends or len(ends) < len(now):
        return "; een laatste dag is nog niet te noemen"
    return f" tot en met {words.weekday_text(max(ends))}"


def _since(worked: Worked) -> str:
    days = [part.nageleefd_on for part in worked.answer.onderdelen if part.nageleefd_on]
    return f" sinds {words.weekday_text(max(days))}" if days else ""


def reasons(worked: Worked) -> tuple[str, ...]:
    """The grey lines under the sentence: why it stands so, and what does not follow from it."""
    return tuple(_reasons(worked))


def _reasons(worked: Worked) -> Iterator[str]:
    answer = worked.answer
    if answer.geld.aangenomen_cents:
        loose = sum(row.bewijs == "aangenomen" for row in answer.verbeurtes)
        many = "1 dwangsom" if loose == 1 else f"{loose} dwangsommen"
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
    held = geld.betaald_cents + geld.in_invordering_cents + loose
    parts = (
        ("paid", geld.betaald_cents),
        ("collect", geld.in_invordering_cents),
        ("due", loose),
        ("gone", max(0, geld.verbeurd_cents - held)),
        ("assumed", geld.aangenomen_cents),
    )
    return Sums(
        verbeurd_cents=geld.verbeurd_cents,
        in_invordering_cents=geld.in_invordering_cents,
        niet_ingevorderd_cents=loose,
        betaald_cents=geld.betaald_cents,
        aangenomen_cents=geld.aangenomen_cents,
        ruimte_cents=room,
        openstaand_cents=geld.openstaand_cents,
        gone=tuple((name, cents) for name, cents in gone if cents),
        rest=tuple((name, cents) for name, cents in rest if cents),
        slices=_slices(parts, max(worked.cents_max, geld.verbeurd_cents + geld.aangenomen_cents)),
        receipt=explain(answer, worked.workings, "openstaand_cents"),
    )


def _slices(parts: tuple[tuple[str, Cents], ...], most: Cents) -> tuple[Slice, ...]:
    found: list[Slice] = []
    x = 0
    for kind, cents in parts:
        width = min(_BAR_WIDTH - x, round(_BAR_WIDTH * cents / most)) if most else 0
        if width > 0:
            found.append(Slice(kind, x, width))
            x += width
    return tuple(found)
