"""The register's line through time: what a screen draws agrees with the register at each of its moments."""

from __future__ import annotations

from datetime import date, timedelta

from tests.voting.register.conftest import HOUSE, approve, come, leave
from voting.meetings.actions import Wish, change_at_desk
from voting.register import actions, queries


def minutes(now, n):
    return now + timedelta(minutes=n)


def name_substitute(found, registration, now, n):
    wish = Wish(
        registration.delegate.name, registration.delegate.email, registration.venue_id,
        substitute_name="Sara Ström", substitute_email="sara@medlem.example",
    )  # fmt: skip
    change_at_desk(
        meeting_id=found.pk, registration_id=registration.pk, wish=wish, by=HOUSE, at=minutes(now, n)
    )


def an_afternoon(found, registrations, now):
    """Three come, the register is approved, one leaves and her substitute serves, one more has jäv."""
    for n, registration in enumerate(registrations[:3], 1):
        come(found, registration, at=minutes(now, n))
    approve(found, 3, at=minutes(now, 5))
    first = registrations[0]
    name_substitute(found, first, now, 6)
    actions.check_in(
        meeting_id=found.pk, registration_id=first.pk, venue_id=first.venue_id, is_substitute=True,
        by=HOUSE, at=minutes(now, 7),
    )  # fmt: skip
    leave(found, first, at=minutes(now, 8))
    leave(found, registrations[1], at=minutes(now, 9))
    actions.exclude(
        meeting_id=found.pk, item_no=9, registration_id=registrations[2].pk, reason="leverantör",
        by=HOUSE, at=minutes(now, 10),
    )  # fmt: skip


def test_each_moment_has_the_votes_of_the_register_at_that_moment(hall, now):
    found, registrations = hall
    an_afternoon(found, registrations, now)

    course = queries.register_course(found)

    told = [(m["total"], [(h["kind"], h["is_substitute"]) for h in m["happened"]]) for m in course["moments"]]
    assert told == [
        (1, [("came", False)]),
        (2, [("came", False)]),
        (3, [("came", False)]),
        (3, [("approved", False)]),
        (3, [("came", True)]),
        (3, [("left", False)]),
        (2, [("left", False)]),
    ]
    for moment in course["moments"]:
        from django.utils.dateparse import parse_datetime

        at = parse_datetime(moment["at"])
        assert queries.register_at(found, at)["total"] == moment["total"]
        assert queries.register_at(found, at)["persons"] == moment["persons"]


def test_the_conflicts_of_every_item_are_told_with_their_end(hall, now):
    found, registrations = hall
    an_afternoon(found, registrations, now)
    actions.readmit(
        meeting_id=found.pk, item_no=9, registration_id=registrations[2].pk, by=HOUSE, at=minutes(now, 12)
    )

    (conflict,) = queries.register_course(found)["conflicts"]

    assert (conflict["item_no"], conflict["reason"], conflict["said_by"]) == (9, "leverantör", "chair")
    assert conflict["lifted_at"] == minutes(now, 12).isoformat()


def test_a_hundred_moments_cost_as_many_queries_as_one(hall, now, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found, registrations = hall
    come(found, registrations[0], at=now)
    with CaptureQueriesContext(connection) as few:
        queries.register_course(found)
    for n in range(30):
        leave(found, registrations[0], at=minutes(now, 2 * n + 1))
        come(found, registrations[0], at=minutes(now, 2 * n + 2))

    with django_assert_num_queries(len(few)):
        course = queries.register_course(found)

    assert len(course["moments"]) == 61


def test_proxies_are_marks_on_the_line_also_when_they_do_not_count(hall, now):
    found, registrations = hall
    come(found, registrations[0], at=now)
    found.procedure = {
        "proxy": {"value": {"allowed": True, "max_members_per_person": 2}, "source_sv": "mötesordningen",
                  "source_en": "rules of procedure"}
    }  # fmt: skip
    found.save(update_fields=["procedure"])
    paper = actions.Paper(
        registrations[0].delegate.name,
        registrations[0].delegate.email,
        date(2016, 10, 1),
        "f.pdf",
        b"%PDF-1.7",
    )
    proxy = actions.file_proxy(
        meeting_id=found.pk, member_id=registrations[3].member_id, paper=paper, by=HOUSE, at=minutes(now, 1)
    )
    actions.revoke_proxy(meeting_id=found.pk, proxy_id=proxy.pk, why="", by=HOUSE, at=minutes(now, 2))

    moments = queries.register_course(found)["moments"]

    assert [(m["total"], m["persons"], m["happened"][0]["kind"]) for m in moments] == [
        (1, 1, "came"),
        (2, 1, "proxy_filed"),
        (1, 1, "proxy_revoked"),
    ]
