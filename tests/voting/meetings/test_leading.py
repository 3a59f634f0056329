"""The gavel, breaks, postponing, undoing, quorum: what the chair does, and what stands in the way."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Malformed, Refused
from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import EffectKind, Method
from tenants.decisions.models import Decision, Effect
from tests.voting.register.conftest import approve, come, hall, leave  # noqa: F401  the neighbour's fixture
from voting.meetings import actions, queries
from voting.meetings.enums import Heard, ItemOutcome, NoteKind, Step
from voting.register import actions as registers

HOUSE = Actor.system()


@pytest.fixture
def room(hall, now):  # noqa: F811
    """§ 6, the register approved with three of four; of each the registration."""
    meeting, registrations = hall
    for registration in registrations[:3]:
        come(meeting, registration, at=now)
    approve(meeting, 3, at=now)
    actions.start_item(meeting_id=meeting.pk, no=6, by=HOUSE, at=now)
    meeting.refresh_from_db()
    return meeting, registrations


def decide(meeting, text, now, *, no=6, method=Method.ACCLAMATION, **more):
    return actions.record_decision(
        meeting_id=meeting.pk, item_no=no, text_sv=text, method=method, by=HOUSE, at=now, **more
    )


def demand(meeting, registration, now, *, no=6):
    return registers.note(
        meeting_id=meeting.pk, item_no=no, kind=NoteKind.COUNT_DEMANDED, text_sv="",
        registration_id=registration.pk, by=HOUSE, at=now,
    )  # fmt: skip


def codes(refused):
    return [o.code.rpartition(".")[2] for o in refused.value.obstacles]


def last():
    return Entry.objects.latest("pk")


def test_a_count_demanded_before_the_gavel_must_be_held(room, now):
    meeting, (first, *_) = room
    actions.sound(meeting_id=meeting.pk, item_no=6, step=Step.ACCLAMATION, heard=Heard.YES, by=HOUSE, at=now)
    demand(meeting, first, now)
    before = last().pk

    with pytest.raises(Refused) as refused:
        decide(meeting, "att godkänna dagordningen", now)

    assert codes(refused) == ["obstacle_count_demanded"]
    assert refused.value.obstacles[0].params == {"name": "Ombud 1 (Östbit AB)"}
    assert last().pk == before
    assert not Decision.objects.filter(meeting=meeting.pk, item_no=6).exists()
    decide(meeting, "att godkänna dagordningen", now, method=Method.ROLL_CALL)
    assert queries.demanded_by(meeting, 6) == []


def test_after_the_gavel_no_count_can_be_demanded(room, now):
    meeting, (first, *_) = room
    decide(meeting, "att godkänna dagordningen", now)

    with pytest.raises(Refused) as refused:
        demand(meeting, first, now)

    assert codes(refused) == ["obstacle_gavel_fallen"]


def test_only_somebody_with_a_vote_demands_a_count(room, now):
    meeting, registrations = room

    with pytest.raises(Refused) as refused:
        demand(meeting, registrations[3], now)

    assert codes(refused) == ["obstacle_only_with_a_vote"]


def test_a_trial_vote_is_told_place_by_place_and_decides_nothing(room, now):
    meeting, _ = room
    place = meeting.venues.get(name="Kalmar")

    actions.sound(
        meeting_id=meeting.pk, item_no=6, step=Step.TRIAL_VOTE, heard=Heard.UNCLEAR,
        question_sv="Godkänns dagordningen?", venues=[{"venue": place.pk, "heard": "no"}], by=HOUSE, at=now,
    )  # fmt: skip

    told = last().body["sounding"]
    assert (told["step"], told["heard"]) == ("trial_vote", "unclear")
    assert told["venues"] == [{"venue": str(place.pk), "name": "Kalmar", "heard": "no"}]
    assert not queries.is_decided(meeting, 6)


def test_a_tabled_item_is_dealt_with_and_says_so(room, now):
    meeting, _ = room

    actions.postpone_item(
        meeting_id=meeting.pk, no=6, outcome=ItemOutcome.TABLED, reasons="", by=HOUSE, at=now
    )
    again = actions.postpone_item(
        meeting_id=meeting.pk, no=6, outcome=ItemOutcome.TABLED, reasons="", by=HOUSE, at=now
    )
    actions.start_item(meeting_id=meeting.pk, no=7, by=HOUSE, at=now)

    assert again.text_sv == "Mötet beslutade att bordlägga frågan."
    assert meeting.items.get(no=6).outcome == "tabled"
    assert Entry.objects.filter(kind="voting.meetings.item_postponed").count() == 1


def test_a_referral_says_what_is_to_be_looked_into(room, now):
    meeting, _ = room

    with pytest.raises(Malformed):
        actions.postpone_item(
            meeting_id=meeting.pk, no=6, outcome=ItemOutcome.REFERRED_BACK, reasons=" ", by=HOUSE, at=now
        )
    decision = actions.postpone_item(
        meeting_id=meeting.pk, no=6, outcome=ItemOutcome.REFERRED_BACK, reasons="utred kostnaden",
        by=HOUSE, at=now,
    )  # fmt: skip

    assert decision.text_sv == "Mötet beslutade att återremittera frågan med motiveringen: utred kostnaden"
    assert meeting.items.get(no=6).outcome_reasons == "utred kostnaden"


def test_an_adjourned_meeting_decides_nothing_until_it_goes_on(room, now):
    meeting, _ = room
    until = now + timedelta(minutes=30)
    actions.adjourn(meeting_id=meeting.pk, reason="lunch", resumes_at=until, by=HOUSE, at=now)

    with pytest.raises(Refused) as refused:
        decide(meeting, "att godkänna dagordningen", now)
    actions.resume(meeting_id=meeting.pk, by=HOUSE, at=until)
    actions.resume(meeting_id=meeting.pk, by=HOUSE, at=until)

    assert codes(refused) == ["obstacle_adjourned"]
    assert decide(meeting, "att godkänna dagordningen", until)
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds.count("voting.meetings.adjourned") == kinds.count("voting.meetings.resumed") == 1


def test_the_last_step_is_taken_back_with_its_reason(room, now):
    meeting, _ = room
    decision = decide(meeting, "att godkänna fel dagordning", now)
    step = Entry.objects.get(kind="tenants.decisions.taken", body__decision__id=str(decision.pk)).pk

    actions.undo(meeting_id=meeting.pk, event=step, reason="fel ord", by=HOUSE, at=now)
    actions.undo(meeting_id=meeting.pk, event=step, reason="fel ord", by=HOUSE, at=now)

    decision.refresh_from_db()
    assert decision.retracted_at is not None
    assert not queries.is_decided(meeting, 6)
    assert last().kind == "voting.meetings.undone"
    assert (last().body["text_sv"], last().body["reason"]) == ("att godkänna fel dagordning", "fel ord")
    assert Entry.objects.filter(kind="voting.meetings.undone").count() == 1


def test_an_item_that_was_taken_up_by_mistake_is_put_back(room, now):
    meeting, _ = room
    decide(meeting, "att godkänna dagordningen", now)
    actions.start_item(meeting_id=meeting.pk, no=9, by=HOUSE, at=now)

    actions.undo(meeting_id=meeting.pk, event=last().pk, reason="fel punkt", by=HOUSE, at=now)

    assert dict(meeting.items.values_list("no", "state"))[9] == "later"
    assert meeting.items.get(no=9).started_at is None
    assert meeting.items.get(no=6).state == "now"


def test_only_the_last_step_is_taken_back_and_not_once_something_stands_on_it(room, now):
    meeting, _ = room
    decision = decide(meeting, "att godkänna dagordningen", now)
    first = Entry.objects.get(kind="tenants.decisions.taken", body__decision__id=str(decision.pk)).pk
    actions.start_item(meeting_id=meeting.pk, no=7, by=HOUSE, at=now)
    started = last().pk

    with pytest.raises(Refused) as not_last:
        actions.undo(meeting_id=meeting.pk, event=first, reason="ångrat", by=HOUSE, at=now)
    actions.adjourn(meeting_id=meeting.pk, reason="", resumes_at=None, by=HOUSE, at=now)
    actions.resume(meeting_id=meeting.pk, by=HOUSE, at=now)
    with pytest.raises(Refused) as built_upon:
        actions.undo(meeting_id=meeting.pk, event=started, reason="ångrat", by=HOUSE, at=now)

    assert codes(not_last) == ["obstacle_not_the_last_step"]
    assert codes(built_upon) == ["obstacle_built_upon"]
    assert meeting.items.get(no=7).state == "now"


def test_a_decision_that_has_had_its_effect_is_not_taken_back(room, now):
    meeting, _ = room
    decision = decide(
        meeting, "att namnet är Alfa", now,
        effects=[NewEffect(kind=EffectKind.NAMED, body={"name": "Alfa"})],
    )  # fmt: skip
    step = Entry.objects.get(kind="tenants.decisions.taken", body__decision__id=str(decision.pk)).pk

    with pytest.raises(Refused):
        actions.undo(meeting_id=meeting.pk, event=step, reason="ångrat", by=HOUSE, at=now)

    assert Effect.objects.get(decision=decision).body == {"name": "Alfa"}


def with_quorum(meeting, rule):
    from tenants.statutes.rules.parameters import Parameters

    meeting.procedure = Parameters.from_rules([("stadgarna § 8", "statutes § 8", {"quorum": rule})]).to_json()
    meeting.save(update_fields=["procedure"])


def test_without_a_quorum_nothing_is_decided_until_the_meeting_logs_that_it_goes_on(room, now):
    meeting, registrations = room
    with_quorum(meeting, {"votes": 3})
    leave(meeting, registrations[0], at=now)

    with pytest.raises(Refused) as refused:
        decide(meeting, "att godkänna dagordningen", now)
    actions.waive_quorum(meeting_id=meeting.pk, reason="mötet är enigt", by=HOUSE, at=now)
    decide(meeting, "att godkänna dagordningen", now)
    leave(meeting, registrations[1], at=now)
    with pytest.raises(Refused) as fewer_still:
        decide(meeting, "att avsluta", now)

    missing = refused.value.obstacles[0]
    assert (missing.params["present"], missing.params["needed"]) == (2, 3)
    assert codes(fewer_still) == ["obstacle_quorum_missing"]
    told = Entry.objects.get(kind="voting.meetings.quorum_waived").body
    assert told == {"item_no": 6, "present": 2, "needed": 3, "reason": "mötet är enigt"}


def test_a_quorum_that_is_there_is_not_waived(room, now):
    meeting, _ = room
    with_quorum(meeting, {"of": "register", "fraction": "1/3"})

    with pytest.raises(Refused) as refused:
        actions.waive_quorum(meeting_id=meeting.pk, reason="för säkerhets skull", by=HOUSE, at=now)

    assert codes(refused) == ["obstacle_quorum_not_missing"]


def test_a_reservation_is_made_by_one_with_a_vote_until_the_meeting_ends(room, now):
    meeting, (first, *_, outside) = room
    decide(meeting, "att godkänna dagordningen", now)

    def reserve(registration, text):
        return registers.note(
            meeting_id=meeting.pk, item_no=6, kind=NoteKind.RESERVATION, text_sv=text,
            registration_id=registration.pk, by=HOUSE, at=now,
        )  # fmt: skip

    note = reserve(first, "Jag reserverar mig.")
    assert reserve(first, "Jag reserverar mig.").pk == note.pk
    with pytest.raises(Refused) as without:
        reserve(outside, "Jag också.")
    actions.close_meeting(meeting_id=meeting.pk, by=HOUSE, at=now)
    with pytest.raises(Refused) as late:
        reserve(first, "Jag med, igen.")

    assert codes(without) == ["obstacle_only_with_a_vote"]
    assert codes(late) == ["obstacle_reservation_after_end"]
    assert note.name == "Ombud 1 (Östbit AB)"


def test_the_next_act_follows_the_meeting(room, now):
    meeting, (first, *_) = room

    decide_now = queries.next_shape(meeting)["act"]
    demand(meeting, first, now)
    count = queries.next_shape(meeting)["act"]

    assert decide_now["code"] == "voting.meetings.next_decide"
    assert decide_now["action"]["url"] == f"/api/meetings/{meeting.pk}/items/6/decisions"
    assert count["code"] == "voting.meetings.next_count"
    assert count["action"]["url"] == f"/api/meetings/{meeting.pk}/polls"
    assert (count["action"]["body"]["item_no"], count["action"]["body"]["kind"]) == (6, "yes_no")
    decide(meeting, "att godkänna dagordningen", now, method=Method.ROLL_CALL)
    assert queries.next_shape(meeting)["act"]["action"]["url"].endswith("/items/7/start")


def test_a_counted_vote_that_was_held_meets_the_demand(room, now):
    from voting.polls import actions as polls

    meeting, (first, *_) = room
    demand(meeting, first, now)
    question = polls.Question(item_no=6, kind="yes_no", question="Godkänns dagordningen?")
    poll = polls.prepare_poll(meeting_id=meeting.pk, question=question, by=HOUSE, at=now)
    polls.open_poll(poll_id=poll.pk, by=HOUSE, at=now)

    polls.cast_ballot(
        poll_id=poll.pk, voter=first.delegate_id, choice="yes", key=uuid4(), replaces=None, at=now
    )
    polls.close_poll(poll_id=poll.pk, by=HOUSE, at=now)
    polls.declare_poll(poll_id=poll.pk, by=HOUSE, at=now)

    assert queries.demanded_by(meeting, 6) == []
    assert decide(meeting, "att godkänna dagordningen", now)
