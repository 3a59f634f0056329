"""Two desks, one delegate; an approval and a newcomer. Each beside the naive way, which fails."""

from __future__ import annotations

import threading

import pytest

from tests.racing import at_once
from tests.voting.meetings.conftest import KALMAR, VAXJO, new_meeting, new_member, register, venue
from tests.voting.register.conftest import approve, come, open_at_register

PEOPLE = 6


@pytest.fixture
def house(own_tenant, django_db_blocker):
    from kernel.tenancy import inside

    with django_db_blocker.unblock(), inside(own_tenant):
        yield own_tenant


@pytest.mark.torture
def test_two_desks_check_in_one_delegate_at_once_and_one_is_told_where_they_are(house, now):
    from journal.models import Entry
    from voting.meetings.models import CheckIn

    meeting = new_meeting(at=now)
    registration = register(meeting, new_member(1, at=now), venue(meeting, KALMAR), at=now)

    outcomes = at_once(house, [lambda p=p: come(meeting, registration, p, at=now) for p in (KALMAR, VAXJO)])

    assert outcomes == ["done", "voting.register.obstacle_already_checked_in"]
    assert CheckIn.objects.count() == 1
    assert Entry.objects.filter(kind="voting.meetings.checked_in").count() == 1


@pytest.mark.torture
def test_the_naive_desks_get_a_crash_instead_of_an_answer(house, now):
    from voting.meetings.models import CheckIn

    meeting = new_meeting(at=now)
    registration = register(meeting, new_member(1, at=now), venue(meeting, KALMAR), at=now)
    looked = threading.Barrier(2)

    def naive(place):
        here = CheckIn.objects.filter(registration=registration, out_at=None).exists()
        looked.wait()
        if not here:
            CheckIn.objects.create(registration=registration, venue=venue(meeting, place), at=now)

    outcomes = at_once(house, [lambda p=p: naive(p) for p in (KALMAR, VAXJO)])

    assert outcomes == ["crashed", "done"]


@pytest.mark.torture
def test_everybody_comes_at_once_and_every_version_adds_up(house, now):
    from voting.register import queries
    from voting.register.models import Register

    meeting = new_meeting(at=now)
    coming = [register(meeting, new_member(n, at=now), venue(meeting, KALMAR), at=now) for n in range(PEOPLE)]
    open_at_register(meeting, at=now)
    come(meeting, coming[0], at=now)
    approve(meeting, 1, at=now)

    outcomes = at_once(house, [lambda r=r: come(meeting, r, at=now) for r in coming[1:]])

    assert outcomes == ["done"] * (PEOPLE - 1)
    found = list(Register.objects.order_by("version"))
    assert [(r.version, r.total, r.entries.count()) for r in found] == [
        (n, n, n) for n in range(1, PEOPLE + 1)
    ]
    assert queries.summary(meeting.pk)["total"] == PEOPLE


@pytest.mark.torture
def test_versions_numbered_the_naive_way_collide(house, now):
    from voting.register.models import Register

    meeting = new_meeting(at=now)
    counted = threading.Barrier(2)

    def naive():
        newest = Register.objects.filter(meeting=meeting).count()
        counted.wait()
        Register.objects.create(meeting=meeting, version=newest + 1, total=0, drawn_up_at=now)

    assert at_once(house, [naive, naive]) == ["crashed", "done"]


@pytest.mark.torture
def test_an_approval_beside_a_newcomer_holds_what_was_heard_or_is_refused(house, now):
    from voting.register.models import Register

    meeting = new_meeting(at=now)
    here, newcomer = (
        register(meeting, new_member(n, at=now), venue(meeting, KALMAR), at=now) for n in (1, 2)
    )
    open_at_register(meeting, at=now)
    come(meeting, here, at=now)

    outcomes = at_once(house, [lambda: approve(meeting, 1, at=now), lambda: come(meeting, newcomer, at=now)])

    approved = list(Register.objects.exclude(approved_at=None).values_list("total", flat=True))
    if outcomes == ["done", "done"]:
        assert approved == [1]
        assert list(Register.objects.order_by("version").values_list("total", flat=True)) == [1, 2]
    else:
        assert outcomes == ["done", "voting.register.obstacle_changed_since_draft"]
        assert approved == []


@pytest.mark.torture
def test_the_naive_approval_writes_down_another_number_than_the_meeting_heard(house, now):
    from voting.meetings.models import CheckIn

    meeting = new_meeting(at=now)
    here, newcomer = (
        register(meeting, new_member(n, at=now), venue(meeting, KALMAR), at=now) for n in (1, 2)
    )
    open_at_register(meeting, at=now)
    come(meeting, here, at=now)
    heard, arrived = threading.Event(), threading.Event()
    written = []

    def naive_approval():
        total = CheckIn.objects.filter(out_at=None).count()
        heard.set()
        arrived.wait(10)
        written.append((total, CheckIn.objects.filter(out_at=None).count()))

    def newcomer_comes():
        heard.wait(10)
        come(meeting, newcomer, at=now)
        arrived.set()

    assert at_once(house, [naive_approval, newcomer_comes]) == ["done", "done"]
    assert written == [(1, 2)]
