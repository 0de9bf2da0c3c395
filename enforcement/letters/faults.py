"""What is wrong with a letter: a fault in what it was given, never one of the machine."""

from __future__ import annotations


class LetterFault(Exception):
    """No letter can be made of this notice, and trying again gives the same answer.

    `what` says what was expected and what came, `where` which notice or template. It crosses the
    border between processes unchanged: its arguments are all it holds.
    """

    def __init__(self, what: str, where: str) -> None:
        super().__init__(what, where)
        self.what = what
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
