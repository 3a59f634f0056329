"""Which association this piece of work belongs to. Fails closed: no tenant, no answer.

The ContextVar holds the network and the connection's search path follows it. Use :func:`inside`
to enter a tenant outside a request; never ``with tenant:`` of django-tenants, whose stack is
shared between threads (measured: 862 wrong reads of 1,600).
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django_tenants.utils import get_public_schema_name, get_tenant_domain_model

_current: ContextVar[Any] = ContextVar("network", default=None)

HOSTS_KEPT = 2_000
HOST_SECONDS = 10.0
UNKNOWN_SECONDS = 1.0
"""How long a process believes that nobody lives at an address. A sign-up is not told ready before that."""


class NoTenant(RuntimeError):
    """Work that belongs to an association was begun outside one."""


def current() -> Any:  # noqa: ANN401  the network model lives a floor above
    """The network at work here, or :class:`NoTenant`."""
    network = _current.get()
    if network is None:
        message = "no association at work here: enter one with kernel.tenancy.inside(network)"
        raise NoTenant(message)
    return network


def current_or_none() -> Any:  # noqa: ANN401  see current()
    """The network at work here, or None in the public house."""
    return _current.get()


def schema() -> str:
    """The schema of the network at work, or :class:`NoTenant`."""
    return str(current().schema_name)


@contextmanager
def inside(network: Any) -> Iterator[None]:  # noqa: ANN401  see current()
    """Work in this network's schema; whatever was there before is put back, also after an error."""
    if network.schema_name == get_public_schema_name():
        message = "public is not an association"
        raise NoTenant(message)
    before = getattr(connection, "tenant", None)
    token = _current.set(network)
    _set_tenant(network)
    try:
        yield
    finally:
        _current.reset(token)
        if before is None or before.schema_name == get_public_schema_name():
            go_public()
        else:
            _set_tenant(before)


def cache_key(key: str, key_prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: every key carries the tenant, and without one there is no key."""
    return f"t:{schema()}:{key_prefix}:{version}:{key}"


def go_public() -> None:
    """Take the connection back to the public house."""
    cast("Any", connection).set_schema_to_public()


def _set_tenant(network: Any) -> None:  # noqa: ANN401  see current()
    cast("Any", connection).set_tenant(network)


def normalise(host: str) -> str:
    """Lower case, no port, at most one trailing dot removed."""
    name = host.lower()
    if name.count(":") == 1:
        name = name.partition(":")[0]
    return name.removesuffix(".")


class _Hosts:
    """Which network answers at a host; an unknown one is remembered too, so that a storm costs one query."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    def find(self, host: str) -> Any:  # noqa: ANN401  see current()
        now = self.clock()
        kept = self._kept.get(host)
        if kept and kept[0] > now:
            return kept[1]
        with self._lock:  # a cold start must not open a connection for every waiting request
            kept = self._kept.get(host)
            if kept and kept[0] > now:
                return kept[1]
            domain = get_tenant_domain_model().objects.select_related("tenant").filter(domain=host).first()
            network = domain.tenant if domain else None
            self._kept[host] = (now + (HOST_SECONDS if network else UNKNOWN_SECONDS), network)
            while len(self._kept) > HOSTS_KEPT:
                self._kept.popitem(last=False)
            return network

    def forget(self) -> None:
        self._kept.clear()


hosts = _Hosts()


def network_at(host: str, *, public_hosts: frozenset[str]) -> Any:  # noqa: ANN401  see current()
    """The network at a host; None at the public site; :class:`LookupError` where nobody lives."""
    name = normalise(host)
    if name in public_hosts:
        return None
    network = hosts.find(name)
    if network is None:
        raise LookupError(name)
    return network


class TenantMiddleware:
    """Puts each request in its association's schema, and takes it out again whatever happens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Read the public hosts once."""
        from django.conf import settings  # noqa: PLC0415  settings are ready only now

        self.get_response = get_response
        self.public_hosts = frozenset(settings.PUBLIC_HOSTS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the network by the Host header alone; no forwarded header is believed."""
        if request.path_info in {"/healthz", "/readyz"}:
            request.urlconf = "config.urls_public"
            return self.get_response(request)
        try:
            network = network_at(request.META.get("HTTP_HOST", ""), public_hosts=self.public_hosts)
        except LookupError:
            return JsonResponse({"title": "Not found", "status": 404}, status=404)
        if network is None:
            return self._public(request)
        request.network = network  # type: ignore[attr-defined]  # our own attribute
        request.urlconf = "config.urls_tenant"
        token = _current.set(network)
        _set_tenant(network)
        try:
            return self.get_response(request)
        finally:
            _current.reset(token)
            go_public()

    def _public(self, request: HttpRequest) -> HttpResponse:
        """Nobody's schema, whatever was at work before."""
        go_public()
        request.urlconf = "config.urls_public"
        token = _current.set(None)
        try:
            return self.get_response(request)
        finally:
            _current.reset(token)
