"""Decisions have effects: four facts make an association, and each shows the decision behind it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from accounts.models import RoleGrant, User
from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Malformed, Refused
from kernel.tenancy import inside
from tenants.decisions.actions import NewEffect, retract_decision, take_decision
from tenants.decisions.enums import EffectKind, Method
from tenants.decisions.models import Decision, Effect
from tenants.founding.actions import carry_out
from tenants.founding.models import Holding
from tenants.networks.models import Network

CHAIR = Actor(id=None, name="Stina Malm", roles=frozenset({"chair"}))
KARIN = {
    "name": "Karin Thorell",
    "email": "karin@olandsbit.example",
    "until": "årsmötet 2018",
    "until_year": 2018,
}
LISA = {"name": "Lisa Brandt", "email": "lisa@exempel.example", "until": "årsmötet 2019", "until_year": 2019}
STEPS = (
    (7, EffectKind.FORMED, {}),
    (8, EffectKind.NAMED, {"name": "Föreningen IEC"}),
    (
        9,
        EffectKind.STATUTES_ADOPTED,
        {"version": str(uuid4()), "number": "1.0", "in_force_from": "2016-10-11"},
    ),
    (14, EffectKind.ELECTED, {"post": "board_chair", "people": [KARIN]}),
    (15, EffectKind.ELECTED, {"post": "board_member", "people": [LISA]}),
)


@pytest.fixture
def meeting():
    return uuid4()


def decide(meeting, no, kind, body, now):
    decision = take_decision(
        meeting=meeting, item_no=no, text_sv=f"Mötet beslutade {kind}.", method=Method.ACCLAMATION, by=CHAIR,
        at=now, effects=[NewEffect(kind=kind, body=body)],
    )  # fmt: skip
    carry_out(decision=decision, by=CHAIR, at=now)
    return decision


def stage():
    return Network.objects.get(slug="alfa").stage


def test_the_network_is_an_association_with_the_fourth_fact_and_not_before(in_alfa, meeting, now):
    before = stage()
    stages = []
    for no, kind, body in STEPS:
        decide(meeting, no, kind, body, now)
        stages.append(stage())

    assert stages == [*[before] * 4, "association"]
    assert Network.objects.get(slug="alfa").name == "Föreningen IEC"
    assert Entry.objects.filter(kind="tenants.founding.founded").count() == 1


def test_whats_missing_is_named_and_each_fact_shows_its_decision(in_alfa, person, client_of, meeting, now):
    decision = decide(meeting, *STEPS[0], now)
    shown = client_of(in_alfa, person("observer")).get("/api/association").json()

    assert [o["code"] for o in shown["obstacles"]] == [
        "tenants.founding.obstacle_not_named",
        "tenants.founding.obstacle_not_statutes_adopted",
        "tenants.founding.obstacle_not_board_elected",
    ]
    assert shown["facts"][0]["done"] is True
    assert shown["facts"][0]["decision"]["id"] == str(decision.pk)
    assert shown["effects"][0]["decision"]["item_no"] == 7
    assert shown["decisions"][0]["effects"] == [{"kind": "formed", "body": {}}]


def test_roles_follow_the_board(in_alfa, meeting, now):
    decision = decide(meeting, *STEPS[3], now)
    carry_out(decision=decision, by=CHAIR, at=now)

    karin = User.objects.get(email="karin@olandsbit.example")
    assert list(RoleGrant.objects.filter(user=karin).values_list("role", flat=True)) == ["board"]
    assert Holding.objects.count() == 1

    later = now.replace(year=2018, month=3)
    new = {**LISA, "until": "årsmötet 2019", "until_year": 2019}
    decide(uuid4(), 15, EffectKind.ELECTED, {"post": "board_chair", "people": [new]}, later)

    assert not RoleGrant.objects.filter(user=karin).exists()
    assert list(Holding.objects.filter(ended_on=None).values_list("name", flat=True)) == ["Lisa Brandt"]


def test_a_decision_with_an_effect_is_not_taken_back_and_one_without_is(in_alfa, meeting, now):
    kept = decide(meeting, *STEPS[0], now)
    plain = take_decision(
        meeting=meeting, item_no=6, text_sv="Mötet beslutade att godkänna dagordningen.",
        method=Method.ACCLAMATION, by=CHAIR, at=now,
    )  # fmt: skip
    entries = Entry.objects.count()

    with pytest.raises(Refused):
        retract_decision(decision_id=kept.pk, reason="Fel", by=CHAIR, at=now)
    assert Entry.objects.count() == entries
    retract_decision(decision_id=plain.pk, reason="Fel punkt", by=CHAIR, at=now)
    retract_decision(decision_id=plain.pk, reason="Fel punkt", by=CHAIR, at=now)

    assert Decision.objects.get(pk=plain.pk).retracted_because == "Fel punkt"
    assert Entry.objects.count() == entries + 1


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (EffectKind.NAMED, {}),
        (EffectKind.ELECTED, {"post": "board_chair", "people": []}),
        (
            EffectKind.FEES_SET,
            {"period": {"from": "a", "to": "b"}, "classes": [{"id": "F1", "amount": 15.5}]},
        ),
    ],
)
def test_an_effect_that_lacks_something_decides_nothing(in_alfa, meeting, now, kind, body):
    before = Entry.objects.count()

    with pytest.raises(Malformed):
        decide(meeting, 8, kind, body, now)

    assert (Decision.objects.count(), Effect.objects.count(), Entry.objects.count()) == (0, 0, before)


def test_two_members_found_no_swedish_association_and_a_third_clears_it(
    in_alfa, person, client_of, meeting, now
):
    client = client_of(in_alfa, person("observer"))
    three = [str(uuid4()) for _ in range(3)]
    decide(meeting, 10, EffectKind.MEMBERS_JOINED, {"members": three[:2], "from": "2016-10-11"}, now)
    for no, kind, body in STEPS:
        decide(meeting, no, kind, body, now)

    shown = client.get("/api/association").json()
    assert shown["stage"] != "association"
    assert shown["obstacles"] == [
        {
            "code": "tenants.founding.obstacle_too_few_to_founding",
            "params": {"n": 2, "least": 3, "source_sv": "Skatteverket", "source_en": "Skatteverket"},
        }
    ]

    with inside(in_alfa):
        decide(meeting, 16, EffectKind.MEMBERS_JOINED, {"members": three[1:], "from": "2016-10-11"}, now)

    assert stage() == "association"
