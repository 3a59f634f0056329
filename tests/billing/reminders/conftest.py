"""An association that reminds by the usual ladder, and an invoice that fell due on 8 February 2017."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.billing.conftest import AT, TREASURER, issued, new_member
from tests.billing.conftest import billing as billing  # noqa: PLC0414  the neighbour's fixture
from tests.billing.payments.conftest import clock, desk, stripe_here, till

__all__ = ["clock", "desk", "stripe_here", "till"]

DUE = date(2017, 2, 8)
USUAL = (-7, 3, 21)


def morning(days: int, *, hour: int = 8) -> datetime:
    """In the morning so many days after the invoice was due."""
    return datetime(DUE.year, DUE.month, DUE.day, hour, tzinfo=UTC) + timedelta(days=days)


def begin(*days: int, is_on: bool = True, grace_days: int = 10, **texts: str) -> None:
    """Call it inside the association."""
    from billing.reminders import actions

    steps = [actions.NewStep(one, **texts) for one in days or USUAL]
    actions.change_ladder(is_on=is_on, grace_days=grace_days, steps=steps, by=TREASURER, at=AT)


def remind(days: int) -> list[int]:
    """Ask for the day's reminders; the numbers of the steps that were asked for."""
    from billing.reminders import actions

    return [one.no for one in actions.remind(by=TREASURER, at=morning(days))]


def deliver(days: int) -> list[Any]:
    """Hand over what waits, as the worker does."""
    from billing.reminders import actions, queries

    return [actions.deliver(letter_id=one, at=morning(days)) for one in queries.waiting_letters()]


def arrived(invoice: Any) -> Any:
    """The invoice's own letter was taken by the mail server."""
    from billing.invoices import actions, queries

    for one in queries.waiting_letters():
        actions.deliver(letter_id=one, at=AT)
    return invoice


@pytest.fixture
def ladder(billing: Any) -> None:
    begin()


@pytest.fixture
def invoice(ladder: None, mailoutbox: list[Any]) -> Any:
    found = arrived(issued(new_member()))
    mailoutbox.clear()
    return found
