"""A tie is broken: by the chair's opinion as her ballot says it, or by a lot that anybody can draw again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Obstacle, refuse_if
from voting.counting.lot import draw
from voting.polls import queries, rules
from voting.polls.actions.locking import locked_poll
from voting.polls.enums import CHOICES, COUNTED, Means, PollKind
from voting.polls.events import TieResolved
from voting.polls.models import Poll


@transaction.atomic
def resolve_tie(
    *,
    poll_id: UUID,
    by_means: str,
    by: Actor,
    at: datetime,
    seed: str = "",
    prevails: Sequence[str] = (),
    how: str = "",
) -> Poll:
    """Break the tie of a closed poll; every number stays as it was counted.

    A chair who has no ballot in it says the opinion in ``prevails``, where the rule lets any chair.

    A seed is made in public after the gavel: before it, none is accepted. The lot is drawn over the names
    as they stood on the ballot, sorted, so that anybody can draw it again. The same resolution again
    changes nothing.
    """
    if by_means not in set(Means):
        raise Malformed({"by": [Obstacle("platform.kernel.field_invalid_choice")]})
    poll = locked_poll(poll_id)
    if _is_done(poll, by_means, seed, prevails):
        return poll
    opinion = queries.chair_choices([poll.pk], first=by.id).get(poll.pk)
    tie = rules.unresolved(poll, chair_choice=opinion)
    refuse_if(rules.obstacles_to_resolving(poll, tie, means=by_means, seed=seed, prevails=prevails, how=how))
    assert tie is not None
    lot: dict[str, Any] | None = None
    winners: Sequence[str] = [tie.chair_opinion] if tie.chair_opinion else list(prevails)
    if by_means == Means.LOT:
        lot, winners = _drawn(poll, tie, seed.strip())
    if by_means == Means.PAPER_LOT:
        before = (poll.result or {}).get("lot") or {}  # of an earlier tie in the same count
        told = [*before.get("winners", []), *_names(poll, prevails)]
        winners, lot = list(prevails), {"how": how.strip(), "winners": told}
    result = _with(poll, means=by_means, winners=winners, lot=lot)
    poll.result = result
    poll.save(update_fields=["result"])
    fact = TieResolved(
        subject=poll.meeting_id, poll=queries.shape_of(poll, officer=True), means=by_means,
        between=_names(poll, tie.between), prevails=_names(poll, result["prevails"]), lot=lot,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return poll


def _is_done(poll: Poll, means: str, seed: str, prevails: Sequence[str]) -> bool:
    """Whether the tie was broken in this very way before."""
    result = poll.result or {}
    if poll.state not in COUNTED or result.get("resolved_by") != means:
        return False
    if means == Means.LOT:
        return bool(result["lot"]["seed"] == seed.strip())
    return (means == Means.CHAIR and not prevails) or list(prevails) == result["prevails"]


def _with(poll: Poll, *, means: str, winners: Sequence[str], lot: Mapping[str, Any] | None) -> dict[str, Any]:
    """The result with its tie broken. An election is counted again, with the lot where the tie was."""
    if lot is None or poll.kind in CHOICES:
        return rules.resolved(poll, means=means, prevails=winners, lot=lot)
    more: dict[str, Any] = (
        {"paper_lot": lot["winners"]} if means == Means.PAPER_LOT else {"seed": lot["seed"]}
    )
    votes = queries.votes_of(poll, queries.boxes_of(poll))
    return rules.result_after_lot(
        queries.case_of(poll, **more), votes, dict(poll.result or {}), means=means, lot=lot
    )


def _drawn(poll: Poll, tie: rules.Tie, seed: str) -> tuple[dict[str, Any], list[str]]:
    named = dict(zip(_names(poll, tie.between), tie.between, strict=True))
    drawn = draw(seed, named, tie.seats)
    return drawn.to_json(), [named[name] for name in drawn.winners]


def _names(poll: Poll, values: Sequence[str]) -> list[str]:
    """What the ballot calls them; yes and no are the same in every language of a recount."""
    if poll.kind == PollKind.YES_NO:
        return list(values)
    names = queries.case_of(poll).names
    return [names[value] for value in values]
