"""The chair's next act: what every room that knows of one says, the most pressing one first."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from voting.meetings import rules
from voting.meetings.enums import ItemState, MeetingState
from voting.meetings.models import Meeting
from voting.meetings.queries.meetings import agenda_states
from voting.meetings.queries.notes import demanded_by, soundings_of
from voting.meetings.queries.presence import obstacles_before_opening, quorum


def next_shape(found: Meeting) -> dict[str, Any]:
    """The one obvious next act, and the others that could be done instead."""
    acts = rules.meeting_demands([act for name in settings.NEXT_ACTS for act in import_string(name)(found)])
    first = rules.next_act(acts)
    others = sorted((a for a in acts if a is not first), key=lambda act: -act.priority)
    return {"act": first.to_json() if first else None, "others": [act.to_json() for act in others]}


def meeting_acts(found: Meeting) -> list[rules.Act]:
    """What the meeting's own room knows."""
    items = list(found.items.all())
    states = agenda_states(found)
    current = next((item for item in items if item.state == ItemState.NOW), None)
    unconfirmed = [(str(pk), n) for pk, n in found.venues.filter(confirmed_at=None).values_list("pk", "name")]
    heard = [s.heard for s in soundings_of(found) if current and s.item_no == current.no and not s.settled_at]
    to_decide = rules.obstacles_of_quorum(quorum(found, current)) if found.state == MeetingState.OPEN else []
    return rules.meeting_acts(
        rules.MeetingSeen(
            id=str(found.pk),
            state=found.state,
            unconfirmed=unconfirmed,
            items=states,
            duties={item.no: item.duty for item in items},
            proposals={item.no: item.proposal_sv for item in items},
            demanded_by=demanded_by(found, current.no) if current else (),
            heard=heard[-1] if heard else "",
            to_open=obstacles_before_opening(found),
            to_decide=to_decide,
        )
    )
