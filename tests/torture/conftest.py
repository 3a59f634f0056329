"""Every torture test has a committed network of its own, dropped afterwards."""

from __future__ import annotations

import pytest

from kernel.tenancy import inside
from tests.torture import figures


def pytest_terminal_summary(terminalreporter):
    """Figures are for reading: they stand below the dots, also when all is well."""
    for line in figures.LINES:
        terminalreporter.write_line(line)


@pytest.fixture
def race(own_tenant, django_db_blocker):
    """Work inside a network of this test's own, with real transactions."""
    with django_db_blocker.unblock(), inside(own_tenant):
        yield own_tenant
