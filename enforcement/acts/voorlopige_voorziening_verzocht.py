"""Interim relief is asked for. Awb 8:81: only next to a pending remedy."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act, Reference
from enforcement.effects import Effect, LodgeRemedy
from enforcement.values import Name


class VoorlopigeVoorzieningVerzocht(Act):
    """The request itself suspends nothing; `bij` is the pending objection or appeal."""

    topic = "appeals"
    title = "Voorlopige voorziening verzocht"
    articles = ("Awb 8:81",)

    bij: Name

    def references(self) -> Iterator[Reference]:
        kinds = ("bezwaar-gemaakt", "beroep-ingesteld", "hoger-beroep-ingesteld")
        yield Reference(to=self.bij, kinds=kinds)

    def effects(self, on: date) -> Iterator[Effect]:
        yield LodgeRemedy("voorlopige_voorziening", self.bij)
