"""A substitute serves when the delegate is not here, and only then."""

from __future__ import annotations

from typing import Any

from voting.register.enums import Authority
from voting.register.policies.base import Facts, Reason, Refusal, Standing


class Substitute:
    """On unless the rules say no."""

    def apply(self, facts: Facts, standing: Standing, parameters: Any) -> Standing:  # noqa: ANN401
        """Give the vote of an absent delegate to the substitute who is here."""
        for person in facts.people:
            if not person.is_substitute or person.member not in standing.votes:
                continue
            vote = standing.votes[person.member]
            if parameters.substitute is False:
                reason = Reason("substitutes_not_accepted", {"name": person.name})
            elif vote.person is not None:
                reason = Reason("delegate_serves", {"name": person.name, "delegate": vote.person.name})
            else:
                why = (Reason("substitute_serves", {"name": person.name, "delegate": vote.member.delegate}),)
                standing = standing.given(
                    person.member, person=person, authority=Authority.SUBSTITUTE, hold=1, reasons=why
                )
                continue
            standing = standing.refusing(Refusal(person.name, vote.member.name, reason))
        return standing
