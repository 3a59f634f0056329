"""No page complains: no script error, no policy violation, no failed request, nothing in the console."""

from __future__ import annotations

import pytest

from tests.e2e.tour import STATIONS, Tour


@pytest.mark.parametrize("station", [station for stations in STATIONS.values() for station in stations])
def test_nobody_complains(tour: Tour, station: str):
    assert station in tour.seen
    assert tour.seen[station].complaints == []
