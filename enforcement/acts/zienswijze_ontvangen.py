"""The offender gave his view. Awb 4:9."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act, Reference
from enforcement.effects import Effect, EndTerm
from enforcement.values import Name


class ZienswijzeOntvangen(Act):
    """A view, orally or in writing; with `tegen` on which intention it was given."""

    topic = "appeals"
    title = "Zienswijze ontvangen"
    articles = ("Awb 4:9",)

    tegen: Name | None = None

    def references(self) -> Iterator[Reference]:
        if self.tegen is not None:
            yield Reference(to=self.tegen)

    def effects(self, on: date) -> Iterator[Effect]:
        yield EndTerm("zienswijze", self.tegen)
