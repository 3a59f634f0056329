"""T27: threads that go in and out of two associations, with errors and rollbacks, read nobody else's.

The connection sets its search path once and remembers that it did; what could leak is a path that was taken
back by a rollback, or belonged to the connection's last user, and is believed to stand.
"""

from __future__ import annotations

import random
import threading

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from kernel.tenancy import inside

THREADS, VISITS = 8, 2_500
pytestmark = pytest.mark.torture


class Slip(Exception):
    pass


def slip() -> None:
    raise Slip


@pytest.fixture
def pair(django_db_setup, django_db_blocker):
    from tenants.networks.models import Network

    with django_db_blocker.unblock():
        yield [Network.objects.get(slug=slug) for slug in ("alfa", "bravo")]
        connection.close()


def whose() -> str:
    """The association that the rows at hand belong to."""
    return User.objects.values_list("email", flat=True).get(email__startswith="office@").split("@")[1][:-8]


def read_twice(chance: random.Random) -> list[str]:
    return [whose() for _ in range(chance.randint(1, 2))]


def roll_back(chance: random.Random) -> list[str]:
    read = []
    try:
        with transaction.atomic():
            read += read_twice(chance)
            slip()
    except Slip:
        read.append(whose())
    return read


def roll_back_a_savepoint(chance: random.Random) -> list[str]:
    with transaction.atomic():
        try:
            with transaction.atomic():
                if chance.random() < 0.5:
                    whose()
                slip()
        except Slip:
            return read_twice(chance)


def break_the_transaction(chance: random.Random) -> list[str]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
    except DatabaseError:
        return read_twice(chance)


def give_the_connection_back(chance: random.Random) -> list[str]:
    read = read_twice(chance)
    connection.close()
    return [*read, whose()]


def leave_by_an_error(chance: random.Random) -> list[str]:
    return read_twice(chance)  # the visit raises when it is over


STEPS = [read_twice, roll_back, roll_back_a_savepoint, break_the_transaction, give_the_connection_back,
         leave_by_an_error]  # fmt: skip


def visit(network, chance: random.Random, enter) -> int:
    """How many reads of one visit were somebody else's."""
    step, wrong = chance.choice(STEPS), 0
    try:
        with enter(network):
            wrong = sum(name != network.slug for name in step(chance))
            if step is leave_by_an_error:
                slip()
    except Slip:
        pass
    if chance.random() < 0.2:
        connection.close()  # the end of a request: the pool gives it to another thread
    return wrong


def wrong_reads(pair, enter, *, visits: int) -> int:
    found, errors, lock = [], [], threading.Lock()

    def work(n: int) -> None:
        chance, wrong = random.Random(n), 0
        try:
            for _ in range(visits):
                wrong += visit(chance.choice(pair), chance, enter)
        except Exception as error:  # noqa: BLE001  told below
            errors.append(error)
        finally:
            connection.close()
        with lock:
            found.append(wrong)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    return sum(found)


def test_20000_visits_by_eight_threads_read_nobody_elses(pair):
    from tests.torture.figures import repeats, tell

    visits = repeats(VISITS, VISITS // 10)

    wrong = wrong_reads(pair, inside, visits=visits)

    assert wrong == 0
    tell("T27", visits=visits * THREADS, threads=THREADS, wrong_tenant_reads=wrong)


def test_the_naive_twin_that_believes_its_last_path_reads_others(pair):
    class Naive:
        """Names the association on the connection and trusts that the path follows."""

        def __init__(self, network) -> None:
            self.network = network

        def __enter__(self) -> None:
            connection.tenant, connection.schema_name = self.network, self.network.schema_name

        def __exit__(self, *_: object) -> None:
            return None

    assert wrong_reads(pair, Naive, visits=40) > 0
