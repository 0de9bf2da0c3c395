"""Which dwangsommen fall for one part, on which day and for how much. Awb 5:32b, 5:33.

The life of a part is a row of clocks. A clock starts at an anchor (the end of grace, a relapse,
a new grace) and runs until compliance, the end of the order, or a new grace; every tick of it is
a dwangsom, cut to the room that the maximum leaves. The falls come lazily and in order of day,
beyond the day reckoned as well: what lies ahead is the same stream, read on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from enforcement.law import dwangsom
from enforcement.law.dwangsom import UnitDay
from enforcement.law.terms import day_before
from enforcement.reckoning.compliance import Compliance
from enforcement.reckoning.order import NewGrace, PartLine, value_at
from enforcement.values import Cents, Flag


class Fall(NamedTuple):
    """One dwangsom of one part, as the law makes it fall.

    `id`: see `fall_id`. `at_start`: it fell at the start of its day, before the acts of that day;
    but `after_acts` when an act of that very day ended the begunstigingstermijn at once and so made
    it fall (convention termijn_meteen_voorbij). Example: grace until 30 June, on 4 February ended
    on 27 January with 400 euro instead of 1,000: 400 falls on 4 February.
    `place` orders it among the falls of its part on one day. `findings` are, for a breach, the
    findings that report it, else the one that proves it. `also` are the ids that it had as long as
    only a later breach in its unit was known. `proven_by` is the first finding that
    proves it, `proven_on` its day; `on_paper`: only an administrative check carries it.
    """

    id: str
    part: int
    onderdeel: str
    on: date
    cents: Cents
    unit_cents: Cents
    at_start: bool
    number: int
    anchor: date
    kenmerk: str | None = None
    place: tuple[object, ...] = ()
    findings: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    proven: bool = False
    proven_on: date | None = None
    proven_by: str | None = None
    on_paper: bool = False
    cut: bool = False
    after_acts: bool = False

    @property
    def before_acts(self) -> bool:
        """Whether it fell before the acts of its day, and so by the sums of the morning."""
        return self.at_start and not self.after_acts

    def is_called(self, name: str) -> bool:
        """Whether this is, or was, its id."""
        return name == self.id or name in self.also

    def fell_before(self, day: date) -> bool:
        """Whether it had fallen when the acts of a day came. Example: one that falls at the start
        of 1 April had fallen before the acts of 1 April; a week that ends on that day had not.
        """
        return self.on < day or (self.on == day and self.before_acts)


def fall_id(onderdeel: str, on: date, kenmerk: str | None = None) -> str:
    """`<onderdeel>-<on>`, for a breach `<onderdeel>-<on>-<kenmerk>`."""
    day = on.isoformat()
    return f"{onderdeel}-{day}" if kenmerk is None else f"{onderdeel}-{day}-{kenmerk}"


@dataclass(frozen=True, slots=True)
class _Event:
    on: date
    kind: Literal["ended", "grace", "complied", "relapse"]
    grace: NewGrace | None = None


_ORDER = {"ended": 0, "grace": 1, "complied": 2, "relapse": 3}


@dataclass(slots=True)
class Clock:
    """The falls of one part as a stream, with what it learnt on the way.

    `flags` and `grace_until` grow while the stream is read. `total_cents` is what has fallen so
    far, against this part's own maximum.
    """

    line: PartLine
    compliance: Compliance
    flags: list[Flag] = field(default_factory=list)
    grace_until: date | None = None
    total_cents: Cents = 0
    denied: set[str] = field(default_factory=set)

    def falls(self) -> Iterator[Fall]:  # noqa: C901 - one arm an event
        """All falls in order of day, as long as the breach goes on; ends when nothing can fall."""
        self.grace_until = self.line.grace_until
        if self.line.gone:
            return
        anchor = self.line.anchor
        running: _Peek | None = _Peek(self._run(anchor))
        for event in self._events():
            if running is not None:
                yield from self._until(running, event.on)
            match event.kind:
                case "ended":
                    return
                case "complied":
                    running = None
                case "relapse":
                    if running is None:
                        running = _Peek(self._run(max(self.grace_anchor, day_before(event.on))))
                case "grace":
                    assert event.grace is not None, "a grace event carries its grace"
                    if self._accepts(event.grace) and running is not None:
                        running = _Peek(self._run(self.grace_anchor, event.on))
        if running is not None:
            yield from self._until(running, date.max)

    @property
    def grace_anchor(self) -> date:
        """The day after which the order works as it stands now."""
        return max(self.grace_until or self.line.starts_on, self.line.starts_on)

    def _events(self) -> list[_Event]:
        line = self.line
        events = [_Event(grace.from_on, "grace", grace) for grace in line.new_graces]
        if line.terms.aard != "herhaling_voorkomen":
            events += [
                _Event(state.on, "complied" if state.nageleefd else "relapse")
                for state in self.compliance.states
            ]
        if line.ended_on is not None:
            events.append(_Event(line.ended_on, "ended"))
        return sorted(events, key=lambda e: (e.on, _ORDER[e.kind]))

    def _accepts(self, grace: NewGrace) -> bool:
        """Whether a new end of grace, set by an act that does not work back, has effect.

        While grace runs it moves. After it ended a new one may be set while not everything has
        fallen (G6); then the unit that runs does not fall. Else, and when it lies in the past
        itself, it comes too late.
        """
        expired = grace.from_on > self.grace_anchor
        once = self.line.terms.per == "ineens" and self.total_cents > 0
        past = grace.until < grace.from_on
        if expired and (once or past or self._room(grace.from_on) <= 0):
            name = self.line.name
            text = (
                f"de begunstigingstermijn van onderdeel {name} was voorbij; "
                "de nieuwe termijn kwam te laat en heeft geen gevolg"
            )
            articles = ("Awb 5:32a lid 2",)
            self.flags.append(Flag("begunstiging-al-verstreken", text, articles, (grace.act,)))
            return False
        self.grace_until = max(grace.until, day_before(grace.from_on))
        return True

    def _until(self, running: _Peek, stop: date) -> Iterator[Fall]:
        """The falls before the acts of day `stop`: earlier days, and what falls at its start."""
        while True:
            fall = running.ahead
            if fall is None or fall.on > stop or (fall.on == stop and not fall.at_start):
                return
            self.total_cents += fall.cents  # before the next is drawn: it leaves less room
            yield fall
            running.move()

    def _run(self, anchor: date, set_on: date | None = None) -> Iterator[Fall]:
        """The falls of one clock; `set_on`: the day of the act that set its grace anew, from whose
        own sums on that day a unit that begins on it is drawn.
        """
        line = self.line
        at_start, days = self._days(anchor)
        for day in days:
            if line.terms.per == "ineens" and self.total_cents > 0:
                return
            before = at_start and day.on != set_on
            each = value_at(line.cents, day.on, before=before)
            cents = min(each, value_at(line.cents_max, day.on, before=before) - self.total_cents)
            if cents <= 0:
                last = line.cents_max[-1].from_on
                if day.on > last or (day.on == last and not before):
                    return
                continue
            fall = self._fall(day, cents, each, anchor=anchor, at_start=at_start)
            yield fall if before is at_start else fall._replace(after_acts=True)

    def _fall(
        self, day: UnitDay, cents: Cents, unit_cents: Cents, *, anchor: date, at_start: bool
    ) -> Fall:
        on, line = day.on, self.line
        finding = self.compliance.proof(on, at_start=at_start)
        proven_by = None if finding is None else finding.act.id
        return Fall(
            fall_id(line.name, on),
            line.index,
            line.name,
            on,
            cents,
            unit_cents,
            at_start,
            day.number,
            anchor,
            findings=() if proven_by is None else (proven_by,),
            proven=finding is not None,
            proven_on=None if finding is None else finding.act.on,
            proven_by=proven_by,
            on_paper=finding is None and self.compliance.on_paper(on, at_start=at_start),
            cut=day.cut,
        )

    def _days(self, anchor: date) -> tuple[bool, Iterator[UnitDay]]:
        terms, idle = self.line.terms, self.line.idle
        if terms.per == "ineens":
            return True, dwangsom.lump_day(anchor, idle)
        assert terms.per != "overtreding", "breaches have no clock"
        if terms.gedeelte_telt:
            return True, dwangsom.started_units(anchor, terms.per, idle)
        return False, dwangsom.whole_units(anchor, terms.per, idle)

    def _room(self, day: date) -> Cents:
        return value_at(self.line.cents_max, day) - self.total_cents


class _Peek:
    """A stream of falls of which `ahead` is the next one, None at its end."""

    __slots__ = ("_stream", "ahead")

    def __init__(self, stream: Iterator[Fall]) -> None:
        self._stream = stream
        self.ahead = next(stream, None)

    def move(self) -> None:
        """Take the next one."""
        self.ahead = next(self._stream, None)
