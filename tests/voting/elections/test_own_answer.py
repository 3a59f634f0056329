"""The elected answer on their own phone: only their own name, once they are elected. A no frees the seat."""

from __future__ import annotations

import pytest

from tests.voting.elections.booth import CHAIR


@pytest.fixture
def phone(booth, client_of):
    from accounts.models import User

    return lambda n: client_of(booth.hall.network, User.objects.get(pk=booth.hall.voters[n]))


def delegate(booth, n):
    from voting.meetings import queries

    found = queries.registration_of_delegate(booth.meeting, booth.hall.voters[n])
    return {"name": found.delegate.name, "email": found.delegate.email, "organisation": found.member.name}


def elected(booth, *names):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", list(names))
    booth.do("close_nominations", election)
    if len(names) == 1:
        booth.do("acclaim", election, is_decision=False)
    return election


def answer(booth, client, election, name, *, accepts):
    body = {"nomination": str(booth.nomination(election, name)), "accepts": accepts}
    return client.post(f"/api/elections/{election}/my-answer", body, format="json")


def test_the_elected_accepts_from_the_phone_and_again_changes_nothing(booth, phone):
    from journal.models import Entry

    who = delegate(booth, 2)
    election = elected(booth, who)

    first = answer(booth, phone(2), election, who["name"], accepts=True)
    entries = Entry.objects.count()
    again = answer(booth, phone(2), election, who["name"], accepts=True)

    assert (first.status_code, again.status_code) == (200, 200)
    assert [one["accepts"] for one in first.json()["elected"]] == [True]
    assert Entry.objects.count() == entries


def test_a_no_frees_the_seat(booth, phone):
    who = delegate(booth, 2)
    election = elected(booth, who)

    told = answer(booth, phone(2), election, who["name"], accepts=False).json()

    assert (told["elected"], told["free"]) == ([], 1)


def test_nobody_answers_for_somebody_else(booth, phone):
    who = delegate(booth, 2)
    election = elected(booth, who)

    assert answer(booth, phone(3), election, who["name"], accepts=True).status_code == 403
    assert booth.shape(election)["elected"][0]["accepts"] is None


def test_a_name_from_the_floor_is_known_by_name_and_organisation(booth, phone):
    who = delegate(booth, 2)
    election = elected(booth, {"name": who["name"].upper(), "organisation": who["organisation"]})

    assert answer(booth, phone(2), election, who["name"].upper(), accepts=True).status_code == 200


def test_a_namesake_from_elsewhere_is_not_the_one(booth, phone):
    who = delegate(booth, 2)
    election = elected(booth, {"name": who["name"], "organisation": "Någon annanstans AB"})

    assert answer(booth, phone(2), election, who["name"], accepts=True).status_code == 403


def test_who_is_not_elected_has_nothing_to_answer(booth, phone):
    who = delegate(booth, 2)
    election = elected(booth, who, {"name": "Ada Ek"})

    refused = answer(booth, phone(2), election, who["name"], accepts=True)

    assert refused.status_code == 409
    assert [one["code"] for one in refused.json()["obstacles"]] == ["voting.elections.obstacle_not_elected"]
