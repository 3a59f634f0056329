"""What the demo's meeting has before it: motions filed by their movers, the fees, and names for each post."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from config import iec
from config import iec_proposals as proposals
from kernel.actor import Actor
from voting.elections.actions import NewElection, NewName, open_election
from voting.elections.models import Election
from voting.meetings.models import Meeting
from voting.motions.actions import Draft, Main, Merge, file_motion, merge, recommend, set_main
from voting.motions.enums import Word
from voting.motions.models import Motion


@transaction.atomic
def lay_out(meeting: Meeting, *, at: datetime) -> None:
    """Whole or not at all; nothing when something has been moved or nominated here already."""
    if Motion.objects.filter(meeting=meeting).exists() or Election.objects.filter(meeting=meeting).exists():
        return
    _motions(meeting, at=at)
    _fees(meeting, at=at)
    _elections(meeting, at=at)


def _motions(meeting: Meeting, *, at: datetime) -> None:
    filed = {}
    for mark, motion in proposals.amendments().items():
        by = _person(iec.MOVERS[mark])
        filed[mark] = file_motion(meeting_id=meeting.pk, draft=Draft(**motion), by=by, at=at)
    for mark, word in proposals.recommended().items():
        recommend(motion_id=filed[mark].pk, word=Word(word), text="", by=Actor.system(), at=at)
    own = filed[proposals.OWN]
    merge(motion_id=own.pk, how=Merge(own_by_board=True), by=Actor.system(), at=at)


def _fees(meeting: Meeting, *, at: datetime) -> None:
    main = Main(fees=proposals.fees())
    set_main(meeting_id=meeting.pk, item_no=proposals.FEES, main=main, by=Actor.system(), at=at)
    for who, motion in proposals.other_fees():
        file_motion(meeting_id=meeting.pk, draft=Draft(**motion), by=_person(who), at=at)


def _elections(meeting: Meeting, *, at: datetime) -> None:
    seats = iec.board()["board_election"]["seats"]
    elections: list[dict[str, Any]] = [
        {"item_no": proposals.CHAIR, "post": "board_chair", "nominations": proposals.names("ordförande")},
        {
            "item_no": proposals.BOARD, "post": "board_member", "seats": seats,
            "nominations": proposals.names("ledamot"),
        },
        *proposals.unopposed(),
    ]  # fmt: skip
    for one in elections:
        named = tuple(NewName(**name) for name in one.pop("nominations"))
        new = NewElection(**one, nominations=named)
        open_election(meeting_id=meeting.pk, new=new, by=Actor.system(), at=at)


def _person(name: str) -> Actor:
    return User.objects.get(email=proposals.email_of(name)).as_actor()
