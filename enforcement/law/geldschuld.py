"""The verbeurde dwangsom as a geldschuld: payment term, verzuim, aanmaning, dwangbevel.

Awb title 4.4 and art. 5:33, text read late in 2026. Not coded: verrekening (4:93) needs a statute
that allows it, so what is verrekend is stated in its act; the terms of uitstel van betaling (4:94)
are set in the decision itself.
"""

from datetime import date

from enforcement.law import quantities
from enforcement.law.terms import Term, next_day, weeks_term


def betaling_term(verbeurd_on: date) -> Term:
    """Term in which a verbeurde dwangsom is to be paid.

    Awb 5:33: «Een verbeurde dwangsom wordt betaald binnen zes weken nadat zij van rechtswege is
    verbeurd.» [V] The Atw applies [K]. It runs for each dwangsom from its own day, never from the
    invorderingsbeschikking. Last day inclusive.

    Example: verbeurd on 1 April 2025: until Tuesday 13 May 2025.
    """
    return weeks_term(verbeurd_on, 6)


def verzuim_from_on(betaling_until: date) -> date:
    """First day of verzuim, on which wettelijke rente starts.

    Awb 4:97: «De schuldenaar is in verzuim indien hij niet binnen de voorgeschreven termijn heeft
    betaald.» [V] Uitstel is not looked at here.

    Example: payable until 13 May 2025: in verzuim from 14 May.
    """
    return next_day(betaling_until)


def aanmaning_term(sent_on: date) -> Term:
    """Term of an aanmaning, counted from the day after sending.

    Awb 4:112 lid 1: two weeks, «gerekend vanaf de dag na die waarop de aanmaning is toegezonden»
    [V]; the Atw applies. Whether
    the aanmaning has any effect (verzuim, an invorderingsbeschikking) is not decided here.

    Example: sent 20 May 2025: until Tuesday 3 June 2025.
    """
    return weeks_term(sent_on, 2)


def aanmaning_vergoeding(debt_cents: int, arose_on: date) -> quantities.DatedValue:
    """Fee that may be charged for an aanmaning, in eurocents, with its reference and certainty.

    Awb 4:113 lid 1: a lower and a higher amount, by the size of the debt; exactly the limit counts
    as the higher [V]. The day is that on which the debt arose, so of verbeurte [C, convention
    vergoeding_jaar]. Years without a known fee raise OutsideValidity.

    Example: 500 euro forfeited in December 2024, aanmaning in 2025: 19 euro.
    """
    limit_cents = quantities.value("aanmaning_grens_cents", arose_on)
    size = "klein" if debt_cents < limit_cents else "groot"
    return quantities.quantity(f"aanmaning_vergoeding_{size}").dated(arose_on)


def earliest_dwangbevel_on(aanmaning_until: date) -> date:
    """First day on which a dwangbevel may be issued.

    Awb 4:117 lid 1: only after a term in which «niet volledig is betaald» [V]. The day of a
    dwangbevel is that of its service (4:123). Example: until 3 June 2025: from 4 June.
    """
    return next_day(aanmaning_until)
