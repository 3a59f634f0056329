"""A member's written proxy to another member's delegate, within the cap; first filed, first accepted."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from voting.register.enums import Authority
from voting.register.policies.base import Facts, PersonAt, ProxyAt, Reason, Refusal, Standing
from voting.register.policies.membership import NO_MEMBER

LOST = {"overdue": "proxy_of_overdue", NO_MEMBER: "proxy_of_no_member"}
"""Why a member has no vote to give → why its proxy does not count."""


class Proxies:
    """Off unless the rules allow them; at a constitutive meeting its own rules of procedure must."""

    def apply(self, facts: Facts, standing: Standing, parameters: Any) -> Standing:  # noqa: ANN401
        """Accept each that may be accepted, and say of each other one why not."""
        rule: Mapping[str, Any] = parameters.proxy or {}
        for proxy in sorted(facts.proxies, key=lambda p: p.filed):
            if proxy.member not in standing.votes:
                continue
            holder = next((p for p in facts.people if _may_hold(p, proxy, standing)), None)
            reason = _refused(proxy, holder, facts, standing, rule)
            if reason is None and holder is not None:
                hold = max([1, *(v.hold for v in standing.held_by(holder.user))]) + 1
                why = (Reason("proxy_held", {"name": holder.name, "date": proxy.dated.isoformat()}),)
                standing = standing.given(
                    proxy.member, person=holder, authority=Authority.PROXY, hold=hold, reasons=why
                )
            elif reason is not None:
                name = facts.name_of(proxy.member)
                standing = standing.refusing(Refusal(proxy.holder_name, name, reason, proxy.id))
        return standing


def _may_hold(person: PersonAt, proxy: ProxyAt, standing: Standing) -> bool:
    """They are here as the delegate of somebody who is not shut out of the association's votes."""
    own = standing.votes.get(person.member)
    is_outside = own is not None and any(reason.code == NO_MEMBER for reason in own.reasons)
    return person.user == proxy.holder and not person.is_substitute and not is_outside


def _refused(  # noqa: PLR0911  one line a reason
    proxy: ProxyAt, holder: PersonAt | None, facts: Facts, standing: Standing, rule: Mapping[str, Any]
) -> Reason | None:
    vote, name = standing.votes[proxy.member], {"name": proxy.holder_name}
    if not rule.get("allowed"):
        return Reason("proxies_not_accepted", name)
    lost = next((LOST[reason.code] for reason in vote.reasons if reason.code in LOST), "")
    if lost:
        return Reason(lost, name)
    if vote.person is not None:
        code = "own_proxy_first" if vote.authority == Authority.PROXY else "own_delegate_first"
        return Reason(code, {**name, "delegate": vote.person.name})
    if proxy.dated > facts.on:
        return Reason("proxy_dated_later", {**name, "date": proxy.dated.isoformat()})
    months = rule.get("max_age_months")
    if months is not None and _months_later(proxy.dated, int(months)) < facts.on:
        return Reason("proxy_too_old", {**name, "date": proxy.dated.isoformat(), "months": int(months)})
    if _is_late(proxy, facts, rule):
        return Reason("proxy_late", name)
    if holder is None:
        return Reason("holder_no_delegate", name)
    held = standing.held_by(holder.user)
    cap = int(rule.get("max_members_per_person", 2))
    if len(held) >= cap:
        members = [vote.member.name for vote in held]
        return Reason("proxy_cap", {**name, "members": ", ".join(members), "cap": cap})
    return None


def _is_late(proxy: ProxyAt, facts: Facts, rule: Mapping[str, Any]) -> bool:
    if rule.get("deadline") != "before_register_approved":
        return False
    return bool(facts.approved_at and proxy.filed_at and proxy.filed_at > facts.approved_at)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
