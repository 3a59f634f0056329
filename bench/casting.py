"""The ballot's way: endpoint against the bare transaction, and a hall's burst against a single voter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench import pgbench
from bench.house import House
from bench.phones import a_hall, in_turn

CLIENTS = pgbench.CLIENTS
VOTERS = 2000
WARM_UP = 200
SINGLE = 200
BURST = 250
BURST_SECONDS = 3.0  # as long as a hall takes to tap (TORTURE.md, T10)


def measure(house: House) -> dict[str, Any]:
    """Every figure with its baseline, measured beside it, the baseline before and after."""
    from tests.torture.server import database_url, web_process  # noqa: PLC0415  Django is ready only now

    hall = house.hall

    def bare() -> float:
        poll = hall.open_poll()
        return pgbench.cast_rate(
            url=database_url(), schema=house.network.schema_name, poll=poll, voters=hall.voters
        )

    before = bare()
    with web_process(processes=2, threads=8) as web:
        in_turn(house, web.port, hall.open_poll(), hall.voters[:WARM_UP], at_once=CLIENTS)
        rate, _ = in_turn(house, web.port, hall.open_poll(), hall.voters, at_once=CLIENTS)
        _, single = in_turn(house, web.port, hall.open_poll(), hall.voters[:SINGLE], at_once=1)
        _, burst = a_hall(house, web.port, hall.open_poll(), hall.voters[:BURST], within=BURST_SECONDS)
        _, instant = a_hall(house, web.port, hall.open_poll(), hall.voters[:BURST], within=0)
    pgbench_rate = (before + bare()) / 2
    p50, p95 = percentile(single, 50), percentile(burst, 95)
    return {
        "cast_endpoint_vs_pgbench": {
            "ratio": round(rate / pgbench_rate, 3), "limit": 0.10, "better": "more", "clients": CLIENTS,
            "endpoint_per_second": round(rate, 1), "pgbench_per_second": round(pgbench_rate, 1),
        },
        "burst_p95_vs_single_p50": {
            "ratio": round(p95 / p50, 2), "limit": 5, "better": "less",
            "voters": BURST, "within_seconds": BURST_SECONDS,
            "burst_p95_ms": round(p95, 1), "single_p50_ms": round(p50, 1),
            "all_in_one_instant_p95_ms": round(percentile(instant, 95), 1),
        },
    }  # fmt: skip


def percentile(seconds: Sequence[float], share: int) -> float:
    """In milliseconds."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)] * 1000
