"""A member with an overdue fee speaks and proposes but does not vote, where the rules say so."""

from __future__ import annotations

from typing import Any

from voting.register.policies.base import Facts, Reason, Standing


class Dues:
    """Off unless the rules say so."""

    def apply(self, facts: Facts, standing: Standing, parameters: Any) -> Standing:  # noqa: ANN401
        """Take the vote of everybody whose fee was due before the day; on the day it can still be paid."""
        if not parameters.overdue_blocks_vote:
            return standing
        for member in facts.members:
            outside = facts.members_only and not member.is_member_on(facts.on)
            if member.overdue_since is not None and member.overdue_since < facts.on and not outside:
                why = Reason("overdue", {"date": member.overdue_since.isoformat()})
                before = standing.votes[member.id].reasons
                standing = standing.given(
                    member.id, person=None, authority="", hold=0, reasons=(*before, why)
                )
        return standing
