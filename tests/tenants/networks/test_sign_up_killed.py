"""Provisioning killed with -9 at any point leaves nothing half-made in sight, and a retry ends well."""

from __future__ import annotations

import subprocess
import sys
import time

import psycopg
import pytest
from django.db import connection

from kernel import codes, tenancy
from tenants.networks import actions
from tenants.networks.enums import STEPS
from tenants.networks.models import Domain, Network, SignUp, Spare

BUILD = """
import sys, django
django.setup()
from kernel import clock
from tenants.networks import actions
actions.build(sign_up_id=sys.argv[1], at=clock.now())
"""


@pytest.fixture
def verified(django_db_setup, django_db_blocker, now):
    """A verified sign-up that waits to be built; everything it makes is removed after."""
    with django_db_blocker.unblock():
        sign_up = SignUp.objects.create(
            name="Stoppat",
            slug="stoppat",
            country="SE",
            language="sv",
            contact_name="Eva",
            contact_email="eva@stoppat.example",
            status="building",
            code_hash=codes.fingerprint("x"),
            code_valid_until=now,
            created_at=now,
            steps=[{"code": code, "state": "waiting", "seconds": None} for code in STEPS],
        )
        yield sign_up
        tenancy.go_public()
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS stoppat CASCADE")
        SignUp.objects.filter(pk=sign_up.pk).delete()
        Network.objects.filter(slug="stoppat").delete()


def _seen_by_others() -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'stoppat'")
        schemas = cursor.fetchone()[0]
    networks = Network.objects.filter(slug="stoppat").count()
    return [schemas, networks, Domain.objects.filter(domain="stoppat.localhost").count()]


def _run_until(sign_up, step: str, env) -> subprocess.Popen[bytes]:
    child = subprocess.Popen([sys.executable, "-c", BUILD, str(sign_up.pk)], env=env)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        states = {s["code"]: s["state"] for s in SignUp.objects.get(pk=sign_up.pk).steps}
        if states[step] == "running":
            return child
        time.sleep(0.005)
    child.kill()
    raise AssertionError(f"never came to {step}: {states}")


@pytest.mark.torture
@pytest.mark.parametrize("step", ["schema", "rooms", "letter"])
def test_killed_at_a_step_nothing_half_made_is_visible_and_the_retry_ends_well(
    verified, child_env, step, now, mailoutbox
):
    with psycopg.connect(child_env["DATABASE_URL"]) as stall:
        if (
            step == "rooms"
        ):  # hold the child inside its claiming transaction, after the row and before the rename
            stall.execute("LOCK TABLE networks_domain IN SHARE ROW EXCLUSIVE MODE")
        env = (
            {**child_env, "EMAIL_URL": "smtp://127.0.0.1:9"} if step != "letter" else _silent_post(child_env)
        )
        child = _run_until(verified, step, env)
        time.sleep(0.1)
        child.kill()
        child.wait()
        stall.rollback()

    if step == "letter":
        assert _seen_by_others() == [1, 1, 1]  # whole: only its letter is missing
    else:
        assert _seen_by_others() == [0, 0, 0]

    actions.retry(sign_up_id=verified.pk, slug=None)
    actions.build(sign_up_id=verified.pk, at=now)

    assert _seen_by_others() == [1, 1, 1]
    assert SignUp.objects.get(pk=verified.pk).status == "ready"
    assert len(mailoutbox) == 1
    assert Spare.objects.filter(schema_name="stoppat").count() == 0


def _silent_post(env: dict[str, str]) -> dict[str, str]:
    """A mail server that accepts the connection and never says a word, so that the child waits there."""
    import socket

    silent = socket.create_server(("127.0.0.1", 0))
    _OPEN.append(silent)
    return {**env, "EMAIL_URL": f"smtp://127.0.0.1:{silent.getsockname()[1]}"}


_OPEN: list[object] = []


def test_a_network_that_is_ready_is_not_built_twice(verified, now, mailoutbox):
    actions.build(sign_up_id=verified.pk, at=now)
    spares = Spare.objects.count()
    actions.retry(sign_up_id=verified.pk, slug=None)
    actions.build(sign_up_id=verified.pk, at=now)

    assert Spare.objects.count() == spares
    assert len(mailoutbox) == 1


def test_the_loser_of_an_address_can_choose_another(verified, now, mailoutbox):
    SignUp.objects.filter(pk=verified.pk).update(slug="alfa")
    actions.build(sign_up_id=verified.pk, at=now)
    failed = SignUp.objects.get(pk=verified.pk)

    assert failed.status == "failed"
    assert failed.obstacles[0]["code"] == "tenants.networks.obstacle_slug_taken"

    actions.retry(sign_up_id=verified.pk, slug="stoppat")
    actions.build(sign_up_id=verified.pk, at=now)
    assert SignUp.objects.get(pk=verified.pk).status == "ready"
