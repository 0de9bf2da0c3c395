"""The invorderingsbeschikking: the decision to collect. Awb 5:37 lid 1, 5:37a lid 1."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from enforcement.acts._groups import Besluit
from enforcement.effects import DecideCollection, Effect, EndTerm
from enforcement.values import Name, Stated, Text


class InvorderingBeschikt(Besluit):
    """It creates no debt and starts no payment term; it interrupts limitation.

    Without `verbeurtes` it covers the open and proven ones that are not time-barred, oldest
    first, until `cents` is used up.
    """

    topic = "sanction-decisions"
    title = "Invorderingsbeschikking"
    articles = ("Awb 5:37 lid 1", "Awb 5:37a lid 1")
    letter_kind = "invorderingsbeschikking"

    cents: Stated
    verbeurtes: tuple[Name, ...] | None = None
    motivering: Text | None = Field(
        default=None, description="waarom dit bedrag, ook waarom niet of wel minder"
    )
    zienswijze_reactie: Text | None = Field(
        default=None, description="wat het bestuursorgaan van de zienswijze vindt"
    )

    def effects(self, on: date) -> Iterator[Effect]:
        yield DecideCollection(self.cents, self.verbeurtes)
        yield EndTerm("invorderingsverzoek", None)

    def amount(self) -> int:
        return self.cents
