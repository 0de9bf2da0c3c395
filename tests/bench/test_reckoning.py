"""What a reckoning costs, in microseconds and as a ratio to a peer measured in the same run.

The peer is plain Python work of a fixed amount: a machine that is busy is slow at both. The table
is printed; only growth and ratio are asserted, loosely, since a machine may do other things.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import date

from enforcement import acts, notices
from enforcement.act import Act
from enforcement.cli import COLLECT_AFTER
from enforcement.dossier import Dossier
from enforcement.law.terms import days_after

CASE = "LOD-2025-0001"
FIRST_ON = date(2022, 1, 3)


def act(kind: str, name: str, on: date, **fields: object) -> Act:
    made = acts.read({"act": kind, "id": name, "on": on.isoformat(), **fields})
    assert isinstance(made, Act), made
    return made


def order(per: str, *, cents_max: int) -> Act:
    part = {
        "onderdeel": "a",
        "norm": "Spoorwegwet art. 16",
        "verplichting": "herstel het spoor",
        "aard": "herhaling_voorkomen" if per == "overtreding" else "beeindigen",
        "per": per,
        "cents": 100_000,
        "cents_max": cents_max,
        "begunstiging_until": days_after(FIRST_ON, 28).isoformat(),
    }
    fields = {"kenmerk": "ILT-1", "grondslag": "spoorwegwet", "onderdelen": [part]}
    return act("last-opgelegd", "last", FIRST_ON, **fields)


def ordinary() -> tuple[Dossier, date]:
    """Twenty acts and fifty dwangsommen, one each week."""
    last = order("week", cents_max=5_000_000)
    after = [days_after(FIRST_ON, 28 + 21 * number) for number in range(1, 15)]
    findings = [
        act("bevinding-vastgesteld", f"b{n}", on, onderdeel="a", nageleefd=False)
        for n, on in enumerate(after)
    ]
    proven = act(
        "bevinding-vastgesteld", "laatste", days_after(FIRST_ON, 400), onderdeel="a",
        nageleefd=False,
    )  # fmt: skip
    others = [
        act("bezwaar-gemaakt", "bz", days_after(FIRST_ON, 10), tegen="last"),
        act("bezwaar-beslist", "bb", days_after(FIRST_ON, 80), bezwaar="bz", dictum="ongegrond"),
        act("invordering-beschikt", "i1", days_after(FIRST_ON, 120), cents=1_000_000),
        act("betaling-ontvangen", "p1", days_after(FIRST_ON, 150), cents=250_000),
    ]
    return Dossier.of(CASE, [last, *findings, proven, *others]), days_after(FIRST_ON, 410)


def long_case(findings: int) -> tuple[Dossier, date]:
    """As many findings, one a breach, on an order for each breach."""
    last = order("overtreding", cents_max=100_000 * findings * 2)
    found = [
        act(
            "bevinding-vastgesteld",
            f"b{number}",
            (on := days_after(FIRST_ON, 30 + number // 10)),
            onderdeel="a",
            nageleefd=False,
            overtredingen=[{"on": on.isoformat(), "kenmerk": f"k{number}"}],
        )
        for number in range(findings)
    ]
    return Dossier.of(CASE, [last, *found]), days_after(FIRST_ON, 40 + findings // 10)


def best_seconds(work: Callable[[], object], times: int) -> float:
    """The best of some runs: what else the machine does only ever adds."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return min(found)


def peer() -> object:
    """Plain work: a JSON document of some thousand fields there and back."""
    return json.loads(json.dumps({str(n): [n, str(n)] for n in range(1_000)}))


def reckoned(dossier: Dossier, on: date) -> object:
    return notices.answer(dossier, on)


def test_a_reckoning_costs_little_and_grows_with_the_number_of_findings() -> None:
    python_own = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER)  # as every command of the house does
    try:
        rows, unit = measured()
    finally:
        gc.set_threshold(*python_own)
    case, day = long_case(10_000)
    untuned = best_seconds(lambda: reckoned(case, day), 3)
    rows.append(("10000, Python's collector", 10_000, untuned))
    table = [f"\n{'':26}{'ms':>10}{'us/dwangsom':>14}{'peers':>10}"]
    table += [
        f"{name:26}{spent * 1e3:10.2f}{spent / count * 1e6:14.1f}{spent / unit:10.1f}"
        for name, count, spent in rows
    ]
    sys.stdout.write("\n".join(table) + "\n")
    by_finding = [spent / count for name, count, spent in rows if name.endswith("findings")]
    assert by_finding[-1] < 3 * by_finding[0], "it grows faster than the number of findings"


def measured() -> tuple[list[tuple[str, int, float]], float]:
    """Name, dwangsommen and seconds of each case; and the seconds of the peer."""
    unit = best_seconds(peer, 50)
    rows = []
    dossier, on = ordinary()
    assert len(notices.answer(dossier, on).verbeurtes) == 50
    assert dossier.version == 20
    seconds = best_seconds(lambda: reckoned(dossier, on), 50)
    rows.append(("20 acts, 50 dwangsommen", 50, seconds))
    for findings in (100, 1_000, 10_000):
        case, day = long_case(findings)
        assert len(notices.answer(case, day).verbeurtes) == findings
        spent = best_seconds(lambda case=case, day=day: reckoned(case, day), 5)  # type: ignore[misc]
        rows.append((f"{findings} findings", findings, spent))
    return rows, unit
