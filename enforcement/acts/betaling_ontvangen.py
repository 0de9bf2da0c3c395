"""A payment: the creditor's account is credited. Awb 4:89 lid 3, 4:92."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import BookMoney, Effect
from enforcement.values import Amount, Text


class BetalingOntvangen(Act):
    """`on` is the day on which the account was credited."""

    topic = "payments"
    title = "Betaling ontvangen"
    articles = ("Awb 4:89 lid 3", "Awb 4:92")

    cents: Amount
    kenmerk: Text | None = None

    def effects(self, on: date) -> Iterator[Effect]:
        yield BookMoney("betaling", self.cents)

    def amount(self) -> int:
        return self.cents
