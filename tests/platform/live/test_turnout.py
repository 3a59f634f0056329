from __future__ import annotations

import itertools
import secrets
import time
import uuid

import pytest

from kernel.tenancy import inside
from voting.polls import queries


@pytest.fixture
def ballots(hall, now):
    """An open poll with a register of two halls: ballots.cast(no) adds one."""
    from tenants.members.models import Member
    from voting.meetings.models import Venue
    from voting.polls.models import Ballot, Poll
    from voting.register.models import Entry, Register

    run = secrets.token_hex(2)
    with inside(hall.network):
        halls = [
            Venue.objects.create(meeting=hall.meeting, order=no, name=name, kind="hall")
            for no, name in enumerate(("Kalmar", "Växjö"))
        ]
        register = Register.objects.create(
            meeting=hall.meeting, version=1, total=5, drawn_up_at=now, approved_at=now
        )
        entries = []
        for no in range(5):
            member = Member.objects.create(
                number=f"{run}{no}", name=f"Glas {no}", org_number=f"55{run}-000{no}", kind="company",
                contact_name="Eva", contact_email=f"eva{no}@{run}.example", created_at=now,
            )  # fmt: skip
            delegate = hall.person("delegate")
            entries.append(Entry(register=register, member=member, delegate=delegate, venue=halls[no > 2]))
        Entry.objects.bulk_create(entries)
        poll = Poll.objects.create(
            meeting=hall.meeting, item_no=1, no=1, kind="yes_no", question="Antas § 6?", rule={},
            state="open", register=register, created_at=now, opened_at=now,
        )  # fmt: skip

    class Ballots:
        def __init__(self):
            self.poll = poll

        def cast(self, no, number=1):
            with inside(hall.network):
                Ballot.objects.create(
                    poll=poll, entry=entries[no], number=number, choice="yes",
                    key=uuid.uuid4(), receipt=f"K{no}", cast_at=now,
                )  # fmt: skip

        def close(self):
            with inside(hall.network):
                ended = {"state": "voided", "voided_at": now, "voided_reason": "Slut"}
                Poll.objects.filter(pk=poll.pk, state="open").update(**ended)
            hall.say(kind="tests.live.closed")

    opened = Ballots()
    yield opened
    opened.close()


def test_turnout_comes_without_an_id_when_it_has_changed_and_never_says_how(hall, live, ballots):
    cookie = hall.sign_in(hall.person("delegate"))
    reader = live.follow(hall, cookie)
    assert reader.has(1, name="turnout")

    ballots.cast(0)
    ballots.cast(4)
    ballots.cast(0, number=2)
    time.sleep(2.5)
    ballots.cast(1)
    time.sleep(1.5)
    late = live.follow(hall, cookie)
    assert late.has(1, name="turnout")
    ballots.close()
    time.sleep(1.5)

    turnouts = [event.data for event in reader.named("turnout")]
    assert turnouts[0] == {
        "poll": str(ballots.poll.pk), "cast": 0, "register": 5,
        "per_venue": [
            {"name": "Kalmar", "cast": 0, "register": 3},
            {"name": "Växjö", "cast": 0, "register": 2},
        ],
        "head": "",
    }  # fmt: skip
    with inside(hall.network):
        told = queries.turnouts([ballots.poll])  # what a page that polls is given
    assert turnouts[-1] == told[ballots.poll.pk]
    assert turnouts[-1]["per_venue"] == [
        {"name": "Kalmar", "cast": 2, "register": 3},
        {"name": "Växjö", "cast": 1, "register": 2},
    ]
    casts = [turnout["cast"] for turnout in turnouts]
    assert casts == sorted(set(casts))
    assert casts[-2:] == [2, 3]
    assert [event.data["cast"] for event in late.named("turnout")] == [3]
    assert all(event.id is None for event in reader.named("turnout"))
    moments = [event.at for event in reader.named("turnout")]
    assert all(later - earlier > 0.9 for earlier, later in itertools.pairwise(moments))
    assert b"yes" not in reader.raw


def test_a_meeting_without_an_open_poll_hears_of_no_turnout(hall, live, ballots):
    ballots.close()

    reader = live.follow(hall, hall.sign_in(hall.person("delegate")))
    hall.say()
    assert reader.has(1)
    time.sleep(1.5)

    assert reader.named("turnout") == []
