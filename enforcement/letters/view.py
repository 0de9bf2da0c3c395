"""What a letter says, frozen: a pure function of dossier, reckoning and notice.

Plain JSON values: days as ISO text, sums as whole eurocents, gaps as None. Terms, totals, last
days, the remedy clause and the court come from the reckoning and the law; a template that prints
this adds words and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from enforcement.dossier import Dossier
from enforcement.letters import besluiten, mededelingen
from enforcement.letters.facts import Facts, addressee, maybe_day
from enforcement.reckoning.outcome import Notice, Reckoning

VERSION: Final = 2
"""The version of the shape below; a letter of another version is not rendered."""

Contents: TypeAlias = Callable[[Facts], dict[str, Any]]

KINDS: Final[Mapping[str, Contents]] = MappingProxyType(
    {
        "invorderingsbeschikking": besluiten.invorderingsbeschikking,
        "last-onder-dwangsom": besluiten.last_onder_dwangsom,
        "maximum-bereikt": mededelingen.maximum_bereikt,
        "ontvangstbevestiging-bezwaar": mededelingen.ontvangstbevestiging_bezwaar,
        "verbeurte": mededelingen.verbeurte,
    }
)
"""The kinds of notice that have a letter."""


def brief(
    dossier: Dossier, reckoning: Reckoning, notice: Notice, *, sends: bool = True
) -> dict[str, Any] | None:
    """Everything that the letter of a notice prints; None when its kind has no letter yet.

    `besluit` tells a decision from a message: only a decision carries a `rechtsmiddel`. `sends`:
    who asks sends the letter at once; else only a receipt in the dossier says that it was sent.
    """
    contents = KINDS.get(notice.kind)
    if contents is None:
        return None
    facts = Facts(dossier, reckoning, notice)
    own = contents(facts)
    zaak = facts.zaak
    return {
        "versie": VERSION,
        "soort": notice.kind,
        "titel": own["titel"],
        "besluit": own["rechtsmiddel"] is not None,
        "fictief": zaak is not None and zaak.fictief,
        "datum_on": own["datum_on"],
        "verzonden_on": own["datum_on"] if sends else maybe_day(facts.receipt_on(notice.id)),
        "zaak": {
            "nummer": reckoning.case,
            "onderwerp": None if zaak is None else zaak.onderwerp,
            "kenmerk": own["kenmerk"],
        },
        "geadresseerde": addressee(facts),
        "inhoud": own["inhoud"],
        "rechtsmiddel": own["rechtsmiddel"],
    }
