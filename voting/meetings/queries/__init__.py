"""Reads about meetings: the plan and its course, who is coming, who is here."""

from voting.meetings.queries.meetings import (
    agenda_states,
    duty_item_no,
    meeting,
    meeting_at_projector,
    meeting_shape,
    meetings,
    summary_shape,
    the_meeting_that_matters,
)
from voting.meetings.queries.registrations import (
    member_of,
    my_organisation,
    present,
    registration,
    registration_list,
    registration_of_delegate,
    registration_of_member,
    registration_shape,
    registrations,
    totals,
)

__all__ = [
    "agenda_states",
    "duty_item_no",
    "meeting",
    "meeting_at_projector",
    "meeting_shape",
    "meetings",
    "member_of",
    "my_organisation",
    "present",
    "registration",
    "registration_list",
    "registration_of_delegate",
    "registration_of_member",
    "registration_shape",
    "registrations",
    "summary_shape",
    "the_meeting_that_matters",
    "totals",
]
