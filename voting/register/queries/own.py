"""What a member sees of its own vote: whether it has one and why, and what it can still do about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kernel.actor import Actor
from kernel.errors import Forbidden
from voting.meetings import queries as meetings
from voting.meetings.models import Meeting
from voting.meetings.rules import obstacles_to_substituting
from voting.register import rules
from voting.register.models import Register
from voting.register.queries.entitlement import standing_at


def my_vote(meeting_id: UUID, *, by: Actor) -> dict[str, Any]:
    """One's own organisation's vote now, and what is in the way of a substitute and of a proxy.

    Raises Forbidden for somebody who is neither a contact nor a delegate.
    """
    found = meetings.meeting(meeting_id)
    mine = meetings.member_of(found.pk, by.id)
    if mine is None:
        raise Forbidden("proxies.own")
    member, _ = mine
    vote = standing_at(found, everybody=True).votes.get(member.pk)
    known = meetings.rules_of_the_register(found)
    own = meetings.registration_of_member(found.pk, member.pk)
    second = own.substitute if own else None
    return {
        "member": {"id": str(member.pk), "number": member.number, "name": member.name},
        "has_vote": bool(vote and vote.has_vote),
        "authority": (vote.authority or None) if vote else None,
        "by": vote.person.name if vote and vote.person else None,
        "reasons": [r.to_json() for r in vote.reasons] if vote else [],
        "substitute": {
            "name": second.name if second else "",
            "email": second.email if second else "",
            "is_registered": own is not None,
            "obstacles": [
                o.to_json()
                for o in obstacles_to_substituting(
                    found.state,
                    allowed=known.substitute is not False,
                    present=meetings.substitute_here(found.pk, member.pk),
                )
            ],
        },
        "proxy": {**_terms(found), "obstacles": [o.to_json() for o in _in_the_way_of_filing(found)]},
    }


def _in_the_way_of_filing(found: Meeting) -> list[Any]:
    rule = meetings.rules_of_the_register(found).proxy or {}
    return rules.obstacles_to_filing(
        found.state,
        allowed=bool(rule.get("allowed")),
        is_approved=Register.objects.filter(meeting=found, item_no=None).exists(),
        deadline=rule.get("deadline"),
        own=False,
    )


def _terms(found: Meeting) -> dict[str, Any]:
    known = meetings.rules_of_the_register(found)
    rule, (sv, en) = known.proxy or {}, known.source("proxy")
    return {
        "max_members_per_person": rule.get("max_members_per_person"),
        "max_age_months": rule.get("max_age_months"),
        "source_sv": sv,
        "source_en": en,
    }
