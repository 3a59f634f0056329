"""A member with a conflict of interest does not vote in that item (jäv)."""

from __future__ import annotations

from typing import Any

from voting.register.policies.base import Facts, Reason, Standing


class Conflict:
    """The facts name those of the item that is asked about; of no item, none."""

    def apply(self, facts: Facts, standing: Standing, parameters: Any) -> Standing:  # noqa: ANN401, ARG002
        """Take their votes, also those that others cast for them."""
        for conflict in facts.conflicts:
            vote = standing.votes.get(conflict.member)
            if vote is not None and vote.has_vote:
                why = Reason("conflict", {"reason": conflict.reason})
                standing = standing.given(
                    conflict.member, person=None, authority="", hold=0, reasons=(*vote.reasons, why)
                )
        return standing
