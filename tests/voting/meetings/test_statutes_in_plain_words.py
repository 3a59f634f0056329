"""Statutes that a decision adopts in plain words, with no order of questions; and § approved at once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Malformed, Refused
from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import EffectKind, Method
from tenants.decisions.models import Decision, Effect
from tenants.statutes import actions as statutes
from tenants.statutes import queries as versions
from tenants.statutes.models import Version
from tests.tenants.statutes.test_amending import load
from tests.voting.meetings.test_leading import codes, room  # noqa: F401  the neighbour's fixture
from tests.voting.register.conftest import hall  # noqa: F401  that it rests on
from voting.meetings import actions

HOUSE = Actor.system()
ADOPT = "Mötet beslutade att anta stadgarna."


@pytest.fixture
def proposed(in_alfa, now):
    return statutes.publish_proposal(document=load("stadgar_forslag.json"), by=HOUSE, at=now)


def adopt(meeting, body, now, **more):
    return actions.record_decision(
        meeting_id=meeting.pk, item_no=6, text_sv=ADOPT, method=Method.ACCLAMATION, by=HOUSE, at=now,
        effects=[NewEffect(kind=EffectKind.STATUTES_ADOPTED, body=body)], **more,
    )  # fmt: skip


def named(text, **more):
    return {"version": str(text.pk), "number": "1.0", "in_force_from": "2016-10-11", **more}


def test_the_text_laid_out_is_adopted_as_it_stands_and_the_effect_names_it(room, proposed, now):  # noqa: F811
    meeting, _ = room

    decision = adopt(meeting, named(proposed), now)
    again = adopt(meeting, named(proposed), now)

    standing = versions.in_force()
    assert again.pk == decision.pk
    assert (standing.number, standing.base_id, standing.in_force_from) == (
        "1.0", proposed.pk, date(2016, 10, 11),
    )  # fmt: skip
    assert (standing.meeting, standing.item_no) == (meeting.pk, 6)
    assert Effect.objects.get(decision=decision).body["version"] == str(standing.pk)
    assert dict(Version.objects.values_list("number", "status")) == {"0.9": "proposed", "1.0": "adopted"}


def test_a_proposal_that_bears_the_number_itself_gives_the_next_one(room, now):  # noqa: F811
    meeting, _ = room
    document = load("stadgar_forslag.json") | {"version": "1.0"}
    proposed = statutes.publish_proposal(document=document, by=HOUSE, at=now)

    adopt(meeting, named(proposed), now)

    assert versions.in_force().number == "1.1"


def test_statutes_that_hold_are_not_changed_in_plain_words(room, proposed, now):  # noqa: F811
    meeting, _ = room
    statutes.adopt(
        base=proposed, changes=[], number="1.0", meeting=uuid4(), item_no=9, in_force_from=now.date(),
        by=HOUSE, at=now,
    )  # fmt: skip
    before = Entry.objects.count()

    with pytest.raises(Refused) as refused:
        adopt(meeting, named(proposed, number="2.0"), now)

    assert codes(refused) == ["obstacle_statutes_by_their_item"]
    assert (Entry.objects.count(), Decision.objects.filter(item_no=6).count()) == (before, 0)
    assert versions.in_force().number == "1.0"


@pytest.mark.parametrize("version", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_a_text_that_is_nowhere_is_asked_for(room, proposed, now, version):  # noqa: F811
    meeting, _ = room

    with pytest.raises(Malformed):
        adopt(meeting, named(proposed, version=version), now)

    assert Decision.objects.filter(item_no=6).count() == 0


def test_a_paragraph_approved_at_the_meeting_need_not_wait_for_the_rest_of_the_minutes(room, proposed, now):  # noqa: F811
    meeting, _ = room
    for item_no, number in ((3, "1.1"), (4, "1.2")):
        statutes.adopt(
            base=proposed, changes=[], number=number, meeting=meeting.pk, item_no=item_no,
            in_force_from=now.date(), awaits_minutes=True, by=HOUSE, at=now + timedelta(seconds=item_no),
        )  # fmt: skip

    actions.record_decision(
        meeting_id=meeting.pk, item_no=6, text_sv="Mötet beslutade att förklara § 3 omedelbart justerad.",
        method=Method.ACCLAMATION, by=HOUSE, at=now,
        effects=[NewEffect(kind=EffectKind.ITEMS_APPROVED, body={"items": [3]})],
    )  # fmt: skip

    assert versions.in_force().number == "1.1"
    assert Version.objects.get(number="1.2").status == "adopted_awaiting_minutes"
