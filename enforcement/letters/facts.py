"""The facts of a case that letters share: who, which order, sent when; gaps stay visible.

Everything is drawn from the acts that stand on the day reckoned and from the reckoning itself.
What no act says is None, and the letter says "niet vermeld": a letter never invents a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from enforcement.act import Act
from enforcement.acts.bevinding_vastgesteld import BevindingVastgesteld
from enforcement.acts.kennisgeving_bezorgd import KennisgevingBezorgd
from enforcement.acts.last_opgelegd import LastOpgelegd
from enforcement.acts.voornemen_verzonden import VoornemenVerzonden
from enforcement.acts.zaak_geopend import ZaakGeopend
from enforcement.dossier import Dossier, used
from enforcement.reckoning.ledger import Ledger
from enforcement.reckoning.outcome import Notice, Reckoning, Verbeurte
from enforcement.reckoning.reckon import Workings, work_out
from enforcement.reckoning.standing import standing

A = TypeVar("A", bound=Act)


@dataclass(frozen=True)
class Facts:
    """One notice with the dossier and the reckoning it rests on."""

    dossier: Dossier
    reckoning: Reckoning
    notice: Notice

    @property
    def known_at(self) -> datetime | None:
        """The moment as known at which the case was reckoned."""
        moment = self.reckoning.known_at
        return None if moment is None else datetime.fromisoformat(moment)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The acts that stand on the day reckoned, in their own order."""
        known = self.dossier.known(self.known_at)
        on = self.reckoning.on
        return standing(self.dossier.case, used(known, on), {act.id for act in known}).acts

    def all_of(self, kind: type[A]) -> list[A]:
        """The standing acts of one kind, in their own order."""
        return [act for act in self.acts if isinstance(act, kind)]

    @cached_property
    def cause(self) -> Act:
        """The act that made the notice due."""
        return self.dossier.acts[self.notice.cause]

    @cached_property
    def zaak(self) -> ZaakGeopend | None:
        """How the case was opened; None when that act has not come."""
        return next(reversed(self.all_of(ZaakGeopend)), None)

    @cached_property
    def orders(self) -> list[LastOpgelegd]:
        """The orders of the case, oldest first."""
        return self.all_of(LastOpgelegd)

    def order_of(self, parts: Iterable[str]) -> LastOpgelegd | None:
        """The order in which these parts stand; the first that names one of them counts."""
        names = set(parts)
        for order in self.orders:
            if any(part.onderdeel in names for part in order.onderdelen):
                return order
        return next(iter(self.orders), None)

    @cached_property
    def worked(self) -> Workings:
        """Everything found on the way to the reckoning."""
        return work_out(self.dossier, self.reckoning.on, self.known_at)

    def receipt_on(self, notice: str) -> date | None:
        """The day of the first receipt of a notice in the whole dossier, if there is one."""
        known = self.dossier.known(None)
        stand = standing(self.dossier.case, known, {act.id for act in known}).acts
        receipts = (act for act in stand if isinstance(act, KennisgevingBezorgd))
        mine = (act for act in receipts if act.notice == notice and act.uitkomst != "mislukt")
        return min((act.on for act in mine), default=None)

    def ledger(self, acts: Iterable[Act]) -> Ledger:
        """The debts on the day reckoned if these were the acts of the case."""
        dossier = Dossier.of(self.dossier.case, acts)
        return work_out(dossier, self.reckoning.on, self.known_at).settled.ledger

    def views(self, after: date, until: date) -> list[str]:
        """The days on which a zienswijze came, both days included."""
        found = (act.on for act in self.acts if act.kind() == "zienswijze-ontvangen")
        return [day(on) for on in found if after <= on <= until]

    def heard(self, until: date) -> dict[str, Any]:
        """The voornemen of the order and the zienswijzen on it (Awb 4:8), as far as known."""
        intended = [act for act in self.all_of(VoornemenVerzonden) if act.on <= until]
        last = next(reversed(intended), None)
        return {
            "voornemen_on": day(last.on) if last else None,
            "zienswijze_until": day(last.zienswijze_until) if last else None,
            "zienswijzen": self.views(last.on, until) if last else [],
        }


def day(value: date) -> str:
    """A day as JSON holds it."""
    return value.isoformat()


def maybe_day(value: date | None) -> str | None:
    """A day, or None where there is none."""
    return None if value is None else value.isoformat()


def addressee(facts: Facts) -> dict[str, Any]:
    """Who gets the letter: legal name, number in the trade register, lines of the address."""
    zaak = facts.zaak
    who = zaak.overtreder if zaak is not None and facts.notice.to == "overtreder" else None
    lines = who.adres.split(",") if who is not None and who.adres is not None else ()
    return {
        "naam": None if who is None else who.naam,
        "kvk": None if who is None else who.kvk,
        "adres": [line.strip() for line in lines if line.strip()],
    }


def about_order(order: LastOpgelegd | None) -> dict[str, Any] | None:
    """Which order the letter speaks of."""
    if order is None:
        return None
    return {"kenmerk": order.kenmerk, "on": day(order.on), "grondslag": order.grondslag}


def about_finding(finding: BevindingVastgesteld) -> dict[str, Any]:
    """What an inspection found, with place and time as far as stated; no inspector is named."""
    rapport = finding.rapport
    return {
        "id": finding.id,
        "on": day(finding.on),
        "onderdeel": finding.onderdeel,
        "overtredingen": [
            {"on": day(one.on), "kenmerk": one.kenmerk, "plaats": one.plaats}
            for one in finding.overtredingen
        ],
        "rapport": None
        if rapport is None
        else {
            "nummer": rapport.nummer,
            "ondertekend_on": day(rapport.ondertekend_on),
            "methode": rapport.methode,
            "beschrijving": rapport.beschrijving,
        },
    }


def findings_against(facts: Facts, until: date) -> Iterator[BevindingVastgesteld]:
    """The findings of non-compliance up to and including a day."""
    for finding in facts.all_of(BevindingVastgesteld):
        if finding.nageleefd is False and finding.on <= until:
            yield finding


def proven_by(row: Verbeurte, finding: str) -> bool:
    """Whether this finding proves the dwangsom."""
    return finding in row.bevindingen and row.bewijs == "vastgesteld" and row.status != "vervallen"


def breach_of(row: Verbeurte) -> str | None:
    """The kenmerk of the breach for which a dwangsom fell, if it fell for one."""
    return row.id.removeprefix(f"{row.onderdeel}-{row.on}").removeprefix("-") or None
