"""W06: statutes in force are changed by two thirds of the votes cast, at two meetings a month apart."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kernel.errors import Refused
from tests.voting.motions.desk import CHANGE, FIRST, SECOND, STATUTES, make_desk

TOO_SOON = datetime(2018, 3, 19, 17, 0, tzinfo=UTC)


def again(network, at=SECOND, kind="annual"):
    desk = make_desk(network, voters=100, at=at, kind=kind)
    desk.approve(STATUTES)
    return desk


def seat():
    from tenants.statutes import queries as statutes

    version = statutes.in_force()
    texts = {m.key: m.text_sv for s in version.sections.all() for m in s.moments.all()}
    return version.number, texts["par1.2"]


def statuses():
    from tenants.statutes.models import Version

    return dict(Version.objects.values_list("number", "status"))


def test_statutes_as_proposed_are_adopted_without_changes(network):
    from tenants.decisions.models import Decision

    text = Decision.objects.get(item_no=STATUTES).text_sv
    assert text.startswith("Mötet beslutade att anta stadgarna i sin helhet, version 1.0,\n")
    assert seat() == ("1.0", "Föreningen har sitt säte i Kalmar.")


def test_the_ballot_asks_for_two_thirds_and_says_where_it_stands(network):
    from voting.polls.models import Poll

    desk = make_desk(network, voters=2, at=FIRST, kind="extra")
    desk.file(**CHANGE)
    desk.approve(STATUTES)
    rule = Poll.objects.get(pk=desk.put(STATUTES, 1)).rule

    assert (rule["threshold"], rule["fraction"], rule["base"]) == ("at_least", "2/3", "cast")
    assert "14" in rule["source_sv"]


def test_exactly_two_thirds_is_adopted_a_first_time_and_waits(first):
    from tenants.decisions.models import Effect
    from tenants.statutes import queries as statutes

    order = first.order(STATUTES)
    assert (order["matter"]["mode"], order["outcome"]) == ("amendment", "first_reading")
    assert order["steps"][0]["result"]["needed"] == 62
    assert [v.meeting for v in statutes.awaiting_second_reading()] == [first.meeting]
    assert seat() == ("1.0", "Föreningen har sitt säte i Kalmar.")
    assert Effect.objects.filter(decision__meeting=first.meeting).count() == 0
    (told,) = first.decisions(STATUTES)
    assert told.splitlines() == [
        "Mötet beslutade att bifalla A1 till § 1 mom. 2,",
        "att vid en första behandling anta ändringen av stadgarna,",
        "att ändringen prövas på nytt vid nästa föreningsmöte, innan den gäller.",
    ]


def test_the_second_meeting_adopts_it_with_its_own_two_thirds(network, first):
    from tenants.statutes import queries as statutes

    desk = again(network)
    desk.vote(STATUTES, 1, {"yes": 60, "no": 30, "abstain": 10})

    assert (desk.order(STATUTES)["matter"]["mode"], desk.order(STATUTES)["outcome"]) == (
        "second_reading",
        "adopted",
    )
    assert statutes.awaiting_second_reading() == []
    assert statuses() == {
        "0.9": "proposed", "1.0": "adopted", "1.1-1": "confirmed", "1.1": "adopted_awaiting_minutes",
    }  # fmt: skip
    (told,) = desk.decisions(STATUTES)
    assert told.endswith("att ändringen gäller när protokollet från mötet har justerats.")


def test_it_holds_from_the_day_the_second_meetings_minutes_are_approved(network, first):
    from tenants.decisions.models import Effect
    from tenants.statutes import actions
    from tenants.statutes import queries as statutes

    desk = again(network)
    desk.vote(STATUTES, 1, {"yes": 60, "no": 30, "abstain": 10})
    body = Effect.objects.get(decision__meeting=desk.meeting, kind="statutes_adopted").body
    assert (body["number"], body["awaits"], "in_force_from" in body) == ("1.1", "minutes", False)
    assert seat() == ("1.0", "Föreningen har sitt säte i Kalmar.")
    assert statutes.in_force(SECOND.date()).number == "1.0"

    approved = {"on_day": date(2018, 4, 5), "by": desk.by, "at": SECOND}
    assert actions.let_hold(meeting=first.meeting, **approved) == []
    (held,) = actions.let_hold(meeting=desk.meeting, **approved)
    assert actions.let_hold(meeting=desk.meeting, **approved | {"on_day": date(2018, 5, 1)}) == []

    assert seat() == ("1.1", "Säte i Växjö.")
    assert (held.number, statutes.in_force(date(2018, 4, 4)).number) == ("1.1", "1.0")
    assert statutes.in_force(date(2018, 4, 5)).number == "1.1"
    assert statuses() == {"0.9": "proposed", "1.0": "superseded", "1.1-1": "confirmed", "1.1": "adopted"}


def test_what_is_changed_meanwhile_is_laid_on_the_text_that_waits(network, first):
    desk = again(network)
    desk.vote(STATUTES, 1, {"yes": 60, "no": 30, "abstain": 10})

    later = make_desk(network, voters=2, at=datetime(2018, 6, 1, 17, 0, tzinfo=UTC), kind="extra")

    base = later.order(STATUTES)["matter"]["base"]
    assert base["number"] == "1.1"


def test_less_than_two_thirds_at_the_second_meeting_adopts_nothing(network, first):
    from tenants.statutes import queries as statutes

    desk = again(network)
    desk.vote(STATUTES, 1, {"yes": 58, "no": 30, "abstain": 12})

    assert desk.order(STATUTES)["outcome"] == "rejected"
    assert statuses() == {"0.9": "proposed", "1.0": "adopted", "1.1-1": "fallen"}
    assert seat() == ("1.0", "Föreningen har sitt säte i Kalmar.")
    assert statutes.awaiting_second_reading() == []


def test_a_second_meeting_within_the_month_is_too_soon(network, first, facts):
    desk = again(network, at=TOO_SOON)
    before = facts()

    with pytest.raises(Refused) as refused:
        desk.put(STATUTES, 1)

    assert refused.value.obstacles[0].code == "voting.motions.obstacle_too_soon"
    assert refused.value.obstacles[0].params == {"months": 1, "date": "2018-03-20"}
    assert facts() == before
    shown = desk.order(STATUTES)["steps"][0]["may"]["acclamation"]
    assert [o["code"] for o in shown] == ["voting.motions.obstacle_too_soon"]


def test_one_of_the_two_meetings_is_an_annual_one(network, first):
    desk = again(network, kind="extra")

    with pytest.raises(Refused) as refused:
        desk.say(STATUTES, 1, "yes")

    assert [o.code for o in refused.value.obstacles] == ["voting.motions.obstacle_not_annual"]


def test_the_second_meeting_does_not_rewrite_it(network, first, facts):
    desk = make_desk(network, voters=2, at=SECOND, kind="annual")
    before = facts()

    with pytest.raises(Refused) as refused:
        desk.file(**CHANGE | {"new_sv": "Säte i Nybro."})

    assert [o.code for o in refused.value.obstacles] == ["voting.motions.obstacle_second_reading_only"]
    assert facts() == before
    assert desk.file(item_no=STATUTES, kind="table").mark == "O1"
