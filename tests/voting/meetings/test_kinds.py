"""Annual, extra and board meetings: templates, numbers, notice, the board's table."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Refused
from tenants.decisions.actions import NewEffect, take_decision
from tenants.decisions.enums import EffectKind, Method
from tests.racing import at_once
from tests.voting.meetings.conftest import KALMAR, REMOTE, new_meeting, venue
from voting.meetings import actions, queries
from voting.meetings.actions import Matter
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Meeting

HOUSE = Actor.system()
BOARD = [
    ("board_chair", "Karin Thorell"),
    ("board_member", "Lisa Brandt"),
    ("board_member", "Ahmed Yusuf"),
    ("board_member", "Sofia Lindahl"),
]


@pytest.fixture
def board(in_alfa, meeting, now):
    from tenants.founding.actions import carry_out

    for no, (post, name) in enumerate(BOARD, 14):
        person = {
            "name": name,
            "email": f"{name.split()[0].lower()}@medlem.example",
            "until": "årsmötet 2018",
        }
        decision = take_decision(
            meeting=meeting.pk, item_no=no, text_sv=f"att välja {name}", method=Method.ACCLAMATION, by=HOUSE,
            at=now, effects=[NewEffect(kind=EffectKind.ELECTED, body={"post": post, "people": [person]})],
        )  # fmt: skip
        carry_out(decision=decision, by=HOUSE, at=now)
    return new_meeting(at=now, kind=MeetingKind.BOARD)


def begin(found, now):
    for place in found.venues.all():
        actions.confirm_venue(meeting_id=found.pk, venue_id=place.pk, by=HOUSE, at=now)
    return actions.open_meeting(meeting_id=found.pk, by=HOUSE, at=now)


def test_an_annual_meeting_has_the_items_of_the_statutes_in_their_order(in_alfa, now):
    found = new_meeting(at=now, kind=MeetingKind.ANNUAL)

    titles = list(found.items.values_list("title_sv", flat=True))
    assert len(titles) == 20
    assert titles[10] == "Fråga om ansvarsfrihet för styrelsen"
    assert dict(found.items.values_list("no", "duty"))[4] == "register"


@pytest.fixture
def in_finland(in_alfa, monkeypatch):
    network = tenancy.current()
    monkeypatch.setattr(network, "country", "FI")
    monkeypatch.setattr("kernel.tenancy.current", lambda: network)
    return network


def test_in_finland_nobody_takes_part_from_afar_before_the_voting_rules_are_adopted(in_finland, now):
    found = new_meeting(at=now, kind=MeetingKind.ANNUAL)

    with pytest.raises(Refused) as refused:
        begin(found, now)

    (obstacle,) = refused.value.obstacles
    assert (obstacle.code, obstacle.params) == (
        "voting.meetings.obstacle_remote_without_rules",
        {
            "venue": REMOTE,
            "source_sv": "föreningslagen 503/1989",
            "source_en": "the Associations Act 503/1989",
        },
    )
    found.refresh_from_db()
    assert found.state == "planned"
    shown = queries.meeting_shape(found)["obstacles"]["open"]
    assert [one["code"] for one in shown if "remote" in one["code"]] == [obstacle.code]


def test_in_finland_the_plan_warns_long_before_the_opening_and_no_longer_after_it(in_finland, now):
    found = new_meeting(at=now, kind=MeetingKind.ANNUAL)

    warned = queries.meeting_shape(found)["notice"]["warnings"]

    assert [(one["code"], one["params"]["venue"]) for one in warned] == [
        ("voting.meetings.obstacle_remote_without_rules", REMOTE)
    ]
    in_finland.country = "SE"
    assert queries.meeting_shape(found)["notice"]["warnings"] == []


def test_in_finland_the_meetings_own_rules_say_that_they_are_adopted(in_finland, now):
    own = queries.own_procedure({"remote_voting_rules": True})
    found = new_meeting(at=now, kind=MeetingKind.ANNUAL, procedure=own)

    assert begin(found, now).state == "open"


def test_in_finland_the_constitutive_meeting_follows_its_own_rules_and_in_sweden_no_law_asks(in_finland, now):
    assert begin(new_meeting(at=now), now).state == "open"

    in_finland.country = "SE"
    assert begin(new_meeting(at=now, kind=MeetingKind.ANNUAL), now).state == "open"


def test_an_extra_meeting_has_the_matters_it_was_called_for(in_alfa, now):
    matter = Matter("Ändring av stadgarna", kind="statutes")
    found = new_meeting(at=now, kind=MeetingKind.EXTRA, matters=(matter,))

    assert list(found.items.values_list("no", "title_sv"))[5:] == [
        (6, "Ändring av stadgarna"),
        (7, "Mötets avslutande"),
    ]


def test_minutes_are_numbered_by_kind_and_year_when_a_meeting_opens(in_alfa, now):
    first, second, extra = (
        new_meeting(at=now, kind=kind) for kind in (MeetingKind.ANNUAL, MeetingKind.ANNUAL, MeetingKind.EXTRA)
    )
    later = begin(second, now).number, begin(extra, now).number

    assert later == ("1/2016", "1/2016")
    assert begin(first, now).number == "2/2016"
    assert begin(first, now).number == "2/2016"


@pytest.mark.torture
def test_two_meetings_opened_at_once_get_two_numbers(own_tenant, django_db_blocker, now):
    from kernel.tenancy import inside

    with django_db_blocker.unblock(), inside(own_tenant):
        found = [new_meeting(at=now, kind=MeetingKind.EXTRA) for _ in range(3)]

        outcomes = at_once(own_tenant, [lambda m=m: begin(m, now) for m in found])

        assert outcomes == ["done"] * 3
        numbers = Meeting.objects.filter(kind="extra").values_list("number", flat=True)
        assert sorted(numbers) == ["1/2016", "2/2016", "3/2016"]


@pytest.mark.torture
def test_numbers_given_the_naive_way_collide(own_tenant, django_db_blocker, now):
    import threading

    from kernel.tenancy import inside

    with django_db_blocker.unblock(), inside(own_tenant):
        found = [new_meeting(at=now, kind=MeetingKind.EXTRA) for _ in range(2)]
        looked = threading.Barrier(2)

        def naive(meeting):
            used = Meeting.objects.filter(kind="extra").exclude(number="").count()
            looked.wait()
            Meeting.objects.filter(pk=meeting.pk).update(number=f"{used + 1}/2016")

        assert at_once(own_tenant, [lambda m=m: naive(m) for m in found]) == ["crashed", "done"]


def test_a_notice_that_went_out_late_is_told_and_stops_nothing(in_alfa, now):
    from tenants.statutes.rules.parameters import Parameters

    found = new_meeting(at=now, kind=MeetingKind.EXTRA, invited_at=now.date() - timedelta(days=3))
    found.procedure = Parameters.from_rules(
        [("stadgarna § 8 mom. 2", "statutes § 8 para. 2", {"notice_days": {"annual": 28, "extra": 14}})]
    ).to_json()
    found.save()

    shape = queries.meeting_shape(found)["notice"]

    assert (shape["days"], shape["latest"].isoformat()) == (14, "2016-09-27")
    assert shape["findings"] == [
        {
            "code": "voting.meetings.obstacle_notice_late",
            "params": {"date": "2016-09-27", "rule": "stadgarna § 8 mom. 2", "earliest_date": "2016-10-22"},
        }
    ]
    assert begin(found, now).state == "open"


def test_the_boards_first_meeting_has_its_twelve_items_with_the_names_that_are_known(board):
    words = dict(board.items.values_list("no", "proposal_sv"))

    assert board.items.count() == 12
    assert "tecknas av ordföranden Karin Thorell och kassören ________" in words[5]
    assert [s.name for s in board.seats.all()] == [name for _, name in BOARD]
    assert board.seats.get(order=1).elected_item == 14


def test_the_board_decides_when_more_than_half_of_it_is_here(board, now):
    place, seats = venue(board, KALMAR), list(board.seats.all())
    begin(board, now)
    for seat in seats[:2]:
        actions.take_seat(meeting_id=board.pk, seat_id=seat.pk, venue_id=place.pk, by=HOUSE, at=now)

    def decide():
        return actions.record_decision(
            meeting_id=board.pk, item_no=1, text_sv="att öppna", method=Method.ACCLAMATION, by=HOUSE, at=now
        )

    with pytest.raises(Refused) as refused:
        decide()
    actions.take_seat(meeting_id=board.pk, seat_id=seats[2].pk, venue_id=place.pk, by=HOUSE, at=now)

    missing = refused.value.obstacles[0]
    assert missing.code == "voting.meetings.obstacle_quorum_missing"
    assert (missing.params["present"], missing.params["needed"]) == (2, 3)
    assert decide().text_sv == "att öppna"


def test_every_template_is_numbered_and_knows_its_duties():
    folder = Path(__file__).parents[3] / "voting" / "meetings" / "data"
    for file in folder.glob("*.json"):
        items = json.loads(file.read_text(encoding="utf-8"))["items"]
        assert [item["no"] for item in items] == list(range(1, len(items) + 1))
        assert (items[0]["duty"], items[-1]["duty"]) == ("opening", "closing")
