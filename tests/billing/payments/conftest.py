"""A Stripe on the desk for each test, and the gateways that the contract is held against."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import stripe

from billing.payments.gateway.through_stripe import ThroughStripe
from billing.stripe_desk import hands
from billing.stripe_desk.client import DeskClient
from billing.stripe_desk.desk import Desk
from kernel.actor import Actor

ROOT = Path(__file__).resolve().parents[3]
TREASURER = Actor(id=None, name="Sofia Lindahl", roles=frozenset({"treasurer"}))
BEGAN = 1_480_000_000  # a day in November 2016


@dataclass
class Clock:
    """The desk's clock, which a test sets forward."""

    seconds: int = BEGAN

    def __call__(self) -> int:
        return self.seconds

    def forward(self, *, seconds: int = 0, minutes: int = 0, hours: int = 0, days: int = 0) -> None:
        self.seconds += seconds + 60 * (minutes + 60 * (hours + 24 * days))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return Desk(now=clock)


@pytest.fixture
def at_desk(desk: Desk) -> ThroughStripe:
    """The product's own gateway with the desk at the other end of the SDK's line."""
    return through(DeskClient(desk))


def through(line: stripe.HTTPClient | None, *, key: str = "sk_test_desk_1", url: str = "") -> ThroughStripe:
    return ThroughStripe(client(line, key=key, url=url))


def client(line: stripe.HTTPClient | None, *, key: str = "sk_test_desk_1", url: str = "") -> Any:
    base = {"api": url} if url else None
    return stripe.StripeClient(key, http_client=line, max_network_retries=2, base_addresses=base)


def connected(
    gateway: ThroughStripe, desk: Desk, *, name: str = "IEC", country: str = "SE", currency: str = "sek"
) -> str:
    """An account that is through its onboarding."""
    made = gateway.connect_account(
        name=name, email="kassor@iec.example", country=country, currency=currency,
        website="https://iec.example", about={}, key=f"connect:{name}",
    )  # fmt: skip
    with desk.hand("") as at:
        hands.onboard(at, at.drawer.things[made.account])
    return made.account


@dataclass
class Held:
    """A gateway that the contract is held against, with an account that may charge."""

    name: str
    gateway: ThroughStripe
    account: str
    client: stripe.StripeClient
    unique: str = field(default_factory=lambda: os.urandom(6).hex())


@pytest.fixture(params=["desk", "stripe-mock", "test mode"])
def held(request: pytest.FixtureRequest, desk: Desk, at_desk: ThroughStripe) -> Held:
    if request.param == "desk":
        return Held("desk", at_desk, connected(at_desk, desk), client(DeskClient(desk)))
    if request.param == "stripe-mock":
        url = request.getfixturevalue("stripe_mock")
        mock = client(None, key="sk_test_123", url=url)
        return Held("stripe-mock", ThroughStripe(mock), "acct_123", mock)
    key, account = os.environ.get("STADGA_TEST_STRIPE_KEY"), os.environ.get("STADGA_TEST_STRIPE_ACCOUNT")
    if not (key and account):
        pytest.skip("set STADGA_TEST_STRIPE_KEY and STADGA_TEST_STRIPE_ACCOUNT to ask Stripe's test mode")
    assert key.startswith(("sk_test_", "rk_test_")), "never a live key"
    real = client(None, key=key)
    return Held("test mode", ThroughStripe(real), account, real)


@pytest.fixture(scope="session")
def stripe_mock() -> Iterator[str]:
    """Stripe's own stateless mock. Where ``make tools`` could have built it, its absence is a failure."""
    program = ROOT / ".tools" / "stripe-mock"
    if not program.exists():
        if os.environ.get("CI") == "true" and shutil.which("go"):
            pytest.fail("stripe-mock is missing though Go is here: make tools")
        pytest.skip("stripe-mock is not here (make tools builds it where Go is installed)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    child = subprocess.Popen(
        [program, "-http-addr", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        child.terminate()
        child.wait(10)


SECRET = "whsec_of_the_suite"


@pytest.fixture
def stripe_here(settings, desk):
    """The product with its Stripe on the desk."""
    from billing.payments.gateway import through_stripe

    lines = load_lines()
    lines.AT_WORK["desk"] = desk
    settings.STRIPE_KEY = "sk_test_desk_suite"
    settings.STRIPE_WEBHOOK_SECRETS = (SECRET,)
    settings.STRIPE_HTTP_CLIENT = "stadga_test_lines.to_the_desk"
    through_stripe._made.cache_clear()
    yield desk
    through_stripe._made.cache_clear()
    lines.AT_WORK.clear()


def load_lines():
    """The tests are no package: the module is loaded under a name that the setting can say."""
    import importlib.util
    import sys

    if "stadga_test_lines" not in sys.modules:
        spec = importlib.util.spec_from_file_location("stadga_test_lines", Path(__file__).parent / "lines.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["stadga_test_lines"] = module
        spec.loader.exec_module(module)
    return sys.modules["stadga_test_lines"]


@pytest.fixture
def till(billing, stripe_here, clock):
    """Alfa with an account at Stripe that may charge."""
    return open_till(stripe_here, clock)


def open_till(desk, clock):
    from billing.payments import actions

    account = actions.connect_account(by=Actor.system(), at=moment(clock))
    with desk.hand("") as at:
        hands.onboard(at, at.drawer.things[account.account])
    return actions.look_at_account(at=moment(clock))


def moment(clock):
    from datetime import UTC, datetime

    return datetime.fromtimestamp(clock.seconds, UTC)


@pytest.fixture
def at(clock):
    """at(): the clock's moment."""
    return lambda: moment(clock)


@pytest.fixture
def open_page(at):
    """open_page(invoice, …): the attempt whose page a payer is sent to."""
    from billing.payments import actions

    def doing(invoice, **more):
        return actions.open_pay_page(
            invoice_id=invoice.pk, language="sv", back_to="https://alfa.example/betald",
            away_to="https://alfa.example/faktura", by=TREASURER, at=at(), **more,
        )  # fmt: skip

    return doing
