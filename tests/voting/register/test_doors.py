"""Every door of both rooms: who may, and what another association's ids are here."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kernel.doors import ANYONE, SIGNED_IN
from kernel.permissions import TABLE, Role
from kernel.tenancy import inside
from tests.voting.meetings.conftest import KALMAR, new_meeting, new_member, register, venue
from voting.meetings.urls import urlpatterns as of_meetings
from voting.register.urls import urlpatterns as of_register

EITHER = {"meetings/<uuid:meeting_id>/venues/<uuid:venue_id>/confirm": {"check_in.desk", "meeting.lead"}}
DOORS = [
    (str(pattern.pattern), method, verb)
    for pattern in (*of_meetings, *of_register)
    for method, verb in pattern.callback.view_class.verbs.items()
]


def address(route, **ids):
    for name in ("meeting_id", "registration_id", "venue_id", "seat_id", "note_id", "proxy_id", "version_id"):
        route = route.replace(f"<uuid:{name}>", str(ids.get(name, uuid.uuid4())))
    return "/api/" + route.replace("<int:no>", "1")


def ask(client, method, where, body=None):
    return client.generic(method, where, *([] if body is None else [body]), content_type="application/json")


def test_each_door_opens_for_the_roles_of_the_table_and_no_other(alfa, in_alfa, person, client_of):
    clients = {role: client_of(alfa, person(role.value)) for role in Role}
    guest, wrong = client_of(alfa), []

    for route, method, verb in DOORS:
        for role, client in clients.items():
            may = verb in {ANYONE, SIGNED_IN} or verb in TABLE[role]
            if route in EITHER:
                may = bool(EITHER[route] & TABLE[role])
            status = ask(client, method, address(route), b"{}").status_code
            if (status not in {401, 403}) != may or status >= 500:
                wrong.append((method, route, role.value, status))
        status = ask(guest, method, address(route), b"{}").status_code
        if (status != 401) != (verb == ANYONE):
            wrong.append((method, route, "guest", status))

    assert wrong == []
    assert len(DOORS) > 70


@pytest.fixture
def canary(bravo, now):
    """A whole meeting in Bravo, whose every name is Kanarie. Whatever is asked, nothing happens to it."""
    from journal.queries import last_id

    with inside(bravo):
        meeting = new_meeting(at=now)
        meeting.title = "Kanarie"
        meeting.save()
        member = new_member(1, name="Kanarie AB", at=now)
        place = venue(meeting, KALMAR)
        registration = register(meeting, member, place, at=now)
        before = last_id()
    yield {
        "meeting_id": meeting.pk,
        "registration_id": registration.pk,
        "venue_id": place.pk,
        "member": member.pk,
    }
    with inside(bravo):
        assert last_id() == before


BODY = {
    "fates": [],
    "event": 1,
    "reason": "därför",
    "not_before": None,
    "wordings": {},
    "reasons": "därför",
    "step": "acclamation",
    "heard": "yes",
    "kind": "statement",
    "delegate_name": "Inkräktare",
    "delegate_email": "in@kraktare.example",
    "title": "Ändrad",
    "title_sv": "Insmugglat",
    "name": "Inkräktare",
    "email": "in@kraktare.example",
    "starts_at": "2016-10-11T12:00:00Z",
    "registration_closes_at": "2016-10-10T12:00:00Z",
    "venues": [{"name": "X", "kind": "hall", "venue": str(uuid.uuid4()), "heard": "yes"}],
    "text_sv": "Beslut.",
    "method": "note",
    "total": 1,
    "here": [{"seat": str(uuid.uuid4())}],
    "answers": [{"member": str(uuid.uuid4()), "answer": "admit"}],
}


def body_of(ids, route=""):
    """``kind`` is a note's; an item has kinds of its own."""
    import json

    given = {
        **BODY,
        "venue": str(ids["venue_id"]),
        "registration": str(ids["registration_id"]),
        "member": str(ids["member"]),
    }
    if route.endswith("/items"):
        given["kind"] = "decision"
    return json.dumps(given).encode()


def test_another_associations_meeting_is_not_here(alfa, person, client_of, canary):
    with inside(alfa):
        somebody = person(*(r.value for r in Role))
    client, told = client_of(alfa, somebody), {}

    for route, method in [(route, method) for route, method, _ in DOORS if "meeting_id" in route]:
        where = address(route, **canary)
        if method == "POST" and "proxies" in route:
            file = SimpleUploadedFile("f.pdf", b"%PDF-1.7")
            form = {"holder_name": "A", "holder_email": "a@b.example", "dated": "2016-10-01", "file": file}
            answer = client.post(where, {**form, "member": str(canary["member"])}, format="multipart")
        else:
            answer = ask(client, method, where, body_of(canary, route))
        told[method, route] = (answer.status_code, b"Kanarie" in answer.content)

    assert told == dict.fromkeys(told, (404, False))
    assert len(told) > 60


@pytest.mark.parametrize(
    ("route", "method", "own"),
    [
        ("meetings/<uuid:meeting_id>/check-ins", "POST", {"registration_id"}),
        ("meetings/<uuid:meeting_id>/check-ins", "POST", {"venue_id"}),
        ("meetings/<uuid:meeting_id>/check-ins/<uuid:registration_id>", "DELETE", set()),
        ("meetings/<uuid:meeting_id>/registrations", "POST", {"member"}),
        ("meetings/<uuid:meeting_id>/registrations", "POST", {"venue_id"}),
        ("meetings/<uuid:meeting_id>/registrations/<uuid:registration_id>", "PUT", {"venue_id"}),
        ("meetings/<uuid:meeting_id>/registrations/<uuid:registration_id>", "PUT", {"registration_id"}),
        ("meetings/<uuid:meeting_id>/registrations/<uuid:registration_id>", "DELETE", set()),
        ("meetings/<uuid:meeting_id>/my-registration", "PUT", {"member"}),
        ("meetings/<uuid:meeting_id>/venues/<uuid:venue_id>/confirm", "POST", set()),
    ],
)
def test_one_foreign_id_among_ones_own_is_not_here_and_changes_nothing(
    alfa, person, client_of, canary, soon, route, method, own
):
    from journal.queries import last_id

    with inside(alfa):
        meeting = new_meeting(at=soon)
        member = new_member(2, at=soon)
        registration = register(meeting, member, venue(meeting, KALMAR), at=soon)
        mine = {
            "meeting_id": meeting.pk,
            "registration_id": registration.pk,
            "venue_id": venue(meeting, KALMAR).pk,
            "member": member.pk,
        }
        somebody = person(*(r.value for r in Role), email=member.contact_email)
        before = last_id()
    mixed = {**canary, **{name: mine[name] for name in {"meeting_id", *own}}}

    answer = ask(client_of(alfa, somebody), method, address(route, **mixed), body_of(mixed))

    assert answer.status_code == 404
    assert b"Kanarie" not in answer.content
    with inside(alfa):
        assert last_id() == before


def test_the_list_of_meetings_names_no_other_associations(alfa, client_of, canary, bravo):
    seen = client_of(alfa).get("/api/meetings")

    assert seen.json() == []
    assert b"Kanarie" not in seen.content
    assert b"Kanarie" in client_of(bravo).get("/api/meetings").content


def test_the_api_is_described_as_it_answers(alfa, in_alfa, person, client_of, soon):
    from drf_spectacular.generators import SchemaGenerator

    schema = SchemaGenerator(urlconf="config.urls_tenant").get_schema(request=None, public=True)
    shapes = schema["components"]["schemas"]
    meeting = new_meeting(at=soon)
    member = new_member(1, at=soon)
    register(meeting, member, venue(meeting, KALMAR), at=soon)
    office = client_of(alfa, person("office"))

    answers = {
        "MeetingShape": office.get(f"/api/meetings/{meeting.pk}").json(),
        "MeetingSummaryShape": office.get("/api/meetings").json()[0],
        "RegistrationsShape": office.get(f"/api/meetings/{meeting.pk}/registrations").json(),
        "RegistrationShape": office.get(f"/api/meetings/{meeting.pk}/registrations").json()["results"][0],
        "RegisterShape": office.get(f"/api/meetings/{meeting.pk}/register").json(),
    }

    for name, answer in answers.items():
        assert set(shapes[name]["required"]) <= set(answer) <= set(shapes[name]["properties"]), name
