"""The authority pays back what was paid too much. Awb 4:102."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import BookMoney, Effect
from enforcement.values import Amount


class TerugbetalingGedaan(Act):
    """Money returned to the offender, interest of Awb 4:102 included."""

    topic = "payments"
    title = "Terugbetaling gedaan"
    articles = ("Awb 4:102",)
    letter_kind = "terugbetaling"

    cents: Amount

    def effects(self, on: date) -> Iterator[Effect]:
        yield BookMoney("terugbetaling", self.cents)

    def amount(self) -> int:
        return self.cents
