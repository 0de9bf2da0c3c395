"""Labels at the lines of the chart, so that no legend is needed: placed without covering another.

Each label has places where it may stand, best first; it takes the first that is free. One that
has none is left out: the table and the description below the chart say it all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from enforcement.values import Cents
from enforcement.web.pages.course import Course, Point
from enforcement.web.pages.drawing import Anchor, Drawing, Label
from enforcement.web.pages.words import day_month, euro, short_day

_SPLIT: Final = frozenset({"due", "collect"})
_WIDE_SIGNS: Final = 0.56
_LINE: Final = 1.25
_AIR: Final = 3.0


class Box(NamedTuple):
    """A piece of the drawing that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two cover one another."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Spot(NamedTuple):
    """A place where a label may stand."""

    x: float
    y: float
    anchor: Anchor


@dataclass(slots=True)
class Placer:
    """Places the labels of one drawing, the most telling first."""

    course: Course
    drawn: Drawing
    x: Callable[[date], float]
    y: Callable[[Cents], float]

    def all(self) -> list[Label]:
        """The labels that found a place."""
        taken = list(self._lines())
        found: list[Label] = []
        for kind, lines, spots in self._wanted():
            # on one line when there is room for it, else below one another
            shapes = (lines, lines[0].split(" ", 1)) if kind in _SPLIT else (lines,)
            for shape in shapes:
                label = self._first_free(kind, tuple(shape), spots, taken)
                if label is not None:
                    found.append(label)
                    taken.append(self._box(label))
                    break
        return found

    def _first_free(
        self, kind: str, lines: tuple[str, ...], spots: Sequence[Spot], taken: Sequence[Box]
    ) -> Label | None:
        for spot in spots:
            label = Label(kind, round(spot.x, 1), round(spot.y, 1), spot.anchor, lines)
            box = self._box(label)
            frame = self.drawn.frame
            inside = box.left > frame.left and box.right <= frame.width
            if (
                inside
                and box.bottom <= frame.plot_bottom
                and not any(box.meets(other) for other in taken)
            ):
                return label
        return None

    def _box(self, label: Label) -> Box:
        font = self.drawn.frame.font
        width = max(len(text) for text in label.lines) * font * _WIDE_SIGNS
        shift = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        height = font * _LINE * len(label.lines)
        top = label.y - font
        left = label.x - shift
        return Box(left - _AIR, top, left + width + _AIR, top + height + 1)

    def _wanted(self) -> Iterator[tuple[str, tuple[str, ...], Sequence[Spot]]]:
        frame = self.drawn.frame
        today, top = self.drawn.today, self.drawn.top
        most = (f"Maximum {euro(self.course.cents_max)}",)
        ends = [Spot(frame.left + 4, top - 7, "start"), Spot(frame.plot_right, top - 7, "end")]
        yield "most", most, ends
        if self.course.proven:
            end = self.course.proven[-1]
            yield "due", (f"Verbeurd {euro(end.cents)}",), self._around(today, self.y(end.cents))
        if self.course.assumed:
            end = self.course.assumed[-1]
            loose = end.cents - (self.course.proven[-1].cents if self.course.proven else 0)
            text = (euro(loose), "nog niet vastgesteld")
            yield "assumed", text, self._around(today, self.y(end.cents))
        yield from self._ahead()
        yield from self._bands()
        if self.course.collected:
            end = self.course.collected[-1]
            lines = (f"Invordering {euro(end.cents)}",)
            yield "collect", lines, self._around(today, self.y(end.cents))

    def _ahead(self) -> Iterator[tuple[str, tuple[str, ...], Sequence[Spot]]]:
        day = self.course.max_expected_on
        if day is None:
            return
        x, top = self.x(day), self.drawn.top
        inside = any(dot.kind == "max" for dot in self.drawn.dots)
        title = "Maximum bereikt" if inside else "Maximum verwacht"
        lines = (title, f"{short_day(day)}, zonder herstel")
        low = self.drawn.frame.font + 10
        spots = [
            Spot(x + 9, top + low, "start"),
            Spot(x, top + low, "middle"),
            Spot(self.drawn.frame.plot_right, top + low, "end"),
            Spot(x - 9, top + low, "end"),
            Spot(self.drawn.frame.plot_right, top - 24, "end"),
            Spot(self.drawn.frame.plot_right, self.drawn.frame.plot_bottom - 30, "end"),
        ]
        yield "most", lines, spots

    def _bands(self) -> Iterator[tuple[str, tuple[str, ...], Sequence[Spot]]]:
        font, top = self.drawn.frame.font, self.drawn.top
        for band, shade in zip(self.course.bands, self.drawn.shades, strict=True):
            end = "open" if band.until is None else day_month(band.until)
            lines = (band.name, f"{day_month(band.from_on)} – {end}")
            middle = shade.x + shade.width / 2
            rows = [top + font + 6 + step * (2 * font + 12) for step in range(4)]
            low = self.drawn.frame.plot_bottom - font - 12
            spots = [Spot(middle, y, "middle") for y in (*rows, low)]
            spots += [Spot(shade.x + 2, y, "start") for y in (*rows, low)]
            spots += [Spot(shade.x + shade.width, y, "end") for y in (*rows, low)]
            yield band.kind, lines, spots

    def _around(self, x: float, y: float) -> list[Spot]:
        """At the end of a line: right of it, then below, left and above."""
        font = self.drawn.frame.font
        steps = (font / 2 - 2, font + 6, -7.0, 2 * font + 8, -font - 8, 3 * font + 8)
        right = [Spot(x + 9, y + step, "start") for step in steps]
        low = [step * font + 6.0 for step in range(1, 12)]
        return right + [Spot(x - 9, y + step, "end") for step in (-7.0, -font - 8.0, *low)]

    def _lines(self) -> Iterator[Box]:
        """What labels may not cover: the bar of today and its flag, and every line."""
        frame, today = self.drawn.frame, self.drawn.today
        yield Box(today - 2, self.drawn.top - 30, today + 2, frame.plot_bottom)
        yield Box(today - 36, 0, today + 36, self.drawn.top - 22)
        yield Box(frame.left, self.drawn.top - 2, frame.plot_right, self.drawn.top + 2)
        start = Point(self.course.starts_on, 0)
        for points in (self.course.proven, self.course.assumed):
            yield from self._stairs([start, *points], self.course.on)
        yield from self._stairs(list(self.course.collected), self.course.on)
        reached = (*self.course.proven, *self.course.assumed)
        now = Point(self.course.on, max((point.cents for point in reached), default=0))
        yield from self._stairs([now, *self.course.expected], None)

    def _stairs(self, points: Sequence[Point], until: date | None) -> Iterator[Box]:
        for here, there in pairwise(points):
            x, y = self.x(here.on), self.y(here.cents)
            x2, y2 = self.x(there.on), self.y(there.cents)
            yield Box(x, y - 2, x2, y + 2)
            yield Box(x2 - 2, y2, x2 + 2, y)
        if points and until is not None:
            x, y = self.x(points[-1].on), self.y(points[-1].cents)
            yield Box(x, y - 2, max(x, self.x(until)), y + 2)
