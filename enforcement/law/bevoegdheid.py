"""Which court hears the case: a property of the grondslag, never a constant.

Awb 5:32 lid 3, 8:105 and bijlage 2 (arts. 7 and 11), text as valid on 1 January 2026. Not coded:
the few articles of the Spoorwegwet outside bijlage 2 (19, 21 in hoger beroep, chapter 5 par. 2, 71
lid 2), and whether the concession rules out a last (Spoorwegwet 17 lid 4 and 5): a person checks
those first.
"""

from dataclasses import dataclass
from typing import Final

CBB: Final = "College van Beroep voor het bedrijfsleven"
ABRVS: Final = "Afdeling bestuursrechtspraak van de Raad van State"


@dataclass(frozen=True, slots=True)
class Route:
    """The courts of a last: first beroep, then hoger beroep, with reason and articles."""

    beroep: str
    hoger_beroep: str
    reason: str
    articles: tuple[str, ...]


_SPOORWEGWET: Final = Route(
    "rechtbank Rotterdam",
    CBB,
    "een last die de Spoorwegwet handhaaft, geldt als een besluit op grond van die wet,"
    " en die wet staat in bijlage 2 bij de Awb (artikelen 7 en 11)",
    ("Awb 5:32 lid 3", "Awb 8:105"),
)
_ORDINARY: Final = Route(
    "rechtbank",
    ABRVS,
    "de grondslag staat niet in bijlage 2 bij de Awb: de gewone bestuursrechter is bevoegd",
    ("Awb 8:1", "Awb 8:105"),
)
# How a court is also called in a letter or a case file, in lower case.
_NAMES: Final = {
    CBB: ("bedrijfsleven", "cbb"),
    ABRVS: ("raad van state", "abrvs", "bestuursrechtspraak"),
    "rechtbank Rotterdam": ("rechtbank rotterdam",),
    "rechtbank": ("rechtbank",),
}


def is_called(court: str, written: str) -> bool:
    """Whether what somebody wrote names this court. Example: "het CBb" names the College."""
    return any(name in written.lower() for name in _NAMES[court])


def route(grondslag: str) -> Route:
    """Courts that hear a last with this grondslag.

    Awb 5:32 lid 3: a last counts as «een besluit, genomen op grond van» the listed act that it
    enforces [V]. Spoorwegwet: rechtbank Rotterdam, then the CBb [V]; wvgs and overig: rechtbank,
    then the ABRvS [V].
    """
    return _SPOORWEGWET if grondslag == "spoorwegwet" else _ORDINARY


def court_of_appeal(grondslag: str) -> tuple[str, str]:
    """Names of the court of beroep and of hoger beroep (Awb 8:105 and bijlage 2)."""
    courts = route(grondslag)
    return courts.beroep, courts.hoger_beroep
