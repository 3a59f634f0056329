"""A member leaves by its own notice: when the statutes say, with its posts, and back again until then."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from journal.models import Entry
from kernel import clock
from kernel.actor import Actor
from kernel.errors import Missing, Refused
from kernel.tenancy import inside
from notices.tasks import deliver_waiting
from tenants.decisions.actions import NewEffect, take_decision
from tenants.decisions.enums import EffectKind, Method
from tenants.founding import actions, queries, tasks
from tenants.founding.models import Holding
from tenants.members import queries as members
from tenants.members.actions import propose_striking
from tenants.members.enums import NoticeChannel
from tenants.members.models import Leaving, Member
from tenants.statutes.models import Version

HOUSE = Actor(id=None, name="Anna Hed", roles=frozenset({"office"}))
SINCE, TODAY = date(2016, 1, 1), date(2016, 10, 11)
OWN = "/api/my-membership/leaving"


@pytest.fixture
def statutes(in_alfa, now):
    """statutes(rules): adopted statutes whose § 5 mom. 1 has these typed rules."""

    def make(**rules):
        version = Version.objects.create(
            title_sv="Stadgar", number="1.0", status="adopted", meeting=uuid4(), item_no=8, created_at=now,
            decided_at=now, in_force_from=SINCE,
        )  # fmt: skip
        section = version.sections.create(key="exit", number=5, heading_sv="Utträde")
        return section.moments.create(
            key="exit.1", number=1, text_sv="Medlem utträder.", text_en="A member leaves.",
            rules={"refund_on_exit": False, **rules},
        )  # fmt: skip

    return make


@pytest.fixture
def member(in_alfa, person, now):
    person("delegate", name="Maria Ek", email="maria@flyttar.example")
    return Member.objects.create(
        number="0007", name="Flyttar AB", org_number="559990-0072", kind="company", contact_name="Maria Ek",
        contact_email="maria@flyttar.example", member_since=SINCE, joined_by=uuid4(), created_at=now,
    )  # fmt: skip


@pytest.fixture
def maria(member):
    return Actor(id=User.objects.get(email=member.contact_email).pk, name="Maria Ek")


@pytest.fixture
def on_the_board(member, now):
    """Maria is on the board, with Lisa of another organisation as its chair."""
    people = (("board_chair", "Lisa Brandt", "lisa@annan.example", "Annan AB"),
              ("board_member", "Maria Ek", "maria@flyttar.example", "Flyttar AB"))  # fmt: skip
    for no, (post, name, email, organisation) in enumerate(people, 14):
        who = {"name": name, "email": email, "organisation": organisation}
        body = {"post": post, "people": [{**who, "until": "årsmötet 2018", "until_year": 2018}]}
        decision = take_decision(
            meeting=uuid4(), item_no=no, text_sv="Mötet valde.", method=Method.ACCLAMATION, by=HOUSE, at=now,
            effects=[NewEffect(kind=EffectKind.ELECTED, body=body)],
        )  # fmt: skip
        actions.carry_out(decision=decision, by=HOUSE, at=now)


def later(now, day):
    return now + (day - now.date())


def facts():
    return [one.kind.rpartition(".")[2] for one in Entry.objects.filter(kind__contains="lea").order_by("pk")]


def since(member):
    return Member.objects.get(pk=member.pk).member_since


def codes(refused):
    return [one.code.rpartition(".")[2] for one in refused.value.obstacles]


def test_where_the_statutes_are_silent_it_has_left_with_its_notice(statutes, member, maria, now):
    statutes()
    made = actions.leave(by=maria, at=now)

    assert (made.noticed_on, made.ends_on, made.ended_at, made.was_since) == (TODAY, TODAY, now, SINCE)
    assert (made.rule_sv, made.rule_en) == (
        "stadgarna §\u00a05 mom.\u00a01",
        "statutes §\u00a05 para.\u00a01",
    )
    assert since(member) is None
    ended = members.ended_membership(Member.objects.get(pk=member.pk))
    assert (ended.on, ended.since, ended.decision, ended.citation_sv) == (
        TODAY,
        SINCE,
        None,
        "utträde 2016-10-11",
    )
    assert members.members_ended() == {member.pk: (SINCE, TODAY)}
    assert [one.kind for one in Entry.objects.order_by("-pk")[:2]] == [
        "tenants.members.left", "tenants.members.leaving_noticed",
    ]  # fmt: skip


def test_by_the_end_of_the_year_it_stays_a_member_until_then_and_leaves_by_the_beat(
    statutes, member, maria, now, monkeypatch
):
    statutes(resignation={"effect": "year_end"})
    made = actions.leave(by=maria, at=now)
    assert (made.ends_on, made.ended_at, since(member)) == (date(2017, 1, 1), None, SINCE)
    assert members.members_leaving() == {member.pk: date(2017, 1, 1)}

    monkeypatch.setattr(clock, "now", lambda: later(now, date(2016, 12, 31)))
    tasks.let_due_leave.run()
    assert since(member) == SINCE
    monkeypatch.setattr(clock, "now", lambda: later(now, date(2017, 1, 1)))
    tasks.let_due_leave.run()
    tasks.let_due_leave.run()

    assert since(member) is None
    assert members.members_leaving() == {}
    assert Entry.objects.filter(kind="tenants.members.left").count() == 1


def test_given_again_while_it_waits_it_is_the_same_notice(statutes, member, maria, now):
    statutes(resignation={"effect": "after_notice", "notice_months": 3})
    first = actions.leave(by=maria, at=now)
    again = actions.leave(by=maria, at=now + timedelta(days=3))
    by_letter = actions.record_leaving(
        member_id=member.pk, channel=NoticeChannel.LETTER, noticed_on=TODAY, by=HOUSE, at=now
    )

    assert first.pk == again.pk == by_letter.pk
    assert first.ends_on == date(2017, 1, 11)
    assert Entry.objects.filter(kind="tenants.members.leaving_noticed").count() == 1


def test_it_stays_when_the_notice_is_taken_back_before_its_day_and_not_after(statutes, member, maria, now):
    statutes(resignation={"effect": "year_end"})
    actions.leave(by=maria, at=now)
    actions.stay(member_id=None, by=maria, at=now)
    actions.stay(member_id=None, by=maria, at=now)
    late = later(now, date(2017, 2, 1))
    assert actions.let_due_leave(on_day=late.date(), by=Actor.system(), at=late) == 0
    assert since(member) == SINCE
    assert Entry.objects.filter(kind="tenants.members.leaving_withdrawn").count() == 1

    again = actions.leave(by=maria, at=now)
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        actions.stay(member_id=member.pk, by=HOUSE, at=later(now, date(2017, 1, 1)))
    assert codes(refused) == ["obstacle_has_left"]
    again.refresh_from_db()
    assert (again.withdrawn_at, Entry.objects.count()) == (None, before)


def test_the_office_writes_down_what_came_by_letter_on_the_day_it_came(statutes, member, now):
    statutes(resignation={"effect": "after_notice", "notice_months": 1})
    made = actions.record_leaving(
        member_id=member.pk, channel=NoticeChannel.LETTER, noticed_on=date(2016, 8, 31), by=HOUSE, at=now
    )

    assert (made.channel, made.ends_on, made.ended_at) == ("letter", date(2016, 9, 30), now)
    assert since(member) is None


@pytest.mark.parametrize(
    ("noticed_on", "code"),
    [(date(2016, 10, 12), "obstacle_notice_to_come"), (date(2015, 12, 31), "obstacle_notice_before_joining")],
)
def test_a_notice_of_another_time_than_the_memberships_is_refused(statutes, member, now, noticed_on, code):
    statutes()
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        actions.record_leaving(
            member_id=member.pk, channel=NoticeChannel.EMAIL, noticed_on=noticed_on, by=HOUSE, at=now
        )

    assert codes(refused) == [code]
    assert (Leaving.objects.count(), since(member), Entry.objects.count()) == (0, SINCE, before)


def test_who_is_no_member_and_who_is_nobodys_contact_do_not_leave(statutes, member, maria, now):
    statutes()
    actions.leave(by=maria, at=now)
    with pytest.raises(Refused) as refused:
        actions.leave(by=maria, at=now)
    assert codes(refused) == ["obstacle_is_no_member"]
    with pytest.raises(Missing):
        actions.leave(by=HOUSE, at=now)


def test_the_posts_of_its_people_end_on_the_same_day_and_roles_follow(
    statutes, member, maria, on_the_board, now
):
    statutes(resignation={"effect": "year_end"})
    told = queries.leaving_of(member, today=TODAY)
    assert (told["posts"], told["empties_board"]) == ([{"post": "board_member", "name": "Maria Ek"}], False)
    actions.leave(by=maria, at=now)
    assert Holding.objects.filter(ended_on=None).count() == 2
    day = date(2017, 1, 1)
    actions.let_due_leave(on_day=day, by=Actor.system(), at=later(now, day))

    assert Holding.objects.get(name="Maria Ek").ended_on == day
    assert [one.name for one in queries.board()] == ["Lisa Brandt"]
    assert "board" not in User.objects.get(email=member.contact_email).roles
    fact = Entry.objects.get(kind="tenants.founding.posts_ended")
    assert [one["post"] for one in fact.body["holdings"]] == ["board_member"]


def test_what_the_board_was_to_decide_falls_away_and_the_board_ending_it_first_does_the_notice_no_harm(
    statutes, member, maria, now
):
    statutes(resignation={"effect": "year_end"})
    bill = {"number": "1", "due_on": "2016-03-01", "left": 1, "reminded_on": "2016-04-01", "id": str(uuid4())}
    propose_striking(member_id=member.pk, invoices=[bill], rule=("§ 5", ""), by=HOUSE, at=now)
    actions.leave(by=maria, at=now)
    day = date(2017, 1, 1)
    actions.let_due_leave(on_day=day, by=Actor.system(), at=later(now, day))
    assert members.waiting_strikings() == []
    assert member.strikings.get().outcome == "withdrawn"

    Member.objects.filter(pk=member.pk).update(member_since=SINCE)
    actions.leave(by=maria, at=now)
    Member.objects.filter(pk=member.pk).update(member_since=None)
    left = Entry.objects.filter(kind="tenants.members.left").count()
    assert actions.let_due_leave(on_day=day, by=Actor.system(), at=later(now, day)) == 1
    assert Entry.objects.filter(kind="tenants.members.left").count() == left


def test_the_notice_and_its_withdrawal_are_confirmed_once_each(statutes, member, maria, now, mailoutbox):
    statutes(resignation={"effect": "year_end"})
    actions.leave(by=maria, at=now)
    for _ in range(2):
        deliver_waiting.run("leavings")
    actions.stay(member_id=None, by=maria, at=now)
    for _ in range(2):
        deliver_waiting.run("leavings")

    assert [(one.to, one.subject) for one in mailoutbox] == [
        ([member.contact_email], "Ni har anmält utträde ur Nätverket Alfa"),
        ([member.contact_email], "Ni är kvar i Nätverket Alfa"),
    ]
    assert "1 januari 2017" in mailoutbox[0].body
    assert "11 oktober 2016" in mailoutbox[0].body
    assert Leaving.objects.get().message_id


def test_the_database_keeps_one_notice_waiting_and_nothing_both_left_and_taken_back(
    statutes, member, maria, now
):
    statutes(resignation={"effect": "year_end"})
    made = actions.leave(by=maria, at=now)
    twin = {"member": member, "channel": "here", "by_name": "x", "noted_at": now}
    for wrong in (
        lambda: Leaving.objects.create(**twin, noticed_on=TODAY, ends_on=TODAY),
        lambda: Leaving.objects.filter(pk=made.pk).update(withdrawn_at=now, ended_at=now),
        lambda: Leaving.objects.filter(pk=made.pk).update(ends_on=date(2016, 10, 10)),
        lambda: Leaving.objects.filter(pk=made.pk).update(state="sent"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


@pytest.fixture
def ask(alfa, client_of, person, monkeypatch, now):
    """ask(user, method, path, body): an answer; the test is inside Alfa again after it."""
    monkeypatch.setattr(clock, "now", lambda: now)
    entered = []

    def doing(user, method, path, body=None):
        answer = getattr(client_of(alfa, user), method)(path, body, format="json")
        entered.append(inside(alfa))
        entered[-1].__enter__()
        return answer

    yield doing
    for one in reversed(entered):
        one.__exit__(None, None, None)


def test_the_member_sees_what_it_means_gives_notice_and_takes_it_back(statutes, member, ask):
    statutes(resignation={"effect": "year_end"})
    maria = User.objects.get(email=member.contact_email)
    before = ask(maria, "get", OWN).json()
    given = ask(maria, "post", OWN)
    after = ask(maria, "delete", OWN).json()

    assert before["notice"] is None
    assert before["terms"] == {
        "ends_on": "2017-01-01", "rule_sv": "stadgarna §\u00a05 mom.\u00a01",
        "rule_en": "statutes §\u00a05 para.\u00a01", "text_sv": "Medlem utträder.",
        "text_en": "A member leaves.", "refunds": False,
    }  # fmt: skip
    assert given.status_code == 201
    assert given.json()["notice"]["channel"] == "here"
    assert after["notice"] is None


def test_who_may_and_another_associations_member_is_not_here(statutes, member, ask, person, bravo, now):
    statutes(resignation={"effect": "year_end"})
    path = f"/api/members/{member.pk}/leaving"
    body = {"channel": "letter", "noticed_on": "2016-10-01"}
    office, other = person("office"), person("delegate", name="Nils Alm")
    with inside(bravo):
        theirs = Member.objects.create(
            number="0001", name="Kanarie AB", org_number="559990-0080", kind="company", contact_name="K",
            contact_email="k@kanarie.example", member_since=SINCE, created_at=now,
        )  # fmt: skip

    assert {ask(None, m, p, body).status_code for m in ("get", "post", "delete") for p in (path, OWN)} == {
        401
    }
    assert {ask(other, m, path, body).status_code for m in ("get", "post", "delete")} == {403}
    assert {ask(other, m, OWN).status_code for m in ("get", "post", "delete")} == {404}
    assert ask(office, "post", path, {"channel": "here", "noticed_on": "2016-10-01"}).status_code == 400
    foreign = f"/api/members/{theirs.pk}/leaving"
    assert {ask(office, m, foreign, body).status_code for m in ("get", "post", "delete")} == {404}
    with inside(bravo):
        assert Leaving.objects.count() == 0
    given = ask(office, "post", path, body)
    assert (given.status_code, given.json()["notice"]["ends_on"]) == (201, "2017-01-01")
    assert ask(office, "delete", path).json()["notice"] is None
