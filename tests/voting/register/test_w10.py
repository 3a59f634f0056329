"""Worked example W10: delegates, substitutes and the cap on proxies, value for value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from tenants.statutes.rules.parameters import PROCEDURE_DEFAULT, Parameters
from voting.register.policies import Facts, MemberAt, PersonAt, ProxyAt
from voting.register.rules import entitled

HOUSE = UUID(int=10)
DAY = date(2018, 3, 22)
STATUTES = Parameters(
    substitute=True,
    proxy={
        "allowed": True,
        "max_members_per_person": 2,
        "max_age_months": 12,
        "deadline": "before_register_approved",
    },
    overdue_blocks_vote=True,
)
PROXIES = [
    ("M2", "Anna", date(2018, 3, 1)),
    ("M3", "Anna", date(2018, 3, 5)),
    ("M5", "Bo", date(2017, 3, 1)),
    ("M7", "Eva", date(2018, 3, 10)),
    ("M9", "Gun", date(2018, 3, 10)),
]
DELEGATES = {"M1": "Anna", "M4": "Bo", "M6": "Dan", "M8": "Eva", "M7": "Finn"}


def one(name):
    return uuid5(HOUSE, name)


def facts():
    members = [
        MemberAt(
            one(f"M{n}"),
            f"M{n}",
            delegate=DELEGATES.get(f"M{n}", ""),
            substitute="Cia" if n == 6 else "",
            overdue_since=date(2018, 3, 1) if n == 8 else None,
        )
        for n in range(1, 10)
    ]
    here = [PersonAt(one(name), name, one(m), one("Kalmar")) for m, name in DELEGATES.items()]
    here.append(PersonAt(one("Cia"), "Cia", one("M6"), one("Kalmar"), is_substitute=True))
    proxies = [
        ProxyAt(one(f"proxy {n}"), one(member), one(holder), holder, dated, filed=n)
        for n, (member, holder, dated) in enumerate(PROXIES, 1)
    ]
    return Facts(on=DAY, members=members, people=here, proxies=proxies)


def votes(standing):
    return {v.member.name: v.person.name for v in standing.votes.values() if v.person}


def refused(standing):
    return {(r.member, r.name): (r.reason.code, dict(r.reason.params)) for r in standing.refused}


def test_five_votes_by_four_people_each_cast_by_the_right_one():
    standing = entitled(facts(), STATUTES)

    assert votes(standing) == {"M1": "Anna", "M2": "Anna", "M4": "Bo", "M6": "Dan", "M7": "Finn"}
    assert len(votes(standing)) == 5
    assert len(set(votes(standing).values())) == 4


def test_every_refused_proxy_says_why():
    found = refused(entitled(facts(), STATUTES))

    cap = {"name": "Anna", "members": "M1, M2", "cap": 2}
    assert found["M3", "Anna"] == ("proxy_cap", cap)
    assert found["M5", "Bo"] == ("proxy_too_old", {"name": "Bo", "date": "2017-03-01", "months": 12})
    assert found["M7", "Eva"] == ("own_delegate_first", {"name": "Eva", "delegate": "Finn"})
    assert found["M9", "Gun"] == ("holder_no_delegate", {"name": "Gun"})


def test_the_overdue_member_and_the_substitute_are_told_why_they_do_not_vote():
    standing = entitled(facts(), STATUTES)

    overdue = standing.votes[one("M8")]
    assert not overdue.has_vote
    assert overdue.reasons[-1].code == "overdue"
    assert refused(standing)["M6", "Cia"] == ("delegate_serves", {"name": "Cia", "delegate": "Dan"})


def test_a_constitutive_meeting_takes_no_proxies_and_asks_for_no_fee():
    standing = entitled(facts(), PROCEDURE_DEFAULT)

    assert sorted(votes(standing)) == ["M1", "M4", "M6", "M7", "M8"]
    assert {code for code, _ in refused(standing).values()} == {"proxies_not_accepted", "delegate_serves"}


def test_the_substitute_serves_when_the_delegate_is_not_here():
    there = facts()
    without_dan = replace(there, people=[p for p in there.people if p.name != "Dan"])

    standing = entitled(without_dan, STATUTES)

    assert votes(standing)["M6"] == "Cia"
    assert standing.votes[one("M6")].authority == "substitute"


def test_own_votes_are_held_first_and_proxies_after_them():
    standing = entitled(facts(), STATUTES)

    assert [(v.member.name, v.hold, v.authority) for v in standing.held_by(one("Anna"))] == [
        ("M1", 1, "delegate"),
        ("M2", 2, "proxy"),
    ]


def test_first_filed_is_first_accepted_however_they_are_listed():
    there = facts()

    backwards = entitled(replace(there, proxies=list(reversed(there.proxies))), STATUTES)

    assert votes(backwards) == votes(entitled(there, STATUTES))
