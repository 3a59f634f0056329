"""The ballot boxes of a poll: what each place gave, by each channel, and the poll as a document to count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from kernel.errors import Missing
from voting.ballotbox.models import Box
from voting.polls import rules
from voting.polls.enums import Means, PollState, Secrecy, TieRule, VenueChannel
from voting.polls.models import Poll
from voting.polls.queries.polls import poll_of
from voting.polls.queries.shapes import options

BOXES = """
SELECT v.id, v.name, e.weight, newest.choice, newest.channel
FROM register_entry e JOIN meetings_venue v ON v.id = e.venue_id
LEFT JOIN LATERAL (
  SELECT b.choice, b.channel FROM polls_ballot b
  WHERE b.poll_id = %(poll)s AND b.entry_id = e.id ORDER BY b.number DESC LIMIT 1
) newest ON true
WHERE e.register_id = %(register)s ORDER BY v."order"
"""
FEWEST_SHOWN = 3  # on paper: fewer than this at one place would show how they voted


@dataclass
class Place:
    """One place: choice → votes, how the ballots came in, what its tellers agreed on."""

    venue: str
    name: str
    register: int = 0
    ballots: Counter[str] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)
    hands: Mapping[str, int] | None = None


def boxes_of(poll: Poll) -> list[Place]:
    """Every place with votes in the poll's register, in order; one statement."""
    found: dict[str, Place] = {}
    with connection.cursor() as cursor:
        cursor.execute(BOXES, {"poll": poll.pk, "register": poll.register_id})
        for venue, name, weight, choice, channel in cursor.fetchall():
            box = found.setdefault(str(venue), Place(str(venue), name))
            box.register += weight
            if choice is not None:
                box.ballots[choice] += weight
                box.channels[channel] += weight
    for venue, agreed in poll.hands.items():
        found[venue].hands = agreed["counts"]
        found[venue].channels["hands"] += agreed["total"]
    return list(found.values())


def votes_of(poll: Poll, boxes: Sequence[Place]) -> rules.Votes:
    """All places together; of a secret vote what the officers have opened."""
    if poll.secrecy == Secrecy.SECRET:
        return _opened(poll)
    ballots: Counter[str] = Counter()
    for box in boxes:
        ballots.update(box.ballots)
    return rules.gathered(rules.paper_of(poll), ballots, [b.hands for b in boxes if b.hands is not None])


def is_open_box(poll_id: UUID) -> bool:
    """Whether the officers have opened this secret vote."""
    return Box.objects.filter(pk=poll_id, opened_at__isnull=False).exists()


def _opened(poll: Poll) -> rules.Votes:
    box = Box.objects.get(pk=poll.pk)
    assert box.counts is not None
    assert box.weight is not None
    return rules.opened(rules.paper_of(poll), box.counts[0], weight=box.weight)


def per_venue(poll: Poll, boxes: Sequence[Place]) -> list[dict[str, Any]]:
    """Each place's counts. On slips, those of so few that they would show how somebody voted are left out."""
    paper, found = rules.paper_of(poll), []
    for box in boxes:
        votes = rules.gathered(paper, box.ballots, [box.hands] if box.hands is not None else [])
        hidden = poll.secrecy == Secrecy.SECRET or (
            poll.secrecy == Secrecy.PAPER and votes.cast < FEWEST_SHOWN
        )
        found.append(
            {
                "venue": box.venue,
                "name": box.name,
                "channel": poll.channels.get(box.venue, VenueChannel.PHONES.value),
                "counts": None if hidden else rules.counts_of(paper, votes),
                "tally": None if hidden else rules.lines(paper, votes),
                "by_channel": dict(sorted(box.channels.items())),
                "not_voted": box.register - votes.cast,
                "register": box.register,
            }
        )
    return found


def case_of(poll: Poll, **more: Any) -> rules.Case:  # noqa: ANN401  a seed, a chair
    """The poll as the count needs it."""
    assert poll.register is not None
    names = {option["value"]: option["label"] for option in options(poll)}
    return rules.Case(
        paper=rules.paper_of(poll),
        names=names,
        rule=poll.rule,
        tie=poll.tie.get("rule", ""),
        register=poll.register.total,
        **more,
    )


def document(poll_id: UUID, *, officer: bool) -> dict[str, Any]:
    """The poll for ``stadga count``, with what broke its tie.

    For officers once counted, for all once declared. Missing before: how a vote stands is nobody's to know.
    """
    poll = poll_of(poll_id)
    told = poll.state == PollState.DECLARED or (officer and poll.state == PollState.CLOSED)
    if not told or poll.result is None or rules.is_sealed(poll.result):
        raise Missing
    return rules.document_of(case_of(poll, **_broken_by(poll)), votes_of(poll, boxes_of(poll)))


def _broken_by(poll: Poll) -> dict[str, Any]:
    """What a recount needs beside the ballots: the chair's opinion, a seed, or whom a paper lot fell on."""
    result = poll.result or {}
    means, lot = result.get("resolved_by"), result.get("lot") or {}
    if means == Means.CHAIR:
        with_a_vote = poll.tie.get("rule") != TieRule.ANY_CHAIR_THEN_LOT
        return {"chair": {"entitled": with_a_vote, "open": True, "opinion": result["prevails"][0]}}
    if means == Means.LOT:
        return {"seed": lot["seed"]}
    return {"paper_lot": tuple(lot["winners"])} if means == Means.PAPER_LOT else {}
