"""Asking for the floor: by oneself, through a host, at the desk; and what stands in the way."""

from __future__ import annotations

from uuid import uuid4

import pytest

from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Missing, Refused
from tests.voting.floor.conftest import HOST


def refused(trouble):
    return [obstacle.code.rsplit(".", 1)[1] for obstacle in trouble.value.obstacles]


def test_those_who_ask_stand_in_the_order_they_asked_with_name_organisation_and_place(debate):
    debate.ask(4)
    debate.ask(0)

    waiting = debate.floor()["waiting"]

    assert [(one["name"], one["organisation"], one["venue_name"]) for one in waiting] == [
        ("Ombud 4", "Bolag 4 AB", "Växjö"),
        ("Ombud 0", "Bolag 0 AB", "Kalmar"),
    ]


def test_the_same_wish_again_is_one_wish_and_one_fact(debate, facts):
    key = uuid4()
    first = debate.ask(0, key=key)
    again = debate.ask(0, key=key)

    assert first.pk == again.pk
    assert debate.waiting() == ["Ombud 0"]
    assert facts() == ["voting.floor.asked"]


def test_whoever_waits_already_keeps_the_place_when_another_device_asks(debate, facts):
    first = debate.ask(0)
    debate.ask(1)
    again = debate.ask(0)

    assert again.pk == first.pk
    assert debate.waiting() == ["Ombud 0", "Ombud 1"]
    assert len(facts()) == 2


def test_a_late_repeat_of_a_withdrawn_wish_does_not_bring_it_back(debate):
    key = uuid4()
    debate.ask(0, key=key)
    debate.call("withdraw", by=debate.by(0), request_id=key)

    assert debate.ask(0, key=key).state == "withdrawn"
    assert debate.waiting() == []


def test_another_persons_wish_cannot_be_taken_over_by_its_number(debate):
    key = uuid4()
    debate.ask(0, key=key)

    with pytest.raises(Malformed):
        debate.ask(1, key=key)

    assert debate.waiting() == ["Ombud 0"]


def test_somebody_who_is_not_checked_in_is_told_so_and_nothing_is_recorded(debate, facts):
    debate.registrations[0].check_ins.update(out_at=debate.later())

    with pytest.raises(Refused) as trouble:
        debate.ask(0)

    assert refused(trouble) == ["obstacle_not_here"]
    assert facts() == []


def test_somebody_without_a_registration_may_not_ask(debate):
    stranger = Actor(id=uuid4(), name="Ingen", roles=frozenset({"delegate"}))

    with pytest.raises(Forbidden):
        debate.call("ask_for_floor", by=stranger, wish=_wish())


def test_nobody_speaks_between_two_items_or_when_the_meeting_is_over(debate):
    from voting.meetings.models import Item, Meeting

    Item.objects.filter(meeting=debate.meeting).update(state="done")
    with pytest.raises(Refused) as trouble:
        debate.ask(0)
    assert refused(trouble) == ["obstacle_no_item"]

    Meeting.objects.filter(pk=debate.meeting).update(state="closed", closed_at=debate.later())
    with pytest.raises(Refused) as trouble:
        debate.ask(0)
    assert refused(trouble) == ["obstacle_meeting_closed"]


def test_a_point_of_order_goes_first_then_information_then_a_reply_then_the_list(debate):
    debate.ask(0)
    debate.next()
    debate.ask(1)
    debate.next()
    debate.ask(2)
    debate.ask(0, "reply")
    debate.ask(3, "information")
    debate.ask(4, "point_of_order")

    assert debate.waiting() == ["Ombud 4", "Ombud 3", "Ombud 0", "Ombud 2"]


def test_a_reply_is_for_one_who_has_spoken_or_whom_the_chair_says_was_addressed(debate):
    from voting.floor import actions

    debate.ask(0)
    debate.next()

    with pytest.raises(Refused) as trouble:
        debate.ask(1, "reply")
    assert refused(trouble) == ["obstacle_not_addressed"]

    guest = actions.Guest(registration=debate.registrations[1].pk)
    debate.call("add_at_desk", venue_id=None, wish=_wish("reply"), guest=guest)

    assert debate.waiting() == ["Ombud 1"]


def test_nobody_replies_when_nobody_has_spoken(debate):
    with pytest.raises(Refused) as trouble:
        debate.ask(0, "reply")

    assert refused(trouble) == ["obstacle_nothing_to_reply_to"]


def test_nobody_replies_to_themselves_alone_but_answers_those_who_replied(debate):
    debate.ask(1)
    debate.next()
    debate.ask(0)
    debate.next()

    debate.call("stop_speaker", request_id=debate.floor()["current"]["id"])
    with pytest.raises(Refused) as trouble:
        debate.ask(0, "reply")
    assert refused(trouble) == ["obstacle_own_speech"]

    debate.ask(1, "reply")
    debate.next()
    debate.ask(0, "reply")
    assert debate.waiting() == ["Ombud 0"]


def test_a_person_has_two_replies_in_an_exchange_of_two_minutes_each(debate):
    debate.ask(1)
    debate.next()
    debate.ask(0)
    debate.next()
    limits = []
    for _ in range(2):
        debate.ask(1, "reply")
        limits.append(debate.next()["current"]["limit_s"])
        debate.call("stop_speaker", request_id=debate.floor()["current"]["id"])

    with pytest.raises(Refused) as trouble:
        debate.ask(1, "reply")

    assert limits == [120, 120]
    assert refused(trouble) == ["obstacle_replies_used"]
    assert trouble.value.obstacles[0].params == {"name": "Ombud 1", "max": 2, "speaker": "Ombud 0"}


def test_a_host_asks_for_a_guest_and_for_a_delegate_of_the_place_but_not_of_another(debate):
    from voting.floor import actions

    kalmar = debate.hall.venues[0].pk
    guest = actions.Guest(name=" Greta  Ek ", organisation="Kommunen")
    debate.call("add_in_venue", by=HOST, venue_id=kalmar, wish=_wish(), guest=guest)
    there = actions.Guest(registration=debate.registrations[3].pk)
    debate.call("add_in_venue", by=HOST, venue_id=kalmar, wish=_wish(), guest=there)

    assert debate.waiting() == ["Greta Ek", "Ombud 3"]

    elsewhere = actions.Guest(registration=debate.registrations[1].pk)
    with pytest.raises(Refused) as trouble:
        debate.call("add_in_venue", by=HOST, venue_id=kalmar, wish=_wish(), guest=elsewhere)
    assert refused(trouble) == ["obstacle_other_venue"]


def test_a_guest_without_a_name_or_a_place_is_named_field_by_field(debate):
    from voting.floor import actions

    with pytest.raises(Malformed) as trouble:
        debate.call("add_at_desk", venue_id=None, wish=_wish(), guest=actions.Guest())

    assert set(trouble.value.fields) == {"name", "venue"}


def test_one_takes_back_ones_own_wish_and_nobody_elses(debate, facts):
    mine, other = debate.ask(0), debate.ask(1)

    with pytest.raises(Missing):
        debate.call("withdraw", by=debate.by(0), request_id=other.pk)
    debate.call("withdraw", by=debate.by(0), request_id=mine.pk)
    debate.call("withdraw", by=debate.by(0), request_id=mine.pk)

    assert debate.waiting() == ["Ombud 1"]
    assert facts() == ["voting.floor.asked", "voting.floor.asked", "voting.floor.withdrawn"]


def test_a_host_takes_back_a_wish_of_the_own_place_only(debate):
    kalmar, vaxjo, _ = debate.hall.venues
    asked = debate.ask(0)

    with pytest.raises(Missing):
        debate.call("withdraw_in_venue", by=HOST, venue_id=vaxjo.pk, request_id=asked.pk)
    debate.call("withdraw_in_venue", by=HOST, venue_id=kalmar.pk, request_id=asked.pk)

    assert debate.waiting() == []


def test_the_whole_list_can_be_forgotten(debate):
    from voting.floor.models import Line, Request

    debate.ask(0)
    debate.next()
    debate.ask(1)
    debate.call("draw_line", last_chance_s=60)
    from voting.floor import actions

    actions.forget(meeting_id=debate.meeting)

    assert (Request.objects.count(), Line.objects.count(), debate.floor()["undo"]) == (0, 0, None)


def _wish(kind="speech"):
    from voting.floor import actions

    return actions.Wish(id=uuid4(), kind=kind)


def test_a_substitute_who_is_here_asks_and_takes_back_in_their_own_name(debate, person):
    from voting.meetings.models import CheckIn

    row = debate.registrations[0]
    row.substitute = person("delegate", name="Eva Ersättare")
    row.save()
    row.check_ins.update(out_at=debate.later())
    by = Actor(id=row.substitute.pk, name="Eva Ersättare", roles=frozenset({"delegate"}))
    with pytest.raises(Refused) as trouble:
        debate.call("ask_for_floor", by=by, wish=_wish())
    assert refused(trouble) == ["obstacle_not_here"]

    CheckIn.objects.create(registration=row, venue=row.venue, at=debate.later(), is_substitute=True)
    asked = debate.call("ask_for_floor", by=by, wish=_wish())
    assert debate.waiting() == ["Eva Ersättare"]
    debate.call("withdraw", by=by, request_id=asked.pk)
    assert debate.waiting() == []


def test_the_number_of_replies_is_what_the_rules_of_procedure_say(debate):
    from voting.meetings.models import Meeting

    Meeting.objects.filter(pk=debate.meeting).update(procedure=_procedure(max_replies=1))
    debate.ask(1)
    debate.next()
    debate.ask(0)
    debate.next()
    debate.ask(1, "reply")
    debate.next()
    debate.call("stop_speaker", request_id=debate.floor()["current"]["id"])

    with pytest.raises(Refused) as trouble:
        debate.ask(1, "reply")

    assert refused(trouble) == ["obstacle_replies_used"]
    assert debate.floor()["max_replies"] == 1


def _procedure(**values):
    source = {"source_sv": "mötesordningen punkt 4", "source_en": "rules of procedure, point 4"}
    return {name: {"value": value, **source} for name, value in values.items()}
