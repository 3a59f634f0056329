"""After a counted vote the gavel records what was decided, with its effects; the chair is led all the way."""

from __future__ import annotations

import pytest

from tests.torture.hall import ITEM

FORMED = [{"kind": "formed", "body": {}}]


def ask(client, url, body=None):
    return client.post(url, body or {}, format="json")


def first_act(hall, chair):
    return chair.get(f"/api/meetings/{hall.meeting}/next").json()["act"]


def codes(hall, chair):
    return [act["code"] for act in chair.get(f"/api/meetings/{hall.meeting}/next").json()["others"]]


def counted(hall, chair, cast, *, yes, no):
    """A poll of its own, voted in and declared."""
    poll = hall.open_poll()
    for n in range(yes + no):
        assert cast(n, poll, "yes" if n < yes else "no").status_code == 200
    assert ask(chair, f"/api/polls/{poll}/close").status_code == 200
    assert ask(chair, f"/api/polls/{poll}/declare").status_code == 200
    return poll


def decisions():
    from tenants.decisions.models import Decision, Effect

    return Decision.objects.count(), Effect.objects.count()


def test_the_chair_is_led_from_a_demand_to_the_decision(hall, chair, cast, voter):
    url = f"/api/meetings/{hall.meeting}"
    assert ask(voter(0), f"{url}/items/{ITEM}/my-demand").status_code in {201, 409}
    seen = []

    for _ in range(4):
        prepare = next(
            act for act in [first_act(hall, chair), *chair.get(f"{url}/next").json()["others"]]
            if act["code"].startswith("voting.polls.")
        )  # fmt: skip
        seen.append(prepare["code"].rpartition(".")[2])
        if seen[-1] == "next_close":
            poll = prepare["action"]["url"].split("/")[3]
            for n in range(6):
                assert cast(n, poll, "yes").status_code == 200
        answer = ask(chair, prepare["action"]["url"], prepare["action"]["body"])
        assert answer.status_code in {200, 201}, answer.content
    last = first_act(hall, chair)

    assert seen == ["next_prepare", "next_open", "next_close", "next_declare"]
    assert (last["code"], last["action"], last["params"]["poll"]) == ("voting.polls.next_decide", None, poll)
    body = {"text_sv": "Mötet beslutade att bilda föreningen.", "effects": FORMED}
    assert ask(chair, f"/api/polls/{poll}/decision", body).status_code == 200
    assert first_act(hall, chair)["code"] == "voting.meetings.next_close"


def test_an_item_whose_duty_is_done_is_left_and_not_put_to_the_vote(hall, chair):
    from tests.torture.hall import NOW
    from voting.meetings.models import Item

    before = first_act(hall, chair)["code"], codes(hall, chair)
    Item.objects.filter(meeting_id=hall.meeting, no=ITEM).update(duty="register", fulfilled_at=NOW)

    assert before == ("voting.meetings.next_decide", ["voting.polls.next_prepare"])
    assert (first_act(hall, chair)["code"], codes(hall, chair)) == ("voting.meetings.next_close", [])


def test_a_vote_decides_once_and_its_effect_comes_about(hall, chair, cast):
    from tenants.decisions.models import Decision

    poll = counted(hall, chair, cast, yes=4, no=2)
    body = {"text_sv": "Mötet beslutade att bilda föreningen.", "effects": FORMED}

    first = ask(chair, f"/api/polls/{poll}/decision", body)
    again = ask(chair, f"/api/polls/{poll}/decision", {**body, "text_sv": "Något annat."})

    assert (first.status_code, again.status_code) == (200, 200)
    decision = Decision.objects.get()
    assert (decision.method, str(decision.poll), decision.text_sv) == ("poll", str(poll), body["text_sv"])
    assert [effect.kind for effect in decision.effects.all()] == ["formed"]


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda hall, *_: hall.open_poll(), "voting.polls.obstacle_not_closed"),
        (
            lambda hall, chair, cast: counted(hall, chair, cast, yes=2, no=4),
            "voting.polls.obstacle_not_carried",
        ),
        (
            lambda hall, chair, cast: _of_a_room(counted(hall, chair, cast, yes=4, no=2)),
            "voting.polls.obstacle_decided_elsewhere",
        ),
    ],
)
def test_nothing_is_decided_by_a_vote_that_cannot_carry_it(hall, chair, cast, prepare, code):
    from journal.models import Entry

    poll, entries = prepare(hall, chair, cast), Entry.objects.count()

    refused = ask(chair, f"/api/polls/{poll}/decision", {"text_sv": "Beslut.", "effects": FORMED})

    assert refused.status_code == 409
    assert [o["code"] for o in refused.json()["obstacles"]] == [code]
    assert (decisions(), Entry.objects.count()) == ((0, 0), entries)


def _of_a_room(poll):
    from voting.polls.models import Poll

    Poll.objects.filter(pk=poll).update(purpose={"room": "elections"})
    return poll


def test_what_was_rejected_is_recorded_without_an_effect(hall, chair, cast):
    poll = counted(hall, chair, cast, yes=2, no=4)

    answer = ask(chair, f"/api/polls/{poll}/decision", {"text_sv": "Mötet avslog förslaget."})

    assert answer.status_code == 200
    assert decisions() == (1, 0)


def test_a_delegate_does_not_hold_the_gavel(hall, chair, cast, voter):
    poll = counted(hall, chair, cast, yes=4, no=2)

    assert ask(voter(0), f"/api/polls/{poll}/decision", {"text_sv": "Beslut."}).status_code == 403
    assert decisions() == (0, 0)
