"""A measure of execution under the writ. Awb 4:116; it interrupts limitation, Awb 4:106."""

from collections.abc import Iterator
from datetime import date

from enforcement.act import Act
from enforcement.effects import Effect, InterruptLimitation
from enforcement.values import Text


class ExecutiemaatregelGetroffen(Act):
    """Seizure and the like; `soort` in the words of the bailiff."""

    topic = "sanction-decisions"
    title = "Executiemaatregel getroffen"
    articles = ("Awb 4:106", "Awb 4:116")

    soort: Text

    def effects(self, on: date) -> Iterator[Effect]:
        yield InterruptLimitation("executie")
