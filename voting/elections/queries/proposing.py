"""What can be laid out at a meeting in one press: the posts that its agenda and the rules in force give."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tenants.decisions.enums import EffectKind
from tenants.founding import queries as founding
from voting.elections import rules
from voting.elections.enums import ElectionPost
from voting.elections.models import Election
from voting.elections.queries.laws import laws_at
from voting.elections.rules import Laws
from voting.meetings.enums import ItemState
from voting.meetings.models import Meeting


def proposals(meeting: Meeting) -> list[dict[str, Any]]:
    """In the order of the agenda; nothing for items that are done, and no post that was laid out already."""
    left = meeting.items.exclude(state=ItemState.DONE).exclude(duty="").order_by("no")
    items = list(left.values_list("no", "duty"))
    if not items:
        return []
    laws = laws_at(meeting)
    opened = Election.objects.filter(meeting=meeting, cancelled_at=None).values_list("item_no", "post")
    seats = rules.board_seats(laws, decided=_board_size(), sitting=_sitting(laws))
    found = rules.proposed(items, laws, opened=opened, board_seats=seats)
    return [asdict(one) for one in found]


def _board_size() -> int | None:
    """Members beside the chair, as a meeting decided last."""
    effect = founding.standing_effects().filter(kind=EffectKind.BOARD_SIZED).last()
    return int(effect.body["others"]) if effect else None


def _sitting(laws: Laws) -> int:
    """Members of the board whose term goes on after this meeting."""
    return sum(
        one.post == ElectionPost.BOARD_MEMBER and one.until_year is not None
        and one.until_year >= laws.next_annual
        for one in founding.board()
    )  # fmt: skip
