"""What a collection decision covers. Awb 5:37, 5:37a, 5:38.

It creates no debt and starts no payment term; it is asked before a reminder, and it interrupts
limitation of what it covers. Whether a sum was proven, paid or time-barred is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence


def covered(stated_cents: int, open_cents: Sequence[int]) -> tuple[list[int], int]:
    """What of each debt, oldest first, the stated sum covers, and what of the sum is left over.

    Where the decision names no debts it covers them until its sum is used up; the one in which
    the sum ends is covered for that part, and a later decision may cover the rest of it
    (contract section 7). Example: 2,500 euro over debts of 1,000 euro each covers 1,000, 1,000
    and 500; over one debt of 1,000 it covers that one and leaves 1,500.
    """
    left = stated_cents
    parts: list[int] = []
    for cents in open_cents:
        if left <= 0:
            break
        parts.append(min(cents, left))
        left -= parts[-1]
    return parts, max(0, left)
