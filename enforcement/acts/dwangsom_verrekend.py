"""A dwangsom is set off against what the authority owes the offender. Awb 4:93, 4:106."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import BookMoney, Effect, InterruptLimitation
from enforcement.values import Amount, Text


class DwangsomVerrekend(Act):
    """It pays as a payment does, and interrupts the limitation of what it takes up, oldest first.

    Awb 4:93 lid 1: only «voor zover in de bevoegdheid daartoe bij wettelijk voorschrift is
    voorzien»; `grondslag` names that. A person judges whether it does. Example: 1,000 euro fell
    on 1 April 2025, 400 set off on 10 May 2025: 600 open, limitation ends on 10 May 2026.
    """

    topic = "sanction-decisions"
    title = "Dwangsom verrekend"
    articles = ("Awb 4:93", "Awb 4:106")
    besluit = True

    cents: Amount
    grondslag: Text

    def effects(self, on: date) -> Iterator[Effect]:
        yield InterruptLimitation("verrekening", cents=self.cents)
        yield BookMoney("betaling", self.cents)

    def amount(self) -> int:
        return self.cents
