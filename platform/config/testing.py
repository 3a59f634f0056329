"""The suite's services: PostgreSQL and Valkey from wheels, unless DATABASE_URL and REDIS_URL name real ones.

A pytest plugin (``-p config.testing``) because settings are read before any conftest.
"""

from __future__ import annotations

import os

from embedded import services

os.environ.setdefault("STADGA_SECRET_KEY", "the-suite-signs-nothing-that-anybody-keeps-0123456789")
os.environ.setdefault("STADGA_SPARE_SCHEMAS", "1")
os.environ.setdefault("STADGA_DB_POOL", "40")
os.environ.pop("STADGA_CLOCK_OFFSET", None)

_running = services.temporary(names=("postgres", "valkey"))
for _name, _value in _running.environment().items():
    os.environ.setdefault(_name, _value)


def pytest_unconfigure() -> None:
    """Stop what was started here, and nothing else."""
    _running.stop()
