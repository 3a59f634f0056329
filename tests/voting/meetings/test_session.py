from __future__ import annotations

from tests.voting.meetings.conftest import new_meeting


def test_the_session_names_the_meeting_that_matters(in_alfa, bravo, client_of, now):
    meeting = new_meeting(at=now)

    assert client_of(in_alfa).get("/api/session").json()["meeting_id"] == str(meeting.pk)
    assert client_of(bravo).get("/api/session").json()["meeting_id"] is None
