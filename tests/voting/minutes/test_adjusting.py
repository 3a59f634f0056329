"""The minutes after the meeting: frozen, questioned, approved; other words take every approval back."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from kernel.errors import Forbidden, Malformed


def test_a_frozen_text_has_its_file_its_checksum_and_those_who_sign(room: Any) -> None:
    version = room.freeze()

    assert version.number == 1
    assert hashlib.sha256(bytes(version.pdf)).hexdigest() == version.sha256
    assert bytes(version.pdf).startswith(b"%PDF")
    assert version.text["sha256"] == version.text_sha256
    assert [(s.name, s.role) for s in version.signatories.all()] == [
        ("Olof Berg", "secretary"),
        ("Stina Malm", "chair"),
        ("Eva Rask", "adjuster"),
        ("Nils Ohlin", "adjuster"),
    ]
    assert room.state()["state"] == "adjusting"


def test_freezing_the_same_words_again_gives_the_same_version(room: Any) -> None:
    first = room.freeze()
    told = room.told()

    assert room.freeze().pk == first.pk
    assert room.told() == told


def test_before_the_close_nothing_is_frozen(in_alfa: Any, person: Any, now: Any, refused: Any) -> None:
    from tests.voting.minutes.room import make_room

    room = make_room(in_alfa, person, at=now, closed=False)
    told = room.told()

    assert refused(room.freeze) == ["meeting_open"]
    assert room.told() == told


def test_without_two_adjusters_a_chair_and_a_secretary_nothing_is_frozen(room: Any, refused: Any) -> None:
    from accounts.models import RoleGrant

    RoleGrant.objects.filter(user__name__in=["Stina Malm", "Olof Berg", "Nils Ohlin"]).delete()
    told = room.told()

    assert refused(room.freeze) == ["no_chair", "no_secretary", "adjusters"]
    assert room.told() == told


def test_a_rehearsal_has_no_minutes_to_adjust(room: Any, refused: Any) -> None:
    from voting.meetings.models import Meeting

    Meeting.objects.filter(pk=room.meeting).update(is_rehearsal=True)
    told = room.told()

    assert "rehearsal" in refused(room.freeze)
    assert "rehearsal" in refused(lambda: room.comment("adjuster1", "Stämmer inte."))
    assert room.told() == told


def test_a_comment_must_be_answered_before_anybody_approves(room: Any, refused: Any) -> None:
    room.freeze()
    comment = room.comment("adjuster1", "Klockslaget i § 22 stämmer inte.", 22)
    told = room.told()

    assert refused(lambda: room.approve("chair")) == ["comment_open"]
    assert room.told() == told

    room.answer(comment, "kept", "Klockslaget kommer ur händelseloggen.")
    room.approve("chair")
    assert room.state("chair")["me"]["approved_at"] is not None


def test_the_same_comment_is_made_once_and_taken_back_by_its_own_author_alone(room: Any) -> None:
    from voting.minutes import actions

    first = room.comment("adjuster1", "Stavfel i § 4.", 4)
    assert room.comment("adjuster1", " Stavfel i § 4. ", 4).pk == first.pk
    with pytest.raises(Forbidden):
        actions.withdraw_comment(comment_id=first.pk, by=room.actor("adjuster2"), at=room.at)

    gone = actions.withdraw_comment(comment_id=first.pk, by=room.actor("adjuster1"), at=room.at)

    assert gone.withdrawn_at == room.at
    again = actions.withdraw_comment(comment_id=first.pk, by=room.actor("adjuster1"), at=room.at)
    assert again.withdrawn_at == room.at


def test_a_text_that_stays_says_why(room: Any) -> None:
    comment = room.comment("chair", "Skriv hela namnet.", 2)

    with pytest.raises(Malformed) as no:
        room.answer(comment, "kept")

    assert list(no.value.fields) == ["answer"]


def test_what_the_meeting_approved_at_once_is_not_commented_on(room: Any, refused: Any) -> None:
    told = room.told()

    assert refused(lambda: room.comment("adjuster1", "Byt ord.", 7)) == ["locked"]
    assert room.told() == told
    assert room.state()["locked"][0] == {"no": 7, "approved_in": 20}


def test_other_words_are_another_version_and_take_approvals_back(room: Any, refused: Any) -> None:
    first = room.freeze()
    room.approve("chair", "adjuster1")
    room.change_the_text()
    assert refused(lambda: room.approve("adjuster2")) == ["text_changed"]

    second = room.freeze()

    assert second.number == 2
    assert second.sha256 != first.sha256
    assert [s["approved_at"] for s in room.state()["versions"][1]["signatories"]] == [None] * 4
    first.refresh_from_db()
    assert first.superseded_at == room.at
    assert refused(lambda: room.approve("chair", sha256=first.sha256)) == ["other_version"]


def test_an_approval_can_be_taken_back_until_somebody_has_signed(room: Any, refused: Any) -> None:
    from voting.minutes import actions

    def take_back(who: str) -> None:
        actions.take_back_approval(meeting_id=room.meeting, by=room.actor(who), at=room.at)

    room.freeze()
    room.approve()
    take_back("chair")
    assert room.state("chair")["me"]["approved_at"] is None
    room.approve("chair")
    room.sign("secretary")
    told = room.told()

    assert refused(lambda: take_back("chair")) == ["somebody_signed"]
    assert room.told() == told


def test_only_those_who_were_named_when_it_was_frozen_approve(room: Any, person: Any, refused: Any) -> None:
    room.freeze()
    room.people["adjuster3"] = person("adjuster", name="Ida Krans")

    assert refused(lambda: room.approve("adjuster3")) == ["not_among_signers", "text_changed"]


def test_nobody_signs_before_all_have_approved(room: Any, refused: Any) -> None:
    room.freeze()
    room.approve("chair", "secretary", "adjuster1")
    told = room.told()

    assert refused(lambda: room.sign("chair")) == ["not_approved"]
    assert room.told() == told


def test_the_record_tells_the_whole_way(room: Any) -> None:
    from journal.models import Entry

    room.freeze()
    room.approve()
    room.sign()

    kinds = list(
        Entry.objects.filter(subject=room.meeting, kind__startswith="voting.minutes.")
        .order_by("pk")
        .values_list("kind", flat=True)
    )
    told = [kind.removeprefix("voting.minutes.") for kind in kinds]
    assert told == [
        "frozen", *["approved"] * 4, "authority_founded", *["signed"] * 4, "completed",
    ]  # fmt: skip


def test_complete_minutes_are_not_changed(room: Any, refused: Any) -> None:
    room.freeze()
    room.approve()
    room.sign()
    room.change_the_text()
    told = room.told()

    assert refused(room.freeze) == ["complete"]
    assert "complete" in refused(lambda: room.comment("chair", "För sent.", 4))
    assert room.told() == told
    assert room.state()["state"] == "complete"


def test_a_code_is_good_once_for_one_file_and_ten_minutes(room: Any, refused: Any) -> None:
    from voting.minutes import actions

    room.freeze()
    room.approve()
    by = room.actor("chair")
    _, _, code = actions.ask_for_signing_code(meeting_id=room.meeting, by=by, at=room.at)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"

    def sign(code: str, later: int = 0) -> Any:
        at = room.at + timedelta(minutes=later)
        return actions.sign(meeting_id=room.meeting, sha256=room.sha256, code=code, by=by, at=at)

    assert refused(lambda: sign(wrong)) == ["platform.accounts.error_code_wrong"]
    assert refused(lambda: sign(code, later=11)) == ["platform.accounts.error_code_expired"]
    assert room.state("chair")["me"]["signed_at"] is None

    first = sign(code, later=1)
    assert sign("000000", later=2).sha256 == first.sha256, "signed already: the same answer"


def test_five_wrong_codes_are_enough(room: Any, refused: Any) -> None:
    from voting.minutes import actions

    room.freeze()
    room.approve()
    by = room.actor("chair")
    _, _, code = actions.ask_for_signing_code(meeting_id=room.meeting, by=by, at=room.at)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"

    def sign(code: str) -> Any:
        return actions.sign(meeting_id=room.meeting, sha256=room.sha256, code=code, by=by, at=room.at)

    for _ in range(5):
        assert refused(lambda: sign(wrong)) == ["platform.accounts.error_code_wrong"]
    assert refused(lambda: sign(code)) == ["platform.accounts.error_too_many"]


def test_the_code_of_one_is_not_the_code_of_another(room: Any, refused: Any) -> None:
    from voting.minutes import actions

    room.freeze()
    room.approve()
    _, _, code = actions.ask_for_signing_code(meeting_id=room.meeting, by=room.actor("chair"), at=room.at)
    actions.ask_for_signing_code(meeting_id=room.meeting, by=room.actor("adjuster1"), at=room.at)

    def steal() -> Any:
        return actions.sign(
            meeting_id=room.meeting, sha256=room.sha256, code=code, by=room.actor("adjuster1"), at=room.at
        )

    assert refused(steal) == ["platform.accounts.error_code_wrong"]


def test_when_all_who_sign_have_approved_the_founding_decisions_are_in_order_for_the_authorities(
    room: Any,
) -> None:
    from tenants.decisions.models import Effect
    from tenants.founding.queries import association

    def formed() -> Any:
        return next(one for one in association()["registration"] if one["code"] == "formed")

    Effect.objects.filter(kind="items_approved").update(undone_at=room.at)
    room.freeze()
    for who in ("secretary", "chair", "adjuster1"):
        room.approve(who)
    assert formed()["approved"] is False
    assert [o["code"] for o in formed()["obstacles"]] == ["tenants.founding.obstacle_not_approved"]

    room.approve("adjuster2")

    assert formed()["approved"] is True
    assert formed()["obstacles"] == []
