"""The debtor asks for deferral. Awb 4:94; silence is not deferral (RVS:2017:1229)."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import Effect, RunTerm
from enforcement.law import rechtsmiddelen


class VerzoekOmUitstel(Act):
    """The request stops nothing; only a decision does, within eight weeks (Awb 4:13 lid 2)."""

    topic = "appeals"
    title = "Verzoek om uitstel van betaling ontvangen"
    articles = ("Awb 4:94",)

    def effects(self, on: date) -> Iterator[Effect]:
        term = rechtsmiddelen.opheffingsverzoek_term(on)
        yield RunTerm("uitstelverzoek", term, ("Awb 4:94", "Awb 4:13 lid 2"))
