"""Remission, wholly or partly. Awb 4:94a."""

from collections.abc import Iterator
from datetime import date

from enforcement.acts._groups import Besluit
from enforcement.effects import BookMoney, Effect
from enforcement.values import Amount


class Kwijtgescholden(Besluit):
    """The authority gives up `cents` of the debt."""

    topic = "sanction-decisions"
    title = "Kwijtschelding verleend"
    articles = ("Awb 4:94a",)
    letter_kind = "kwijtschelding"

    cents: Amount

    def effects(self, on: date) -> Iterator[Effect]:
        yield BookMoney("kwijtschelding", self.cents)

    def amount(self) -> int:
        return self.cents
