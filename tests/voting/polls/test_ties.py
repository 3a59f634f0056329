"""Equal numbers: the chair's opinion, the lot, and that nothing is told before one of them has spoken."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import RoleGrant, User
from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Refused
from tests.torture.hall import CHAIR, NOW
from voting.counting.document import count
from voting.polls import actions, queries
from voting.polls.models import Ballot, Poll

SEED = "IEC/2016-10-11/item15/dice:4-2-6-1"
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def leads(hall):
    """The first voter leads the meeting and votes for her own organisation."""
    user = User.objects.get(pk=hall.voters[0])
    RoleGrant.objects.create(user=user, role="chair", granted_at=NOW)
    return Actor(id=user.pk, name=user.name, roles=frozenset({"chair", "delegate"}))


def tied(hall, cast, choices, **more):
    poll = hall.open_poll(**more)
    for n, choice in enumerate(choices):
        if choice:
            assert cast(n, poll, choice).status_code == 200
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
    assert Poll.objects.get(pk=poll).result["outcome"] == "tied"
    return poll


def refused(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**{"by": CHAIR, "at": LATER, **arguments})
    return [obstacle.code.removeprefix("voting.polls.obstacle_") for obstacle in caught.value.obstacles]


def resolve(poll, means, by=CHAIR, **more):
    return actions.resolve_tie(poll_id=poll, by_means=means, by=by, at=LATER, **more).result


def recounted(poll):
    return count(queries.document(poll, officer=True))


def test_w07a_the_chairs_opinion_prevails_and_the_numbers_stay(hall, cast, leads):
    poll = tied(hall, cast, ["no", "yes", "yes", "no", "abstain"])
    tie = queries.visible_poll(poll, officer=True)["tie"]
    assert (tie["open_to"], tie["chair_opinion"], tie["between"]) == (["chair"], "no", ["yes", "no"])
    assert refused(actions.declare_poll, poll_id=poll) == ["tie_for_the_chair"]
    assert refused(actions.resolve_tie, poll_id=poll, by_means="lot", seed=SEED) == ["tie_for_the_chair"]

    result = resolve(poll, "chair", by=leads)

    assert (result["outcome"], result["resolved_by"], result["prevails"]) == ("rejected", "chair", ["no"])
    assert result["counts"] == {"yes": 2, "no": 2, "abstain": 1}  # not an extra vote
    assert (recounted(poll)["outcome"], recounted(poll)["resolved_by"]) == ("rejected", "chair")
    assert actions.declare_poll(poll_id=poll, by=leads, at=LATER).state == "declared"


def test_w07b_a_chair_without_a_vote_leaves_it_to_the_lot(hall, cast, person):
    person("chair", name="Utan Röst")
    poll = tied(hall, cast, ["no", "yes"])

    assert queries.visible_poll(poll, officer=True)["tie"]["open_to"] == ["lot", "paper_lot"]
    assert refused(actions.resolve_tie, poll_id=poll, by_means="chair") == ["tie_for_the_lot"]


def test_w07c_slips_never_show_the_chairs_vote(hall, leads):
    poll = hall.open_poll(secrecy="paper")
    tellers = [Actor(id=hall.voters[n], name=f"Teller {n}", roles=frozenset({"teller"})) for n in (1, 2)]
    for venue, counts in zip(hall.venues, ({"yes": 2}, {"no": 2}, {"abstain": 1, "invalid": 1}), strict=True):
        for teller in tellers:
            actions.count_hands(poll_id=poll, venue_id=venue.pk, counts=counts, by=teller, at=NOW)
    actions.close_poll(poll_id=poll, by=leads, at=NOW)

    tie = queries.visible_poll(poll, officer=True)["tie"]

    assert (tie["rule"], tie["open_to"], tie["chair_opinion"]) == ("lot", ["lot", "paper_lot"], None)
    assert refused(actions.resolve_tie, poll_id=poll, by_means="chair", by=leads) == ["tie_for_the_lot"]


def test_w07d_a_chair_who_abstained_gave_no_opinion(hall, cast, leads):
    poll = tied(hall, cast, ["abstain", "yes", "no"])

    assert refused(actions.resolve_tie, poll_id=poll, by_means="chair", by=leads) == ["tie_for_the_lot"]
    result = resolve(poll, "lot", seed="dice:3-5-1", by=leads)
    assert result["resolved_by"] == "lot"
    assert result["lot"]["ids"] == ["no", "yes"]


def test_the_chairs_opinion_is_her_last_ballot(hall, cast, leads):
    poll = hall.open_poll()
    first = cast(0, poll, "yes").json()
    cast(0, poll, "no", replaces=first["receipt"])
    cast(1, poll, "yes")
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

    assert queries.visible_poll(poll, officer=True)["tie"]["chair_opinion"] == "no"


def test_w08_the_lot_for_the_last_seat_is_drawn_among_those_tied_by_their_names(hall, cast):
    names = ["Lisa Brandt", "Johan Nyqvist", "Elin Hjort"]
    choices = ["c1,c2", "c1,c3", "c1,c2", "c1,c3", "blank"]
    poll = tied(hall, cast, choices, kind="candidates", candidates=names, seats=2)
    found = queries.visible_poll(poll, officer=True)
    assert (found["result"]["elected"], found["result"]["tied"]["seats"]) == (["c1"], 1)
    assert refused(actions.declare_poll, poll_id=poll) == ["tie_for_the_lot"]

    result = resolve(poll, "lot", seed=SEED)

    assert result["lot"] == {
        "seed": SEED,
        "ids": ["Elin Hjort", "Johan Nyqvist"],
        "digest": "3f57821896e26c786407989ef86278bd9a3698dd9044c69d6bfd9f3a08a84944",
        "index": 0,
        "winners": ["Elin Hjort"],
    }
    assert (result["outcome"], result["elected"], result["prevails"]) == ("elected", ["c1", "c3"], ["c3"])
    assert recounted(poll)["elected"] == ["Lisa Brandt", "Elin Hjort"]
    fact = Entry.objects.get(kind="voting.polls.tie_resolved")
    assert fact.at == LATER
    assert (fact.body["lot"]["seed"], fact.body["prevails"]) == (SEED, ["Elin Hjort"])


def test_no_seed_is_taken_before_the_gavel(hall, cast):
    poll = hall.open_poll()
    cast(0, poll, "yes")
    cast(1, poll, "no")

    assert refused(actions.resolve_tie, poll_id=poll, by_means="lot", seed=SEED) == ["not_closed"]
    assert refused(actions.resolve_tie, poll_id=hall.new_poll(), by_means="lot", seed=SEED) == ["not_closed"]
    assert not Entry.objects.filter(kind="voting.polls.tie_resolved").exists()


def test_the_same_lot_again_changes_nothing_and_another_seed_is_refused(hall, cast):
    poll = tied(hall, cast, ["yes", "no"])
    first = resolve(poll, "lot", seed=SEED)

    assert resolve(poll, "lot", seed=SEED) == first
    assert refused(actions.resolve_tie, poll_id=poll, by_means="lot", seed="dice:6-6-6") == ["no_tie"]
    assert Entry.objects.filter(kind="voting.polls.tie_resolved").count() == 1


def test_a_lot_on_paper_names_as_many_as_there_are_seats_and_how(hall, cast):
    poll = tied(hall, cast, ["c1", "c2", "c3"], kind="candidates", candidates=["A", "B", "C"], seats=2)

    def wrong(**more):
        return refused(actions.resolve_tie, poll_id=poll, by_means="paper_lot", **more)

    assert wrong() == ["lot_winner_missing", "lot_how_missing"]
    assert wrong(prevails=["c1"], how="Hatt") == ["lot_winner_missing"]
    assert wrong(prevails=["c1", "c9"], how="Hatt") == ["lot_winner_missing"]

    result = resolve(poll, "paper_lot", prevails=["c3", "c1"], how="Eva Rask drog två lappar ur en hatt.")

    assert (sorted(result["elected"]), result["lot"]["how"][:8]) == (["c1", "c3"], "Eva Rask")
    assert sorted(recounted(poll)["elected"]) == ["A", "C"]


def test_ranked_ballots_are_counted_again_with_the_lot_in_its_place(hall, cast):
    poll = hall.open_poll("ranked", candidates=["A", "B", "C"], seats=1)
    for n, choice in enumerate(["c1>c3", "c2>c3", "c1", "c2"]):
        cast(n, poll, choice)
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
    stored = Poll.objects.get(pk=poll).result
    assert stored["outcome"] == "tied"

    result = resolve(poll, "lot", seed=SEED)

    names = {"c1": "A", "c2": "B", "c3": "C"}
    assert [names[i] for i in result["elected"]] == recounted(poll)["elected"] != []
    assert (result["outcome"], result["resolved_by"]) == ("elected", "lot")


def test_a_lot_for_the_second_round_elects_nobody(hall, cast):
    question = {"kind": "candidates", "method": "two_round", "candidates": ["A", "B", "C"]}
    poll = tied(hall, cast, ["c1", "c1", "c2", "c3"], **question)
    assert Poll.objects.get(pk=poll).result["next_round"] == ["c1"]

    result = resolve(poll, "paper_lot", prevails=["c3"], how="Lottsedel.")

    assert (result["outcome"], result["elected"], result["next_round"]) == ("none", [], ["c1", "c3"])
    assert actions.declare_poll(poll_id=poll, by=CHAIR, at=LATER).state == "declared"


def test_where_the_rules_say_so_a_tie_leaves_things_as_they_are(hall, cast):
    poll = hall.open_poll(tie="status_quo")
    cast(0, poll, "yes")
    cast(1, poll, "no")
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

    result = actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW).result

    assert (result["outcome"], result["resolved_by"]) == ("rejected", "status_quo")
    assert recounted(poll)["outcome"] == "rejected"


def test_of_two_proposals_the_chair_names_one(hall, cast, leads):
    labels = {"a": {"label": "A1"}, "b": {"label": "A2"}}
    poll = tied(hall, cast, ["b", "a"], kind="a_against_b", labels=labels)

    result = resolve(poll, "chair", by=leads)

    assert (result["outcome"], result["prevails"]) == ("b", ["b"])
    assert (recounted(poll)["decision"], recounted(poll)["resolved_by"]) == ("A2", "chair")
    assert queries.visible_poll(poll, officer=True)["result"]["wins"] == "A2"


def test_who_is_in_a_lot_for_a_seat_is_told_to_all_before_its_seed_is_made(hall, cast, voter):
    choices = ["c1,c2", "c1,c3", "c1,c2", "c1,c3", "blank"]
    names = ["Lisa Brandt", "Johan Nyqvist", "Elin Hjort"]
    poll = tied(hall, cast, choices, kind="candidates", candidates=names, seats=2)

    seen = voter(0).get(f"/api/polls/{poll}").json()

    assert (seen["tie"]["seats"], seen["tie"]["between"]) == (1, ["c3", "c2"])
    assert (seen["result"], seen["tie"]["chair_opinion"]) == (None, None)
    closed = Entry.objects.get(kind="voting.polls.closed").body["poll"]  # what the big screen follows
    assert (closed["tie"], closed["result"]) == (seen["tie"], None)
    assert Entry.objects.get(kind="voting.polls.closed").audience == "public"


def test_by_its_door_the_tie_is_the_chairs_and_members_see_nothing_of_it(hall, cast, chair, voter, office):
    poll = tied(hall, cast, ["yes", "no"])
    body = {"by": "lot", "seed": SEED}

    assert voter(0).get(f"/api/polls/{poll}").json()["tie"] is None
    assert office.post(f"/api/polls/{poll}/tie", body, format="json").status_code == 403
    answer = chair.post(f"/api/polls/{poll}/tie", body, format="json")

    assert (answer.status_code, answer.json()["tie"]) == (200, None)
    assert answer.json()["result"]["lot"]["seed"] == SEED
    assert Ballot.objects.count() == 2
