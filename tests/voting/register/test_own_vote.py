"""A member's side: whether it has a vote and why, its substitute and its proxy, through the doors."""

from __future__ import annotations

import pytest

from tests.voting.meetings.conftest import KALMAR, client_of, meeting, new_member, register, soon, venue  # noqa: F401
from tests.voting.register.conftest import HOUSE, come, leave
from voting.register import actions

SARA = {"name": "Sara Ström", "email": "sara@medlem.example"}


@pytest.fixture
def own(alfa, meeting, client_of, now, soon):  # noqa: F811
    """Östbit's registration and the client of its delegate."""
    found = register(meeting, new_member(1, name="Östbit AB", at=now), venue(meeting, KALMAR), at=now)
    return found, client_of(alfa, found.delegate)


def ask(client, meeting, rest, method="get", body=None, status=200):  # noqa: F811
    answer = getattr(client, method)(f"/api/meetings/{meeting.pk}/{rest}", body, format="json")
    assert answer.status_code == status, answer.content
    return answer.json()


def codes(shape):
    return [one["code"] for one in shape["obstacles"]]


def test_it_says_whether_there_is_a_vote_and_why(own, meeting, now):  # noqa: F811
    registration, client = own
    before = ask(client, meeting, "my-vote")
    come(meeting, registration, at=now)
    after = ask(client, meeting, "my-vote")

    assert (before["has_vote"], before["by"]) == (False, None)
    assert [r["code"] for r in before["reasons"]] == ["voting.register.reason_delegate_away"]
    assert (after["has_vote"], after["authority"], after["by"]) == (True, "delegate", "Ombud 1")


def test_proxies_are_off_at_a_constitutive_meeting_and_it_says_so(own, meeting):  # noqa: F811
    proxy = ask(own[1], meeting, "my-vote")["proxy"]

    assert codes(proxy) == ["voting.register.obstacle_no_proxies"]
    assert "mötesordningen" in proxy["source_sv"]


def test_a_substitute_is_named_also_after_the_last_day_and_serves(own, meeting, now, monkeypatch):  # noqa: F811
    from kernel import clock

    monkeypatch.setattr(clock, "now", lambda: meeting.starts_at)
    registration, client = own

    named = ask(client, meeting, "my-substitute", "put", SARA)
    again = ask(client, meeting, "my-substitute", "put", SARA)
    actions.check_in(
        meeting_id=meeting.pk, registration_id=registration.pk, venue_id=registration.venue_id,
        is_substitute=True, by=HOUSE, at=meeting.starts_at,
    )  # fmt: skip
    serving = ask(client, meeting, "my-vote")

    assert named["substitute"] == {**SARA, "is_registered": True, "obstacles": []}
    assert again == named
    assert (serving["has_vote"], serving["authority"], serving["by"]) == (True, "substitute", "Sara Ström")
    assert codes(serving["substitute"]) == ["voting.meetings.obstacle_substitute_here"]


def test_a_substitute_who_is_here_is_not_replaced(own, meeting, now, last_entry):  # noqa: F811
    registration, client = own
    ask(client, meeting, "my-substitute", "put", SARA)
    actions.check_in(
        meeting_id=meeting.pk, registration_id=registration.pk, venue_id=registration.venue_id,
        is_substitute=True, by=HOUSE, at=now,
    )  # fmt: skip
    recorded = last_entry()

    other = {"name": "Ola Ny", "email": "ola@medlem.example"}
    refused = ask(client, meeting, "my-substitute", "put", other, status=409)
    gone = ask(client, meeting, "my-substitute", "delete", status=409)

    assert codes(refused) == codes(gone) == ["voting.meetings.obstacle_substitute_here"]
    assert last_entry() == recorded
    registration.refresh_from_db()
    assert registration.substitute.name == "Sara Ström"


def test_where_the_rules_know_no_substitutes_none_is_named_but_one_can_be_struck(own, meeting):  # noqa: F811
    _, client = own
    ask(client, meeting, "my-substitute", "put", SARA)
    meeting.procedure = {"substitute": {"value": False, "source_sv": "mötesordningen", "source_en": ""}}
    meeting.save(update_fields=["procedure"])

    other = {"name": "Ola Ny", "email": "ola@medlem.example"}
    refused = ask(client, meeting, "my-substitute", "put", other, status=409)
    struck = ask(client, meeting, "my-substitute", "delete")

    assert codes(refused) == ["voting.meetings.obstacle_no_substitutes"]
    assert struck["substitute"]["name"] == ""


def test_nobody_else_sees_or_names_anything(alfa, own, meeting, person, client_of):  # noqa: F811
    stranger = client_of(alfa, person("delegate", email="stranger@nowhere.example"))

    ask(stranger, meeting, "my-vote", status=403)
    ask(stranger, meeting, "my-substitute", "put", SARA, status=403)

    own[0].refresh_from_db()
    assert own[0].substitute is None
    leave(meeting, own[0], at=meeting.starts_at)
