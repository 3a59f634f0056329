"""A spare is a copy that cannot be told from what was migrated; a copy that can be told is not kept."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from tenants.networks.actions import prepare_spare, provisioning
from tenants.networks.actions.copying import CopyDiffers, copy_schema
from tenants.networks.models import Spare, Template
from tests.fresh_schemas import form_of


@pytest.fixture
def template(db):
    return Template.objects.get().schema_name


@pytest.fixture
def copy(template):
    copy_schema(template, "a_copy")
    return "a_copy"


def asked(query, *about):
    with connection.cursor() as cursor:
        cursor.execute(query, about or None)
        return cursor.fetchall()


def is_there(schema):
    return asked("SELECT count(*) FROM pg_namespace WHERE nspname = %s", schema) == [(1,)]


def test_a_copy_has_the_form_and_the_rows_of_what_was_migrated(template, copy):
    assert form_of(copy) == form_of(template)
    rows = "SELECT id, app, name, applied FROM {}.django_migrations ORDER BY id"
    assert len(asked(rows.format(template))) > 90
    assert asked(rows.format(copy)) == asked(rows.format(template))


def test_a_copy_leans_on_nothing_of_its_template(copy):
    outside = """
        SELECT conname, n.nspname FROM pg_constraint k
          JOIN pg_class c ON c.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE k.connamespace = 'a_copy'::regnamespace AND n.nspname NOT IN ('a_copy', 'public')
    """
    assert asked(outside) == []
    functions = """
        SELECT t.tgname FROM pg_trigger t
          JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
         WHERE c.relnamespace = 'a_copy'::regnamespace AND NOT t.tgisinternal
           AND p.pronamespace <> c.relnamespace
    """
    assert asked(functions) == []


def test_a_copy_guards_and_counts_as_what_was_migrated(copy):
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        asked("TRUNCATE a_copy.register_register CASCADE")

    [(last,)] = asked("SELECT max(id) FROM a_copy.django_migrations")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO a_copy.django_migrations (app, name, applied) VALUES ('a', 'b', now())")
    assert asked("SELECT max(id) FROM a_copy.django_migrations") == [(last + 1,)]


@pytest.mark.parametrize(
    "more",
    [
        "CREATE VIEW {}.those AS SELECT name FROM {}.members_member",
        "ALTER TABLE {}.members_member ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE {}.journal_entry DISABLE TRIGGER USER",
        "GRANT SELECT ON {}.members_member TO PUBLIC",
        "GRANT USAGE ON SCHEMA {} TO PUBLIC",
        "CREATE TYPE {}.colour AS ENUM ('red')",
        "CREATE POLICY own ON {}.members_member USING (true)",
        "REVOKE EXECUTE ON FUNCTION {}.register_refuse() FROM PUBLIC",
    ],
)
def test_what_is_not_copied_is_found_and_no_copy_is_kept(template, more):
    with connection.cursor() as cursor:
        cursor.execute(more.format(template, template))

    with pytest.raises(CopyDiffers):
        copy_schema(template, "a_copy")

    assert not is_there("a_copy")


def test_a_spare_is_migrated_where_a_copy_differs(template, monkeypatch):
    copy_schema(template, "as_migrated_now")  # migrating takes seconds, and has given the same
    monkeypatch.setattr(provisioning, "_migrate", lambda name: copy_schema("as_migrated_now", name))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE VIEW {template}.those AS SELECT name FROM {template}.members_member")

    made = prepare_spare()

    assert Spare.objects.filter(pk=made.pk).exists()
    assert form_of(made.schema_name) == form_of("as_migrated_now")


def test_a_new_state_of_the_code_gets_a_template_of_its_own_and_the_old_one_goes(template, monkeypatch):
    monkeypatch.setattr(provisioning.queries, "migrations_fingerprint", lambda: "another")
    monkeypatch.setattr(provisioning, "_migrate", lambda name: copy_schema(template, name))

    made = prepare_spare()

    assert made.fingerprint == "another"
    now = Template.objects.get()
    assert now.fingerprint == "another"
    assert is_there(now.schema_name)
    assert not is_there(template)
