"""The rules that the meeting decides by: the statutes in force, and under them its rules of procedure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tenants.statutes.queries import parameters_in_force
from tenants.statutes.rules.parameters import PROCEDURE_DEFAULT, Parameters, merge
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Meeting


def rules_in_force(meeting: Meeting) -> Parameters:
    """Every parameter as it holds at this meeting, each with its source.

    The rules of procedure hold once the meeting has adopted them. When there are statutes, those hold, and
    the rules of procedure so far as the statutes are silent (the model rules of procedure, item 15).
    """
    procedure, statutes = _procedure(meeting), parameters_in_force()
    return merge(statutes, procedure) if statutes else procedure


def rules_of_the_register(meeting: Meeting) -> Parameters:
    """The same for who may vote. A constitutive meeting stays with its own rules of procedure to the end.

    The statutes that it adopts say who votes at the meetings to come: no proxy, no fee and no quorum of
    theirs changes the register of the meeting that adopted them.
    """
    if meeting.kind == MeetingKind.CONSTITUTING:
        return Parameters.from_json(meeting.procedure) if meeting.procedure else PROCEDURE_DEFAULT
    return rules_in_force(meeting)


def own_procedure(own: Mapping[str, Any]) -> dict[str, Any]:
    """A meeting's own rules of procedure, over the model ones, in the shape in which it keeps them."""
    if not own:
        return {}
    return merge(
        Parameters.from_rules([("mötesordningen", "rules of procedure", own)]), PROCEDURE_DEFAULT
    ).to_json()


def _procedure(meeting: Meeting) -> Parameters:
    if meeting.procedure:
        own = Parameters.from_json(meeting.procedure)
        return own if meeting.rules_adopted_at or meeting.kind != MeetingKind.CONSTITUTING else Parameters()
    return PROCEDURE_DEFAULT if meeting.rules_adopted_at else Parameters()
