"""How a worker notices that it was away longer than its group waits for it. Pure: no Faust.

A machine that was suspended, or a process that was stopped, wakes up believing that it still owns
its partitions; another worker does. Nothing in Kafka keeps it from writing an older row after the
new owner's. So a worker that was away too long writes nothing, and ends.
"""

from collections.abc import Callable
from time import monotonic


class Lease:
    """Renewed by the loop itself, every second; lapsed once it was not for `seconds`."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._renewed_at = clock()

    @property
    def away_seconds(self) -> float:
        """Time since the loop last renewed it."""
        return self._clock() - self._renewed_at

    @property
    def holds(self) -> bool:
        """Whether the group must still take this worker for alive."""
        return self.away_seconds < self._seconds

    def renew(self) -> bool:
        """Prolong it; False when it had lapsed already, and then it stays lapsed."""
        if not self.holds:
            return False
        self._renewed_at = self._clock()
        return True
