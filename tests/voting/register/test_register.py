from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from kernel.errors import Refused
from tests.voting.meetings.conftest import KALMAR, REMOTE, VAXJO
from tests.voting.register.conftest import HOUSE, approve, come, leave
from voting.register import queries
from voting.register.models import Entry, Register


def kinds(since):
    from journal.models import Entry as Fact

    return list(Fact.objects.filter(pk__gt=since).order_by("pk").values_list("kind", flat=True))


def names(shape):
    return [(e["no"], e["member"]) for e in shape["entries"]]


def test_before_the_approval_the_register_is_what_would_be_approved(hall, now):
    meeting, (osten, ek, appel, aby) = hall
    for registration in (osten, ek, appel, aby):
        come(meeting, registration, at=now)

    drawn = queries.register_shape(meeting.pk)

    assert queries.summary(meeting.pk) is None
    assert (drawn["id"], drawn["version"], drawn["total"], drawn["approved_at"]) == (None, 0, 4, None)
    assert [(v["name"], v["votes"]) for v in drawn["per_venue"]] == [(KALMAR, 4), (VAXJO, 0), (REMOTE, 0)]
    assert names(drawn) == [(1, "Ek AB"), (2, "Åby IT"), (3, "Äppelkod AB"), (4, "Östbit AB")]
    assert Register.objects.count() == 0


def test_the_meeting_approves_the_number_it_heard(hall, now, last_entry):
    meeting, (osten, ek, *_) = hall
    come(meeting, osten, at=now)
    come(meeting, ek, VAXJO, at=now)
    recorded = last_entry()

    register = approve(meeting, 2, at=now)

    assert kinds(recorded) == ["voting.register.approved"]
    shape = queries.register_shape(meeting.pk)
    assert shape["id"] == str(register.pk)
    assert (shape["version"], shape["total"], shape["approved_at"]) == (1, 2, now)
    assert shape["changed_since_approval"] is False
    assert [{k: e[k] for k in ("no", "number", "member", "delegate", "venue")} for e in shape["entries"]] == [
        {"no": 1, "number": "0002", "member": "Ek AB", "delegate": "Ombud 2", "venue": VAXJO},
        {"no": 2, "number": "0001", "member": "Östbit AB", "delegate": "Ombud 1", "venue": KALMAR},
    ]


def test_a_register_that_changed_after_it_was_read_out_is_not_approved(hall, now, last_entry):
    meeting, (osten, ek, *_) = hall
    come(meeting, osten, at=now)
    come(meeting, ek, at=now)
    recorded = last_entry()

    with pytest.raises(Refused) as refused:
        approve(meeting, 3, at=now)

    assert [(o.code, o.params) for o in refused.value.obstacles] == [
        ("voting.register.obstacle_changed_since_draft", {"now": 2, "then": 3})
    ]
    assert last_entry() == recorded
    assert Register.objects.count() == 0


def test_an_empty_hall_approves_nothing(hall, now):
    meeting, _ = hall

    with pytest.raises(Refused) as refused:
        approve(meeting, 0, at=now)

    assert [o.code for o in refused.value.obstacles] == ["voting.register.obstacle_empty"]


def test_the_register_is_not_approved_before_its_item_is_taken_up(hall, now):
    meeting, (osten, *_) = hall
    come(meeting, osten, at=now)
    meeting.items.filter(no=5).update(state="later")

    with pytest.raises(Refused) as refused:
        approve(meeting, 1, at=now)

    assert [(o.code, o.params) for o in refused.value.obstacles] == [
        ("voting.meetings.obstacle_item_not_started", {"item_no": 5})
    ]


def test_the_approval_is_the_items_decision_so_the_meeting_can_go_on(hall, now):
    from voting.meetings import actions as meetings
    from voting.meetings import queries as meeting_queries

    meeting, (osten, *_) = hall
    come(meeting, osten, at=now)

    approve(meeting, 1, at=now)

    assert meeting_queries.agenda_states(meeting)[4].is_decided
    meetings.start_item(meeting_id=meeting.pk, no=6, by=HOUSE, at=now)


def test_the_same_approval_again_changes_nothing(hall, now, last_entry):
    meeting, (osten, *_) = hall
    come(meeting, osten, at=now)
    first = approve(meeting, 1, at=now)
    recorded = last_entry()

    again = approve(meeting, 1, at=now + timedelta(minutes=1))

    assert again == first
    assert again.approved_at == now
    assert last_entry() == recorded


def test_whoever_comes_or_leaves_later_makes_the_next_version(hall, now, last_entry):
    meeting, (osten, ek, *_) = hall
    come(meeting, osten, at=now)
    approve(meeting, 1, at=now)
    recorded = last_entry()
    later = now + timedelta(minutes=5)

    come(meeting, ek, VAXJO, at=later)
    grown = queries.summary(meeting.pk)
    leave(meeting, osten, at=later)
    shrunk = queries.summary(meeting.pk)

    assert (grown["version"], grown["total"], grown["changed_since_approval"]) == (2, 2, True)
    assert (shrunk["version"], shrunk["total"], shrunk["approved_at"]) == (3, 1, now)
    assert kinds(recorded) == [
        "voting.meetings.checked_in", "voting.register.changed",
        "voting.meetings.checked_out", "voting.register.changed",
    ]  # fmt: skip
    from journal.models import Entry as Fact

    newest = Fact.objects.latest("pk")
    assert newest.audience == "meeting"
    assert newest.body["change"] == {
        "kind": "left", "member": "Östbit AB", "delegate": "Ombud 1", "venue": KALMAR,
        "before": 2, "after": 1,
    }  # fmt: skip
    assert newest.body["register"]["total"] == 1
    assert [r.total for r in queries.versions(meeting.pk)] == [1, 2, 1]


def test_a_changed_register_may_be_approved_anew(hall, now):
    meeting, (osten, ek, *_) = hall
    come(meeting, osten, at=now)
    approve(meeting, 1, at=now)
    come(meeting, ek, at=now)
    later = now + timedelta(minutes=5)

    register = approve(meeting, 2, at=later)

    assert (register.version, register.approved_at) == (2, later)
    assert queries.summary(meeting.pk)["changed_since_approval"] is False


def test_nobody_is_left_and_the_register_is_empty(hall, now):
    meeting, (osten, *_) = hall
    come(meeting, osten, at=now)
    approve(meeting, 1, at=now)

    leave(meeting, osten, at=now)

    assert queries.summary(meeting.pk)["total"] == 0
    assert queries.register_shape(meeting.pk)["entries"] == []


def test_after_the_close_nobody_comes_or_goes(hall, now, last_entry):
    from voting.meetings.models import Meeting

    meeting, (osten, ek, *_) = hall
    come(meeting, osten, at=now)
    Meeting.objects.update(state="closed", closed_at=now)
    recorded = last_entry()

    for late in (lambda: leave(meeting, osten, at=now), lambda: come(meeting, ek, at=now)):
        with pytest.raises(Refused) as refused:
            late()
        assert [o.code for o in refused.value.obstacles] == ["voting.meetings.obstacle_meeting_closed"]

    assert last_entry() == recorded


@pytest.mark.parametrize(
    "tamper",
    [
        lambda r: r.entries.update(weight=2),
        lambda r: r.entries.filter(delegate__name="Ombud 1")._raw_delete("default"),
        lambda r: Register.objects.filter(pk=r.pk).update(total=9),
        lambda r: Register.objects.filter(pk=r.pk).update(approved_at=None),
        lambda r: Register.objects.filter(pk=r.pk)._raw_delete("default"),
        lambda r: Entry.objects.bulk_create([_one_more(r)]),
    ],
    ids=["weight", "vote removed", "total", "approval", "version removed", "vote added"],
)
def test_a_version_is_never_changed(hall, now, tamper):
    meeting, (osten, ek, *_) = hall
    come(meeting, osten, at=now)
    come(meeting, ek, at=now)
    register = approve(meeting, 2, at=now)
    before = queries.register_shape(meeting.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        tamper(register)

    assert queries.register_shape(meeting.pk) == before


def _one_more(register):
    other = register.meeting.registrations.get(member__name="Åby IT")
    return Entry(register=register, member=other.member, delegate=other.delegate, venue=other.venue)
