"""record(): the last thing an action does."""

from __future__ import annotations

from datetime import datetime

import redis
import structlog
from django.conf import settings
from django.db import connection, transaction

from journal.models import Entry
from kernel import tenancy
from kernel.actor import Actor
from kernel.events import Event

log = structlog.get_logger("stadga")


def record(event: Event, *, by: Actor, at: datetime) -> Entry:
    """Write the fact in the same transaction as the change it tells of, and nudge those who listen.

    Call it last: it takes the association's journal lock, and a row locked after it can deadlock.
    Raises RuntimeError outside a transaction and NoTenant outside an association.
    """
    schema = tenancy.schema()
    if not connection.in_atomic_block:
        message = "a fact is recorded in the transaction of its change, and there is none"
        raise RuntimeError(message)
    entry = Entry.objects.create(
        kind=event.kind,
        audience=event.audience.value,
        by_id=by.id,
        by_name=by.name,
        at=at,
        subject=event.subject,
        body=event.body(),
    )
    transaction.on_commit(lambda: nudge(schema, entry.pk), robust=True)
    return entry


_pools: dict[str, redis.Redis] = {}


def channel(schema: str) -> str:
    """Where the association's nudges go."""
    return f"t:{schema}:journal"


def nudge(schema: str, entry_id: int) -> None:
    """Tell the stream process that there is something to read: a number, never content.

    Losing it costs a second: streams also look by themselves.
    """
    if not settings.REDIS_URL:
        return
    client = _pools.get(settings.REDIS_URL)
    if client is None:
        client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.2, socket_connect_timeout=0.2)
        _pools[settings.REDIS_URL] = client
    try:
        client.publish(channel(schema), entry_id)
    except redis.RedisError as error:
        log.warning("nudge_lost", reason=type(error).__name__)
