"""One case, read and worked out for a day: what every view of it is drawn from."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from enforcement import notices
from enforcement.acts.last_opgelegd import LastOpgelegd
from enforcement.acts.zaak_geopend import ZaakGeopend
from enforcement.dossier import Dossier, used
from enforcement.readmodel import queries
from enforcement.reckoning.outcome import Reckoning
from enforcement.reckoning.reckon import Workings, outcome, work_out
from enforcement.reckoning.standing import Standing, standing
from enforcement.values import CASE_NUMBER, Cents
from enforcement.web.problems import Refused


@dataclass(frozen=True, slots=True)
class Worked:
    """A case on a day: its acts, the reckoning that goes out, and the workings behind it."""

    dossier: Dossier
    answer: Reckoning
    workings: Workings

    @property
    def on(self) -> date:
        """The day reckoned."""
        return self.answer.on

    @property
    def opened(self) -> ZaakGeopend | None:
        """The act that opened the case; None while it has not come."""
        return _opening(self.workings.stand)

    @property
    def lasten(self) -> tuple[LastOpgelegd, ...]:
        """The orders that stand, as their decisions word them."""
        acts = self.workings.stand.acts
        return tuple(act for act in acts if isinstance(act, LastOpgelegd))

    @property
    def overtreder(self) -> str:
        """Whom the order is for, by name when it is known."""
        return "De overtreder" if self.opened is None else self.opened.overtreder.naam

    @property
    def gezag(self) -> str:
        """The authority that acts."""
        return "Het bevoegd gezag" if self.opened is None else self.opened.bevoegd_gezag

    @property
    def fictief(self) -> bool:
        """Whether the case is made up, as its standing opening says; else as any act ever said."""
        if self.opened is not None:
            return self.opened.fictief
        acts = self.dossier.acts.values()
        return any(isinstance(act, ZaakGeopend) and act.fictief for act in acts)

    @property
    def cents_max(self) -> Cents:
        """What can be forfeited at most: each order's own maximum, else that of its parts."""
        rows = {part.onderdeel: part.cents_max for part in self.answer.onderdelen}
        most = 0
        for order in self.workings.found.orders:
            lines = [part.line for part in self.workings.fallen.parts]
            own = sum(rows[line.name] for line in lines if line.order == order.id)
            stated = order.effect.cents_max
            most += own if stated is None else min(own, stated)
        return most

    @property
    def max_verwacht_on(self) -> date | None:
        """The day on which all is full if the breach goes on; None when none can be named."""
        open_parts = [part for part in self.answer.onderdelen if part.max_bereikt_on is None]
        running = [part for part in open_parts if part.status in _RUNNING]
        days = [part.max_verwacht_on for part in running]
        found = [day for day in days if day is not None]
        return max(found) if found and len(found) == len(days) else None

    def term_lengthens(self) -> bool:
        """Whether a remedy against the order is pending, so that limitation may end later."""
        remedies = self.workings.remedies
        return any(
            row.status == "aanhangig" and remedies.line_of(row.id) == "last"
            for row in self.answer.rechtsmiddelen
        )


_RUNNING = frozenset({"begunstiging", "geschorst", "verbeurt"})


@dataclass(frozen=True, slots=True)
class Served:
    """What the stream last said of a case: its envelope, and the mark of what stands now."""

    envelope: Mapping[str, Any]
    stand: str

    @property
    def failed(self) -> bool:
        """Whether the last reckoning on the stream failed, by a fault of ours."""
        return self.envelope.get("state") == "reckoning-failed"

    @property
    def version(self) -> int:
        """How many acts the last reckoning counted; 0 while there is none."""
        return int((self.envelope.get("reckoning") or {}).get("version", 0))

    @property
    def issued(self) -> list[Mapping[str, Any]]:
        """The notices issued, in the order of issuing."""
        return sorted(self.envelope.get("issued") or [], key=lambda one: int(one["sequence"]))


def work(dossier: Dossier, on: date, known_at: datetime | None = None) -> Worked:
    """Reckon a dossier with the core, once for both the answer and its workings."""
    workings = work_out(dossier, on, known_at)
    answer = outcome(dossier, workings, known_at)
    return Worked(dossier, replace(answer, notices=notices.due(workings)), workings)


def opening(dossier: Dossier, on: date) -> ZaakGeopend | None:
    """The act that opened a case and stands on a day; of the other acts only takings back count."""
    acts = dossier.known(None)
    return _opening(standing(dossier.case, used(acts, on), {act.id for act in acts}))


def _opening(stand: Standing) -> ZaakGeopend | None:
    return next((act for act in stand.acts if isinstance(act, ZaakGeopend)), None)


async def dossier(connection: AsyncConnection, case: str) -> Dossier:
    """The dossier of a case. Raises Refused (404) when there is no such case."""
    found = None
    if CASE_NUMBER.fullmatch(case) is not None:
        found = await queries.dossier_of(connection, case)
    if found is None:
        raise Refused(404, "er is geen zaak met dit nummer")
    return found


async def read(
    connection: AsyncConnection, case: str, on: date, known_at: datetime | None = None
) -> Worked:
    """Read and reckon a case. Raises Refused (404) when there is no such case."""
    found = await dossier(connection, case)
    return await asyncio.to_thread(work, found, on, known_at)


async def served(connection: AsyncConnection, case: str) -> Served:
    """The envelope of a case, empty while the stream has not reckoned it."""
    body = await queries.envelope_of(connection, case)
    stand = await queries.stand_of(connection, case)
    return Served({} if body is None else json.loads(body), stand)
