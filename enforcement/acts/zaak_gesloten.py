"""The case is closed. No statute: later acts are still reckoned."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import Effect, MarkCase
from enforcement.values import Text


class ZaakGesloten(Act):
    """All is settled; `reden` says why."""

    topic = "sanction-decisions"
    title = "Zaak gesloten"
    letter_kind = "slotbrief"

    reden: Text

    def effects(self, on: date) -> Iterator[Effect]:
        yield MarkCase("gesloten")
