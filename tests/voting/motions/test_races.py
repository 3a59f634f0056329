"""Two clerks at once. Each twin without the lock shows what it is there for."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from tests.racing import at_once
from tests.voting.motions.desk import STATUTES, make_desk

CHANGE = {"item_no": STATUTES, "kind": "change", "target": "par1.2", "new_sv": "Säte i Växjö."}


@pytest.fixture
def race(own_tenant, django_db_blocker):
    """A desk whose rows are committed, and a way to do things at once."""
    from kernel.tenancy import inside

    with django_db_blocker.unblock(), inside(own_tenant):
        yield make_desk(own_tenant, voters=6), lambda tasks: Counter(at_once(own_tenant, tasks))


def test_motions_filed_at_once_get_a_mark_each(race):
    from voting.motions.models import Motion

    desk, together = race
    tasks = [lambda n=n: desk.file(n, **CHANGE | {"new_sv": f"Säte i ort {n}."}) for n in range(6)]

    assert together(tasks) == {"done": 6}
    assert sorted(Motion.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_naive_twin_marks_counted_without_the_lock_collide(race):
    import uuid

    from django.db.models import Max

    from voting.motions.models import Motion

    desk, together = race
    looked = threading.Barrier(6)

    def file():
        newest = Motion.objects.aggregate(Max("number"))["number__max"] or 0
        looked.wait()
        Motion.objects.create(
            meeting_id=desk.meeting, item_no=STATUTES, letter="A", number=newest + 1, kind="change",
            key=uuid.uuid4(), filed_at=desk.at,
        )  # fmt: skip

    assert together([file] * 6) == {"done": 1, "crashed": 5}


def test_two_clerks_approve_one_order(race):
    from journal.models import Entry
    from voting.motions import actions
    from voting.motions.models import Order, Step

    desk, together = race
    desk.file(**CHANGE)

    def approve():
        actions.approve_order(meeting_id=desk.meeting, item_no=STATUTES, by=desk.by, at=desk.at)

    assert together([approve] * 4) == {"done": 4}
    assert (Order.objects.count(), Step.objects.count()) == (1, 2)
    assert Entry.objects.filter(kind="voting.motions.order_approved").count() == 1


def test_two_clerks_who_heard_different_things_do_not_both_write_it_down(race):
    from tenants.decisions.models import Decision

    desk, together = race
    desk.file(**CHANGE)
    desk.approve(STATUTES)
    tasks = [lambda: desk.say(STATUTES, 1, "yes"), lambda: desk.say(STATUTES, 1, "no")]

    assert together(tasks) == {"done": 1, "voting.motions.obstacle_step_taken": 1}
    assert Decision.objects.count() == 1


def test_naive_twin_a_look_before_the_write_lets_both_through(race):
    from voting.motions.models import Step

    desk, together = race
    desk.file(**CHANGE)
    desk.approve(STATUTES)
    looked = threading.Barrier(2)

    def say(outcome):
        step = Step.objects.get(no=1)
        assert step.outcome == ""
        looked.wait()
        Step.objects.filter(pk=step.pk).update(outcome=outcome, method="acclamation", decided_at=desk.at)

    assert together([lambda: say("carried"), lambda: say("rejected")]) == {"done": 2}


def test_a_step_is_put_once_however_many_press(race):
    from voting.polls.models import Poll

    desk, together = race
    desk.file(**CHANGE)
    desk.approve(STATUTES)

    assert together([lambda: desk.put(STATUTES, 1)] * 4) == {"done": 4}
    assert Poll.objects.count() == 1


def test_a_motion_that_comes_while_the_order_is_approved_is_in_it_or_refused(race):
    from voting.motions.models import Motion, Step

    desk, together = race
    desk.file(**CHANGE)
    late = lambda: desk.file(1, **CHANGE | {"new_sv": "Säte i Nybro."})  # noqa: E731  one of two tasks

    outcomes = together([late, lambda: desk.approve(STATUTES)])

    kinds = list(Step.objects.order_by("no").values_list("kind", flat=True))
    if outcomes == {"done": 2}:
        assert (Motion.objects.count(), kinds) == (2, ["counter", "main", "whole"])
    else:
        assert outcomes == {"done": 1, "voting.motions.obstacle_order_approved": 1}
        assert (Motion.objects.count(), kinds) == (1, ["single", "whole"])
