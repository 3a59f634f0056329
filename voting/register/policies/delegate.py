"""One vote per member, cast by its own delegate when they are here."""

from __future__ import annotations

from typing import Any

from voting.register.enums import Authority
from voting.register.policies.base import Facts, Reason, Standing


class OwnDelegate:
    """Own delegate first."""

    def apply(self, facts: Facts, standing: Standing, parameters: Any) -> Standing:  # noqa: ANN401, ARG002
        """Everybody whose delegate is here votes; of the others it is said who is missing."""
        here = {p.member: p for p in facts.people if not p.is_substitute}
        for member in facts.members:
            person = here.get(member.id)
            if person is not None:
                reasons = (Reason("delegate_here", {"name": person.name}),)
                standing = standing.given(
                    member.id, person=person, authority=Authority.DELEGATE, hold=1, reasons=reasons
                )
            elif member.delegate:
                away = (Reason("delegate_away", {"name": member.delegate}),)
                standing = standing.given(member.id, reasons=away)
            else:
                standing = standing.given(member.id, reasons=(Reason("no_delegate"),))
        return standing
