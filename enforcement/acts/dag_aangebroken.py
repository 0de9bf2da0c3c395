"""A day has begun. Time comes in by the door: the core never looks at a clock.

It travels on the topic `clock`, one for each partition and day, and belongs to no case.
"""

from enforcement.act import Act


class DagAangebroken(Act):
    """`on` is the civil day in Europe/Amsterdam that has begun."""

    topic = "clock"
    title = "Dag aangebroken"
