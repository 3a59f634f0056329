"""Who votes for whom: substitutes, proxies, conflicts of interest, and the register of any moment."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kernel.actor import Actor
from kernel.errors import Malformed, Refused
from tests.voting.meetings.conftest import (
    KALMAR,
    client_of,  # noqa: F401  a fixture
    meeting,  # noqa: F401  a fixture
    new_member,
    register,
    soon,  # noqa: F401  a fixture
    venue,
)
from tests.voting.register.conftest import approve, come, leave, open_at_register
from voting.meetings.actions import Wish, change_at_desk
from voting.polls import actions as polls
from voting.register import actions, queries
from voting.register.models import Proxy, Register

HOUSE = Actor.system()
PDF = b"%PDF-1.7 en fullmakt"
ACCEPTED = {"allowed": True, "max_members_per_person": 2, "max_age_months": 12}


@pytest.fixture
def room(meeting, now):  # noqa: F811
    """§ 5 of a meeting that accepts proxies; four members, nobody here."""
    from tenants.statutes.rules.parameters import Parameters

    meeting.procedure = Parameters.from_rules(
        [("mötesordningen", "rules of procedure", {"proxy": ACCEPTED})]
    ).to_json()
    meeting.save(update_fields=["procedure"])
    members = [new_member(n, name=name, at=now) for n, name in enumerate(("Al AB", "Ek AB", "Lind AB"), 1)]
    rows = [register(meeting, m, venue(meeting, KALMAR), at=now) for m in members]
    return open_at_register(meeting, at=now), rows


def with_substitute(found, row, now):
    wish = Wish(
        row.delegate.name, row.delegate.email, row.venue_id, substitute_name="Cia",
        substitute_email="cia@medlem.example",
    )  # fmt: skip
    change_at_desk(meeting_id=found.pk, registration_id=row.pk, wish=wish, by=HOUSE, at=now)


def paper(to, **more):
    given = {"dated": to.registered_at.date(), "content": PDF} | more
    return actions.Paper(
        holder_name=to.delegate.name, holder_email=to.delegate.email, file_name="f.pdf", **given
    )


def file(found, of, to, at, **more):
    return actions.file_proxy(
        meeting_id=found.pk, member_id=of.member_id, paper=paper(to, **more), by=HOUSE, at=at
    )


def entries(found):
    rows = queries.register_shape(found.pk)["entries"]
    return [(e["member"], e["delegate"], e["authority"]) for e in rows]


def ballot(poll, row, now, hold=1):
    return polls.cast_ballot(
        poll_id=poll.pk, voter=row.delegate_id, choice="yes", key=uuid4(), replaces=None, at=now, hold=hold
    )


def poll_in(found, now, no=5):
    question = polls.Question(item_no=no, kind="yes_no", question="Ska vi?")
    poll = polls.prepare_poll(meeting_id=found.pk, question=question, by=HOUSE, at=now)
    return polls.open_poll(poll_id=poll.pk, by=HOUSE, at=now)


def test_when_the_delegate_leaves_the_substitute_serves_at_once_and_gives_way_again(room, now):
    found, (al, *_) = room
    with_substitute(found, al, now)
    come(found, al, at=now)
    approve(found, 1, at=now)
    place = {"meeting_id": found.pk, "registration_id": al.pk, "by": HOUSE, "at": now}
    actions.check_in(**place, venue_id=al.venue_id, is_substitute=True)
    before = entries(found)

    leave(found, al, at=now)
    serving = entries(found)
    come(found, al, at=now)

    assert before == [("Al AB", "Ombud 1", "delegate")]
    assert serving == [("Al AB", "Cia", "substitute")]
    assert entries(found) == before
    assert list(Register.objects.values_list("version", "total")) == [(1, 1), (2, 1), (3, 1)]


def test_a_substitute_signs_in_and_arrives_as_a_delegate_does(room, now):
    from accounts.models import User

    found, (al, *_) = room
    with_substitute(found, al, now)

    cia = User.objects.get(email="cia@medlem.example")
    assert cia.roles == {"delegate"}
    with pytest.raises(Refused) as refused:
        actions.arrive(meeting_id=found.pk, by=Actor(cia.pk, "Cia"), at=now)
    assert refused.value.obstacles[0].code == "voting.meetings.obstacle_check_in_at_desk"


def test_a_proxy_gives_its_holder_a_second_vote_with_a_ballot_of_its_own(room, now):
    found, (al, ek, _) = room
    come(found, al, at=now)
    file(found, ek, al, now)
    approve(found, 2, at=now)
    poll = poll_in(found, now)

    first, second = ballot(poll, al, now), ballot(poll, al, now, hold=2)

    assert entries(found) == [("Al AB", "Ombud 1", "delegate"), ("Ek AB", "Ombud 1", "proxy")]
    assert (first["member"], second["member"]) == ("Al AB", "Ek AB")
    assert polls.close_poll(poll_id=poll.pk, by=HOUSE, at=now).result["counts"]["yes"] == 2


def test_the_own_delegate_comes_and_the_proxy_gives_way(room, now):
    found, (al, ek, _) = room
    come(found, al, at=now)
    file(found, ek, al, now)
    approve(found, 2, at=now)

    come(found, ek, at=now)

    assert entries(found) == [("Al AB", "Ombud 1", "delegate"), ("Ek AB", "Ombud 2", "delegate")]
    assert Register.objects.latest("version").change["before"] == 2


def test_a_proxy_that_is_taken_back_during_a_vote_changes_the_next_one(room, now):
    found, (al, ek, _) = room
    come(found, al, at=now)
    proxy = file(found, ek, al, now)
    approve(found, 2, at=now)
    poll = poll_in(found, now)

    actions.revoke_proxy(meeting_id=found.pk, proxy_id=proxy.pk, why="", by=HOUSE, at=now)
    ballot(poll, al, now, hold=2)

    assert polls.close_poll(poll_id=poll.pk, by=HOUSE, at=now).result["register"] == 2
    assert entries(found) == [("Al AB", "Ombud 1", "delegate")]


def test_the_same_paper_again_is_the_same_proxy_and_a_new_one_replaces_it(room, now):
    found, (al, ek, lind) = room

    first, again = file(found, ek, al, now), file(found, ek, al, now)
    newer = file(found, ek, lind, now)

    assert first.pk == again.pk
    assert list(Proxy.objects.filter(revoked_at=None)) == [newer]
    assert (first.file_kind, len(first.sha256)) == ("application/pdf", 64)


def test_what_is_no_signed_paper_is_not_taken(room, now):
    found, (al, ek, _) = room
    tomorrow = now.date() + timedelta(days=1)

    for more, field in (
        ({"content": b"MZ en fil"}, "file"),
        ({"content": PDF + b"0" * (5 << 20)}, "file"),
        ({"dated": tomorrow}, "dated"),
    ):
        with pytest.raises(Malformed) as malformed:
            file(found, ek, al, now, **more)
        assert list(malformed.value.fields) == [field]
    assert not Proxy.objects.exists()


def test_a_constitutive_meeting_takes_no_proxies_unless_its_own_rules_do(meeting, now):  # noqa: F811
    rows = [register(meeting, new_member(n, at=now), venue(meeting, KALMAR), at=now) for n in (1, 2)]

    with pytest.raises(Refused) as refused:
        file(meeting, rows[0], rows[1], now)

    assert [o.code for o in refused.value.obstacles] == ["voting.register.obstacle_no_proxies"]


def test_a_member_with_a_conflict_of_interest_does_not_vote_in_the_item_and_only_there(room, now):
    from voting.meetings import actions as meetings

    found, (al, ek, lind) = room
    for row in (al, ek, lind):
        come(found, row, at=now)
    approve(found, 3, at=now)
    meetings.start_item(meeting_id=found.pk, no=6, by=HOUSE, at=now)
    actions.exclude(
        meeting_id=found.pk, item_no=6, registration_id=ek.pk, reason="eget avtal", by=HOUSE, at=now
    )

    poll = poll_in(found, now, no=6)
    with pytest.raises(Refused) as refused:
        ballot(poll, ek, now)
    assert refused.value.obstacles[0].code == "voting.polls.obstacle_conflict_of_interest"
    closed = polls.close_poll(poll_id=poll.pk, by=HOUSE, at=now)

    assert closed.result["register"] == 2
    assert closed.register.excluded == [{"member": "Ek AB", "delegate": "Ombud 2", "reason": "eget avtal"}]
    assert queries.summary(found.pk)["total"] == 3
    assert queries.current_register(found.pk).version == 1


@pytest.mark.parametrize("by_the_chair", [True, False])
def test_a_conflict_that_is_taken_back_gives_the_vote_back_and_its_note_goes_too(room, now, by_the_chair):
    from voting.meetings import actions as meetings
    from voting.meetings.enums import NoteKind
    from voting.register.models import Conflict

    found, (al, ek, lind) = room
    for row in (al, ek, lind):
        come(found, row, at=now)
    approve(found, 3, at=now)
    meetings.start_item(meeting_id=found.pk, no=6, by=HOUSE, at=now)
    him = Actor(id=ek.delegate_id, name=ek.delegate.name)
    note = actions.note_own(
        meeting_id=found.pk, item_no=6, kind=NoteKind.CONFLICT, text_sv="eget avtal", by=him, at=now
    )

    if by_the_chair:
        actions.readmit(meeting_id=found.pk, item_no=6, registration_id=ek.pk, by=HOUSE, at=now)
    else:
        actions.withdraw_own(meeting_id=found.pk, note_id=note.pk, by=him, at=now)

    note.refresh_from_db()
    assert note.withdrawn_at == now
    assert Conflict.objects.get().lifted_at == now
    poll = poll_in(found, now, no=6)
    ballot(poll, ek, now)
    assert polls.close_poll(poll_id=poll.pk, by=HOUSE, at=now).result["register"] == 3


def test_w14_a_vote_closes_on_the_register_it_opened_with(room, now):
    """Scaled down from 105: two leave, of whom one has voted, and one arrives."""
    found, (al, ek, lind) = room
    come(found, al, at=now)
    come(found, ek, at=now)
    approve(found, 2, at=now)
    poll = poll_in(found, now)
    ballot(poll, al, now)

    leave(found, al, at=now)
    leave(found, ek, at=now)
    come(found, lind, at=now)
    with pytest.raises(Refused):
        ballot(poll, lind, now)
    result = polls.close_poll(poll_id=poll.pk, by=HOUSE, at=now).result

    assert (result["register"], result["counts"]["yes"], result["not_voted"]) == (2, 1, 1)
    assert queries.summary(found.pk)["total"] == 2 - 2 + 1


def test_who_was_entitled_at_a_moment_and_why(room, now, alfa, person, client_of):  # noqa: F811
    found, (al, ek, _) = room
    file(found, ek, al, now)
    come(found, al, at=now)
    approve(found, 2, at=now)
    leave(found, al, at=now + timedelta(minutes=10))
    chair = client_of(alfa, person("chair"))

    def at(minutes):
        moment = (now + timedelta(minutes=minutes)).isoformat().replace("+", "%2B")
        return chair.get(f"/api/meetings/{found.pk}/register/at?at={moment}").json()

    then, after = at(5), at(15)

    assert (then["total"], then["persons"], after["total"]) == (2, 1, 0)
    assert then["entitled"][1]["reasons"] == [
        {
            "code": "voting.register.reason_proxy_held",
            "params": {"name": "Ombud 1", "date": "2016-10-11"},
        }
    ]
    away = {row["member"]: row["reasons"][0]["code"] for row in after["not_entitled"]}
    assert away["Al AB"] == "voting.register.reason_delegate_away"
    assert after["refused"][0]["reasons"][0]["code"] == "voting.register.reason_holder_no_delegate"
    versions = chair.get(f"/api/meetings/{found.pk}/register/versions").json()
    assert [(v["version"], v["total"]) for v in versions] == [(1, 2), (2, 0)]


def test_a_member_files_its_own_proxy_from_its_own_page(room, now, alfa, person, client_of, soon):  # noqa: F811
    found, (al, _, _) = room
    contact = client_of(alfa, person("delegate", email="kontakt2@medlem.example"))
    address = f"/api/meetings/{found.pk}/my-proxies"

    answer = contact.post(
        address,
        {
            "holder_name": "Ombud 1",
            "holder_email": al.delegate.email,
            "dated": "2016-10-01",
            "file": SimpleUploadedFile("Fullmakt.pdf", PDF),
        },
        format="multipart",
    )

    assert answer.status_code == 201, answer.content
    proxy = answer.json()
    assert (proxy["member"], proxy["counts"]) == ("Ek AB", False)
    office = client_of(alfa, person("office"))
    paper_again = office.get(f"/api/meetings/{found.pk}/proxies/{proxy['id']}/file")
    assert paper_again.content == PDF
    assert paper_again["X-Content-Type-Options"] == "nosniff"
    assert contact.delete(f"{address}/{proxy['id']}").status_code == 204
    other = client_of(alfa, person("delegate", email="kontakt3@medlem.example"))
    assert other.delete(f"{address}/{proxy['id']}").status_code == 404
