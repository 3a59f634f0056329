"""What the chair sees: the one next act, and a view that costs the same however much was moved."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.voting.motions.desk import FEES, FREE, STATUTES

CHANGE = {"item_no": STATUTES, "kind": "change", "target": "par1.2"}


def acts(desk):
    from voting.meetings.models import Meeting
    from voting.motions.queries import next_acts

    return [act.to_json() for act in next_acts(Meeting.objects.get(pk=desk.meeting))]


def told(desk):
    return [
        (act["code"].removeprefix("voting.motions."), act["action"]["url"].rpartition("items/")[2])
        for act in acts(desk)
    ]


def test_the_next_act_follows_the_order(desk):
    from voting.motions import actions

    own = desk.file(**CHANGE, new_sv="Säte i Växjö.")
    desk.file(1, **CHANGE | {"target": "par6.2"}, new_sv="Avgiften följer omsättningen.")
    actions.merge(motion_id=own.pk, how=actions.Merge(own_by_board=True), by=desk.by, at=desk.at)
    assert told(desk) == [("next_approve_order", "9/order/approve")]

    desk.approve(STATUTES)
    assert told(desk) == [
        ("next_acclamation", "9/order/steps/1/acclamation"),
        ("next_step", "9/order/steps/1/poll"),
    ]
    desk.say(STATUTES, 1, "yes")
    assert told(desk) == [("next_step", "9/order/steps/2/poll")]
    poll = desk.put(STATUTES, 2)
    assert told(desk) == []
    desk.cast(poll, {"yes": 4, "no": 2})
    desk.declare(poll)
    assert told(desk) == [("next_untouched", "9/order/untouched")]
    desk.untouched(STATUTES)
    assert told(desk) == [("next_step", "9/order/steps/3/poll")]
    desk.say(STATUTES, 3, "yes")
    assert told(desk) == []


def test_fees_without_a_proposal_ask_for_one_first(desk):
    desk.take_up(FEES)
    assert [(act["code"], act["action"]) for act in acts(desk)] == [("voting.motions.next_main", None)]

    desk.set_fees()

    assert told(desk) == [("next_approve_order", "11/order/approve")]


def test_a_question_that_nobody_moved_anything_on_has_no_act_of_ours(desk):
    desk.take_up(FREE)

    assert acts(desk) == []


def test_what_is_in_the_way_is_told_beside_the_act(desk):
    from tenants.statutes.models import Moment

    desk.file(**CHANGE, new_sv="Säte i Växjö.")
    Moment.objects.filter(key="par1.2").update(text_sv="Annan text.")

    assert [o["code"] for o in acts(desk)[0]["obstacles"]] == ["voting.motions.obstacle_base_changed"]


def test_the_view_costs_the_same_with_one_motion_and_with_six(desk):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.order(STATUTES)
        return len(queries)

    desk.file(**CHANGE, new_sv="Säte i ort 0.")
    one = cost()
    for n in range(1, 6):
        desk.file(n, **CHANGE, new_sv=f"Säte i ort {n}.")

    assert cost() == one
    assert one < 30


def test_an_item_is_not_left_in_the_middle_of_its_order(desk, facts):
    from kernel.errors import Refused
    from voting.meetings.actions import postpone_item
    from voting.meetings.enums import ItemOutcome
    from voting.polls.actions import start_item

    desk.file(**CHANGE, new_sv="Säte i Växjö.")
    desk.approve(STATUTES)
    desk.say(STATUTES, 1, "no")
    same = {"meeting_id": desk.meeting, "no": FREE, "by": desk.by, "at": desk.at}
    before = facts()

    with pytest.raises(Refused) as refused:
        start_item(**same)

    assert [o.code for o in refused.value.obstacles] == ["voting.motions.obstacle_order_unfinished"]
    assert facts() == before
    postpone_item(**same | {"no": STATUTES}, outcome=ItemOutcome.TABLED, reasons="")
    start_item(**same)
