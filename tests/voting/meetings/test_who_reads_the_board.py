"""The board's minutes are the board's and the auditors': no door gives them to a member."""

from __future__ import annotations

import pytest

from accounts.models import User
from journal.models import Entry
from tests.voting.meetings.board_room import KARIN, LISA, MODEL, SOFIA, email_of, hold

AMONG_THEMSELVES = "att öppna ett bankkonto"
OUTSIDE = ("delegate", "observer", "chair", "secretary", "teller", "adjuster", "host")


@pytest.fixture
def held(karin, called):
    hold(karin, called)
    return called["id"]


def doors(meeting):
    at = f"/api/meetings/{meeting}"
    names = ("", "/state", "/events", "/minutes", "/minutes?version=draft", "/minutes.pdf", "/minutes/state",
             "/annexes", "/minutes/bundle.zip")  # fmt: skip
    return [f"{at}{name}" for name in names]


def test_no_door_of_a_board_meeting_opens_outside_it(in_alfa, held, elected, person, client_of):
    assert AMONG_THEMSELVES in MODEL[6]
    for role in OUTSIDE:
        somebody = client_of(in_alfa, person(role))

        told = {door: somebody.get(door).status_code for door in doors(held)}
        members = {door: somebody.get(door).status_code for door in doors(elected.pk)}

        assert told == dict.fromkeys(doors(held), 403), role
        assert [door for door, status in members.items() if status == 403] == [], "the doors do open"


def test_the_board_the_auditors_and_the_office_read_them(in_alfa, held, person, client_of):
    for role in ("board", "treasurer", "auditor", "office"):
        reader = client_of(in_alfa, person(role))

        assert reader.get(f"/api/meetings/{held}/minutes.pdf").content.startswith(b"%PDF"), role
        text = reader.get(f"/api/meetings/{held}/minutes").content.decode()
        assert AMONG_THEMSELVES in text


def test_whoever_sat_at_the_table_reads_that_meeting_when_the_role_has_ended(in_alfa, held, client_of, soon):
    from accounts.models import RoleGrant

    sofia = User.objects.get(email=email_of(SOFIA))
    RoleGrant.objects.filter(user=sofia).delete()
    RoleGrant.objects.create(user=sofia, role="delegate", granted_at=soon)

    assert client_of(in_alfa, sofia).get(f"/api/meetings/{held}/minutes").status_code == 200


def test_files_of_it_are_closed_by_their_own_address_too(in_alfa, karin, held, person, client_of):
    lisa = client_of(in_alfa, User.objects.get(email=email_of(LISA)))
    delegate = client_of(in_alfa, person("delegate"))
    sha256 = lisa.post(f"/api/meetings/{held}/minutes/versions").json()["sha256"]

    at = f"/api/meetings/{held}/minutes/files/{sha256}"
    assert (delegate.get(at).status_code, karin.get(at).status_code) == (403, 200)


def test_a_fact_of_it_is_not_there_and_the_book_tells_only_what_it_brought_about(
    in_alfa, karin, held, person, client_of
):
    delegate = client_of(in_alfa, person("delegate"))
    taken = Entry.objects.get(kind="tenants.decisions.taken", body__decision__text_sv=MODEL[6], subject=held)
    public = Entry.objects.filter(kind="tenants.decisions.taken").exclude(subject=held).first()

    assert delegate.get(f"/api/journal/{taken.pk}").status_code == 404
    assert karin.get(f"/api/journal/{taken.pk}").status_code == 200
    assert delegate.get(f"/api/journal/{public.pk}").status_code == 200
    seen = {one["item_no"]: one["effects"] for one in delegate.get(f"/api/decisions?meeting={held}").json()}
    whole = {one["item_no"] for one in karin.get(f"/api/decisions?meeting={held}").json()}
    assert all(seen.values())
    assert {4, 5} <= set(seen)
    assert 2 in whole - set(seen)


def test_the_stream_of_it_is_closed_as_well(in_alfa, held, elected, person):
    from django.conf import settings
    from django.utils.module_loading import import_string

    may = import_string(settings.SUBJECT_READ_BY)
    from uuid import UUID

    karin, delegate = User.objects.get(email=email_of(KARIN)).as_actor(), person("delegate").as_actor()
    assert [may(UUID(held), by) for by in (karin, delegate)] == [True, False]
    assert may(elected.pk, delegate)
