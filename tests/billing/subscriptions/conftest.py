"""Alfa with Stripe Billing on the desk: what it pays the platform, and what it does when it does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from billing.stripe_desk import subscribing
from kernel.tenancy import inside
from tests.billing.payments.conftest import clock as clock  # noqa: PLC0414  the neighbour's fixtures
from tests.billing.payments.conftest import desk as desk  # noqa: PLC0414
from tests.billing.payments.conftest import moment
from tests.billing.payments.conftest import stripe_here as stripe_on_the_desk  # noqa: F401

DAY = timedelta(days=1)


class Association:
    """An association and its days, as a test drives them. ``at`` is the present."""

    def __init__(self, network: Any, its_desk: Any, its_clock: Any) -> None:
        self.network, self.desk, self.clock = network, its_desk, its_clock

    @property
    def at(self) -> Any:
        return moment(self.clock)

    @property
    def row(self) -> Any:
        from billing.subscriptions.models import Subscription

        return Subscription.objects.get(pk=self.network.pk)

    def forward(self, **time: int) -> None:
        self.clock.forward(**time)

    def step(self) -> str:
        """Stripe is asked, as the beat does when it is time, and what follows is written."""
        from billing.subscriptions import actions

        with inside(self.network):
            actions.look(at=self.at)
            return str(self.row.standing)

    def subscribe(self, plan: str = "liten") -> str:
        """Choose a plan, pay on the page; nobody here has looked yet."""
        from billing.subscriptions import actions

        with inside(self.network):
            actions.open_page(plan=plan, language="sv", at=self.at)
        with self.desk.hand("") as at:
            return str(subscribing.pay(at, at.drawer.things[self.row.page])["id"])

    def renewal(self, *, says_no: bool) -> Any:
        with self.desk.hand("") as at:
            [thing] = at.drawer.all("subscription", customer=self.row.customer)
            return subscribing.renew(at, thing, says_no=says_no)

    def pay_invoice(self) -> None:
        with self.desk.hand("") as at:
            [thing] = at.drawer.all("subscription", customer=self.row.customer)
            subscribing.pay_invoice(at, at.drawer.things[thing["latest_invoice"]])

    def to_read_only(self) -> None:
        """The trial ends unpaid, and so does the time of grace."""
        self.forward(days=91)
        assert self.step() == "unpaid"
        self.forward(days=31)
        assert self.step() == "read_only"

    def letters(self) -> list[tuple[str, str]]:
        from billing.subscriptions.models import SubscriptionLetter

        rows = SubscriptionLetter.objects.filter(subscription=self.network.pk).order_by("asked_at", "to")
        return list(rows.values_list("tidings", "to"))


def fresh(network: Any, at: Any) -> None:
    """The trial begins now: the suite's associations were founded before the desk's clock begins."""
    from billing.subscriptions import queries, rules
    from billing.subscriptions.models import Subscription

    queries.forget_open(network.pk)
    Subscription.objects.filter(pk=network.pk).update(trial_until=at + rules.TRIAL, began_at=at)


@pytest.fixture
def stripe_here(stripe_on_the_desk: Any, settings: Any) -> Any:  # noqa: F811  the neighbour's fixture
    """An installation that asks associations to pay."""
    settings.SUBSCRIPTIONS = True
    return stripe_on_the_desk


@pytest.fixture
def association(in_alfa: Any, stripe_here: Any, clock: Any) -> Any:
    """Alfa, at the first moment of its trial."""
    fresh(in_alfa, moment(clock))
    yield Association(in_alfa, stripe_here, clock)
    from billing.subscriptions import queries

    queries.forget_open(in_alfa.pk)


@pytest.fixture
def treasurer(association: Any, person: Any) -> Any:
    return person("treasurer", name="Sofia Lindahl", email="sofia@alfa.example")


@pytest.fixture
def board(association: Any, person: Any) -> Any:
    return person("board", name="Bo Styrelse", email="bo@alfa.example")
