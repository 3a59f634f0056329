"""What tests of the tenants' rooms share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rest_framework.test import APIClient

from kernel.tenancy import inside


@pytest.fixture
def office(in_alfa, person, client_of) -> Iterator[APIClient]:
    """Somebody at Alfa's office, signed in. The test itself is inside Alfa again after each request."""
    client = client_of(in_alfa, person("office", name="Anna Hed"))
    inner = client.request
    entered = []

    def request(**what):
        try:
            return inner(**what)
        finally:  # a request leaves the connection in the public house
            again = inside(in_alfa)
            again.__enter__()
            entered.append(again)

    client.request = request
    yield client
    for again in reversed(entered):
        again.__exit__(None, None, None)
