"""Which text of a statute was read, and how sure that is: told at the foot of every receipt."""

from dataclasses import dataclass
from typing import Final

from enforcement.law.quantities import document
from enforcement.values import STATUTES as NUMBERS

CERTAINTIES: Final = {
    "V": "tekst of uitspraak gezien",
    "V2": "uit een tweede bron",
    "K": "niet nagekeken",
    "C": "keuze van dit huis waar de wet geen antwoord geeft",
}
"""What the mark behind a value, a text or a reading means, in the words of a receipt."""


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute by its short name, with the text of it that was read for this house."""

    name: str
    version: str
    certainty: str

    @property
    def number(self) -> str:
        """Its number in the Basiswettenbestand."""
        return NUMBERS[self.name]


TEXTS: Final[dict[str, Statute]] = {
    entry["name"]: Statute(**entry) for entry in document("statutes")["statutes"]
}
"""The text that was read of each statute, by its short name."""
