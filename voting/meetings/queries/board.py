"""Who is on the board now."""

from __future__ import annotations

from dataclasses import dataclass

from tenants.founding import queries as founding
from tenants.founding.enums import Post


@dataclass(frozen=True)
class Holder:
    """Somebody with a seat on the board."""

    name: str
    email: str
    post: str
    organisation: str
    until_sv: str
    elected_item: int | None


def board_now() -> list[Holder]:
    """The chair first, then the others, as they were chosen."""
    return [
        Holder(
            name=one.name, email=one.email, post=one.post, organisation=one.organisation,
            until_sv=one.until_sv, elected_item=one.decision.item_no,
        )
        for one in founding.board()
    ]  # fmt: skip


def auditors_now() -> list[str]:
    """The auditors' names."""
    return [one.name for one in founding.holdings(Post.AUDITOR)]
