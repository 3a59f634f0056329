"""Two changes of one clause wait for the same second meeting: the later is adjusted to the earlier."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kernel.errors import Malformed, Refused
from tests.voting.motions.desk import CHANGE, FIRST, FREE, SECOND, STATUTES, make_desk

CARRIED = {"yes": 60, "no": 30, "abstain": 10}
VAXJO, NYBRO, BOTH = "Säte i Växjö.", "Säte i Nybro.", "Säte i Växjö, kansli i Nybro."
THIRD = datetime(2018, 6, 1, 17, 0, tzinfo=UTC)


def reading_under(desk, no, number):
    """What an agenda says that takes this text up again."""
    from tenants.statutes.models import Version
    from voting.meetings.models import Item

    item = Item.objects.get(meeting_id=desk.meeting, no=no)
    item.kind, item.reading = "statutes", Version.objects.get(number=number).pk
    item.save()


@pytest.fixture
def both_wait(network):
    """February's meeting reads two changes of § 1 mom. 2 the first time, under an item each."""
    from voting.meetings.models import Item

    desk = make_desk(network, voters=100, at=FIRST, kind="extra")
    Item.objects.filter(meeting_id=desk.meeting, no=FREE).update(kind="statutes")
    for no, text in ((STATUTES, VAXJO), (FREE, NYBRO)):
        desk.take_up(no)
        desk.file(**CHANGE | {"item_no": no, "new_sv": text})
        desk.approve(no)
        desk.vote(no, 1, {"yes": 62, "no": 31, "abstain": 7})
    return network


@pytest.fixture
def desk(both_wait):
    """The annual meeting has adopted the first of them; the other one is up."""
    desk = make_desk(both_wait, voters=100, at=SECOND, kind="annual")
    reading_under(desk, STATUTES, "1.1-1")
    reading_under(desk, FREE, "1.1-2")
    desk.take_up(STATUTES)
    desk.approve(STATUTES)
    desk.vote(STATUTES, 1, CARRIED)
    desk.take_up(FREE)
    return desk


def adjust(desk, text):
    from voting.motions import actions

    return actions.adjust_reading(
        meeting_id=desk.meeting, item_no=FREE, wordings={"par1.2": text}, by=desk.by, at=desk.at
    )


def statuses():
    from tenants.statutes.models import Version

    return dict(Version.objects.exclude(number__in=["0.9", "1.0"]).values_list("number", "status"))


def seat_of(number):
    from tenants.statutes.queries import version

    found = version(number)
    return next(m.text_sv for s in found.sections.all() for m in s.moments.all() if m.key == "par1.2")


def test_each_item_reads_its_own_text(both_wait):
    desk = make_desk(both_wait, voters=2, at=SECOND, kind="annual")
    reading_under(desk, STATUTES, "1.1-1")
    reading_under(desk, FREE, "1.1-2")

    assert [desk.order(no)["matter"]["base"]["number"] for no in (STATUTES, FREE)] == ["1.1-1", "1.1-2"]


def test_the_other_one_is_shown_with_the_words_of_then_and_of_now(desk, facts):
    before = facts()

    shown = desk.order(FREE)
    (conflict,) = shown["readings"]
    assert conflict == {
        "target": "par1.2", "ref_sv": "§ 1 mom. 2", "then_sv": "Föreningen har sitt säte i Kalmar.",
        "read_sv": NYBRO, "now_sv": VAXJO, "wording_sv": None,
    }  # fmt: skip
    assert [o["code"] for o in shown["may"]["approve"]] == ["voting.motions.obstacle_reading_meets_another"]
    with pytest.raises(Refused) as refused:
        desk.approve(FREE)
    assert [(o.code, o.params) for o in refused.value.obstacles] == [
        ("voting.motions.obstacle_reading_meets_another", {"refs": "§ 1 mom. 2"})
    ]
    assert facts() == before


def test_the_words_that_were_read_hold_after_the_second_meeting_as_they_are(desk):
    adjust(desk, NYBRO)
    desk.approve(FREE)
    desk.vote(FREE, 1, CARRIED)

    assert desk.order(FREE)["outcome"] == "adopted"
    assert statuses() == {
        "1.1-1": "confirmed", "1.1": "adopted_awaiting_minutes", "1.1-2": "confirmed",
        "1.2": "adopted_awaiting_minutes",
    }  # fmt: skip
    assert (seat_of("1.1"), seat_of("1.2")) == (VAXJO, NYBRO)
    (told,) = desk.decisions(FREE)
    assert told.splitlines() == [
        "Mötet beslutade att vid andra behandlingen anta ändringen av stadgarna, version 1.2,",
        "att ändringen gäller när protokollet från mötet har justerats.",
    ]


def test_other_words_are_a_first_reading_of_their_own(desk):
    from tenants.statutes import queries as statutes

    adjust(desk, BOTH)
    desk.approve(FREE)
    asked = desk.order(FREE)["steps"][0]["question_sv"]
    assert asked == "Ska den jämkade ändringen av stadgarna antas vid en första behandling?"
    desk.vote(FREE, 1, CARRIED)

    assert desk.order(FREE)["outcome"] == "first_reading"
    assert statuses() == {
        "1.1-1": "confirmed", "1.1": "adopted_awaiting_minutes", "1.1-2": "fallen",
        "1.2-1": "adopted_first_reading",
    }  # fmt: skip
    (told,) = desk.decisions(FREE)
    assert told.splitlines() == [
        "Mötet beslutade att jämka ändringen, så att § 1 mom. 2 lyder: ”Säte i Växjö, kansli i Nybro.”,",
        "att vid en första behandling anta ändringen av stadgarna,",
        "att ändringen prövas på nytt vid nästa föreningsmöte, innan den gäller.",
    ]

    third = make_desk(desk.hall.network, voters=100, at=THIRD, kind="extra")
    assert [v.number for v in statutes.awaiting_second_reading()] == ["1.2-1"]
    third.approve(STATUTES)
    third.vote(STATUTES, 1, CARRIED)
    assert (third.order(STATUTES)["outcome"], seat_of("1.2")) == ("adopted", BOTH)


def test_the_same_words_again_change_nothing_and_words_for_another_place_are_malformed(desk, facts):
    adjust(desk, BOTH)
    before = facts()

    adjust(desk, BOTH)
    assert facts() == before
    from voting.motions import actions

    for wordings, field in (({"par2.1": "Nytt."}, "wordings"), ({"par1.2": "  "}, "wordings")):
        with pytest.raises(Malformed) as wrong:
            actions.adjust_reading(
                meeting_id=desk.meeting, item_no=FREE, wordings=wordings, by=desk.by, at=desk.at
            )
        assert list(wrong.value.fields) == [field]
    assert facts() == before


def test_after_the_meeting_approved_the_order_the_words_stand(desk):
    adjust(desk, BOTH)
    desk.approve(FREE)

    with pytest.raises(Refused):
        adjust(desk, NYBRO)
    (kept,) = desk.order(FREE)["readings"]
    assert kept["wording_sv"] == BOTH


def test_a_reading_that_meets_nothing_needs_no_adjusting(network, first):
    desk = make_desk(network, voters=100, at=SECOND, kind="annual")

    assert desk.order(STATUTES)["readings"] == []


def test_two_new_clauses_in_one_place_stand_one_after_the_other(network):
    from tenants.statutes.queries import version
    from voting.meetings.models import Item

    once = make_desk(network, voters=100, at=FIRST, kind="extra")
    Item.objects.filter(meeting_id=once.meeting, no=FREE).update(kind="statutes")
    for no, text in ((STATUTES, "Nytt ett."), (FREE, "Nytt två.")):
        once.take_up(no)
        once.file(item_no=no, kind="insert", target="par4", new_sv=text)
        once.approve(no)
        once.vote(no, 1, {"yes": 62, "no": 31, "abstain": 7})
    desk = make_desk(network, voters=100, at=SECOND, kind="annual")
    for no, number in ((STATUTES, "1.1-1"), (FREE, "1.1-2")):
        reading_under(desk, no, number)
        desk.take_up(no)
        assert desk.order(no)["readings"] == []
        desk.approve(no)
        desk.vote(no, 1, CARRIED)

    text = {m.key: m.text_sv for s in version("1.2").sections.all() for m in s.moments.all()}
    assert (text["par4.5"], text["par4.6"]) == ("Nytt ett.", "Nytt två.")
