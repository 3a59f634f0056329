"""Hands beside phones, slips, the desk and the roll call: one person, one channel; together the register."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Malformed, Refused
from tests.torture.hall import CHAIR, NOW
from voting.counting.document import count
from voting.meetings.models import Registration
from voting.polls import actions, queries
from voting.polls.models import Ballot, HandCount, Poll
from voting.register.models import Entry as Vote


@pytest.fixture
def tellers(hall):
    return [Actor(id=uuid4(), name=name, roles=frozenset({"teller"})) for name in ("Eva Rask", "Nils Ohlin")]


@pytest.fixture
def by_hand(hall):
    """An open poll in which the first place, Kalmar, votes by hands."""
    return hall.open_poll(channels={str(hall.venues[0].pk): "hands"})


@pytest.fixture
def secretary(hall):
    return Actor(id=uuid4(), name="Maja Lund", roles=frozenset({"secretary"}))


def write(hall, poll, teller, counts, venue=0):
    return actions.count_hands(poll_id=poll, venue_id=hall.venues[venue].pk, counts=counts, by=teller, at=NOW)


def refused(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**{"by": CHAIR, "at": NOW, **arguments})
    return [o.code.removeprefix("voting.polls.obstacle_") for o in caught.value.obstacles]


def registration_of(hall, n):
    vote = Vote.objects.get(delegate_id=hall.voters[n], register_id=hall.register)
    when = {"registered_at": NOW, "changed_at": NOW}
    return Registration.objects.get_or_create(
        meeting_id=hall.meeting,
        member=vote.member,
        defaults={"delegate_id": hall.voters[n], "venue": vote.venue, **when},
    )[0]


def helped(hall, poll, n, choice, by, **more):
    given = {"key": uuid4(), "replaces": None, "reason": "Telefonen är urladdad", **more}
    return actions.assist(
        poll_id=poll, registration_id=registration_of(hall, n).pk, choice=choice, by=by, at=NOW, **given
    )


def test_hands_and_phones_are_one_result_that_is_the_register(hall, by_hand, tellers, cast):
    for n, choice in ((1, "yes"), (2, "no"), (4, "yes")):
        cast(n, by_hand, choice)
    for teller in tellers:
        write(hall, by_hand, teller, {"yes": 1, "no": 1})

    result = actions.close_poll(poll_id=by_hand, by=CHAIR, at=NOW).result

    assert (result["counts"], result["not_voted"]) == ({"yes": 3, "no": 2, "abstain": 0}, 1)
    assert [(v["channel"], v["counts"]["yes"], v["by_channel"]) for v in result["per_venue"]] == [
        ("hands", 1, {"hands": 2}),
        ("phones", 2, {"own_phone": 2}),
        ("phones", 0, {"own_phone": 1}),
    ]
    assert count(queries.document(by_hand, officer=True))["outcome"] == result["outcome"] == "carried"


def test_a_phone_in_a_place_that_votes_by_hands_is_told_so(hall, by_hand, cast, voter):
    answer = cast(0, by_hand, "yes")

    assert answer.status_code == 409
    assert answer.json()["obstacles"] == [
        {"code": "voting.polls.obstacle_votes_by_hand", "params": {"venue": "Kalmar", "received": False}}
    ]
    mine = voter(0).get(f"/api/meetings/{hall.meeting}/state").json()["my"]
    assert (mine["in_register"], mine["may_vote"]) == (True, False)
    assert not Ballot.objects.exists()


def test_the_database_agrees_that_one_person_has_one_channel(hall, by_hand):
    entry = Vote.objects.filter(venue=hall.venues[0]).first()

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Ballot.objects.create(
            poll_id=by_hand, entry=entry, number=1, choice="yes", key=uuid4(), receipt="K7-4M2Q", cast_at=NOW
        )

    assert caught.value.__cause__.diag.constraint_name == "ballot_by_one_channel"


def test_it_is_not_closed_before_two_tellers_agree_and_each_step_says_what_is_missing(hall, by_hand, tellers):
    def closing():
        return refused(actions.close_poll, poll_id=by_hand)

    assert closing() == ["hands_missing"]
    write(hall, by_hand, tellers[0], {"yes": 2})
    assert closing() == ["second_teller_missing"]
    write(hall, by_hand, tellers[0], {"yes": 2})  # the same person again is not two
    assert closing() == ["second_teller_missing"]
    write(hall, by_hand, tellers[1], {"yes": 1})
    assert closing() == ["tellers_disagree"]
    [place] = queries.visible_poll(by_hand, officer=True)["hands"]
    assert ([c["counts"] for c in place["counts"]], place["agreed"]) == ([{"yes": 2}, {"yes": 1}], False)
    write(hall, by_hand, tellers[0], {"yes": 1, "no": 0})

    assert actions.close_poll(poll_id=by_hand, by=CHAIR, at=NOW).result["counts"]["yes"] == 1
    assert HandCount.objects.count() == 3


def test_one_tellers_numbers_are_not_shown_to_the_other(hall, by_hand, tellers, chair, voter):
    write(hall, by_hand, tellers[0], {"yes": 2})

    [place] = chair.get(f"/api/polls/{by_hand}").json()["hands"]

    assert [c["counts"] for c in place["counts"]] == [None]
    assert voter(1).get(f"/api/polls/{by_hand}").json()["hands"] == []
    assert Entry.objects.get(kind="voting.polls.hands_counted").body["agreed"] is None


def test_a_sheet_that_cannot_be_right_is_refused(hall, by_hand, tellers):
    with pytest.raises(Malformed):
        write(hall, by_hand, tellers[0], {"c1": 2})
    assert refused(
        actions.count_hands, poll_id=by_hand, venue_id=hall.venues[0].pk, counts={"yes": 2, "no": 1}
    ) == ["more_hands_than_votes"]
    assert refused(actions.count_hands, poll_id=by_hand, venue_id=hall.venues[1].pk, counts={"yes": 1}) == [
        "votes_by_phone"
    ]
    assert not HandCount.objects.exists()


def test_the_database_takes_no_more_hands_than_votes_and_no_change(hall, by_hand, tellers):
    write(hall, by_hand, tellers[0], {"yes": 2})
    row = {"poll_id": by_hand, "venue": hall.venues[0], "teller": uuid4(), "teller_name": "X", "at": NOW}

    with pytest.raises(IntegrityError, match="more hands than votes"), transaction.atomic():
        HandCount.objects.create(**row, counts={"yes": 3}, total=3)
    with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
        HandCount.objects.update(total=1)


def test_the_database_takes_no_count_that_is_not_the_register(hall, cast):
    poll = Poll.objects.get(pk=hall.open_poll())
    cast(0, poll.pk, "yes")
    poll.state, poll.closed_at = "closed", NOW
    poll.result = {"counts": {"yes": 2, "no": 0}, "not_voted": 4}  # one ballot was cast

    with pytest.raises(IntegrityError, match="are the register"), transaction.atomic():
        poll.save()


def test_a_place_changes_its_channel_until_somebody_there_has_voted(hall, cast, tellers):
    poll, venue = hall.open_poll(), hall.venues[0].pk
    actions.change_channel(poll_id=poll, venue_id=venue, channel="hands", by=CHAIR, at=NOW)
    write(hall, poll, tellers[0], {"yes": 1})
    assert refused(actions.change_channel, poll_id=poll, venue_id=venue, channel="phones") == [
        "counted_by_hand"
    ]
    cast(1, poll, "yes")

    assert refused(actions.change_channel, poll_id=poll, venue_id=hall.venues[1].pk, channel="hands") == [
        "voted_by_phone"
    ]
    assert Entry.objects.filter(kind="voting.polls.channel_changed").count() == 1


def test_slips_are_counted_everywhere_with_the_invalid_ones(hall, tellers):
    poll = hall.open_poll("candidates", candidates=["Lisa", "Johan"], secrecy="paper")
    assert {c["channel"] for c in queries.visible_poll(poll, officer=False)["channels"]} == {"hands"}
    sheets = ({"valid": 2, "c1": 2}, {"valid": 1, "c2": 1, "invalid": 1}, {"blank": 1})
    for n, counts in enumerate(sheets):
        for teller in tellers:
            write(hall, poll, teller, counts, venue=n)

    result = actions.close_poll(poll_id=poll, by=CHAIR, at=NOW).result

    assert (result["counts"], result["not_voted"]) == ({"valid": 3, "blank": 1, "invalid": 1}, 1)
    assert (result["elected"], result["tally"]) == (["c1"], {"c2": 1, "c1": 2})
    assert [v["counts"] for v in result["per_venue"]] == [None] * 3  # so few would show how they voted
    assert count(queries.document(poll, officer=True))["elected"] == ["Lisa"]
    actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW)
    assert queries.visible_poll(poll, officer=False)["hands"] == []  # nor here
    assert refused(actions.change_channel, poll_id=poll, venue_id=hall.venues[0].pk, channel="phones") == [
        "paper_is_by_hand"
    ]


def test_more_marks_than_the_valid_slips_can_bear_are_refused(hall):
    poll = hall.open_poll("candidates", candidates=["Lisa", "Johan"], secrecy="paper")

    assert refused(
        actions.count_hands, poll_id=poll, venue_id=hall.venues[0].pk, counts={"valid": 1, "c1": 1, "c2": 1}
    ) == ["more_marks_than_slips"]


def test_a_stuck_voter_is_helped_into_the_same_box(hall, secretary, cast, voter):
    poll = hall.open_poll()

    receipt = helped(hall, poll, 0, "yes", secretary)

    assert (receipt["channel"], receipt["number"], receipt["member"]) == ("desk", 1, "Bolag 0 AB")
    assert voter(0).get(f"/api/meetings/{hall.meeting}/state").json()["my"]["receipt"]["channel"] == "desk"
    fact = Entry.objects.get(kind="voting.polls.assisted")
    assert (fact.audience, fact.body["member"], fact.body["reason"]) == (
        "officers", "Bolag 0 AB", "Telefonen är urladdad",
    )  # fmt: skip
    assert "yes" not in str(fact.body)
    assert Ballot.objects.get().helper == secretary.id


def test_the_desk_learns_no_vote_and_changes_none_without_its_receipt(hall, secretary, cast):
    poll = hall.open_poll()
    own = cast(0, poll, "no").json()

    with pytest.raises(Refused) as caught:
        helped(hall, poll, 0, "yes", secretary)
    [obstacle] = caught.value.obstacles
    assert obstacle.code == "voting.polls.obstacle_has_voted"
    assert dict(obstacle.params) == {
        "organisation": "Bolag 0 AB", "channel": "own_phone", "received": False,
    }  # fmt: skip

    changed = helped(hall, poll, 0, "yes", secretary, replaces=own["receipt"])

    assert (changed["number"], changed["channel"]) == (2, "desk")


def test_help_sent_twice_is_one_ballot_and_says_why(hall, secretary):
    poll, key = hall.open_poll(), uuid4()

    first = helped(hall, poll, 0, "yes", secretary, key=key)
    again = helped(hall, poll, 0, "yes", secretary, key=key)

    assert again == {**first, "repeated": True}
    assert Entry.objects.filter(kind="voting.polls.assisted").count() == 1
    with pytest.raises(Refused, match="help_reason_missing"):
        helped(hall, poll, 1, "yes", secretary, reason=" ")


def test_names_are_called_in_the_order_of_the_register(hall, secretary, cast):
    poll = hall.open_poll()
    for n in range(6):
        registration_of(hall, n)
    cast(1, poll, "yes")

    first = queries.roll_call(poll)
    helped(hall, poll, 0, "no", secretary, channel="roll_call", reason="")
    then = queries.roll_call(poll)

    assert (first["next"]["member"], first["then"]["member"], first["left"]) == (
        "Bolag 0 AB", "Bolag 2 AB", 5,
    )  # fmt: skip
    assert (then["next"]["member"], then["left"]) == ("Bolag 2 AB", 4)
    assert [e["channel"] for e in then["entries"][:3]] == ["roll_call", "own_phone", None]
    assert "no" not in {str(v) for e in then["entries"] for v in e.values()}


def test_where_names_are_called_no_phone_votes_and_every_answer_is_entered(
    hall, secretary, cast, voter, tellers
):
    venue = hall.venues[0].pk
    poll = hall.open_poll(channels={str(venue): "roll_call"})
    answer = cast(0, poll, "yes")
    mine = voter(0).get(f"/api/meetings/{hall.meeting}/state").json()["my"]

    helped(hall, poll, 0, "no", secretary, channel="roll_call", reason="")
    helped(hall, poll, 3, "yes", secretary, channel="roll_call", reason="")

    assert answer.json()["obstacles"] == [
        {"code": "voting.polls.obstacle_votes_by_roll_call", "params": {"venue": "Kalmar", "received": False}}
    ]
    assert (mine["in_register"], mine["may_vote"]) == (True, False)
    assert refused(actions.count_hands, poll_id=poll, venue_id=venue, counts={"yes": 1}, by=tellers[0]) == [
        "votes_by_phone"
    ]
    assert refused(actions.change_channel, poll_id=poll, venue_id=venue, channel="phones") == [
        "voted_by_phone"
    ]
    result = actions.close_poll(poll_id=poll, by=CHAIR, at=NOW).result
    assert result["per_venue"][0]["by_channel"] == {"roll_call": 2}
    assert (result["per_venue"][0]["channel"], result["not_voted"]) == ("roll_call", 4)


def test_the_database_takes_no_phones_ballot_where_names_are_called(hall):
    poll = hall.open_poll(channels={str(hall.venues[0].pk): "roll_call"})
    entry = Vote.objects.filter(venue=hall.venues[0]).first()
    row = {
        "poll_id": poll,
        "entry": entry,
        "number": 1,
        "choice": "yes",
        "receipt": "K7-4M2Q",
        "cast_at": NOW,
    }

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Ballot.objects.create(**row, key=uuid4())
    Ballot.objects.create(**row, key=uuid4(), channel="roll_call", helper=uuid4())

    assert caught.value.__cause__.diag.constraint_name == "ballot_by_one_channel"


def test_who_has_not_voted_is_named_by_place_and_never_how(hall, by_hand, cast, client_of, person, tellers):
    cast(1, by_hand, "yes")
    for teller in tellers:
        write(hall, by_hand, teller, {"yes": 1})
    host = client_of(hall.network, person("host", name="Värd"))

    told = host.get(f"/api/polls/{by_hand}/turnout").json()

    assert [(p["name"], p["cast"], [m["member"] for m in p["missing"]]) for p in told["per_venue"]] == [
        ("Kalmar", 1, []),
        ("Växjö", 1, ["Bolag 4 AB"]),
        ("Distans", 0, ["Bolag 2 AB", "Bolag 5 AB"]),
    ]
    assert (told["cast"], told["register"]) == (2, 6)


def test_doors_of_the_tellers_are_the_tellers(hall, by_hand, client_of, person, voter, chair):
    first = client_of(hall.network, person("teller", name="Eva Rask"))
    other = client_of(hall.network, person("teller", name="Nils Ohlin"))
    sheet = {"venue": str(hall.venues[0].pk), "counts": {"yes": 2}}
    url = f"/api/polls/{by_hand}/hands"

    assert voter(0).post(url, sheet, format="json").status_code == 403
    assert chair.post(url, sheet, format="json").status_code == 403
    assert first.post(url, sheet, format="json").json()["hands"][0]["agreed"] is False
    assert other.post(url, sheet, format="json").json()["hands"][0]["agreed"] is True


def test_a_vote_that_was_held_on_paper_is_typed_in_by_two_people(hall, client_of, person, chair):
    secretary = client_of(hall.network, person("secretary", name="Maja Lund"))
    teller = client_of(hall.network, person("teller", name="Eva Rask"))
    sheets = [
        {"venue": str(venue.pk), "counts": counts}
        for venue, counts in zip(hall.venues, ({"yes": 2}, {"no": 1, "yes": 1}, {"abstain": 2}), strict=True)
    ]
    question = {
        "item_no": 9, "kind": "yes_no", "question": "Ska säteskommunen ändras?", "hands": sheets,
        "held": {"from": NOW.isoformat(), "to": NOW.isoformat()},
    }  # fmt: skip

    poll = secretary.post(f"/api/meetings/{hall.meeting}/polls/on-paper", question, format="json").json()
    closing = chair.post(f"/api/polls/{poll['id']}/close")
    for sheet in sheets:
        teller.post(f"/api/polls/{poll['id']}/hands", sheet, format="json")
    chair.post(f"/api/polls/{poll['id']}/close")
    told = chair.post(f"/api/polls/{poll['id']}/declare").json()

    assert [o["code"] for o in closing.json()["obstacles"]] == [
        "voting.polls.obstacle_second_teller_missing"
    ] * 3
    assert (told["result"]["counts"], told["result"]["not_voted"]) == ({"yes": 3, "no": 1, "abstain": 2}, 0)
    assert told["held"]["from"] is not None
