from __future__ import annotations

import time

import pytest

from journal.models import Entry
from kernel.tenancy import inside

CANARY = "kanariefågel-7731"


def test_each_reader_gets_only_what_its_audience_may_see(hall, live):
    readers = {
        "projector": live.open(hall.host, f"/live/projector/{hall.meeting.projector_key}"),
        "delegate": live.follow(hall, hall.sign_in(hall.person("delegate"))),
        "observer": live.follow(hall, hall.sign_in(hall.person("observer"))),
        "teller": live.follow(hall, hall.sign_in(hall.person("teller"))),
    }
    assert readers["projector"].has(1, name="hello")

    officers = hall.say(audience="officers", secret=CANARY)
    self_only = hall.say(audience="self", secret=CANARY)
    meeting = hall.say(audience="meeting")
    members = hall.say(audience="members")
    public = hall.say()

    for reader in readers.values():
        assert until_last(reader, public)
    assert readers["projector"].ids == [public]
    assert readers["delegate"].ids == readers["observer"].ids == [meeting, members, public]
    assert readers["teller"].ids == [officers, meeting, members, public]
    assert self_only not in readers["teller"].ids
    for name in ("projector", "delegate", "observer"):
        assert CANARY.encode() not in readers[name].raw
    assert CANARY.encode() in readers["teller"].raw


@pytest.mark.parametrize("replay", ["ring", "record"])
def test_what_is_caught_up_is_filtered_too(hall, live, replay, now):
    with inside(hall.network):
        Entry.objects.bulk_create(
            Entry(
                kind="tests.live.said",
                audience="officers",
                at=now,
                subject=hall.meeting.pk,
                body={"is": CANARY},
            )
            for _ in range(600 if replay == "record" else 1)
        )
    public = hall.say()

    screen = live.open(hall.host, f"/live/projector/{hall.meeting.projector_key}?after=0")
    chair = live.follow(hall, hall.sign_in(hall.person("chair")), after=0)

    assert until_last(screen, public)
    assert until_last(chair, public)
    assert screen.ids == [public]
    assert CANARY.encode() not in screen.raw
    assert CANARY.encode() in chair.raw


def test_another_association_hears_nothing(halls, live):
    here, there = halls(), halls()
    listening = live.follow(here, here.sign_in(here.person("chair")), after=0)
    elsewhere = live.follow(there, there.sign_in(there.person("chair")), after=0)
    screen = live.open(there.host, f"/live/projector/{there.meeting.projector_key}")

    for audience in ("public", "meeting", "members", "officers"):
        here.say(audience=audience, secret=CANARY)
    own = there.say()

    assert listening.has(4)
    assert until_last(elsewhere, own)
    assert until_last(screen, own)
    assert elsewhere.ids == screen.ids == [own]
    assert CANARY.encode() in listening.raw
    assert CANARY.encode() not in elsewhere.raw + screen.raw


def test_another_meeting_of_the_same_association_hears_nothing(hall, live, now):
    from voting.meetings.models import Meeting

    cookie = hall.sign_in(hall.person("chair"))
    with inside(hall.network):
        other = Meeting.objects.create(
            title="Årsmöte", starts_at=now, registration_closes_at=now, created_at=now
        )
    reader = live.open(hall.host, f"/live/meetings/{other.pk}?after=0", Cookie=cookie)
    present = live.follow(hall, cookie)

    hall.say(secret=CANARY)

    assert present.has(1)
    time.sleep(0.2)
    assert reader.named("hello")
    assert reader.ids == []


def until_last(reader, number) -> bool:
    last = time.monotonic() + 5
    while number not in reader.ids:
        if time.monotonic() > last:
            return False
        time.sleep(0.01)
    return True
