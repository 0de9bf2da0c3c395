"""An objection is received. Awb 6:4, 6:7 to 6:9, 7:1."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from enforcement.act import Act, Reference, ends
from enforcement.effects import Effect, LodgeRemedy, OweNotice, RaiseFlag
from enforcement.law import bekendmaking
from enforcement.values import Day, Name


class BezwaarGemaakt(Act):
    """`on` is the day of receipt; `gepost_on` the postmark, when it came by post.

    `verschoonbaar`: a person judged a late objection excusable (Awb 6:11).
    """

    topic = "appeals"
    title = "Bezwaar gemaakt"
    articles = ("Awb 6:4", "Awb 7:1")

    tegen: Name
    kanaal: Literal["elektronisch", "post"] = "elektronisch"
    gepost_on: Annotated[Day | None, ends("on")] = None
    adviescommissie: bool = False
    verschoonbaar: bool | None = None
    eerder_ontvangen_on: Day | None = Field(default=None, description="door wie het doorzond")
    storing: bool = Field(default=False, description="het systeem van het gezag viel uit")
    andere_weg: bool = Field(default=False, description="elektronisch, maar niet langs de weg")

    def references(self) -> Iterator[Reference]:
        yield Reference(to=self.tegen)

    def effects(self, on: date) -> Iterator[Effect]:
        yield LodgeRemedy(
            "bezwaar",
            self.tegen,
            by_post=self.kanaal == "post",
            posted_on=self.gepost_on,
            adviescommissie=self.adviescommissie,
            verschoonbaar=bool(self.verschoonbaar),
            received_first_on=self.eerder_ontvangen_on,
            outage=self.storing and bekendmaking.elektronisch_verkeer_geldt(on),
        )
        if self.andere_weg and bekendmaking.elektronisch_verkeer_geldt(on):
            text = "langs een andere elektronische weg ingediend; daarom alleen valt het niet af"
            yield RaiseFlag("langs-andere-weg", text, ("Awb 2:16 lid 1", "Awb 2:23"))
        yield OweNotice("ontvangstbevestiging-bezwaar", "overtreder")
