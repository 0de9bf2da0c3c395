"""Days, lengths and sums in the words of a Dutch letter; used wherever the reckoning speaks."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from enforcement.act import Act
from enforcement.law import calendar
from enforcement.law.terms import Term
from enforcement.values import AMSTERDAM, Cents

_MONTHS: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_WEEKDAYS: Final = (
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
)
_NUMBERS: Final = (
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
)


# A case names the same days in hundreds of places, and the same ones again the next time.
@lru_cache(maxsize=65536)
def day_text(day: date) -> str:
    """`12 april 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=65536)
def weekday_text(day: date) -> str:
    """`zaterdag 12 april 2025`."""
    return f"{_WEEKDAYS[day.weekday()]} {day_text(day)}"


def moment_text(moment: datetime) -> str:
    """`1 september 2026, 09:40`, in Amsterdam."""
    local = moment.astimezone(AMSTERDAM)
    return f"{day_text(local.date())}, {local:%H:%M}"


def euro_text(cents: Cents) -> str:
    """`€ 1.234,56`, as a Dutch letter writes it."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}€ {whole:,}".replace(",", ".") + f",{rest:02d}"


def act_text(act: Act) -> str:
    """`w (last gewijzigd, 4 juli 2025)`: an act by its id, what it is and its day."""
    return f"{act.id} ({act.title[0].lower()}{act.title[1:]}, {day_text(act.on)})"


def percent_text(basis_points: int) -> str:
    """`6%`, `7,25%`."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}%" if not rest else f"{whole},{rest:02d}".rstrip("0") + "%"


def dwangsommen_text(number: int) -> str:
    """`1 dwangsom`, `2 dwangsommen`."""
    return "1 dwangsom" if number == 1 else f"{number} dwangsommen"


def weeks_text(number: int) -> str:
    """`een week`, `zes weken`; above twelve in figures, `13 weken`."""
    word = _NUMBERS[number - 1] if number <= len(_NUMBERS) else str(number)
    return f"{word} week" if number == 1 else f"{word} weken"


def term_lines(trigger: str, length: str, term: Term) -> tuple[str, ...]:
    """The receipt of a term: what started it, its length with the plain last day, each shift."""
    lines = [trigger, f"{length}: laatste dag {weekday_text(term.plain_until)}"]
    lines += [f"{shift.reason}: verlengd t/m {weekday_text(shift.until)}" for shift in term.shifts]
    if not calendar.equated_days_known(term.until):
        year = term.until.year
        lines.append(f"welke dagen in {year} zijn gelijkgesteld (Atw 3 lid 3), is niet bekend")
    return tuple(lines)
