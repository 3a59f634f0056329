"""The words around a decision: written before, during and after the meeting, told in the record."""

from __future__ import annotations

import pytest

from journal.models import Entry
from kernel.actor import Actor
from kernel.tenancy import inside
from voting.meetings import actions

HOUSE = Actor.system()


@pytest.fixture
def office(in_alfa, person, client_of):
    return client_of(in_alfa, person("office"))


@pytest.fixture
def words(meeting, office):
    return f"/api/meetings/{meeting.pk}/items/8/words"


def kinds():
    return Entry.objects.filter(kind="voting.meetings.item_worded").count()


def test_the_office_words_an_item_and_the_minutes_have_it(in_alfa, meeting, office, words):
    answer = office.patch(words, {"background_sv": " Namnet har skyddats. "}, format="json")
    more = office.patch(words, {"moved_sv": "Styrelsen föreslog Alfa."}, format="json")

    assert answer.json()["background_sv"] == "Namnet har skyddats."
    assert more.json() == {
        "background_sv": "Namnet har skyddats.", "moved_sv": "Styrelsen föreslog Alfa.", "remarks_sv": "",
    }  # fmt: skip
    assert office.get(words).json() == more.json()
    with inside(in_alfa):
        told = Entry.objects.filter(kind="voting.meetings.item_worded").order_by("pk").last()
        assert told.body == {"no": 8, "words": {"moved_sv": "Styrelsen föreslog Alfa."}}


def test_the_same_words_again_change_nothing(in_alfa, meeting, now):
    said = {"remarks_sv": "Frågan väckte munterhet."}
    actions.word_item(meeting_id=meeting.pk, no=8, words=said, by=HOUSE, at=now)
    before = kinds()

    actions.word_item(meeting_id=meeting.pk, no=8, words=said, by=HOUSE, at=now)

    assert kinds() == before


def test_an_item_that_is_not_there_is_missing_and_a_field_of_another_name_is_no_word(
    in_alfa, meeting, office, words
):
    before = kinds()

    assert office.patch(words.replace("/8/", "/99/"), {"moved_sv": "x"}, format="json").status_code == 404
    assert office.patch(words, {"title_sv": "Annat"}, format="json").status_code == 200
    with inside(in_alfa):
        assert kinds() == before
        assert meeting.items.get(no=8).title_sv == "Föreningens namn"
