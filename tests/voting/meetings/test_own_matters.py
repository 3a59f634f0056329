"""The board takes up matters of its own, before its meeting and while it is held; the minutes tell them."""

from __future__ import annotations

import pytest

from journal.models import Entry
from tests.voting.meetings.board_room import AHMED, HOME, LISA, here, hold
from voting.meetings.models import Item

ORDINARY = {"agenda": "ordinary", "meeting_secretary": LISA, "adjuster": AHMED}
PROJECTOR = {"title_sv": "Köp av projektor", "proposal_sv": "köpa en projektor för högst 8 000 kronor"}
WORDS = "Styrelsen beslutade enhälligt\natt köpa en projektor för högst 8 000 kronor."


@pytest.fixture
def ordinary(karin):
    return karin.post(HOME, {"choices": ORDINARY}, format="json").json()


def titles(shown):
    return [(one["no"], one["title_sv"]) for one in shown["items"]]


def add(client, meeting, **more):
    return client.post(f"{HOME}/{meeting['id']}/items", {**PROJECTOR, **more}, format="json")


def test_a_matter_taken_up_beforehand_stands_before_the_end_and_is_in_the_minutes(karin, ordinary):
    answer = add(karin, ordinary)
    again = add(karin, ordinary)

    shown = answer.json()
    assert (answer.status_code, again.json()["items"]) == (201, shown["items"])
    names = ["Ansökningar om medlemskap", "Köp av projektor", "Nästa möte", "Mötets avslutande"]
    assert titles(shown)[3:] == list(enumerate(names, 4))
    ended = hold(karin, shown)
    assert ended["state"] == "closed"
    told = karin.get(f"/api/meetings/{ordinary['id']}/minutes").json()["items"]
    matter = next(item for item in told if item["no"] == 5)
    text = str(matter).replace("\\xa0", " ")
    assert "Köp av projektor" in text
    assert "köpa en projektor för högst 8 000 kronor" in text


def test_a_matter_comes_up_while_the_board_sits_and_is_decided_in_its_turn(karin, called):
    here(karin, called)
    at = f"{HOME}/{called['id']}"
    karin.post(f"{at}/open")
    karin.post(f"{at}/items/2/start")

    shown = add(karin, called).json()

    number = {title: no for no, title in titles(shown)}
    assert number["Köp av projektor"] == number["Nästa möte"] - 1 == 10
    assert [no for no, _ in titles(shown)] == list(range(1, 14))
    decided = hold_on(karin, at, shown)
    own = next(one for one in decided["items"] if one["no"] == 10)
    assert [one["text_sv"] for one in own["decisions"]] == [WORDS]
    assert decided["state"] == "closed"
    told = karin.get(f"/api/meetings/{called['id']}/minutes").json()["items"]
    during = next(item for item in told if item["no"] == 2)
    assert "Ärendet ”Köp av projektor” togs upp på dagordningen" in str(during)
    assert not any("togs upp på dagordningen" in str(item) for item in told if item["no"] != 2)


def hold_on(client, at, shown):
    for item in shown["items"][1:]:
        assert client.post(f"{at}/items/{item['no']}/start").status_code == 200
        if item["asks"]:
            assert client.post(f"{at}/items/{item['no']}/decide", {}, format="json").status_code == 200
    return client.post(f"{at}/close").json()


def test_nothing_is_added_once_the_end_is_taken_up(karin, ordinary):
    here(karin, ordinary)
    at = f"{HOME}/{ordinary['id']}"
    karin.post(f"{at}/open")
    Item.objects.filter(meeting=ordinary["id"], no__lt=6).update(state="done")
    Item.objects.filter(meeting=ordinary["id"], no=6).update(state="now")
    before = Entry.objects.count()

    answer = add(karin, ordinary)

    assert answer.status_code == 409
    assert [o["code"] for o in answer.json()["obstacles"]] == ["voting.meetings.obstacle_agenda_at_its_end"]
    assert (Entry.objects.count(), Item.objects.filter(meeting=ordinary["id"]).count()) == (before, 6)
    assert karin.get(at).json()["obstacles"]["matter"] == answer.json()["obstacles"]


def test_a_matter_of_its_own_is_taken_away_and_what_the_agenda_asks_for_is_not(karin, ordinary):
    add(karin, ordinary)
    at = f"{HOME}/{ordinary['id']}/items"

    stays = karin.delete(f"{at}/4")
    gone = karin.delete(f"{at}/5")

    assert (stays.status_code, gone.status_code) == (409, 200)
    assert titles(gone.json()) == titles(ordinary)
    assert karin.delete(f"{at}/9").status_code == 404


def test_a_matter_without_a_proposal_is_decided_in_words_that_somebody_says(karin, ordinary):
    shown = add(karin, ordinary, proposal_sv="").json()
    here(karin, shown)
    at = f"{HOME}/{ordinary['id']}"
    karin.post(f"{at}/open")
    for no in range(2, 5):
        karin.post(f"{at}/items/{no}/start")
        karin.post(f"{at}/items/{no}/decide", {}, format="json")
    karin.post(f"{at}/items/5/start")

    empty = karin.post(f"{at}/items/5/decide", {}, format="json")
    said = karin.post(f"{at}/items/5/decide", {"text_sv": WORDS}, format="json")

    assert (empty.status_code, list(empty.json()["fields"])) == (400, ["text_sv"])
    assert said.json()["items"][4]["decisions"][0]["text_sv"] == WORDS


@pytest.mark.parametrize("role", ["delegate", "office", "chair", "auditor"])
def test_only_the_board_adds_to_its_agenda(in_alfa, ordinary, client_of, person, role):
    somebody = client_of(in_alfa, person(role))

    assert add(somebody, ordinary).status_code == 403
    assert somebody.delete(f"{HOME}/{ordinary['id']}/items/4").status_code == 403
    assert Item.objects.filter(meeting=ordinary["id"]).count() == 6
