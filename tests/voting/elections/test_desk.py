"""The chair's next act at an election, and the item that is not left before it is decided."""

from __future__ import annotations

from tests.voting.elections.booth import BOARD, CHAIR


def next_act(booth):
    from voting.elections import queries
    from voting.meetings.models import Meeting

    acts = queries.next_acts(Meeting.objects.get(pk=booth.meeting))
    return [
        (a.code.removeprefix("voting.elections."), a.action and a.action["url"].split("/")[-1]) for a in acts
    ]


def make_the_key(booth):
    from voting.ceremony.models import Ceremony

    Ceremony.objects.create(
        meeting_id=booth.meeting, state="ready", pin="a" * 64, threshold=2, size=2, trustees="[]",
        begun_at=booth.at, frozen_at=booth.at, ready_at=booth.at,
    )  # fmt: skip


def test_there_is_one_obvious_next_act_all_the_way(booth):
    booth.take_up(CHAIR)
    assert next_act(booth) == []
    election = booth.open(CHAIR, "board_chair", ["Ada", "Bo"])
    assert next_act(booth) == [("next_close_nominations", "close_nominations")]
    booth.do("close_nominations", election)
    assert next_act(booth) == [("next_ballot_on_paper", "poll"), ("next_ballot", "poll")]
    make_the_key(booth)
    assert next_act(booth)[0] == ("next_ballot_in_secret", "poll")
    poll = booth.put(election)
    assert next_act(booth) == []
    booth.cast(poll, {"Ada": 4, "Bo": 2})
    booth.declare(poll)
    assert next_act(booth) == [("next_decide", "decide")]
    booth.do("decide", election)
    assert next_act(booth) == []


def test_as_many_names_as_seats_is_one_press(booth):
    booth.take_up(BOARD)
    election = booth.open(BOARD, "board_member", seats=2)
    assert next_act(booth) == [("next_nominate", None)]
    booth.do("cancel", election)
    booth.open(BOARD, "board_member", ["Ada", "Bo"], seats=2)
    assert next_act(booth) == [("next_acclamation", "acclamation")]


def test_an_item_is_not_left_with_an_election_undecided(booth, refused):
    from voting.polls import actions

    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada"])
    go_on = lambda: actions.start_item(meeting_id=booth.meeting, no=BOARD, by=booth.by, at=booth.at)  # noqa: E731  one act

    assert "undecided" in refused(go_on)
    booth.do("acclaim", election)
    go_on()
