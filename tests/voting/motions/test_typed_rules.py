"""An amendment carries the rules of its new words: adopted, the next meeting counts by them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from kernel.errors import Malformed
from tests.torture.hall import sign_in
from tests.voting.motions.desk import FREE, STATUTES, make_desk

FIRST = datetime(2018, 2, 20, 17, 0, tzinfo=UTC)
SECOND = datetime(2018, 3, 22, 17, 0, tzinfo=UTC)
THIRD = datetime(2018, 9, 20, 17, 0, tzinfo=UTC)
TWO_THIRDS = {"threshold": "at_least", "fraction": "2/3", "base": "cast"}
WORDS = "Beslut fattas med minst två tredjedelar av de avgivna rösterna. Blanka röster räknas inte."
MAJORITY = {"item_no": STATUTES, "kind": "change", "target": "par10.1", "new_sv": WORDS}


def clients(desk, client_of):
    """The chair, who votes too, and the other voters."""
    from accounts.models import User

    sign_in(desk.hall, desk.hall.voters)
    return [client_of(desk.hall.network, User.objects.get(pk=pk)) for pk in desk.hall.voters]


@pytest.fixture
def network(in_alfa):
    """The association has statutes 1.0: more than half of the votes cast."""
    desk = make_desk(in_alfa, voters=2)
    desk.approve(STATUTES)
    desk.untouched(STATUTES)
    desk.say(STATUTES, 1, "yes")
    return in_alfa


def counted(desk, api):
    """Five yes and four no in a free matter, through the doors; the result as it is declared."""
    chair = api[0]
    noted = {"text_sv": "Inget yrkande lades fram.", "method": "note"}
    chair.post(f"/api/meetings/{desk.meeting}/items/{STATUTES}/decisions", noted, format="json")
    started = chair.post(f"/api/meetings/{desk.meeting}/items/{FREE}/start")
    assert started.status_code == 200, started.json()
    question = {"item_no": FREE, "kind": "yes_no", "question": "Ska förslaget antas?"}
    poll = chair.post(f"/api/meetings/{desk.meeting}/polls", question, format="json").json()["id"]
    opened = chair.post(f"/api/polls/{poll}/open")
    assert opened.status_code == 200, opened.json()
    for n, voter in enumerate(api):
        ballot = {"choice": "yes" if n < 5 else "no", "key": str(uuid4()), "replaces": None}
        assert voter.put(f"/api/polls/{poll}/ballot", ballot, format="json").status_code == 200
    chair.post(f"/api/polls/{poll}/close")
    return chair.post(f"/api/polls/{poll}/declare").json()["result"]


def adopted(network, client_of, *, at_third=True, **more):
    """Filed on a phone at one meeting, said again at the next."""
    first = make_desk(network, voters=9, at=FIRST, kind="extra")
    phone = clients(first, client_of)[1]
    filed = phone.post(f"/api/meetings/{first.meeting}/motions", {**MAJORITY, **more}, format="json")
    assert filed.status_code == 201, filed.json()
    first.approve(STATUTES)
    first.vote(STATUTES, 1, {"yes": 8, "no": 1})
    second = make_desk(network, voters=9, at=SECOND, kind="annual")
    second.approve(STATUTES)
    second.vote(STATUTES, 1, {"yes": 9})
    return filed.json()


def test_a_majority_that_was_amended_on_screen_is_what_the_next_meeting_counts_by(network, client_of):
    before = make_desk(network, voters=9, at=FIRST, kind="extra")
    was = counted(before, clients(before, client_of))

    filed = adopted(network, client_of, rules={"majority": TWO_THIRDS})
    after = make_desk(network, voters=9, at=THIRD, kind="extra")
    now = counted(after, clients(after, client_of))

    assert (was["outcome"], was["base"], was["needed"]) == ("carried", 9, 5)
    assert (now["outcome"], now["base"], now["needed"]) == ("rejected", 9, 6)
    assert filed["rules_changed"] == [
        {
            "name": "majority",
            "before": {"threshold": "more_than", "fraction": "1/2", "base": "cast"},
            "after": TWO_THIRDS,
        }
    ]


def test_words_alone_leave_the_rule_as_it_was(network, client_of):
    filed = adopted(network, client_of)
    after = make_desk(network, voters=9, at=THIRD, kind="extra")
    now = counted(after, clients(after, client_of))

    assert filed["rules_changed"] == []
    assert (now["outcome"], now["needed"]) == ("carried", 5)


def test_the_chair_types_the_rules_at_admission(network, client_of):
    first = make_desk(network, voters=9, at=FIRST, kind="extra")
    api = clients(first, client_of)
    filed = api[1].post(f"/api/meetings/{first.meeting}/motions", MAJORITY, format="json").json()

    typed = {"rules": {"majority": TWO_THIRDS}}
    answer = api[0].post(f"/api/motions/{filed['id']}/merge", typed, format="json")
    first.approve(STATUTES)
    first.vote(STATUTES, 1, {"yes": 9})
    second = make_desk(network, voters=9, at=SECOND, kind="annual")
    second.approve(STATUTES)
    second.vote(STATUTES, 1, {"yes": 9})
    after = make_desk(network, voters=9, at=THIRD, kind="extra")

    assert [c["name"] for c in answer.json()["rules_changed"]] == ["majority"]
    assert answer.json()["new_sv"] == WORDS
    assert counted(after, clients(after, client_of))["needed"] == 6


def test_an_amendment_to_an_amendment_brings_its_own_rules(desk):
    """The words of A2 stand, and so does what it says of the deadline."""
    from tenants.statutes import queries as statutes

    parent = desk.file(
        1, item_no=STATUTES, kind="change", target="par8.3", rules={"motion_deadline_days": 42},
        new_sv="Motioner ska ha kommit in senast sex veckor före årsmötet.",
    )  # fmt: skip
    desk.file(
        2, item_no=STATUTES, kind="change", parent=parent.pk, rules={"motion_deadline_days": 49},
        new_sv="Motioner ska ha kommit in senast sju veckor före årsmötet.",
    )  # fmt: skip
    desk.approve(STATUTES)
    while (next_one := desk.order(STATUTES)["next"]) and "step" in next_one:
        step = desk.order(STATUTES)["steps"][next_one["step"] - 1]
        if step["kind"] == "whole":
            break
        desk.say(STATUTES, step["no"], "A2" if step["way"] == "pair" else "yes")
    desk.untouched(STATUTES)
    desk.say(STATUTES, desk.order(STATUTES)["next"]["step"], "yes")

    text = statutes.in_force()
    assert statutes.rules_of(text, "par8.3") == {"motion_deadline_days": 49}
    assert statutes.parameters_of(text).motion_deadline_days == 49


@pytest.mark.parametrize(
    "draft",
    [
        {**MAJORITY, "rules": {"majority": {"threshold": "at_least", "fraction": "5/3", "base": "cast"}}},
        {"item_no": STATUTES, "kind": "delete", "target": "par10.1", "rules": {"majority": TWO_THIRDS}},
        {"item_no": FREE, "kind": "proposal", "new_sv": "Annat namn.", "rules": {"majority": TWO_THIRDS}},
    ],
)
def test_a_rule_that_is_none_here_is_malformed_and_nothing_is_filed(desk, facts, draft):
    before = facts()

    with pytest.raises(Malformed) as no:
        desk.file(1, **draft)

    assert list(no.value.fields) == ["rules"]
    assert facts() == before
