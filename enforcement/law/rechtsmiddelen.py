"""Bezwaar, beroep and hoger beroep: their terms, what is in time, what a late authority owes.

Awb chapters 6, 7 and 8 and art. 4:13 and 4:17, text as valid on 1 January 2026. Day zero of each
term is the day of sending or receipt; every last day is inclusive and moved by the Atw. Not coded,
because a person judges it: verschoonbaarheid (6:11), a premature paper (6:10), outages (2:21).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from enforcement.law import quantities
from enforcement.law.conventions import convention
from enforcement.law.terms import Term, day_count, days_after, next_day, weeks_term

# Awb 4:17 lid 2: three steps of fourteen days, never more than 42 days.
_STEP_DAYS: Final = 14
_STEPS: Final = ("eerste", "tweede", "derde")


def bezwaar_term(bekendgemaakt_on: date) -> Term:
    """Term for bezwaar against a besluit.

    Awb 6:7: «De termijn voor het indienen van een bezwaar- of beroepschrift bedraagt zes weken.»
    Awb 6:8 lid 1: from the day after bekendmaking [V]. The Atw applies.

    Example: bekendgemaakt 1 March 2025: Saturday 12 April, moved to Monday 14 April.
    """
    return weeks_term(bekendgemaakt_on, 6)


def beroep_term(sent_on: date) -> Term:
    """Term for beroep against a beslissing op bezwaar, from the day after it was sent.

    Awb 6:7 and 6:8 lid 1: six weeks [V]. Sent 2 June 2025: until 14 July 2025.
    """
    return weeks_term(sent_on, 6)


def hoger_beroep_term(sent_on: date) -> Term:
    """Term for hoger beroep, from the day after the judgment was SENT, not pronounced.

    Awb 6:24 with 6:7 and 6:8: six weeks [V]. Sent 3 June 2025: until 15 July 2025.
    """
    return weeks_term(sent_on, 6)


def incidenteel_hoger_beroep_term(sent_on: date) -> Term:
    """Term for incidenteel hoger beroep, from the day after the court sent the grounds.

    Awb 8:110: six weeks [V]. Grounds sent 3 June 2025: until 15 July 2025.
    """
    return weeks_term(sent_on, 6)


def verzet_term(sent_on: date) -> Term:
    """Term for verzet against a simplified judgment, from the day after it was sent.

    Awb 8:55: six weeks [V]. Sent 3 June 2025: until 15 July 2025.
    """
    return weeks_term(sent_on, 6)


def postweek_term(until: date) -> Term:
    """Week after a term in which a paper posted in time may still come in.

    Awb 6:9 lid 2: «mits het niet later dan een week na afloop van de termijn is
    ontvangen» [V]. Whether the Atw moves that day
    is not settled [C, convention postweek]. Term until 14 April 2025: Monday 21 April is tweede
    paasdag, moved to 22 April.
    """
    return weeks_term(until, 1, atw=convention("postweek").value == "met_termijnenwet")


def is_tijdig(term: Term, received_on: date, *, by_post: bool, posted_on: date | None) -> bool:
    """Whether a bezwaar- or beroepschrift is in time.

    Awb 6:9 lid 1: received before the end of the term. Lid 2: sent by post, also when posted before
    that end and received within a week after it [V]. The week is for post only; without a known day
    of posting (the postmark) only the day of receipt counts. A premature paper is in time here.

    Example: term until 14 April 2025, posted that day: in time until 22 April, late on 23 April.
    """
    if received_on <= term.until:
        return True
    if not by_post or posted_on is None or posted_on > term.until:
        return False
    return received_on <= postweek_term(term.until).until


def beslissing_op_bezwaar_term(bezwaar_until: date, *, adviescommissie: bool) -> Term:
    """Term in which the authority decides on a bezwaar.

    Awb 7:10 lid 1: six weeks, twelve with an adviescommissie (7:13), «gerekend vanaf de dag na die
    waarop de termijn voor het indienen van het bezwaarschrift is verstreken» [V]: after the (moved)
    last day of that term, however early the bezwaar came. The pause of lid 2
    is not counted here.

    Example: bezwaar until 14 April 2025: decide by 26 May, with a committee by 7 July 2025.
    """
    return weeks_term(bezwaar_until, 12 if adviescommissie else 6)


def verdaging_term(until: date, weeks: int) -> Term:
    """Term that a verdaging adds after the (moved) end of the term to decide.

    Awb 7:10 lid 3: «voor ten hoogste zes weken»; longer only with consent (lid 4) [V]. A term of
    its own [C, convention verdaging]. Until 26 May 2025, six weeks: 7 July 2025.
    """
    return weeks_term(until, weeks)


def ingebrekestelling_term(received_on: date) -> Term:
    """Two weeks that an authority in default still has after an ingebrekestelling.

    Awb 4:17 lid 3 and 6:12 lid 2: two weeks after the day of receipt [V].

    Example: received 2 June 2025: until 16 June 2025.
    """
    return weeks_term(received_on, 2)


def invorderingsverzoek_term(received_on: date) -> Term:
    """Term to decide on a belanghebbende's request to collect.

    Awb 5:37 lid 3: a decision «binnen vier weken op het verzoek» [V].

    Example: received 2 June 2025: until 30 June 2025.
    """
    return weeks_term(received_on, 4)


def opheffingsverzoek_term(received_on: date) -> Term:
    """Term to decide on a request to lift, suspend or reduce the last (Awb 5:34).

    Awb 4:13 lid 2: a reasonable time, passed in any case eight weeks after receipt [V]. The Atw
    applies: the number stands in the Act. Received 2 June 2025: until 28 July 2025.
    """
    return weeks_term(received_on, 8)


def griffierecht_term(notified_on: date, *, voorlopige_voorziening: bool) -> Term:
    """Term in which the court fee must be credited.

    Awb 8:41: four weeks after the notice [V]; 8:82 lid 3: two weeks for a voorlopige voorziening
    [V]. A shorter term set by the judge is a set_term. Notice 2 June 2025: 30 June, or 16 June.
    """
    return weeks_term(notified_on, 2 if voorlopige_voorziening else 4)


def griffierecht_cents(bekendgemaakt_on: date, *, hoger_beroep: bool) -> int:
    """Court fee of a legal person in eurocents.

    Awb 8:41 and 8:109. The year is that in which the decision or judgment was made known [V, seen
    in the change of 2013]. Example: decision of 2025: 385 euro for beroep.
    """
    name = "griffierecht_hoger_beroep" if hoger_beroep else "griffierecht_beroep"
    return quantities.value(name, bekendgemaakt_on)


def verweer_term(sent_on: date) -> Term:
    """Term for the file and the verweerschrift, from the day after the grounds were sent.

    Awb 8:42 lid 1: four weeks [V]. Sent 2 June 2025: until 30 June 2025.
    """
    return weeks_term(sent_on, 4)


def dwangsom_niet_tijdig_from_on(beslissing_until: date, received_on: date) -> date:
    """First day for which a late authority owes a sum.

    Awb 4:17 lid 3: when two weeks have gone by after the day on which both the term to decide had
    ended and the ingebrekestelling was received [V]; so the day after that fortnight.

    Example: decide by 26 May 2025, ingebrekestelling 2 June: 17 June. Received before the end of
    the term it has no force: not decided here.
    """
    return next_day(ingebrekestelling_term(max(beslissing_until, received_on)).until)


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three steps of fourteen days (Awb 4:17 lid 2), as far as its days have come."""

    from_on: date
    until: date
    cents_per_day: int
    cents: int
    certainty: str


def dwangsom_niet_tijdig_until(first_day: date) -> date:
    """Last day for which the authority can owe: the 42nd. First 17 June 2025: 28 July 2025."""
    return days_after(first_day, _STEP_DAYS * len(_STEPS) - 1)


def dwangsom_niet_tijdig_steps(first_day: date, until: date) -> tuple[Step, ...]:
    """The steps that have begun by `until`, each with its day rate and what it came to.

    Awb 4:17 lid 2 [V]. Example: 17 June until 1 July 2025: 14 days at 23 euro, 322 euro; one day
    at 35 euro.
    """
    found: list[Step] = []
    for number, name in enumerate(_STEPS):
        start = days_after(first_day, number * _STEP_DAYS)
        end = min(until, days_after(start, _STEP_DAYS - 1))
        if start > end:
            break
        day_rate = quantities.quantity(f"dwangsom_niet_tijdig_{name}").dated(start)
        before = found[-1].until if found else None
        cents = dwangsom_niet_tijdig_cents(first_day, end)
        if before is not None:
            cents -= dwangsom_niet_tijdig_cents(first_day, before)
        found.append(Step(start, end, day_rate.value, cents, day_rate.certainty))
    return tuple(found)


def vaststelling_term(last_day: date) -> Term:
    """Term to fix by decision what the authority owes for deciding late.

    Awb 4:18: within two weeks after the last day for which it is owed [V]. Until 28 July 2025:
    11 August 2025.
    """
    return weeks_term(last_day, 2)


def dwangsom_niet_tijdig_cents(first_day: date, until: date) -> int:
    """Sum that the AUTHORITY owes for deciding late, in eurocents, both days inclusive.

    Awb 4:17 lid 2: three steps of fourteen days, each dearer than the one before, 42 days at most
    [V]. The Atw does not touch the 42 days. A ledger of its own, never part of the dwangsom of a
    last. The exceptions of 4:17 (late notice, manifestly unfounded) are not decided here.

    Example: 17 June until 1 July 2025 is 15 days: 14 at 23 euro and 1 at 35 euro.
    """
    days = min(day_count(first_day, until), _STEP_DAYS * len(_STEPS))
    return sum(
        quantities.value(
            f"dwangsom_niet_tijdig_{_STEPS[day // _STEP_DAYS]}", days_after(first_day, day)
        )
        for day in range(days)
    )
