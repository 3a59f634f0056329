from __future__ import annotations

import threading

import pytest
from django.db import connection

from kernel.errors import Refused
from tenants.networks import queries
from tenants.networks.actions import found_network, prepare_spare
from tenants.networks.actions.provisioning import Founding
from tenants.networks.models import Network, Spare


def _founding(slug: str) -> Founding:
    return Founding("Glasriket", slug, "SE", "sv", "Eva Glas", "eva@glas.example")


@pytest.mark.torture
def test_of_three_sign_ups_for_one_address_exactly_one_wins(own_tenant, django_db_blocker, now):
    with django_db_blocker.unblock():
        while Spare.objects.count() < 3:
            prepare_spare()
        spares = Spare.objects.count()
        outcomes: list[str] = []
        gate = threading.Barrier(3)

        def sign_up() -> None:
            gate.wait()
            try:
                found_network(_founding("glas-racet"), at=now)
                outcomes.append("won")
            except Refused:
                outcomes.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=sign_up) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        try:
            assert sorted(outcomes) == ["refused", "refused", "won"]
            assert Spare.objects.count() == spares - 1
        finally:
            network = Network.objects.get(slug="glas-racet")
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA glas_racet CASCADE")
            network.delete()


def test_an_address_that_is_taken_after_the_look_is_refused(alfa, now, monkeypatch):
    looks = iter([False])
    monkeypatch.setattr(queries, "is_taken", lambda _: next(looks, True))

    with pytest.raises(Refused):
        found_network(_founding("alfa"), at=now)
