"""The line that tests put between the product's SDK and a desk."""

from __future__ import annotations

from typing import Any

from billing.stripe_desk.client import DeskClient
from billing.stripe_desk.desk import Desk

AT_WORK: dict[str, Desk] = {}


def to_the_desk() -> Any:
    """What STRIPE_HTTP_CLIENT names in these tests: the desk that the test at work has set up."""
    return DeskClient(AT_WORK["desk"])
