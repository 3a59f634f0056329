"""The register's course: every moment at which a vote came or went, and the number of votes after it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models.functions import Coalesce

from voting.meetings import queries as meetings
from voting.meetings.models import CheckIn, Meeting
from voting.register import rules
from voting.register.models import Conflict, KeyNote, Proxy, Register
from voting.register.policies import Facts, PersonAt, ProxyAt
from voting.register.queries.entitlement import facts_at

Happened = dict[datetime, list[dict[str, Any]]]


def register_course(meeting: Meeting) -> dict[str, Any]:
    """Its moments, the first one first, and the conflicts of interest of every item.

    The facts are read once and replayed: a hall of a hundred costs as many queries as one of three.
    """
    known, parameters = facts_at(meeting, everybody=False), meetings.rules_of_the_register(meeting)
    people, proxies, holders = _people(meeting), list(_proxies(meeting)), _holders(meeting)
    happened: Happened = defaultdict(list)
    for person, came, left in people:
        what = {"name": person.name, "venue": person.venue, "is_substitute": person.is_substitute}
        about = {"member": known.name_of(person.member), **what}
        happened[came].append({"kind": "came", **about})
        if left is not None:
            happened[left].append({"kind": "left", **about})
    for proxy in proxies:
        about = {
            "member": proxy.member.name,
            "name": proxy.holder_name,
            "venue": None,
            "is_substitute": False,
        }
        happened[proxy.filed_at].append({"kind": "proxy_filed", **about})
        if proxy.revoked_at is not None:
            happened[proxy.revoked_at].append({"kind": "proxy_revoked", **about})
    for note in KeyNote.objects.filter(meeting=meeting).select_related("member").order_by("at", "pk"):
        about = {"member": note.member.name, "name": note.name, "venue": note.venue_id}
        happened[note.at].append({"kind": note.way, **about, "is_substitute": False})
    approvals = Register.objects.filter(meeting=meeting, item_no=None, approved_at__isnull=False)
    for approved_at in approvals.values_list("approved_at", flat=True):
        about = {"member": "", "name": "", "venue": None, "is_substitute": False}
        if approved_at is not None:
            happened[approved_at].append({"kind": "approved", **about})
    places = dict(meeting.venues.values_list("pk", "name"))
    moments = []
    for moment in sorted(happened):
        facts = Facts(
            on=moment.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date(),
            members=known.members,
            people=[p for p, came, left in people if came <= moment and (left is None or left > moment)],
            proxies=[
                ProxyAt(
                    p.pk,
                    p.member_id,
                    holders.get(p.holder_email),
                    p.holder_name,
                    p.dated,
                    p.number,
                    p.filed_at,
                )
                for p in proxies
                if p.filed_at <= moment and (p.revoked_at is None or p.revoked_at > moment)
            ],
            approved_at=known.approved_at,
        )
        votes = [v for v in rules.entitled(facts, parameters).votes.values() if v.person is not None]
        moments.append(
            {
                "at": moment.isoformat(),
                "total": len(votes),
                "persons": len({v.person.user for v in votes if v.person}),
                "happened": [{**one, "venue": places.get(one["venue"])} for one in happened[moment]],
            }
        )
    return {"moments": moments, "conflicts": _conflicts(meeting)}


def _people(meeting: Meeting) -> list[tuple[PersonAt, datetime, datetime | None]]:
    rows = CheckIn.objects.filter(registration__meeting=meeting).annotate(
        who=Coalesce("person_id", "registration__delegate_id"),
        their_name=Coalesce("person__name", "registration__delegate__name"),
    )
    fields = ("who", "their_name", "registration__member_id", "venue_id", "is_substitute", "at", "out_at")
    return [(PersonAt(*row[:5]), row[5], row[6]) for row in rows.order_by("at", "pk").values_list(*fields)]


def _proxies(meeting: Meeting) -> Any:  # noqa: ANN401  a queryset
    return Proxy.objects.filter(meeting=meeting).select_related("member").defer("content").order_by("number")


def _holders(meeting: Meeting) -> dict[str, Any]:
    rows = meeting.registrations.values_list("delegate__email", "delegate_id")
    return dict(rows)


def _conflicts(meeting: Meeting) -> list[dict[str, Any]]:
    return [
        {
            "item_no": c.item_no,
            "member_id": str(c.member_id),
            "member": c.member.name,
            "reason": c.reason,
            "said_by": c.said_by,
            "at": c.at.isoformat(),
            "lifted_at": c.lifted_at.isoformat() if c.lifted_at else None,
        }
        for c in Conflict.objects.filter(meeting=meeting)
        .select_related("member")
        .order_by("item_no", "at", "pk")
    ]
