"""Two at once, and an import that is broken off: all rows or none, once."""

from __future__ import annotations

import random
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Refused
from kernel.tenancy import inside
from tenants.members import actions, queries
from tenants.members.actions.shared import member_of
from tenants.members.models import Member, MemberImport

HOUSE = Actor.system()


def _at_once(network, *works):
    """Run each work in a thread of its own, in the network, all beginning together."""
    gate = threading.Barrier(len(works))
    said = []

    def run(work):
        try:
            with inside(network):
                said.append(work(gate))
        except (IntegrityError, Refused) as error:
            said.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def _preview(content, now):
    return actions.preview_import(file_name="network_250.csv", content=content, at=now)


@pytest.mark.torture
def test_two_who_apply_at_once_get_the_same_answer_and_250_members(
    own_tenant, django_db_blocker, network_csv, now
):
    with django_db_blocker.unblock():
        with inside(own_tenant):
            found = _preview(network_csv, now)

        def apply(gate):
            gate.wait()
            return actions.apply_import(import_id=found.pk, by=HOUSE, at=now).created

        said = _at_once(own_tenant, *[apply] * 4)

        with inside(own_tenant):
            kinds = list(Entry.objects.filter(kind="tenants.members.imported").values_list("body", flat=True))
            count = Member.objects.count()
    assert said == [250] * 4
    assert count == 250
    assert kinds == [{"created": 250}]


@pytest.mark.torture
def test_naive_twin_without_the_lock_one_of_them_falls(own_tenant, django_db_blocker, network_csv, now):
    with django_db_blocker.unblock():
        with inside(own_tenant):
            found = _preview(network_csv, now)

        def apply_without_lock(gate):
            with transaction.atomic():
                mine = MemberImport.objects.get(pk=found.pk)
                if mine.applied_at is not None:
                    return mine.created
                rows = queries.import_now(mine).rows
                gate.wait()
                Member.objects.bulk_create(member_of(row["values"], at=now) for row in rows)
                mine.applied_at, mine.created = now, len(rows)
                mine.save()
                return mine.created

        said = _at_once(own_tenant, *[apply_without_lock] * 2)
    assert sorted(map(str, said)) == ["250", "IntegrityError"]


@pytest.mark.torture
def test_of_two_files_with_the_same_organisations_one_is_refused_in_words(
    own_tenant, django_db_blocker, network_csv, now
):
    with django_db_blocker.unblock():
        with inside(own_tenant):
            ids = [_preview(network_csv, now).pk, _preview(network_csv, now).pk]

        def apply(import_id):
            def work(gate):
                gate.wait()
                return actions.apply_import(import_id=import_id, by=HOUSE, at=now).created

            return work

        said = _at_once(own_tenant, *[apply(i) for i in ids])

        with inside(own_tenant):
            count = Member.objects.count()
    assert sorted(map(str, said)) == ["250", "Refused"]
    assert count == 250


@pytest.mark.torture
def test_two_who_add_at_once_without_a_number_get_two_numbers(own_tenant, django_db_blocker, now):
    def add(org_number, email):
        def work(gate):
            gate.wait()
            values = {
                "name": "Bit AB", "org_number": org_number, "kind": "company",
                "contact_name": "Eva", "contact_email": email,
            }  # fmt: skip
            return actions.add_member(values, by=HOUSE, at=now).number

        return work

    with django_db_blocker.unblock():
        said = _at_once(own_tenant, add("559990-0015", "a@a.example"), add("559990-0023", "b@b.example"))
    assert sorted(said) == ["0001", "0002"]


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(5))
def test_an_import_broken_off_at_any_row_leaves_none_and_can_be_done_again(
    own_tenant, django_db_blocker, network_csv, now, seed
):
    """A constraint of the database breaks it, at a row nobody chose."""
    number = f"{random.Random(seed).randint(1, 250):04}"
    with django_db_blocker.unblock(), inside(own_tenant):
        found = _preview(network_csv, now)
        before = (User.objects.count(), Entry.objects.count())
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE members_member ADD CONSTRAINT stop CHECK (number <> '{number}')")

        with pytest.raises(IntegrityError, match="stop"):
            actions.apply_import(import_id=found.pk, by=HOUSE, at=now)

        found.refresh_from_db()
        left = (Member.objects.count(), User.objects.count(), Entry.objects.count(), found.applied_at)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE members_member DROP CONSTRAINT stop")
        again = actions.apply_import(import_id=found.pk, by=HOUSE, at=now).created
        count = Member.objects.count()
    assert left == (0, *before, None)
    assert (again, count) == (250, 250)


@pytest.mark.torture
def test_naive_twin_row_by_row_leaves_those_before_the_stop(own_tenant, django_db_blocker, network_csv, now):
    with django_db_blocker.unblock(), inside(own_tenant):
        found = _preview(network_csv, now)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE members_member ADD CONSTRAINT stop CHECK (number <> '0100')")

        def row_by_row():
            for row in queries.import_now(found).rows:
                member_of(row["values"], at=now).save()

        with pytest.raises(IntegrityError, match="stop"):
            row_by_row()

        assert Member.objects.count() == 99
