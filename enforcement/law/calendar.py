"""Rest days of the Algemene termijnenwet: weekend, feestdagen and days put on a par with them.

Atw art. 3, text read late in 2026. A day is placed in its year here; terms are counted in
terms.py only. The gelijkgestelde dagen of royal decrees stand in a table with a known end.
"""

from datetime import date
from functools import lru_cache
from typing import Final

from enforcement.law.quantities import document

_GELIJKGESTELD: Final = document("gelijkgestelde_dagen")
known_from: Final[date] = _GELIJKGESTELD["known_from"]
known_until: Final[date] = _GELIJKGESTELD["known_until"]
GELIJKGESTELDE_DAGEN: Final[frozenset[date]] = frozenset(
    day for decree in _GELIJKGESTELD["decrees"] for day in decree["days"]
)
_FIRST_KONINGSDAG: Final = 2014
_SATURDAY: Final = 5
_SUNDAY: Final = 6
_WEEKEND: Final = {_SATURDAY: "zaterdag", _SUNDAY: "zondag"}

# Months in which a day around Easter can fall, each with the days from 1 March before it begins.
_SPRING: Final = ((6, 92), (5, 61), (4, 31), (3, 0))

# Days that move with Easter Sunday, as days away from it.
_AROUND_EASTER: Final = {
    -2: "Goede Vrijdag (Atw 3 lid 2)",
    1: "tweede paasdag",
    39: "Hemelvaartsdag",
    50: "tweede pinksterdag",
}


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar.

    No article: the Act names tweede paasdag and leaves the date to the calendar. The steps are
    the anonymous Gregorian computus. Example: 2025 gives 20 April.
    """
    return _day_of_march(year, _easter_in_march(year))


def _easter_in_march(year: int) -> int:
    """Easter Sunday as a day of March: 22 to 56, where 32 is 1 April."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    leaps, rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    return epact + weekday - 7 * late + 22


def _day_of_march(year: int, number: int) -> date:
    """Place a day counted from 1 March in its month; the latest, Whit Monday, falls in June."""
    month, before = next(entry for entry in _SPRING if entry[1] < number)
    return date(year, month, number - before)


def koningsdag(year: int) -> date:
    """Day on which the King's birthday is celebrated (Atw 3 lid 1).

    27 April, on a Sunday the day before: 26 April in 2025. Before 2014 it was Koninginnedag, 30
    April by the same rule [K].
    """
    day = 27 if year >= _FIRST_KONINGSDAG else 30
    return date(year, 4, day - (date(year, 4, day).weekday() == _SUNDAY))


@lru_cache(maxsize=512)
def feestdagen(year: int) -> dict[date, str]:
    """Every feestdag and equated day of a year, with its Dutch name, in order.

    Atw 3 lid 1 to 3 [V], the decrees of lid 3 [V2]. 5 May counts every year, not once in five. A
    feestdag that falls in a weekend is listed as well.
    """
    sunday = _easter_in_march(year)
    days = {_day_of_march(year, sunday + away): name for away, name in _AROUND_EASTER.items()}
    days |= {
        date(year, 1, 1): "nieuwjaarsdag",
        koningsdag(year): "Koningsdag" if year >= _FIRST_KONINGSDAG else "Koninginnedag",
        date(year, 12, 25): "eerste kerstdag",
        date(year, 12, 26): "tweede kerstdag",
    }
    # Ascension Day was 5 May in 2016: the day keeps one name.
    days.setdefault(date(year, 5, 5), "Bevrijdingsdag")
    for day in GELIJKGESTELDE_DAGEN:
        if day.year == year:
            days.setdefault(day, "gelijkgesteld met een feestdag (Atw 3 lid 3)")
    return dict(sorted(days.items()))


@lru_cache(maxsize=65536)
def rest_day_reason(day: date) -> str | None:
    """Why a day is a zaterdag, zondag or feestdag in the sense of the Atw; None on other days.

    In a weekend the weekday is named, also when a feestdag falls on it. Example: 29 May 2025 is
    "Hemelvaartsdag", 31 May 2025 "zaterdag", 2 June 2025 None.
    """
    return _WEEKEND.get(day.weekday()) or feestdagen(day.year).get(day)


def equated_days_known(day: date) -> bool:
    """Whether the royal decrees for the year of this day were read.

    Outside that table an equated day may be missing, so that a term may end later than reckoned:
    the earlier day is then the safe one for who must act.
    """
    return known_from <= day <= known_until
