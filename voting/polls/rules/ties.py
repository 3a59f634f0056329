"""Equal numbers: who may break them, and what it then comes to (statutes § 10 mom. 4). Plain Python.

The chair's opinion is not an extra vote: the numbers stay as they were counted, it says which side prevails.
Where the law lets any chair break a tie (Finland, föreningslagen 503/1989), one without a ballot of their own
says the opinion before the meeting; whoever has none leaves it to the lot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.errors import Obstacle
from voting.polls.enums import Means, PollKind, PollState, Secrecy, TieRule

OUTCOME = {"yes": "carried", "no": "rejected", "a": "a", "b": "b"}
SHORTEST_SEED = 3
OF_THE_CHAIR = frozenset({TieRule.CHAIR_THEN_LOT, TieRule.ANY_CHAIR_THEN_LOT})


@dataclass(frozen=True)
class Tie:
    """A tie that stands in the way of declaring."""

    rule: str
    source_sv: str
    source_en: str
    seats: int
    between: tuple[str, ...]
    open_to: tuple[str, ...]
    chair_opinion: str | None
    votes: int
    may_be_said: bool = False


def unresolved(poll: Any, *, chair_choice: str | None) -> Tie | None:  # noqa: ANN401  a poll
    """The poll's tie and what can break it now; None when there is none.

    ``chair_choice`` is what the meeting's chair wrote on her own ballot, if she has one in this poll.
    """
    result = poll.result
    if poll.state != PollState.CLOSED or not result or result["outcome"] != "tied":
        return None
    tied = result["tied"]
    rule = poll.tie.get("rule") or TieRule.LOT
    opinion = chair_choice if chair_choice in tied["between"] else None
    by_chair = rule in OF_THE_CHAIR and _is_a_matter(poll) and poll.secrecy == Secrecy.OPEN
    may_be_said = by_chair and rule == TieRule.ANY_CHAIR_THEN_LOT and opinion is None
    means: tuple[Means, ...] = (Means.CHAIR,) if by_chair and opinion else (Means.LOT, Means.PAPER_LOT)
    if may_be_said:
        means = (Means.CHAIR, Means.LOT, Means.PAPER_LOT)
    return Tie(
        rule=str(rule),
        source_sv=poll.tie.get("source_sv", ""),
        source_en=poll.tie.get("source_en", ""),
        seats=tied["seats"],
        between=tuple(tied["between"]),
        open_to=tuple(str(m) for m in means),
        chair_opinion=opinion if by_chair else None,
        votes=_votes(result, tied["between"]),
        may_be_said=may_be_said,
    )


def obstacle_of(tie: Tie) -> Obstacle:
    """What stands in the way of declaring, and what clears it."""
    params = {"n": tie.votes, "rule": tie.source_sv, "by": tie.open_to[0], "between": list(tie.between)}
    if tie.may_be_said:
        return Obstacle("voting.polls.obstacle_tie_for_any_chair", params)
    if tie.open_to == (Means.CHAIR,):
        return Obstacle("voting.polls.obstacle_tie_for_the_chair", params)
    return Obstacle("voting.polls.obstacle_tie_for_the_lot", params)


def obstacles_to_resolving(
    poll: Any,  # noqa: ANN401  a poll
    tie: Tie | None,
    *,
    means: str,
    seed: str,
    prevails: Sequence[str],
    how: str,
) -> list[Obstacle]:
    """Why the tie cannot be broken in this way. No lot has a seed before the gavel has fallen."""
    if poll.state in {PollState.PREPARED, PollState.OPEN, PollState.PAUSED}:
        return [Obstacle("voting.polls.obstacle_not_closed")]
    if poll.state != PollState.CLOSED:
        return [Obstacle("voting.polls.obstacle_already_declared")]
    if tie is None:
        return [Obstacle("voting.polls.obstacle_no_tie")]
    if means not in tie.open_to:
        code = "tie_for_the_lot" if means == Means.CHAIR else "tie_for_the_chair"
        params = {"n": tie.votes, "rule": tie.source_sv, "by": tie.open_to[0], "between": list(tie.between)}
        return [Obstacle(f"voting.polls.obstacle_{code}", params)]
    found = []
    if means == Means.CHAIR and tie.may_be_said and (len(prevails) != 1 or prevails[0] not in tie.between):
        found.append(Obstacle("voting.polls.obstacle_chair_opinion_missing"))
    if means == Means.LOT and len(seed.strip()) < SHORTEST_SEED:
        found.append(Obstacle("voting.polls.obstacle_seed_missing"))
    if means == Means.PAPER_LOT:
        chosen = set(prevails)
        if len(chosen) != tie.seats or len(prevails) != tie.seats or not chosen <= set(tie.between):
            params = {"seats": tie.seats, "between": list(tie.between)}
            found.append(Obstacle("voting.polls.obstacle_lot_winner_missing", params))
        if not how.strip():
            found.append(Obstacle("voting.polls.obstacle_lot_how_missing"))
    return found


def resolved(
    poll: Any,  # noqa: ANN401  a poll
    *,
    means: str,
    prevails: Sequence[str],
    lot: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The result of a matter with its tie broken. Every number stays; the side that prevails is named."""
    result: dict[str, Any] = dict(poll.result)
    broken = {"resolved_by": str(means), "prevails": list(prevails), "lot": dict(lot) if lot else None}
    return result | broken | {"outcome": OUTCOME[prevails[0]]}


def _is_a_matter(poll: Any) -> bool:  # noqa: ANN401  a poll
    return poll.kind in {PollKind.YES_NO, PollKind.A_AGAINST_B}


def _votes(result: Mapping[str, Any], between: Sequence[str]) -> int:
    tally = result.get("tally") or {}
    return int(tally.get(between[0], tally.get(f"{between[0]}:yes", 0)))
