"""At a meeting of the association its members vote; the rest of the network does not (model statutes § 9)."""

from __future__ import annotations

from typing import Any, Final

from voting.register.policies.base import Facts, Reason, Standing

NO_MEMBER: Final = "no_member"


class Membership:
    """On where there are members; before the association is founded everybody in the network votes."""

    def apply(self, facts: Facts, standing: Standing, parameters: Any) -> Standing:  # noqa: ANN401, ARG002
        """Take the vote of everybody who is no member on the day, whoever is here for them."""
        if not facts.members_only:
            return standing
        for member in facts.members:
            if not member.is_member_on(facts.on):
                standing = standing.given(
                    member.id, person=None, authority="", hold=0, reasons=(Reason(NO_MEMBER),)
                )
        return standing
