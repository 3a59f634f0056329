"""Two clerks at once. Each twin without the lock shows what it is there for."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from tests.racing import at_once
from tests.voting.elections.booth import BOARD, CHAIR, make_booth


@pytest.fixture
def race(own_tenant, django_db_blocker):
    """A booth whose rows are committed, and a way to do things at once."""
    from kernel.tenancy import inside

    with django_db_blocker.unblock(), inside(own_tenant):
        booth = make_booth(own_tenant, voters=7, statutes=False)
        yield booth, lambda tasks: Counter(at_once(own_tenant, tasks))


def test_the_same_person_named_by_many_at_once_is_nominated_once(race):
    from voting.elections import actions
    from voting.elections.models import Nomination

    booth, together = race
    election = booth.open(CHAIR, "board_chair")

    def name(n):
        new = actions.NewName(name="Ada Ek", nominated_by=f"Ombud {n}")
        actions.nominate_at_desk(election_id=election, new=new, by=booth.by, at=booth.at)

    assert together([lambda n=n: name(n) for n in range(6)]) == {"done": 6}
    assert Nomination.objects.count() == 1


def test_naive_twin_a_look_before_the_insert_collides(race):
    from voting.elections.models import Nomination

    booth, together = race
    election = booth.open(CHAIR, "board_chair")
    looked = threading.Barrier(6)

    def name():
        assert not Nomination.objects.filter(election=election).exists()
        looked.wait()
        Nomination.objects.create(
            election_id=election, number=1, name="Ada Ek", folded="ada ek", source="floor",
            nominated_at=booth.at,
        )  # fmt: skip

    assert together([name] * 6) == {"done": 1, "crashed": 5}


def test_an_election_is_decided_once_however_many_press(race):
    from journal.models import Entry
    from tenants.decisions.models import Decision
    from tenants.founding.models import Holding

    booth, together = race
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada"])

    assert together([lambda: booth.do("acclaim", election)] * 4) == {"done": 4}
    assert (Decision.objects.count(), Holding.objects.count()) == (1, 1)
    assert Entry.objects.filter(kind="voting.elections.decided").count() == 1


def test_a_ballot_is_put_once_however_many_press(race):
    from voting.elections.actions import Ballot
    from voting.elections.models import Round
    from voting.polls.models import Poll

    booth, together = race
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada", "Bo"])
    booth.do("close_nominations", election)

    assert together([lambda: booth.do("put_round", election, how=Ballot())] * 4) == {"done": 4}
    assert (Poll.objects.count(), Round.objects.count()) == (1, 1)


def test_a_name_that_comes_while_the_list_is_closed_is_on_the_ballot_or_refused(race):
    from voting.elections import actions

    booth, together = race
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada"])

    def late():
        new = actions.NewName(name="Bo")
        actions.nominate_at_desk(election_id=election, new=new, by=booth.by, at=booth.at)

    outcomes = together([late, lambda: booth.do("close_nominations", election)])

    names = [n["name"] for n in booth.shape(election)["next_ballot"]["candidates"]]
    if outcomes == {"done": 2}:
        assert names == ["Ada", "Bo"]
    else:
        assert outcomes == {"done": 1, "voting.elections.obstacle_nominations_closed": 1}
        assert names == ["Ada"]


def test_declining_while_the_decision_falls_leaves_one_truth(race):
    from tenants.founding.models import Holding

    booth, together = race
    booth.take_up(BOARD)
    election = booth.open(BOARD, "board_member", ["Ada", "Bo"], seats=2)
    booth.do("acclaim", election, is_decision=False)
    who = booth.nomination(election, "Bo")

    outcomes = together(
        [
            lambda: booth.do("decide", election),
            lambda: booth.do("answer", election, nomination_id=who, accepts=False),
        ]
    )

    held = set(Holding.objects.values_list("name", flat=True))
    if outcomes == {"done": 2}:
        assert held == {"Ada"}
    else:
        assert outcomes == {"done": 1, "voting.elections.obstacle_decided_already": 1}
        assert held == {"Ada", "Bo"}


def test_naive_twin_an_answer_after_a_look_contradicts_the_decision(race):
    from tenants.founding.models import Holding
    from voting.elections.models import Election, Nomination

    booth, together = race
    booth.take_up(BOARD)
    election = booth.open(BOARD, "board_member", ["Ada", "Bo"], seats=2)
    booth.do("acclaim", election, is_decision=False)
    looked, decided = threading.Barrier(2), threading.Event()

    def decline():
        assert Election.objects.get(pk=election).decision is None
        looked.wait()
        decided.wait(10)
        Nomination.objects.filter(name="Bo").update(accepts=False)

    def decide():
        looked.wait()
        booth.do("decide", election)
        decided.set()

    assert together([decline, decide]) == {"done": 2}
    assert Holding.objects.filter(name="Bo").exists()
    assert Nomination.objects.get(name="Bo").accepts is False
