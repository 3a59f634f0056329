"""Once there is an association its members vote at its meetings, and nobody else of the network."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4, uuid5

import pytest

from tests.voting.meetings.conftest import (
    KALMAR,
    meeting,  # noqa: F401  a fixture
    new_member,
    register,
    soon,  # noqa: F401  a fixture
    venue,
)
from tests.voting.register.conftest import come
from voting.register import queries, rules
from voting.register.policies import Facts, MemberAt, PersonAt, ProxyAt

HOUSE, DAY = UUID(int=9), date(2018, 3, 10)
OLD, LATER = date(2016, 10, 11), date(2018, 3, 11)


class Rules:
    overdue_blocks_vote = True
    proxy = {"allowed": True, "max_members_per_person": 2}
    substitute = True


def one(name):
    return uuid5(HOUSE, name)


def voting(*members, proxies=(), members_only=True):
    """Who votes, and why the others do not; everybody's delegate is here."""
    here = [PersonAt(one(m.delegate), m.delegate, m.id, one("Kalmar")) for m in members if m.delegate]
    facts = Facts(on=DAY, members=members, people=here, proxies=proxies, members_only=members_only)
    found = rules.entitled(facts, Rules())
    votes = {v.member.name: v.person.name for v in found.votes.values() if v.person}
    whys = {v.member.name: [r.code for r in v.reasons] for v in found.votes.values() if not v.person}
    return votes, whys, [(r.member, r.reason.code) for r in found.refused]


def member(name, *, delegate=True, **more):
    return MemberAt(one(name), name, delegate=f"of {name}" if delegate else "", **more)


def proxy(giver, holder):
    return ProxyAt(one(f"{giver} to {holder}"), one(giver), one(f"of {holder}"), f"of {holder}", DAY, filed=1)


def test_whoever_is_no_member_on_the_day_has_no_vote():
    everybody = (
        member("M", since=OLD), member("today", since=DAY), member("tomorrow", since=LATER),
        member("network"), member("struck", since=OLD, until=DAY),
        member("struck later", since=OLD, until=LATER),
    )  # fmt: skip

    votes, whys, _ = voting(*everybody)

    assert list(votes) == ["M", "today", "struck later"]
    assert whys == {name: ["no_member"] for name in ("tomorrow", "network", "struck")}
    assert len(voting(*everybody, members_only=False)[0]) == 6


def test_a_proxy_neither_comes_from_nor_goes_to_somebody_outside():
    outside = member("outside", delegate=False, overdue_since=OLD)
    away = member("away", delegate=False, since=OLD)
    holds, other = member("holds", since=OLD), member("network")

    votes, _, refused = voting(outside, holds, proxies=[proxy("outside", "holds")])
    assert (votes, refused) == ({"holds": "of holds"}, [("outside", "proxy_of_no_member")])

    votes, _, refused = voting(away, other, proxies=[proxy("away", "network")])
    assert (votes, refused) == ({}, [("away", "holder_no_delegate")])

    votes, _, refused = voting(away, holds, proxies=[proxy("away", "holds")])
    assert (votes, refused) == ({"away": "of holds", "holds": "of holds"}, [])


@pytest.fixture
def two_came(meeting, now):  # noqa: F811
    """Two delegates in Kalmar before the meeting."""
    members = [new_member(n, name=name, at=now) for n, name in enumerate(("Inne AB", "Ute AB"), 1)]
    for row in [register(meeting, one, venue(meeting, KALMAR), at=now) for one in members]:
        come(meeting, row, at=now)
    return members


def kind(found, of):
    from voting.meetings.models import Meeting

    Meeting.objects.filter(pk=found.pk).update(kind=of)
    found.refresh_from_db()
    return found


def those_who_vote(found, at=None):
    standing = queries.standing_at(found, at)
    return sorted(v.member.name for v in standing.votes.values() if v.has_vote)


def test_the_constitutive_meeting_is_the_networks_and_the_annual_one_the_members(meeting, two_came, now):  # noqa: F811
    from tenants.members.models import Member

    inside, _ = two_came
    annual = kind(meeting, "annual")
    assert those_who_vote(annual) == ["Inne AB", "Ute AB"]  # nobody has founded anything yet

    Member.objects.filter(pk=inside.pk).update(member_since=annual.starts_at.date(), joined_by=uuid4())

    assert those_who_vote(annual) == ["Inne AB"]
    assert [r.code for r in queries.why_not(annual, two_came[1].pk)] == ["no_member"]
    assert those_who_vote(kind(meeting, "extra")) == ["Inne AB"]
    assert those_who_vote(kind(meeting, "constituting")) == ["Inne AB", "Ute AB"]


def test_a_struck_member_keeps_the_votes_of_the_time_before(meeting, two_came, now):  # noqa: F811
    from tenants.members.models import Member, Striking

    annual, (stays, gone) = kind(meeting, "annual"), two_came
    day = annual.starts_at.date()
    Member.objects.filter(pk=stays.pk).update(member_since=OLD, joined_by=uuid4())
    Striking.objects.create(
        member=gone, rule_sv="§ 4", proposed_at=now, outcome="ended", decision=uuid4(), settled_at=now,
        was_since=OLD, ended_on=day + timedelta(days=1),
    )  # fmt: skip

    assert those_who_vote(annual, annual.starts_at) == ["Inne AB", "Ute AB"]
    Striking.objects.update(ended_on=day)
    assert those_who_vote(annual, annual.starts_at) == ["Inne AB"]


def test_whoever_has_given_notice_votes_until_its_day_whether_or_not_the_register_has_followed(
    meeting,  # noqa: F811
    two_came,
    now,
):
    from tenants.members.models import Leaving, Member

    annual, (stays, leaves) = kind(meeting, "annual"), two_came
    day = annual.starts_at.date()
    Member.objects.filter(pk__in=(stays.pk, leaves.pk)).update(member_since=OLD, joined_by=uuid4())
    notice = Leaving.objects.create(
        member=leaves,
        channel="here",
        noticed_on=day,
        ends_on=day + timedelta(days=1),
        by_name="x",
        noted_at=now,
    )
    assert those_who_vote(annual, annual.starts_at) == ["Inne AB", "Ute AB"]

    Leaving.objects.update(ends_on=day)  # the beat is late
    assert those_who_vote(annual, annual.starts_at) == ["Inne AB"]
    assert [r.code for r in queries.why_not(annual, leaves.pk)] == ["no_member"]

    Leaving.objects.filter(pk=notice.pk).update(ended_at=now, was_since=OLD, ends_on=day + timedelta(days=1))
    Member.objects.filter(pk=leaves.pk).update(member_since=None)
    assert those_who_vote(annual, annual.starts_at) == ["Inne AB", "Ute AB"]
