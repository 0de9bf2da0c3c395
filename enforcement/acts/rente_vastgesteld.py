"""The sum of statutory interest is fixed by decision. Awb 4:99.

The sum stays what the decision says; the interest that the law lets run is reckoned (Awb 4:98).
"""

from collections.abc import Iterator
from datetime import date

from enforcement.acts._groups import Besluit
from enforcement.effects import BookMoney, Effect
from enforcement.values import Stated


class RenteVastgesteld(Besluit):
    """Interest as the decision states it."""

    topic = "sanction-decisions"
    title = "Rente vastgesteld"
    articles = ("Awb 4:99",)
    letter_kind = "rentebeschikking"

    cents: Stated

    def effects(self, on: date) -> Iterator[Effect]:
        yield BookMoney("rente", self.cents)

    def amount(self) -> int:
        return self.cents
