"""The case is opened. No statute: a fact of the file, from which the counting of stages starts."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from enforcement.act import Act, Fields
from enforcement.effects import Effect, MarkCase
from enforcement.values import Day, Text


class Overtreder(Fields):
    """The offender: a legal person, by its name and number in the trade register."""

    naam: Text
    kvk: str | None = Field(default=None, pattern=r"^[0-9]{8}$", description="KVK-nummer")
    adres: Text | None = None


class ZaakGeopend(Act):
    """A case file is opened, or taken over while it runs.

    `overgenomen_on`: what was due before that day counts as sent elsewhere. `fictief`: nothing of
    it has legal effect, and whatever shows the case says so.
    """

    topic = "sanction-decisions"
    title = "Zaak geopend"

    onderwerp: Text
    overtreder: Overtreder
    bevoegd_gezag: Text = "ILT"
    behandelaar: Text | None = Field(default=None, description="nummer, geen naam")
    overgenomen_on: Day | None = None
    fictief: bool = Field(default=False, description="verzonnen: op elke pagina en brief gemeld")

    def effects(self, on: date) -> Iterator[Effect]:
        yield MarkCase("nieuw", taken_over_on=self.overgenomen_on)
