"""An act is taken back: from this day on the case is reckoned as if it had never been.

It travels on the topic of the act that it takes back. Nothing is ever edited; this act can be
taken back itself.
"""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import Effect, TakeBack
from enforcement.values import Name, Text


class HandelingIngetrokken(Act):
    """`handeling` is the id of the act taken back, `reden` why."""

    topic = "sanction-decisions"
    title = "Handeling ingetrokken"

    handeling: Name
    reden: Text

    def effects(self, on: date) -> Iterator[Effect]:
        yield TakeBack(self.handeling)
