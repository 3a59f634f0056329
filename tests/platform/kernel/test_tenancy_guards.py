"""Each trap of the house's table has a guard; each guard's naive twin falls into the trap."""

from __future__ import annotations

import asyncio
import threading

import pytest
from django.core.cache import cache, caches
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import schema_exists

from kernel import checks, tenancy
from kernel.tenancy import NoTenant, inside


def _wrong_reads(enter, networks, *, threads=8, rounds=100) -> int:
    """How often a thread that entered a network found itself in another schema."""
    wrong = []
    gate = threading.Barrier(threads)

    def work(mine, other):
        gate.wait()
        try:
            for _ in range(rounds):
                try:
                    with enter(mine):
                        with enter(other), connection.cursor() as cursor:
                            cursor.execute("SELECT 1")
                        with connection.cursor() as cursor:
                            cursor.execute("SELECT current_schema()")
                            if cursor.fetchone()[0] != mine.schema_name:
                                wrong.append(1)
                except Exception:  # noqa: BLE001  the twin breaks in many ways, each is wrong
                    wrong.append(1)
        finally:
            connection.close()

    running = [
        threading.Thread(target=work, args=(networks[i % 2], networks[1 - i % 2])) for i in range(threads)
    ]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return len(wrong)


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    from tenants.networks.models import Network

    with django_db_blocker.unblock():
        yield [Network.objects.get(slug="alfa"), Network.objects.get(slug="bravo")]
        tenancy.go_public()


@pytest.mark.torture
def test_eight_threads_changing_tenant_never_read_the_wrong_one(committed):
    assert _wrong_reads(inside, committed) == 0


@pytest.mark.torture
def test_naive_twin_the_librarys_with_tenant_shares_its_stack_between_threads(committed):
    assert _wrong_reads(lambda network: network, committed) > 0


def test_a_new_thread_has_no_tenant_and_says_so(in_alfa):
    said = []

    def work():
        try:
            tenancy.schema()
        except NoTenant:
            said.append("no tenant")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert said == ["no tenant"]


def test_business_tables_are_not_in_public_so_that_forgetting_the_tenant_fails_loudly(db):
    from tenants.members.models import Member

    with pytest.raises(ProgrammingError, match="members_member"):
        Member.objects.count()


def test_one_key_is_two_entries_for_two_tenants(alfa, bravo):
    with inside(alfa):
        cache.set("board", "canary of alfa")
    with inside(bravo):
        found = cache.get("board")
    with inside(alfa):
        kept = cache.get("board")

    assert (found, kept) == (None, "canary of alfa")


def test_naive_twin_a_cache_without_tenant_keys_leaks(alfa, bravo):
    with inside(alfa):
        caches["platform"].set("board", "canary of alfa")
    with inside(bravo):
        assert caches["platform"].get("board") == "canary of alfa"


def test_async_code_keeps_the_tenants_apart(alfa, bravo):
    async def key_of(network):
        token = tenancy._current.set(network)
        await asyncio.sleep(0)
        try:
            return tenancy.cache_key("x", "", 1)
        finally:
            tenancy._current.reset(token)

    async def both():
        return await asyncio.gather(key_of(alfa), key_of(bravo))

    assert asyncio.run(both()) == ["t:alfa::1:x", "t:bravo::1:x"]


def test_a_cache_key_without_a_tenant_is_refused():
    with pytest.raises(NoTenant):
        cache.get("board")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}},
            "stadga.E001",
        ),
        ({"SHARED_APPS": ["accounts"], "TENANT_APPS": ["accounts"]}, "stadga.E002"),
        ({"SESSION_COOKIE_DOMAIN": ".localhost"}, "stadga.E003"),
        ({"TENANT_APPS": ["django.contrib.contenttypes"], "SHARED_APPS": []}, "stadga.E004"),
        ({"DATABASES": {"default": {"OPTIONS": {}}}}, "stadga.E005"),
        ({"STRIPE_KEY": "sk_live_1", "STRIPE_WEBHOOK_SECRETS": ("whsec",)}, "stadga.E006"),
        (
            {"STRIPE_KEY": "sk_test_1", "STRIPE_LIVE": True, "STRIPE_WEBHOOK_SECRETS": ("whsec",)},
            "stadga.E006",
        ),
        (
            {
                "STRIPE_KEY": "rk_live_1",
                "STRIPE_LIVE": True,
                "STRIPE_URL": "http://localhost:1",
                "STRIPE_WEBHOOK_SECRETS": ("whsec",),
            },
            "stadga.E007",
        ),
        ({"STRIPE_KEY": "sk_test_1"}, "stadga.E008"),
        ({"SUBSCRIPTIONS": True}, "stadga.E009"),
    ],
)
def test_an_installation_that_could_mix_tenants_does_not_start(settings, change, code):
    assert checks.tenancy_is_guarded(None) == []

    for name, value in change.items():
        setattr(settings, name, value)

    assert code in [error.id for error in checks.tenancy_is_guarded(None)]


def test_inside_puts_back_what_was_there_also_after_an_error(alfa, bravo):
    with inside(alfa):
        with pytest.raises(ZeroDivisionError), inside(bravo):
            raise ZeroDivisionError
        assert (tenancy.schema(), connection.schema_name) == ("alfa", "alfa")
    assert (tenancy.current_or_none(), connection.schema_name) == (None, "public")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("alfa.localhost", 200),
        ("ALFA.localhost:8000", 200),
        ("alfa.localhost.", 200),
        ("alfa.localhost..", 404),
        ("www.alfa.localhost", 404),
        ("nobody.localhost", 404),
        ("[::1]", 404),
        ("alfa.localhost@evil.example", 404),
        ("", 404),
    ],
)
def test_only_the_host_header_decides_where_a_request_belongs(alfa, client, host, status):
    answer = client.get("/api/session", HTTP_HOST=host, HTTP_X_FORWARDED_HOST="bravo.localhost")

    assert answer.status_code == status
    if status == 200:
        assert answer.json()["network"]["slug"] == "alfa"
    assert (tenancy.current_or_none(), connection.schema_name) == (None, "public")


def test_a_storm_of_unknown_hosts_costs_one_query(alfa, client, monkeypatch):
    tenancy.hosts.forget()
    monkeypatch.setattr(tenancy.hosts, "clock", lambda: 0.0)
    with CaptureQueriesContext(connection) as seen:
        for _ in range(50):
            client.get("/api/session", HTTP_HOST="storm.localhost")

    assert len([q for q in seen.captured_queries if "networks_domain" in q["sql"]]) == 1


def test_a_task_is_not_sent_without_its_association():
    from config.celery import Task

    class Letter(Task):
        name = "letter"

    with pytest.raises(NoTenant):
        Letter().apply_async()


def test_naive_twin_plain_django_work_in_public_is_silent(db):
    assert schema_exists("public")
    assert connection.schema_name == "public"  # nothing complains: that is the trap


def test_a_task_for_an_unknown_association_stops_before_it_begins(db):
    import uuid

    from config.celery import app

    ran = []

    @app.task(name="probe", lazy=False)
    def task():
        ran.append(1)

    task.push_request(headers={"stadga_network": str(uuid.uuid4())})

    with pytest.raises(NoTenant):
        task()
    assert ran == []


def test_a_task_runs_inside_its_association(alfa):
    from config.celery import app

    seen = []

    @app.task(name="probe_inside", lazy=False)
    def task():
        seen.append(tenancy.schema())

    task.push_request(headers={"stadga_network": str(alfa.pk)})
    task()

    assert seen == ["alfa"]
    assert tenancy.current_or_none() is None


def test_the_database_promises_durability(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
        cursor.execute("SHOW fsync")
        assert cursor.fetchone() == ("on",)
