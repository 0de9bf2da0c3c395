"""A drawing of the chart, ready for its template: places, texts, paths; nothing to decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text at a place; the first stands bold. `y` is the foot of the first line."""

    kind: str
    x: float
    y: float
    anchor: Anchor
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a drawing and the room around its plot, in its own units."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    font: int
    months_most: int

    @property
    def plot_right(self) -> int:
        """Where the plot ends at the right."""
        return self.width - self.right

    @property
    def plot_bottom(self) -> int:
        """Where nothing is forfeited."""
        return self.height - self.bottom


WIDE: Final = Frame("wide", 880, 372, 96, 24, 64, 34, 13, 9)
NARROW: Final = Frame("narrow", 400, 340, 74, 12, 62, 32, 13, 4)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A step point with what it says when it is pointed at."""

    x: float
    y: float
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Shade:
    """A band over the plot."""

    kind: str
    x: float
    width: float
    text: str


@dataclass(slots=True)
class Drawing:
    """One drawing, ready for its template."""

    frame: Frame
    title: str
    description: str
    top: float
    today: float
    today_text: str
    shades: list[Shade] = field(default_factory=list)
    y_ticks: list[Tick] = field(default_factory=list)
    x_ticks: list[Tick] = field(default_factory=list)
    area: str = ""
    proven: str = ""
    assumed: str = ""
    expected: str = ""
    collected: str = ""
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
