"""The rules that the meeting decides by: the statutes, under them its rules of procedure, then the law."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kernel import tenancy
from kernel.errors import Obstacle
from tenants.statutes.queries import parameters_in_force
from tenants.statutes.rules.countries import law_of
from tenants.statutes.rules.parameters import FIELDS, PROCEDURE_DEFAULT, Parameters, merge
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Meeting

OWN = ("mötesordningen", "rules of procedure")


def rules_in_force(meeting: Meeting) -> Parameters:
    """Every parameter as it holds at this meeting, each with its source.

    The rules of procedure hold once the meeting has adopted them. When there are statutes, those hold, and
    the rules of procedure so far as the statutes are silent (the model rules of procedure, item 15). What
    none of them settles is as the country's law says.
    """
    procedure, statutes = _procedure(meeting), parameters_in_force()
    return merge(merge(statutes, procedure) if statutes else procedure, _law())


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
    return merge(Parameters.from_rules([(*OWN, own)]), PROCEDURE_DEFAULT).to_json()


def _procedure(meeting: Meeting) -> Parameters:
    if meeting.procedure:
        own = Parameters.from_json(meeting.procedure)
        return own if meeting.rules_adopted_at or meeting.kind != MeetingKind.CONSTITUTING else Parameters()
    return PROCEDURE_DEFAULT if meeting.rules_adopted_at else Parameters()


def rules_shape(meeting: Meeting, *, obstacles: list[Obstacle]) -> dict[str, Any]:
    """Every rule that will hold at the meeting, where it stands, and whether it holds already.

    ``origin``: the statutes win over the meeting's own rules of procedure, these over the model ones, and
    all of them over the country's law, which fills what they leave open.
    ``own`` is what the meeting has settled for itself, also where the statutes win.
    """
    statutes, procedure, now = parameters_in_force(), _planned(meeting), rules_in_force(meeting)
    known = merge(merge(statutes, procedure) if statutes else procedure, _law())
    own = {name for name in FIELDS if procedure.source(name)[0] == OWN[0]}
    return {
        "rules": [
            {
                "name": name,
                "value": getattr(known, name),
                "source_sv": known.source(name)[0],
                "source_en": known.source(name)[1],
                "origin": _origin(name, statutes, procedure, own),
                "in_force": getattr(now, name) is not None,
            }
            for name in FIELDS
            if getattr(known, name) is not None
        ],
        "own": {name: getattr(procedure, name) for name in FIELDS if name in own},
        "adopted_at": meeting.rules_adopted_at,
        "obstacles": [o.to_json() for o in obstacles],
    }


def _planned(meeting: Meeting) -> Parameters:
    if meeting.procedure:
        return Parameters.from_json(meeting.procedure)
    return PROCEDURE_DEFAULT if meeting.kind == MeetingKind.CONSTITUTING else Parameters()


def law_asks_for_remote_rules() -> bool:
    """Whether the country's law wants rules on voting from afar before anybody takes part so."""
    return _law().remote_voting_rules is False


def _law() -> Parameters:
    return law_of(tenancy.current().country)


def _origin(name: str, statutes: Parameters | None, procedure: Parameters, own: set[str]) -> str:
    if statutes is not None and getattr(statutes, name) is not None:
        return "statutes"
    if getattr(procedure, name) is None:
        return "law"
    return "own" if name in own else "model"
