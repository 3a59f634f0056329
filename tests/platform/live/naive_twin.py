"""The obvious stream: a generator that asks the ORM as it goes, and so keeps a connection for its reader."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import Error, connection  # noqa: E402

from journal.models import Entry  # noqa: E402
from kernel import tenancy  # noqa: E402

connection.settings_dict["OPTIONS"]["pool"]["timeout"] = 1
threads = ThreadPoolExecutor(64)


def facts(host, ask):
    with tenancy.inside(tenancy.network_at(host, public_hosts=frozenset())):
        last = 0
        while ask():
            for entry in Entry.objects.filter(pk__gt=last).order_by("pk"):
                last = entry.pk
                yield f"id: {last}\n\n".encode()
            yield b": still here\n\n"


def ordinary(host):
    try:
        with tenancy.inside(tenancy.network_at(host, public_hosts=frozenset())):
            return 200 if Entry.objects.exists() else 404
    except Error:
        return 500
    finally:
        connection.close()


async def application(scope, receive, send):
    if scope["type"] != "http":
        return
    host = dict(scope["headers"])[b"host"].decode()
    loop = asyncio.get_running_loop()
    if scope["path"] == "/healthz":
        status = 200
    elif scope["path"] == "/ordinary":
        status = await loop.run_in_executor(threads, ordinary, host)
    else:
        await stream(host, send, loop)
        return
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def stream(host, send, loop):
    import time

    def write():
        try:
            for piece in facts(host, lambda: time.sleep(0.2) or True):
                body = {"type": "http.response.body", "body": piece, "more_body": True}
                asyncio.run_coroutine_threadsafe(send(body), loop).result()
        except Error:
            pass

    await send({"type": "http.response.start", "status": 200, "headers": []})
    await loop.run_in_executor(threads, write)
    await send({"type": "http.response.body", "body": b""})
