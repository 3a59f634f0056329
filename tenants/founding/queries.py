"""Reads of the association: what is on record, who holds which post, what each decision brought about."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kernel import tenancy
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Decision, Effect
from tenants.decisions.queries import shape
from tenants.founding import rules
from tenants.founding.enums import BOARD, FactKind, Post
from tenants.founding.models import Holding
from tenants.networks.models import Network
from tenants.statutes.queries import in_force

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


def holdings(*posts: str) -> QuerySet[Holding]:
    """Who holds these posts now; without posts, all of them."""
    found = Holding.objects.filter(ended_on=None).select_related("decision", "user")
    return found.filter(post__in=posts) if posts else found


def board() -> list[Holding]:
    """The board as it is now, its chair first."""
    return sorted(holdings(*BOARD), key=lambda one: (one.post != Post.BOARD_CHAIR, one.pk))


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


def association() -> dict[str, Any]:
    """The association on one page: facts with their decisions, posts, statutes, and every effect."""
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
        "obstacles": [one.to_json() for one in rules.obstacles_to_founding(known)],
        "board": [holding_shape(one) for one in board()],
        "posts": [holding_shape(one) for one in holdings() if one.post not in {p.value for p in BOARD}],
        "signatories": next(
            (one.body for one in reversed(effects) if one.kind == EffectKind.SIGNATORIES_SET), None
        ),
        "statutes": {
            "version": str(version.pk),
            "number": version.number,
            "in_force_from": version.in_force_from,
            "sections": len(version.sections.all()),
            "moments": sum(len(section.moments.all()) for section in version.sections.all()),
        }
        if version
        else None,
        "effects": [
            {"kind": one.kind, "body": one.body, "at": one.at, "decision": _short(one.decision)}
            for one in effects
        ],
        "decisions": [shape(one) for one in decisions.values()],
    }


def _decision_of(fact: FactKind, effects: list[Effect]) -> dict[str, Any] | None:
    kind, posts = OF_FACT[fact]
    found = [one for one in effects if one.kind == kind and (posts is None or one.body.get("post") in posts)]
    return _short(found[-1].decision) if found else None


def _short(decision: Decision) -> dict[str, Any]:
    return {
        "id": str(decision.pk),
        "meeting": str(decision.meeting),
        "item_no": decision.item_no,
        "text_sv": decision.text_sv,
        "taken_at": decision.taken_at,
        "event": decision.event,
    }
