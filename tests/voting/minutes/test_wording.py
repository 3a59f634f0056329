"""The words around a decision: written until the text is frozen or the § approved at once."""

from __future__ import annotations

from typing import Any

import pytest

from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Forbidden
from kernel.tenancy import inside
from tests.racing import at_once
from tests.voting.meetings.conftest import new_meeting
from voting.minutes import actions

HOUSE = Actor.system()


@pytest.fixture
def meeting(in_alfa: Any, now: Any) -> Any:
    return new_meeting(at=now)


@pytest.fixture
def office(in_alfa: Any, person: Any, client_of: Any) -> Any:
    return client_of(in_alfa, person("office"))


@pytest.fixture
def words(meeting: Any) -> str:
    return f"/api/meetings/{meeting.pk}/items/8/words"


def told() -> int:
    return Entry.objects.filter(kind="voting.minutes.item_worded").count()


def test_the_office_words_an_item_and_the_record_has_it(in_alfa, meeting, office, words):
    answer = office.patch(words, {"background_sv": " Namnet har skyddats. "}, format="json")
    more = office.patch(words, {"moved_sv": "Styrelsen föreslog Alfa."}, format="json")

    assert answer.json()["background_sv"] == "Namnet har skyddats."
    said = more.json()
    assert (said["background_sv"], said["moved_sv"], said["remarks_sv"], said["obstacles"]) == (
        "Namnet har skyddats.", "Styrelsen föreslog Alfa.", "", [],
    )  # fmt: skip
    assert office.get(words).json() == said
    with inside(in_alfa):
        last = Entry.objects.filter(kind="voting.minutes.item_worded").order_by("pk").last()
        assert last.body == {"no": 8, "words": {"moved_sv": "Styrelsen föreslog Alfa."}}


def test_the_same_request_again_changes_nothing(in_alfa, meeting, now):
    said = {"remarks_sv": "Frågan väckte munterhet."}
    was = {"remarks_sv": ""}
    actions.word_item(meeting_id=meeting.pk, no=8, words=said, was=was, by=HOUSE, at=now)
    before = told()

    actions.word_item(meeting_id=meeting.pk, no=8, words=said, was=was, by=HOUSE, at=now)

    assert told() == before


def test_an_item_that_is_not_there_is_missing_and_a_field_of_another_name_is_no_word(
    in_alfa, meeting, office, words
):
    before = told()

    assert office.patch(words.replace("/8/", "/99/"), {"moved_sv": "x"}, format="json").status_code == 404
    assert office.patch(words, {"title_sv": "Annat"}, format="json").status_code == 200
    with inside(in_alfa):
        assert told() == before
        assert meeting.items.get(no=8).title_sv == "Föreningens namn"


def test_two_who_write_the_same_word_are_told_of_each_other_and_neither_is_overwritten(
    in_alfa, meeting, person, client_of, words
):
    """Each has read the empty field; the second one learns whose words stand, and can choose."""
    olof = client_of(in_alfa, person("secretary", name="Olof Berg"))
    anna = client_of(in_alfa, person("office", name="Anna Hed"))
    olof.patch(words, {"remarks_sv": "Olofs ord.", "was": {"remarks_sv": ""}}, format="json")

    no = anna.patch(words, {"remarks_sv": "Annas ord.", "was": {"remarks_sv": ""}}, format="json")

    assert no.status_code == 409
    assert no.json()["obstacles"] == [
        {
            "code": "voting.minutes.obstacle_words_changed",
            "params": {"field": "remarks_sv", "name": "Olof Berg"},
        }
    ]
    assert anna.get(words).json()["remarks_sv"] == "Olofs ord."

    after = anna.patch(
        words, {"remarks_sv": "Annas ord.", "was": {"remarks_sv": "Olofs ord."}}, format="json"
    )
    other = olof.patch(words, {"moved_sv": "Styrelsen.", "was": {"moved_sv": ""}}, format="json")

    assert (after.status_code, other.status_code) == (200, 200)
    assert (other.json()["remarks_sv"], other.json()["by"]) == ("Annas ord.", "Olof Berg")


@pytest.mark.torture
def test_of_many_who_write_at_once_exactly_one_is_kept(own_tenant, django_db_blocker, now):
    with django_db_blocker.unblock(), inside(own_tenant):
        meeting = new_meeting(at=now)

        def write(n: int) -> Any:
            return lambda: actions.word_item(
                meeting_id=meeting.pk, no=8, words={"remarks_sv": f"Ord {n}."}, by=HOUSE, at=now
            )

        outcomes = at_once(own_tenant, [write(n) for n in range(8)])

        assert outcomes == ["done"] + ["voting.minutes.obstacle_words_changed"] * 7
        assert told() == 1


@pytest.mark.torture
def test_the_naive_way_overwrites_without_a_word(own_tenant, django_db_blocker, now):
    import threading

    from voting.meetings.models import Item

    with django_db_blocker.unblock(), inside(own_tenant):
        meeting = new_meeting(at=now)
        read = threading.Barrier(8)

        def naive(n: int) -> None:
            item = Item.objects.get(meeting=meeting, no=8)
            read.wait()
            if not item.remarks_sv:
                Item.objects.filter(pk=item.pk).update(remarks_sv=f"Ord {n}.")

        outcomes = at_once(own_tenant, [lambda n=n: naive(n) for n in range(8)])

        assert outcomes == ["done"] * 8  # seven of them lost what they wrote


def word(room: Any, no: int, text: str = "Ny anmärkning.", who: str = "secretary") -> Any:
    return actions.word_item(
        meeting_id=room.meeting, no=no, words={"remarks_sv": text}, by=room.actor(who), at=room.at
    )


def remarks(room: Any, no: int) -> str:
    from voting.meetings.models import Item

    return str(Item.objects.get(meeting=room.meeting, no=no).remarks_sv)


def test_a_paragraph_that_was_approved_at_once_keeps_its_words(room: Any, refused: Any) -> None:
    before = room.told()

    assert refused(lambda: word(room, 7)) == ["locked"]
    assert room.told() == before
    assert remarks(room, 7) == ""

    word(room, 6)
    assert remarks(room, 6) == "Ny anmärkning."


def test_a_frozen_text_keeps_its_words_until_it_is_taken_back(room: Any, refused: Any) -> None:
    room.freeze()
    room.approve("adjuster1")
    before = room.told()

    assert refused(lambda: word(room, 6)) == ["frozen"]
    assert refused(lambda: word(room, 7)) == ["frozen", "locked"]
    assert room.told() == before

    actions.take_back_text(meeting_id=room.meeting, by=room.actor("secretary"), at=room.at)
    word(room, 6)
    again = room.freeze()

    assert again.number == 2
    assert [s.approved_at for s in again.signatories.all()] == [None] * 4
    taken = Entry.objects.get(kind="voting.minutes.taken_back")
    assert (taken.body["version"], taken.body["took_back"]) == (1, ["Eva Rask"])
    lines = {i["no"]: [b["line"]["text"] for b in i["blocks"] if b["line"]] for i in again.text["items"]}
    assert "Ny anmärkning." in lines[6]


def test_signed_minutes_are_neither_worded_nor_taken_back(room: Any, refused: Any) -> None:
    room.freeze()
    room.approve()
    room.sign()
    before = room.told()

    assert refused(lambda: word(room, 6)) == ["complete"]
    by = room.actor("secretary")
    taking = lambda: actions.take_back_text(meeting_id=room.meeting, by=by, at=room.at)  # noqa: E731  one line
    assert refused(taking) == ["complete"]
    assert room.told() == before


def test_only_the_secretary_takes_a_text_back_and_twice_is_once(room: Any) -> None:
    room.freeze()
    with pytest.raises(Forbidden):
        actions.take_back_text(meeting_id=room.meeting, by=room.actor("chair"), at=room.at)

    actions.take_back_text(meeting_id=room.meeting, by=room.actor("secretary"), at=room.at)
    before = room.told()
    actions.take_back_text(meeting_id=room.meeting, by=room.actor("secretary"), at=room.at)

    assert room.told() == before
    assert room.state()["state"] == "draft"


def test_a_board_meetings_words_are_its_own_secretarys(room: Any) -> None:
    from voting.meetings.models import Meeting

    Meeting.objects.filter(pk=room.meeting).update(kind="board")
    before = room.told()

    with pytest.raises(Forbidden):
        word(room, 6, who="chair")

    assert room.told() == before


def test_another_associations_words_are_missing(
    bravo: Any, meeting: Any, person: Any, client_of: Any
) -> None:
    with inside(bravo):
        stranger = client_of(bravo, person("office"))
        answer = stranger.get(f"/api/meetings/{meeting.pk}/items/8/words")

    assert answer.status_code == 404
