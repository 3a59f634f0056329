"""Decisions have effects: name, members, posts and roles follow what was decided, at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.actions import end_role, ensure_user, grant_role
from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Decision, Effect
from tenants.decisions.rules import REVERSIBLE
from tenants.founding import queries, rules
from tenants.founding.enums import Post
from tenants.founding.events import AssociationFounded, PostsFilled
from tenants.founding.models import Holding
from tenants.members.actions import end_memberships, settle_applications, take_back_endings
from tenants.members.models import Member
from tenants.networks.enums import Stage
from tenants.networks.models import Network

WAY = tuple(Stage)


@transaction.atomic
def carry_out(*, decision: Decision, by: Actor, at: datetime) -> None:
    """Bring about what a decision names; when the four founding facts are on record, found the association.

    Called once, in the transaction that took the decision, by whoever holds the meeting. Calling it again
    for the same decision changes nothing.
    """
    told: list[dict[str, Any]] = []
    for effect in decision.effects.filter(undone_at=None):
        told += _apply(effect, decision, at=at)
    if told:
        record(PostsFilled(subject=decision.meeting, holdings=told), by=by, at=at)
    _found_if_complete(decision, by=by, at=at)


@transaction.atomic
def take_back(*, decision: Decision, at: datetime) -> None:
    """Undo what a decision brought about that can be undone; called by whoever takes the decision back."""
    undone = decision.effects.filter(undone_at=None, kind__in=REVERSIBLE)
    if undone.update(undone_at=at):
        take_back_endings(decision=decision.pk)


def _apply(effect: Effect, decision: Decision, *, at: datetime) -> list[dict[str, Any]]:
    body = effect.body
    if effect.kind == EffectKind.NAMED:
        Network.objects.filter(pk=tenancy.current().pk).update(name=body["name"])
        tenancy.current().name = body["name"]
    if effect.kind == EffectKind.MEMBERS_JOINED:
        joining = Member.objects.filter(pk__in=body["members"], member_since=None)
        joining.update(member_since=date.fromisoformat(body["from"]), joined_by=decision.pk)
        settle_applications(admitted=body["members"], refused={}, decision=decision.pk, at=at)
    if effect.kind == EffectKind.APPLICATIONS_REFUSED:
        refused = {one["member"]: one["reason"] for one in body["members"]}
        settle_applications(admitted=(), refused=refused, decision=decision.pk, at=at)
    if effect.kind == EffectKind.MEMBERS_STRUCK:
        ended = {one["member"]: bool(one["credited"]) for one in body["members"]}
        day = date.fromisoformat(body["from"])
        said = queries.citation(decision)
        end_memberships(ended=ended, kept=(), on=day, decision=decision.pk, citation=said, at=at)
    if effect.kind == EffectKind.STRIKINGS_DECLINED:
        kept = [one["member"] for one in body["members"]]
        said = queries.citation(decision)
        end_memberships(ended={}, kept=kept, on=at.date(), decision=decision.pk, citation=said, at=at)
    if effect.kind == EffectKind.ELECTED:
        return _fill(decision, body["post"], body, at=at)
    if effect.kind == EffectKind.SIGNATORIES_SET:
        return _fill(decision, Post.SIGNATORY, body, at=at)
    if effect.kind == EffectKind.OFFICERS_APPOINTED:
        return [
            told
            for person in rules.people_in(body)
            for told in _fill(decision, person["post"], {"people": [person]}, at=at)
        ]
    return []


def _fill(decision: Decision, post: str, body: Any, *, at: datetime) -> list[dict[str, Any]]:  # noqa: ANN401  JSON
    """Seat people in a post; those whose time is over leave it, and roles follow."""
    day = at.date()
    before = Holding.objects.filter(post=post, ended_on=None).exclude(decision=decision)
    if rules.replaces_the_one_before(post):
        leaving = list(before)
    else:
        leaving = list(before.filter(until_year__lte=day.year, from_date__lt=day))
    Holding.objects.filter(pk__in=[one.pk for one in leaving]).update(ended_on=day)
    told = []
    for person in rules.people_in(body):
        user = ensure_user(email=person["email"], name=person["name"], at=at) if person.get("email") else None
        holding, is_new = Holding.objects.get_or_create(
            decision=decision,
            post=post,
            name=person["name"],
            defaults={
                "email": person.get("email", ""),
                "organisation": person.get("organisation", "") or person.get("member", ""),
                "county": person.get("county", ""),
                "user": user,
                "from_date": day,
                "until_sv": str(person.get("until", "") or ""),
                "until_year": person.get("until_year"),
            },
        )
        if is_new:
            told.append(queries.holding_shape(holding))
        _roles_follow(holding, at=at)
    for one in leaving:
        roles_end(one, at=at)
    return told


def _roles_follow(holding: Holding, *, at: datetime) -> None:
    if holding.user is None:
        return
    for role in rules.roles_of(holding.post):
        grant_role(user=holding.user, role=role, by=Actor.system(), at=at)


def roles_end(holding: Holding, *, at: datetime) -> None:
    """A role ends with the last holding that gave it."""
    if holding.user is None:
        return
    kept = Holding.objects.filter(user=holding.user, ended_on=None).values_list("post", flat=True)
    still = {role for post in kept for role in rules.roles_of(post)}
    for role in rules.roles_of(holding.post):
        if role not in still:
            end_role(user=holding.user, role=role, by=Actor.system(), at=at)


@transaction.atomic
def come_to(stage: Stage) -> None:
    """The network has come this far on its way; it never goes back."""
    earlier = [one.value for one in WAY[: WAY.index(stage)]]
    if Network.objects.filter(pk=tenancy.current().pk, stage__in=earlier).update(stage=stage.value):
        tenancy.current().stage = stage.value


def _found_if_complete(decision: Decision, *, by: Actor, at: datetime) -> None:
    if queries.missing():
        return
    network = tenancy.current()
    founded = Network.objects.filter(pk=network.pk).exclude(stage=Stage.ASSOCIATION.value)
    if founded.update(stage=Stage.ASSOCIATION.value, name=F("name")):
        network.stage = Stage.ASSOCIATION.value
        record(AssociationFounded(subject=decision.meeting, name=network.name), by=by, at=at)
