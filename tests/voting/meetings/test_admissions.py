"""Those who ask to join are tried by the board: asked, answered, decided, from its day, by its decision."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from journal.models import Entry
from kernel import clock
from tenants.decisions.models import Decision, Effect
from tenants.members.models import Application, Member
from tenants.networks.enums import Stage
from tenants.networks.models import Network
from tests.voting.meetings.board_room import AHMED, HOME, LISA, hold
from tests.voting.meetings.conftest import new_member

ORDINARY = {"agenda": "ordinary", "meeting_secretary": LISA, "adjuster": AHMED}
ASK = "/api/my-membership/application"


@pytest.fixture
def association(in_alfa, elected):
    """Alfa is an association: who asks, asks to join it."""
    Network.objects.filter(pk=in_alfa.pk).update(stage=Stage.ASSOCIATION.value)
    return in_alfa


@pytest.fixture
def contact(association, client_of, now, person):
    """contact(7): the contact of an organisation in the network that is no member, signed in."""

    def make(number, **more):
        member = new_member(number, at=now, **more)
        user = person("delegate", name=member.contact_name, email=member.contact_email)
        return member, client_of(association, user)

    return make


@pytest.fixture
def asked(contact):
    """Three organisations have asked."""
    found = []
    for number in (1, 2, 3):
        member, client = contact(number)
        assert client.post(ASK).status_code == 201
        found.append(member)
    return found


@pytest.fixture
def ordinary(karin, asked):
    return karin.post(HOME, {"choices": ORDINARY}, format="json").json()


def admissions(shown):
    return next(one for one in shown["items"] if one["duty"] == "admissions")


def test_a_contact_asks_once_sees_what_becomes_of_it_and_may_withdraw(contact):
    member, client = contact(1)
    before = client.get("/api/my-membership").json()
    assert (before["name"], before["member_since"], before["application"]) == (member.name, None, None)

    first, again = client.post(ASK), client.post(ASK)
    assert (first.status_code, first.json()) == (201, again.json())
    assert first.json()["application"]["outcome"] == ""
    assert Entry.objects.filter(kind="tenants.members.membership_asked").count() == 1

    assert client.delete(ASK).json()["application"]["outcome"] == "withdrawn"
    client.delete(ASK)
    assert Entry.objects.filter(kind="tenants.members.application_withdrawn").count() == 1
    assert client.post(ASK).json()["application"]["outcome"] == ""
    assert Application.objects.count() == 2


def test_there_is_no_asking_before_the_association_nor_by_a_member_nor_by_nobodys_contact(
    in_alfa, contact, person, client_of, now
):
    member, client = contact(1)
    Network.objects.filter(pk=in_alfa.pk).update(stage=Stage.CONVENING.value)
    early = client.post(ASK)
    assert (early.status_code, early.json()["obstacles"][0]["code"]) == (
        409, "tenants.members.obstacle_no_association_yet",
    )  # fmt: skip
    Network.objects.filter(pk=in_alfa.pk).update(stage=Stage.ASSOCIATION.value)
    Member.objects.filter(pk=member.pk).update(member_since=date(2016, 10, 11))
    already = client.post(ASK)
    assert already.json()["obstacles"][0]["code"] == "tenants.members.obstacle_is_member"

    nobody = client_of(in_alfa, person("delegate", name="Ingen", email="ingen@people.example"))
    assert nobody.post(ASK).status_code == 404
    observer = client_of(in_alfa, person("observer", name="Oskar"))
    assert observer.post(ASK).status_code == 403
    assert Application.objects.count() == 0


def test_the_board_lets_them_in_from_the_day_of_its_meeting_by_its_own_decision(karin, asked, ordinary, now):
    assert [one["title_sv"] for one in ordinary["items"]] == [
        "Mötets öppnande", "Val av sekreterare och justerare för mötet",
        "Beslutförhet, kallelse och dagordning", "Ansökningar om medlemskap", "Nästa möte",
        "Mötets avslutande",
    ]  # fmt: skip
    assert karin.get(HOME).json()["applications"] == 3
    shown = hold(karin, ordinary)

    decided = admissions(shown)["decisions"][0]
    assert decided["text_sv"] == (
        "Styrelsen beslutade enhälligt\natt anta Medlem 01 AB, Medlem 02 AB och Medlem 03 AB som medlemmar i "
        "föreningen från och med den 11 oktober 2016."
    )
    assert [one["kind"] for one in decided["effects"]] == ["members_joined"]
    for member in asked:
        member.refresh_from_db()
        assert (member.member_since, str(member.joined_by)) == (date(2016, 10, 11), decided["id"])
    assert set(Application.objects.values_list("outcome", "decision")) == {
        ("admitted", Decision.objects.get(pk=decided["id"]).pk)
    }
    assert karin.get(HOME).json()["applications"] == 0
    text = karin.get(f"/api/meetings/{shown['id']}/minutes").json()
    assert (text["annexes"], text["members_annex"]) == ([], [])
    assert "Medlem 02 AB" in json.dumps(text["items"][3], ensure_ascii=False)


def test_one_is_refused_with_its_reason_and_one_waits_for_the_next_meeting(karin, asked, ordinary):
    first, second, _ = (str(one.pk) for one in asked)
    at = f"{HOME}/{ordinary['id']}/answers"
    answers = [
        {"member": first, "answer": "refuse", "reason": ""}, {"member": second, "answer": "wait"},
    ]  # fmt: skip
    silent = karin.put(at, {"answers": answers}, format="json")
    assert (silent.status_code, list(silent.json()["fields"])) == (400, [f"reason {first}"])
    answers[0]["reason"] = "Verksamheten ligger utanför ändamålet i § 2."
    shown = karin.put(at, {"answers": answers}, format="json").json()
    assert admissions(shown)["text_sv"] == (
        "Styrelsen beslutade\natt anta Medlem 03 AB som medlem i föreningen från och med den "
        "11 oktober 2016,\n"
        "att avslå ansökan från Medlem 01 AB med motiveringen: Verksamheten ligger utanför ändamålet i § 2,\n"
        "att bordlägga ansökan från Medlem 02 AB."
    )
    entries = Entry.objects.count()
    karin.put(at, {"answers": answers}, format="json")
    assert Entry.objects.count() == entries
    hold(karin, shown)

    outcomes = dict(Application.objects.values_list("member__number", "outcome"))
    assert outcomes == {"0001": "refused", "0002": "", "0003": "admitted"}
    assert Application.objects.get(outcome="refused").reason.startswith("Verksamheten")
    assert set(Member.objects.exclude(member_since=None).values_list("pk", flat=True)) == {asked[2].pk}
    late = karin.put(at, {"answers": []}, format="json")
    assert (late.status_code, late.json()["obstacles"][0]["code"]) == (
        409, "voting.meetings.obstacle_meeting_closed",
    )  # fmt: skip

    following = karin.post(HOME, {"choices": ORDINARY}, format="json").json()
    assert [one["name"] for one in following["applicants"]] == ["Medlem 02 AB"]


def test_who_asks_after_the_opening_waits_and_who_withdraws_is_not_let_in(
    karin, contact, ordinary, asked, monkeypatch, now, client_of, association
):
    at = f"{HOME}/{ordinary['id']}"
    karin.put(f"{at}/table", {"here": [{"seat": one["id"]} for one in ordinary["seats"]]}, format="json")
    karin.post(f"{at}/open")
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=5))
    _, late = contact(4)
    late.post(ASK)
    client_of(association, User.objects.get(email="kontakt2@medlem.example")).delete(ASK)

    shown = karin.get(at).json()
    assert [one["name"] for one in shown["applicants"]] == ["Medlem 01 AB", "Medlem 03 AB"]


def test_an_ordinary_meeting_asks_for_its_two_names_alone_and_its_agenda_stays(karin, asked):
    short = karin.post(HOME, {"choices": {**ORDINARY, "adjuster": ""}}, format="json")
    assert (short.status_code, list(short.json()["fields"])) == (400, ["adjuster"])
    called = karin.post(HOME, {"choices": ORDINARY}, format="json").json()
    assert called["title"] == "Styrelsemöte"
    first = karin.put(
        f"{HOME}/{called['id']}/answers",
        {"answers": [{"member": str(asked[0].pk), "answer": "wait"}]}, format="json",
    )  # fmt: skip
    assert first.status_code == 200
    changed = {**ORDINARY, "agenda": "inaugural", "next_date": "2016-11-14"}
    shown = karin.put(f"{HOME}/{called['id']}/choices", changed, format="json").json()
    assert shown["choices"]["agenda"] == "ordinary"
    assert [one["answer"] for one in shown["applicants"]] == ["wait", "admit", "admit"]
    assert "måndagen den 14 november 2016" in shown["items"][4]["text_sv"]


def test_without_applications_the_item_says_so_and_brings_nothing_about(karin, association):
    called = karin.post(HOME, {"choices": ORDINARY}, format="json").json()
    assert admissions(called)["will"] == []
    hold(karin, called)
    assert Effect.objects.filter(decision__meeting=called["id"]).count() == 0


def test_the_database_agrees_that_one_waits_at_a_time_and_a_refusal_says_why(asked, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(member=asked[0], by_name="x", applied_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(member=asked[0]).update(outcome="admitted", settled_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(member=asked[0]).update(
            outcome="refused", settled_at=now, decision=asked[0].pk, reason=""
        )


def test_the_inaugural_agenda_is_proposed_until_there_is_a_treasurer(karin, called):
    assert karin.get(HOME).json()["agenda"] == "inaugural"
    hold(karin, called)
    assert karin.get(HOME).json()["agenda"] == "ordinary"
