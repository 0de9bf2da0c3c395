"""The chart: days and cents become places on a drawing. Pure: equal input, equal bytes.

Two drawings of one course, since scaling one down makes its text unreadable on a phone. Colours
and fonts are presentation attributes and classes; a style attribute stands nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from enforcement.values import Cents
from enforcement.web.pages.course import Course, Point
from enforcement.web.pages.drawing import NARROW, WIDE, Dot, Drawing, Frame, Shade, Tick
from enforcement.web.pages.labels import Placer
from enforcement.web.pages.words import day_month, euro, short_day

__all__ = ["NARROW", "WIDE", "draw"]

_DOT_ROOM: Final = 9.0
_TICKS_MOST: Final = 6
_STEPS: Final = (1, 2, 5)
_CENTS: Final = 100


def draw(course: Course, frame: Frame, title: str, today_text: str = "vandaag") -> Drawing:
    """Place the course in a frame. `today_text` names the bar of the day reckoned."""
    scale = _Scale.of(course, frame)
    drawn = Drawing(
        frame=frame,
        title=title,
        description=course.description,
        top=scale.y(course.cents_max),
        today=scale.x(course.on),
        today_text=today_text,
    )
    drawn.shades = list(_shades(course, scale))
    drawn.y_ticks = _y_ticks(course.cents_max, scale)
    drawn.x_ticks = _x_ticks(scale)
    drawn.proven = _stairs(course.proven, course, scale)
    drawn.area = _area(drawn.proven, scale, course)
    if course.assumed:
        drawn.assumed = _stairs(course.assumed, course, scale)
    if course.collected:
        drawn.collected = _stairs(course.collected, course, scale, from_on=course.collected[0].on)
    drawn.expected = _expected(course, scale)
    drawn.dots = list(_dots(course, scale))
    drawn.labels = Placer(course, drawn, scale.x, scale.y).all()
    return drawn


@dataclass(frozen=True, slots=True)
class _Scale:
    frame: Frame
    first: date
    days: int
    most: Cents

    @classmethod
    def of(cls, course: Course, frame: Frame) -> _Scale:
        """From some days before the order to what lies ahead, but no further than is readable."""
        points = (*course.proven, *course.assumed, *course.collected)
        until = max((course.on, course.starts_on, *(point.on for point in points)))
        graces = [band.until for band in course.bands if band.until is not None]
        until = max((until, *graces)) if not course.proven else until
        so_far = max(28, (until - course.starts_on).days)
        # before anything fell all that lies ahead is the story; after that, what fell is
        share = 0.45 if points else 2.5
        most_ahead = until + timedelta(days=round(so_far * share) + 14)
        ahead = course.expected[-1].on if course.expected else until
        last = min(max(ahead, until), most_ahead) + timedelta(days=max(2, round(so_far * 0.16)))
        first = course.starts_on - timedelta(days=max(1, round(so_far * 0.03)))
        total = max((course.cents_max, *(point.cents for point in points)))
        return cls(frame, first, (last - first).days, total)

    def x(self, day: date) -> float:
        width = self.frame.plot_right - self.frame.left
        share = min(1.0, max(0.0, (day - self.first).days / self.days))
        return round(self.frame.left + width * share, 1)

    def y(self, cents: Cents) -> float:
        height = self.frame.plot_bottom - self.frame.top
        return round(self.frame.plot_bottom - height * cents / self.most, 1)

    def holds(self, day: date) -> bool:
        return 0 <= (day - self.first).days <= self.days


def _stairs(
    points: Sequence[Point], course: Course, scale: _Scale, from_on: date | None = None
) -> str:
    """A line that stays level and steps up on each day, up to today."""
    y = scale.y(0)
    path = [f"M{scale.x(from_on or course.starts_on)} {y}"]
    for point in points:
        path.append(f"H{scale.x(point.on)}")
        path.append(f"V{scale.y(point.cents)}")
    path.append(f"H{scale.x(max(course.on, points[-1].on) if points else course.on)}")
    return "".join(path)


def _area(line: str, scale: _Scale, course: Course) -> str:
    if not course.proven:
        return ""
    return f"{line}V{scale.y(0)}Z"


def _expected(course: Course, scale: _Scale) -> str:
    """Dotted: how it goes on if nothing changes; cut at the edge of the drawing."""
    if not course.expected:
        return ""
    now = max((*(p.cents for p in course.proven), *(p.cents for p in course.assumed), 0))
    path = [f"M{scale.x(course.on)} {scale.y(now)}"]
    for point in course.expected:
        path.append(f"H{scale.x(point.on)}")
        if not scale.holds(point.on):
            break
        path.append(f"V{scale.y(point.cents)}")
    return "".join(path)


def _dots(course: Course, scale: _Scale) -> Iterator[Dot]:
    places = [scale.x(point.on) for point in course.proven]
    apart = min((there - here for here, there in pairwise(places)), default=_DOT_ROOM)
    if apart >= _DOT_ROOM:
        for point in course.proven:
            text = f"{short_day(point.on)}: in totaal {euro(point.cents)} verbeurd"
            yield Dot(scale.x(point.on), scale.y(point.cents), text, "proven")
    day = course.max_expected_on
    if day is not None and scale.holds(day):
        text = f"{short_day(day)}: maximum {euro(course.cents_max)}, zonder herstel"
        yield Dot(scale.x(day), scale.y(course.cents_max), text, "max")


def _shades(course: Course, scale: _Scale) -> Iterator[Shade]:
    for band in course.bands:
        # grace runs from the day after the order; a suspension includes both its days
        until = scale.first + timedelta(days=scale.days) if band.until is None else band.until
        left, right = scale.x(band.from_on), scale.x(until + timedelta(days=1))
        days = f"{short_day(band.from_on)} – {short_day(until) if band.until else 'nog open'}"
        yield Shade(band.kind, left, round(max(2.0, right - left), 1), f"{band.name}: {days}")


def _y_ticks(most: Cents, scale: _Scale) -> list[Tick]:
    step = _nice(most)
    ticks = [Tick(scale.y(cents), euro(cents)) for cents in range(0, most, step)]
    room = scale.frame.font + 4
    kept = [tick for tick in ticks if tick.at - scale.y(most) >= room or tick.at == scale.y(0)]
    return [*kept, Tick(scale.y(most), euro(most))]


def _nice(most: Cents) -> Cents:
    """The smallest round step that needs no more ticks than can be read."""
    step = _CENTS
    while True:
        for times in _STEPS:
            if most <= step * times * (_TICKS_MOST - 1):
                return step * times
        step *= 10


def _x_ticks(scale: _Scale) -> list[Tick]:
    """The first of months, as many as there is room for; days when no month begins."""
    last = scale.first + timedelta(days=scale.days)
    starts = []
    day = (scale.first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= last:
        starts.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    if len(starts) < 2:  # noqa: PLR2004 - one mark is no axis
        step = max(1, scale.days // 3)
        starts = [scale.first + timedelta(days=n) for n in range(step // 2, scale.days, step)]
    skip = -(-len(starts) // scale.frame.months_most)
    chosen = starts[::skip]
    years = chosen[0].year != chosen[-1].year
    edge = scale.frame.plot_right - 14
    return [Tick(x, _x_text(d, years=years)) for d in chosen if (x := scale.x(d)) <= edge]


def _x_text(day: date, *, years: bool) -> str:
    return f"{day_month(day)} ’{day:%y}" if years else day_month(day)
