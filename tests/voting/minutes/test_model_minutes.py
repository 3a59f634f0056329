"""The model meeting, played through its doors: the minutes agree with the model § by §."""

from __future__ import annotations

import secrets
import sys

import pytest

from config import iec
from config.stories import board_model, minutes_model
from tests.voting.minutes.model_meeting import Clock, play

pytestmark = pytest.mark.timeout(900)  # a whole afternoon


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """The afternoon, once for all tests of this file, in an association of its own; dropped after."""
    from django.db import connection

    from kernel import clock
    from kernel.tenancy import inside
    from tenants.networks.actions import found_network, prepare_spare
    from tenants.networks.actions.provisioning import Founding

    time = Clock()
    before = clock.now
    with django_db_blocker.unblock():
        clock.now = time.now
        slug = f"iec-{secrets.token_hex(4)}"
        prepare_spare()
        network, _ = found_network(Founding(iec.NAME, slug, "SE", "sv", *iec.OFFICE), at=time.now())
        try:
            with inside(network):
                yield play(_clients(network), time)
        finally:
            clock.now = before
            connection.set_schema_to_public()
            with connection.cursor() as cursor:
                cursor.execute(f'DROP SCHEMA "{network.schema_name}" CASCADE')
            network.delete()


def _clients(network):
    from django.conf import settings
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest
    from rest_framework.test import APIClient

    from accounts.models import User

    def sign_in(name, email):
        host = f"{network.slug}.localhost"
        client = APIClient(SERVER_NAME=host, HTTP_HOST=host)
        request = HttpRequest()
        request.session = SessionStore()
        request.META["SERVER_NAME"] = host
        user = User.objects.get(email=email)
        login(request, user, backend="accounts.actions.backend.CodeOnlyBackend")
        request.session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
        return client

    return sign_in


@pytest.fixture(scope="module")
def compared(played):
    return minutes_model.compared(played.minutes)


def test_the_minutes_are_the_models(compared):
    sys.stdout.write("\n".join(["", compared.summary(), *compared.excused, ""]))

    assert compared.differences == []
    assert compared.totals["headings"] == 22


def test_the_boards_minutes_are_the_models(played):
    beside = board_model.compared(played.board)
    sys.stdout.write("\n".join(["", beside.summary(), *beside.excused, *beside.differences, ""]))

    assert beside.differences == []
    assert beside.totals["headings"] == 12
