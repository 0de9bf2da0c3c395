"""Bekendmaking: the day that makes a besluit work and starts its terms.

Awb 3:40 to 3:45 and afdeling 2.3, text as valid on 1 January 2026. The day is that of the actual
sending or handing over, not the date on the letter. Not coded: the notice within 48 hours about a
message in a portal (2:10), since hours are no whole days; a person judges 2:8 and 2:22.
"""

from datetime import date
from typing import Final

from enforcement.law.terms import next_day

# Wet modernisering elektronisch bestuurlijk verkeer: the text of afdeling 2.3 that was read.
_AFDELING_2_3_FROM_ON: Final = date(2026, 1, 1)


def elektronisch_verkeer_geldt(on: date) -> bool:
    """Whether afdeling 2.3 as read here holds on a day.

    Awb 2:8 to 2:25 as valid since 1 January 2026 [V]; what held before was not read, so nothing
    is said of an earlier day.
    """
    return on >= _AFDELING_2_3_FROM_ON


def bekendgemaakt_on(sent_on: date, second_sent_on: date | None = None) -> date:
    """Day of bekendmaking of a besluit sent to its addressee.

    Awb 3:41 lid 1: by sending or handing over [V]. Awb 2:11 lid 3: when the first delivery failed
    the second sending counts [V]. Example: sent 3 March, failed, sent again 10 March: 10 March.
    """
    return second_sent_on or sent_on


def besluit_works_from_on(bekendgemaakt_on: date) -> date:
    """First day on which a besluit has effect.

    Awb 3:40: no effect before bekendmaking [V]; so that day itself, inclusive.
    """
    return bekendgemaakt_on


def works_from_on(bekendgemaakt_on: date) -> date:
    """First day on which a last without begunstigingstermijn can be breached.

    Awb 5:32a lid 2 asks no term for a last against recurrence [V]. It works from the day after
    bekendmaking [C, convention zonder_begunstiging]: sent 1 March 2025, from 2 March.
    """
    return next_day(bekendgemaakt_on)


def term_from_on(bekendgemaakt_on: date) -> date:
    """First day of a term that bekendmaking starts.

    Awb 6:8 lid 1: «met ingang van de dag na die waarop het besluit op de voorgeschreven wijze is
    bekendgemaakt» [V]. Sent 1 March 2025:
    day one is 2 March.
    """
    return next_day(bekendgemaakt_on)
