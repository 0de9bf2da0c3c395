"""What a channel reports of a notice. Awb 2:25: the authority proves sending and receipt."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from enforcement.act import Act
from enforcement.effects import Effect, RecordDelivery
from enforcement.values import Name, Text


class KennisgevingBezorgd(Act):
    """The receipt comes back as an act: sent, delivered, opened, or failed."""

    topic = "deliveries"
    title = "Kennisgeving bezorgd"
    articles = ("Awb 3:41",)

    notice: Name
    kanaal: Text
    uitkomst: Literal["verzonden", "bezorgd", "geopend", "mislukt"]
    bewijs: Text | None = None

    def effects(self, on: date) -> Iterator[Effect]:
        yield RecordDelivery(self.notice, self.uitkomst)
