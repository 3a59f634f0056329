"""Reads of the association: what is on record, who holds which post, what each decision brought about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from journal.models import Entry
from kernel import tenancy
from kernel.errors import Obstacle
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Decision, Effect
from tenants.decisions.queries import shape
from tenants.founding import rules
from tenants.founding.enums import BOARD, FactKind, Post
from tenants.founding.events import AssociationFounded
from tenants.founding.models import Holding
from tenants.members.models import Member
from tenants.members.queries import waiting_leaving
from tenants.members.rules import obstacles_to_leaving
from tenants.networks.models import Network
from tenants.networks.rules import Country, country_of
from tenants.statutes.models import Version
from tenants.statutes.queries import in_force, moment_about, parameters_of
from tenants.statutes.rules import Parameters, leaves_on

SEAT = re.compile(r"\bsäte\b", re.IGNORECASE)
OF_FACT = {
    FactKind.FORMED: (EffectKind.FORMED, None),
    FactKind.NAMED: (EffectKind.NAMED, None),
    FactKind.STATUTES_ADOPTED: (EffectKind.STATUTES_ADOPTED, None),
    FactKind.BOARD_ELECTED: (EffectKind.ELECTED, {post.value for post in BOARD}),
}


def standing_effects() -> QuerySet[Effect]:
    """Effects of decisions that stand, in the order they came about."""
    return Effect.objects.filter(undone_at=None, decision__retracted_at=None).select_related("decision")


def facts() -> set[FactKind]:
    """Which of the four founding facts are on record."""
    return rules.facts_on_record((one.kind, one.body) for one in standing_effects())


def missing() -> list[Obstacle]:
    """What is in the way of the association: facts that no decision has put on record, too few founders."""
    effects = list(standing_effects())
    known = rules.facts_on_record((one.kind, one.body) for one in effects)
    return rules.obstacles_to_founding(known, _country(), _joined(effects))


def _country() -> Country:
    return country_of(tenancy.current().country)


def _joined(effects: list[Effect]) -> rules.Joined:
    calls = [one for one in effects if one.kind == EffectKind.MEMBERS_JOINED]
    return rules.Joined(len({str(m) for one in calls for m in one.body["members"]}) if calls else None)


def holdings(*posts: str) -> QuerySet[Holding]:
    """Who holds these posts now; without posts, all of them."""
    found = Holding.objects.filter(ended_on=None).select_related("decision", "user")
    return found.filter(post__in=posts) if posts else found


def board() -> list[Holding]:
    """The board as it is now, its chair first."""
    return sorted(holdings(*BOARD), key=lambda one: (one.post != Post.BOARD_CHAIR, one.pk))


def holdings_of(member: Member) -> QuerySet[Holding]:
    """The posts of those who speak for an organisation, as their election named it or by its contact."""
    theirs = Q(organisation=member.name) | Q(user__email=member.contact_email)
    return holdings().filter(theirs).order_by("pk")


@dataclass(frozen=True)
class LeavingTerms:
    """What a notice on a day means: the first day that its giver is no member, and what the statutes say.

    ``rule`` is the place, ``text`` the words; both empty where the statutes are silent. ``refunds``: whether
    paid fees are given back, None where nothing is settled.
    """

    ends_on: date
    rule_sv: str
    rule_en: str
    text_sv: str
    text_en: str
    refunds: bool | None


def terms_of_leaving(noticed_on: date) -> LeavingTerms:
    """By the statutes in force on the day of the notice."""
    text = in_force(noticed_on) or in_force()
    parameters = parameters_of(text) if text else Parameters()
    moment = moment_about(text, "resignation", "refund_on_exit") if text else None
    name = "resignation" if parameters.resignation else "refund_on_exit"
    return LeavingTerms(
        leaves_on(noticed_on, parameters.resignation),
        *parameters.source(name),
        moment.text_sv if moment else "",
        moment.text_en if moment else "",
        parameters.refund_on_exit,
    )


def leaving_of(member: Member, *, today: date) -> dict[str, Any]:
    """How a member stands to leaving: its notice, or what one given today would mean."""
    waiting = waiting_leaving(member.pk)
    terms = terms_of_leaving(today)
    theirs = list(holdings_of(member)) if member.member_since else []
    seats = {one.pk for one in board()}
    return {
        "name": member.name,
        "notice": waiting,
        "terms": terms,
        "posts": [{"post": one.post, "name": one.name} for one in theirs],
        "empties_board": bool(seats) and seats <= {one.pk for one in theirs},
        "obstacles": [
            one.to_json()
            for one in obstacles_to_leaving(member_since=member.member_since, noticed_on=today, today=today)
        ],
    }


def holding_shape(holding: Holding) -> dict[str, Any]:
    """One post as the API and the record tell it."""
    return {
        "post": holding.post,
        "name": holding.name,
        "email": holding.email,
        "organisation": holding.organisation,
        "county": holding.county,
        "from_date": holding.from_date.isoformat(),
        "until_sv": holding.until_sv,
        "until_year": holding.until_year,
        "decision": str(holding.decision_id),
    }


def association(user: UUID | None = None) -> dict[str, Any]:
    """The association on one page: facts with their decisions, posts, statutes, and every effect.

    ``mine`` are the posts of whoever asks.
    """
    effects = list(standing_effects())
    network = Network.objects.get(pk=tenancy.current().pk)
    known = rules.facts_on_record((one.kind, one.body) for one in effects)
    decisions = {one.decision_id: one.decision for one in effects}
    version = in_force()
    return {
        "name": network.name,
        "stage": network.stage,
        "facts": [
            {"kind": fact.value, "done": fact in known, "decision": _decision_of(fact, effects)}
            for fact in FactKind
        ],
        "obstacles": [one.to_json() for one in missing()],
        "board": [holding_shape(one) for one in board()],
        "posts": [holding_shape(one) for one in holdings() if one.post not in {p.value for p in BOARD}],
        "signatories": next(
            (one.body for one in reversed(effects) if one.kind == EffectKind.SIGNATORIES_SET), None
        ),
        "statutes": _in_force_shape(version) if version else None,
        "effects": [
            {"kind": one.kind, "body": one.body, "at": one.at, "decision": _short(one.decision)}
            for one in effects
        ],
        "decisions": [shape(one) for one in decisions.values()],
        "mine": [holding_shape(one) for one in holdings().filter(user=user)] if user else [],
        "registration": registration(effects),
    }


def in_public() -> dict[str, Any]:
    """What anybody may know: name, seat, the board's names, the statutes in force. No addresses."""
    network = Network.objects.get(pk=tenancy.current().pk)
    version = in_force()
    founded = Entry.objects.filter(kind=AssociationFounded.kind).order_by("pk").first()
    return {
        "name": network.name,
        "stage": network.stage,
        "founded_at": founded.at if founded else None,
        "seat": seat_of(version) if version else None,
        "board": [
            {"name": one.name, "post": one.post, "organisation": one.organisation, "until_sv": one.until_sv}
            for one in board()
        ],
        "statutes": _in_force_shape(version) if version else None,
    }


def seat_of(version: Version) -> dict[str, Any] | None:
    """The clause that says where the association has its seat, in its own words."""
    for section in version.sections.all():
        for moment in section.moments.all():
            if SEAT.search(moment.text_sv):
                return {"section": section.number, "moment": moment.number, "text_sv": moment.text_sv}
    return None


def registration(effects: list[Effect]) -> list[dict[str, Any]]:
    """Each thing that the authorities ask for, with its decision and what is in the way."""
    approved = {
        (one.decision.meeting, no)
        for one in effects
        if one.kind == EffectKind.ITEMS_APPROVED
        for no in one.body["items"]
    }
    whole = {one for one in {e.decision.meeting for e in effects} if _minutes_approved(one)}

    def behind(effect: Effect | None) -> rules.Behind | None:
        if effect is None:
            return None
        at = effect.decision
        is_approved = (at.meeting, at.item_no) in approved or at.meeting in whole
        return rules.Behind(str(at.pk), at.item_no, is_approved)

    def last(kind: EffectKind, *, task: str = "") -> Effect | None:
        of_kind = [
            one for one in effects if one.kind == kind and (not task or task in one.body.get("tasks", ()))
        ]
        return of_kind[-1] if of_kind else None

    known = rules.facts_on_record((one.kind, one.body) for one in effects)
    signing = last(EffectKind.SIGNATORIES_SET)
    checks = rules.checks_of_registration(
        facts={fact: behind(_effect_of(fact, effects)) if fact in known else None for fact in FactKind},
        signatories=signing.body if signing else None,
        signing=behind(signing),
        applying=behind(last(EffectKind.MANDATE_GIVEN, task="organisation_number")),
        country=_country(),
        joined=_joined(effects),
        joining=behind(next((one for one in effects if one.kind == EffectKind.MEMBERS_JOINED), None)),
    )
    decisions = {str(one.decision_id): one.decision for one in effects}
    return [
        {
            "code": one.code,
            "decision": _short(decisions[one.behind.decision]) if one.behind else None,
            "approved": bool(one.behind and one.behind.is_approved),
            "obstacles": [o.to_json() for o in one.obstacles],
        }
        for one in checks
    ]


def _minutes_approved(meeting: UUID) -> bool:
    """The minutes lie in a room above: it is asked by the name that the settings give."""
    return bool(import_string(settings.MINUTES_APPROVED)(meeting))


def _in_force_shape(version: Version) -> dict[str, Any]:
    return {
        "version": str(version.pk),
        "number": version.number,
        "in_force_from": version.in_force_from,
        "sections": len(version.sections.all()),
        "moments": sum(len(section.moments.all()) for section in version.sections.all()),
    }


def _effect_of(fact: FactKind, effects: list[Effect]) -> Effect | None:
    kind, posts = OF_FACT[fact]
    found = [one for one in effects if one.kind == kind and (posts is None or one.body.get("post") in posts)]
    return found[-1] if found else None


def _decision_of(fact: FactKind, effects: list[Effect]) -> dict[str, Any] | None:
    found = _effect_of(fact, effects)
    return _short(found.decision) if found else None


def _short(decision: Decision) -> dict[str, Any]:
    return {
        "id": str(decision.pk),
        "meeting": str(decision.meeting),
        "item_no": decision.item_no,
        "text_sv": decision.text_sv,
        "taken_at": decision.taken_at,
        "event": decision.event,
    }


def citation(decision: Decision) -> tuple[str, str]:
    """``beslut § 5, styrelsemöte 2017-06-12``, and in English. The meeting lies in another room: by name."""
    sv, en = import_string(settings.MEETING_CALLED)(decision.meeting)
    day = decision.taken_at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date().isoformat()
    no = f"§\u00a0{decision.item_no}"
    return f"beslut {no}, {sv} {day}", f"decision {no}, {en} {day}"
