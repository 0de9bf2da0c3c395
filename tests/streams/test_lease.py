"""A worker that was away longer than its group waits writes nothing more."""

from types import SimpleNamespace
from typing import Any

import pytest

from streams import transport
from streams.lease import Lease


def test_a_lease_holds_while_it_is_renewed_and_stays_lapsed_once_it_was_not() -> None:
    now = [100.0]
    lease = Lease(20.0, lambda: now[0])
    now[0] = 119.9
    assert (lease.holds, lease.renew()) == (True, True)
    now[0] = 139.9
    assert (lease.holds, lease.renew()) == (False, False)
    assert lease.away_seconds == pytest.approx(20.0)
    now[0] = 140.0
    assert not lease.renew(), "another worker owns the partitions, however late we are"


def test_a_lapsed_worker_stops_before_it_publishes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dropped as merely stale, its work would count as acknowledged: same generation."""

    def stop(reason: str) -> None:
        raise InterruptedError(reason)

    monkeypatch.setattr(transport, "stop_worker_unacknowledged", stop)
    lease = Lease(0.0)
    producer: Any = SimpleNamespace(
        app=SimpleNamespace(consumer=SimpleNamespace(lease=lease), consumer_generation_id=1)
    )
    still = transport.DurableProducer._still(producer, 1)
    with pytest.raises(InterruptedError, match="away for"):
        still()
    assert transport.DurableProducer._still(producer, None)(), "no partition, no lease"
