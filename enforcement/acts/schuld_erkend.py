"""The debtor acknowledges the debt. Awb 4:105 lid 2: that interrupts limitation."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import Effect, InterruptLimitation
from enforcement.values import Amount


class SchuldErkend(Act):
    """An acknowledgment of the right to payment, of all there is or of a sum, oldest first.

    Example: fell 1 April 2025, acknowledged 1 March 2026: limitation ends on 1 March 2027.
    """

    topic = "payments"
    title = "Schuld erkend"
    articles = ("Awb 4:105 lid 2",)

    cents: Amount | None = None

    def effects(self, on: date) -> Iterator[Effect]:
        yield InterruptLimitation("erkenning", cents=self.cents)

    def amount(self) -> int | None:
        return self.cents
