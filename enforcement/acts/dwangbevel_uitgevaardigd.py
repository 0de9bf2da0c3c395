"""The dwangbevel is served. Awb 4:114, 4:117; it interrupts limitation, Awb 4:106."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import Effect, InterruptLimitation


class DwangbevelUitgevaardigd(Act):
    """`on` is the day of service. Only after the term of a valid reminder has passed."""

    topic = "sanction-decisions"
    title = "Dwangbevel betekend"
    articles = ("Awb 4:114", "Awb 4:117")
    letter_kind = "dwangbevel"

    def effects(self, on: date) -> Iterator[Effect]:
        yield InterruptLimitation("dwangbevel")
