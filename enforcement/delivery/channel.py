"""What every channel is: it takes a letter once, however often it is offered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, TypeAlias

Outcome: TypeAlias = Literal["verzonden", "bezorgd", "geopend", "mislukt"]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was made: the notice's own bytes and the PDF of it.

    `event` is the CloudEvent of the notice as it stood on the topic; `due_on` the day on which the
    notice was due; `sequence` its place among the notices of the case.
    """

    notice_id: str
    case: str
    kind: str
    due_on: date
    to: str
    sequence: int
    file_name: str
    event: bytes
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a channel answers: how it went, and what proves it."""

    outcome: Outcome
    proof: str


class DifferentLetter(Exception):
    """Under this notice another letter was kept or delivered already. It is never sent over it."""


class Channel(Protocol):
    """A way out. The notice id is the idempotency key."""

    @property
    def name(self) -> str:
        """The name in the receipt (`kanaal`)."""

    def deliver(self, letter: Letter) -> Delivered:
        """Deliver once; offered again, answer the same. Raises OSError when it cannot now."""
