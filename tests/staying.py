"""A client that leaves the test where it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rest_framework.test import APIClient


def staying(client_of: Callable[..., APIClient]) -> Callable[..., APIClient]:
    """``client_of`` as everywhere, but the test stays in its network when a request has left it."""
    from django.db import connection

    def make(network: Any, user: Any = None) -> APIClient:
        client = client_of(network, user)
        send = client.request

        def request(**environment: Any) -> Any:
            before = connection.tenant
            try:
                return send(**environment)
            finally:
                connection.set_tenant(before)

        client.request = request
        return client

    return make
