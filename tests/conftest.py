"""Two associations, made once through the real provisioning; each test runs in a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import settings
from rest_framework.test import APIClient

# How long an example takes is the machine's matter.
settings.register_profile("house", parent=settings(), deadline=None)
settings.load_profile("house")
NOW = datetime(2016, 10, 11, 11, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Always a test database (races open their own connections), with the two associations in it."""
    from django.test.utils import setup_databases, teardown_databases

    from tenants.networks.actions import found_network, prepare_spare
    from tenants.networks.actions.provisioning import Founding
    from tests.fresh_schemas import remember

    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=["default"])
        for slug, name in (("alfa", "Nätverket Alfa"), ("bravo", "Nätverket Bravo")):
            prepare_spare()
            founding = Founding(name, slug, "SE", "sv", f"Kontor {name}", f"office@{slug}.example")
            found_network(founding, at=NOW)
        remember(prepare_spare())
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def alfa(db: None) -> Any:
    from tenants.networks.models import Network

    return Network.objects.get(slug="alfa")


@pytest.fixture
def bravo(db: None) -> Any:
    from tenants.networks.models import Network

    return Network.objects.get(slug="bravo")


@pytest.fixture
def in_alfa(alfa: Any) -> Iterator[Any]:
    """Work inside Alfa."""
    from kernel.tenancy import inside

    with inside(alfa):
        yield alfa


@pytest.fixture
def own_tenant(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A committed association of this test's own, for races between real connections; gone after."""
    import secrets

    from tenants.networks.actions import found_network, prepare_spare
    from tenants.networks.actions.provisioning import Founding
    from tenants.networks.models import Spare
    from tests.fresh_schemas import form_of, give_back

    with django_db_blocker.unblock():
        slug = f"race-{secrets.token_hex(4)}"
        if not Spare.objects.exists():
            prepare_spare()
        founding = Founding("Race", slug, "SE", "sv", "Kontor", f"office@{slug}.example")
        network, _ = found_network(founding, at=NOW)
        form = form_of(network.schema_name)
        try:
            yield network
        finally:
            connection.set_schema_to_public()
            give_back(network.schema_name, form=form)
            network.delete()


@pytest.fixture
def person(now: datetime) -> Callable[..., Any]:
    """person("chair", name="…"): somebody with these roles in the association at work."""
    from accounts.actions import ensure_user, grant_role
    from kernel.actor import Actor
    from kernel.permissions import Role

    def make(*roles: str, name: str = "Stina Malm", email: str | None = None) -> Any:
        address = email or f"{'-'.join(roles) or 'nobody'}.{name.lower().replace(' ', '.')}@people.example"
        user = ensure_user(email=address, name=name, at=now)
        for role in roles:
            grant_role(user=user, role=Role(role), by=Actor.system(), at=now)
        return user

    return make


@pytest.fixture
def client_of() -> Callable[..., APIClient]:
    """client_of(network, user): an API client signed in there; without user, a guest."""
    from django.conf import settings
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    from kernel.tenancy import inside

    def make(network: Any, user: Any = None) -> APIClient:
        client = APIClient(SERVER_NAME=f"{network.slug}.localhost", HTTP_HOST=f"{network.slug}.localhost")
        if user is not None:
            with inside(network):
                request = HttpRequest()
                request.session = SessionStore()
                request.META["SERVER_NAME"] = client.defaults["SERVER_NAME"]
                login(request, user, backend="accounts.actions.backend.CodeOnlyBackend")
                request.session.save()
                client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
        return client

    return make


@pytest.fixture
def child_env(django_db_setup: None) -> dict[str, str]:
    """The environment of a child process that works on the suite's test database."""
    import os
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(os.environ["DATABASE_URL"])
    name = connection.settings_dict["NAME"]
    return {
        **os.environ,
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}")),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "STADGA_DB_POOL": "8",
    }
