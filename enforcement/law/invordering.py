"""What a collection decision covers. Awb 5:37, 5:37a, 5:38.

It creates no debt and starts no payment term; it is asked before a reminder, and it interrupts
limitation of what it covers. Whether a sum was proven, paid or time-barred is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence


def covered(stated_cents: int, open_cents: Sequence[int]) -> tuple[int, int]:
    """How many debts, oldest first, the stated sum covers, and what of it is left over.

    Where the decision names no debts it covers them until its sum is used up; the one in which
    the sum ends is covered too (contract section 7). Example: 2,500 euro over debts of 1,000
    euro each covers three; over one debt of 1,000 it covers one and leaves 1,500.
    """
    left = stated_cents
    for number, cents in enumerate(open_cents):
        if left <= 0:
            return number, 0
        left -= cents
    return len(open_cents), max(0, left)
