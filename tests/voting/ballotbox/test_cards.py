"""Voting cards: whoever has no device votes at the kiosk, with a key that is on their slip of paper alone."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction

from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Refused
from tests.torture.hall import CHAIR, NOW
from tests.voting.ballotbox.conftest import SecretHall, secret_hall
from voting.belenios import group
from voting.belenios.ballots import make_ballot
from voting.belenios.elections import read_election
from voting.belenios.hashes import hexadecimal
from voting.belenios.verifier import verify

YES, NO = (0, 1, 0), (0, 0, 1)
WHY = "Röstade med röstkort vid kiosken"


def codes(refusal):
    return [one.code.rpartition(".")[2] for one in refusal.value.obstacles]


class Kiosk:
    """A teller's device. What it knows of a card is in the test's hands, as on the voter's paper."""

    def __init__(self, hall: SecretHall, teller) -> None:
        self.hall = hall
        self.by = Actor(id=teller.pk, name=teller.name, roles=frozenset({"teller"}))

    def member(self, n):
        from voting.register.models import Entry

        return Entry.objects.get(register=self.hall.hall.register, delegate=self.hall.people[n].pk).member_id

    def card(self, n, *, reason="", secret=None):
        from voting.ballotbox import actions

        made = secret or group.random_exponent()
        actions.give_card(
            meeting_id=self.hall.hall.meeting, member_id=self.member(n), element=str(group.g_to(made)),
            reason=reason, by=self.by, at=NOW,
        )  # fmt: skip
        return made

    def cast(self, poll, n, card, *marks, replaces=None, reason=WHY):
        from voting.ballotbox.queries import board
        from voting.polls import actions

        election = read_election(board(poll)["election"].encode())
        ballot = make_ballot(election, secret=card, marks=[list(marks)])
        return actions.assist_sealed(
            poll_id=poll, member_id=self.member(n), ballot=ballot, replaces=replaces, reason=reason,
            by=self.by, at=NOW,
        )  # fmt: skip

    def line(self):
        """What the register's line tells of keys."""
        from voting.meetings.models import Meeting
        from voting.register.queries import register_course

        course = register_course(Meeting.objects.get(pk=self.hall.hall.meeting))
        told = [one for moment in course["moments"] for one in moment["happened"]]
        return [
            (one["kind"], one["name"], one["venue"])
            for one in told
            if one["kind"] in {"card", "card_again", "device_again"}
        ]


@pytest.fixture
def kiosk(in_alfa, person):
    """Six voters and the officers' key; the first five have phones with keys, the sixth has none."""
    made = secret_hall(in_alfa, person, voters=6)
    made.table.reach("ready")
    made.secrets = [made.give_key(n) for n in range(5)]
    return Kiosk(made, person("teller", name="Ada Kiosk"))


def test_whoever_has_no_device_votes_with_a_card_and_is_counted_like_the_others(kiosk):
    from journal.models import Entry
    from voting.ballotbox import queries
    from voting.polls.models import Ballot

    assert [one["signs"] for one in queries.votes_and_keys(kiosk.hall.hall.meeting)].count("nothing") == 1
    card = kiosk.card(5)
    assert [one["signs"] for one in queries.votes_and_keys(kiosk.hall.hall.meeting)].count("card") == 1
    poll = kiosk.hall.poll()
    for n in range(5):
        kiosk.hall.cast(poll, n, *YES)

    receipt = kiosk.cast(poll, 5, card, *NO)

    assert receipt["tracker"] == queries.board(poll)["ballots"][-1]["tracker"]
    assert (receipt["channel"], receipt["choice"], receipt["number"]) == ("desk", "sealed", 1)
    assert Ballot.objects.get(poll=poll, channel="desk").helper == kiosk.by.id
    told = Entry.objects.get(kind="voting.polls.assisted").body
    assert (told["is_change"], told["reason"]) == (False, WHY)
    kiosk.hall.close(poll)
    assert kiosk.hall.open(poll).result["counts"] == {"yes": 5, "no": 1, "abstain": 0}
    content, proofs = queries.archive(poll), queries.side_proofs(poll).encode()
    register = queries.register_file(poll).encode()
    assert verify(content, register=register, heads=[receipt["event"]], side_proofs=proofs).accepted


def test_the_register_says_who_votes_at_the_kiosk_and_gives_no_fingerprint_to_officers(kiosk):
    from journal.models import Entry

    card = kiosk.card(5)

    name = kiosk.hall.people[5].name
    assert kiosk.line() == [("card", name, "Distans")]
    noted = Entry.objects.get(kind="voting.register.key_noted")
    assert (noted.audience, noted.body["name"], noted.body["way"]) == ("officers", name, "card")
    mark = hexadecimal(str(group.g_to(card)).encode())
    kept = Entry.objects.get(kind="voting.ballotbox.key_given", body__fingerprint=mark)
    assert kept.audience == "self"
    others = Entry.objects.exclude(audience="self").values_list("body", flat=True)
    assert not any(mark in json.dumps(body) for body in others)


def test_a_card_takes_the_place_of_a_phone_or_another_card_only_with_a_reason(kiosk):
    kiosk.card(5)
    for n in (0, 5):
        with pytest.raises(Refused) as refusal:
            kiosk.card(n)
        assert codes(refusal) == ["obstacle_card_reason_missing"]

    kiosk.card(0, reason="Telefonen fungerar inte")
    kiosk.card(5, reason="Kortet är borta")
    kiosk.hall.give_key(0)

    first, last = kiosk.hall.people[0].name, kiosk.hall.people[5].name
    assert kiosk.line() == [
        ("card", last, "Distans"),
        ("card_again", first, "Kalmar"),
        ("card_again", last, "Distans"),
        ("device_again", first, "Kalmar"),
    ]


def test_the_same_card_again_changes_nothing(kiosk):
    from voting.ballotbox.models import DeviceKey

    card = kiosk.card(5)
    kiosk.card(5, secret=card)

    assert DeviceKey.objects.filter(is_card=True).count() == 1
    assert len(kiosk.line()) == 1


def test_a_vote_that_is_open_keeps_the_keys_it_was_opened_with(kiosk):
    """A new card, and a first one, sign from the next vote on; the old one until then."""
    from voting.ballotbox.models import Elector

    old = kiosk.card(5)
    poll = kiosk.hall.poll()
    frozen = set(Elector.objects.filter(box=poll).values_list("element", flat=True))
    new = kiosk.card(5, reason="Kortet är borta")

    with pytest.raises(Refused) as refusal:
        kiosk.cast(poll, 5, new, *YES)
    assert codes(refusal) == ["obstacle_another_card"]
    kiosk.cast(poll, 5, old, *YES)
    assert set(Elector.objects.filter(box=poll).values_list("element", flat=True)) == frozen

    later = kiosk.hall.poll()
    with pytest.raises(Refused) as refusal:
        kiosk.cast(later, 5, old, *YES)
    assert codes(refusal) == ["obstacle_another_card"]
    kiosk.cast(later, 5, new, *YES)


def test_a_card_that_came_after_the_opening_waits(kiosk):
    poll = kiosk.hall.poll()
    card = kiosk.card(5)

    with pytest.raises(Refused) as refusal:
        kiosk.cast(poll, 5, card, *YES)

    assert codes(refusal) == ["obstacle_no_key_in_vote"]


def test_a_second_ballot_replaces_the_first_by_its_receipt_alone(kiosk):
    from voting.ballotbox import queries

    card = kiosk.card(5)
    poll = kiosk.hall.poll()
    first = kiosk.cast(poll, 5, card, *YES)
    with pytest.raises(Refused) as refusal:
        kiosk.cast(poll, 5, card, *NO)
    assert codes(refusal) == ["obstacle_has_voted"]

    second = kiosk.cast(poll, 5, card, *NO, replaces=first["receipt"])

    shown = [(one["tracker"], one["replaced"]) for one in queries.board(poll)["ballots"]]
    assert shown == [(first["tracker"], True), (second["tracker"], False)]
    assert second["number"] == 2


def test_a_teller_cannot_cast_without_the_card(kiosk):
    """Not with a key of their own, not with another's card, and not for somebody who votes by phone."""
    card = kiosk.card(5)
    poll = kiosk.hall.poll()

    for n, key in ((5, group.random_exponent()), (0, card), (0, group.random_exponent())):
        with pytest.raises(Refused) as refusal:
            kiosk.cast(poll, n, key, *YES)
        assert codes(refusal) == ["obstacle_another_card"]


def test_help_in_a_secret_vote_has_a_reason_and_a_ballot_that_can_be_read(kiosk):
    from voting.polls import actions

    card = kiosk.card(5)
    poll = kiosk.hall.poll()
    with pytest.raises(Refused) as refusal:
        kiosk.cast(poll, 5, card, *YES, reason=" ")
    assert codes(refusal) == ["obstacle_help_reason_missing"]

    def send(poll, ballot):
        actions.assist_sealed(
            poll_id=poll,
            member_id=kiosk.member(5),
            ballot=ballot,
            replaces=None,
            reason=WHY,
            by=kiosk.by,
            at=NOW,
        )

    with pytest.raises(Malformed):
        send(poll, "{}")
    kiosk.hall.close(poll)
    with pytest.raises(Refused) as refusal:
        send(kiosk.hall.hall.open_poll(), "{}")
    assert codes(refusal) == ["obstacle_is_open"]


def test_nobody_is_given_a_card_who_is_not_here(kiosk, person):
    from voting.ballotbox import actions
    from voting.meetings.models import CheckIn

    member = kiosk.member(5)
    CheckIn.objects.filter(person=kiosk.hall.people[5].pk).update(out_at=NOW)

    def give(member):
        element = str(group.g_to(group.random_exponent()))
        actions.give_card(
            meeting_id=kiosk.hall.hall.meeting, member_id=member, element=element, reason="", by=CHAIR, at=NOW
        )

    with pytest.raises(Refused) as refusal:
        give(member)
    assert codes(refusal) == ["obstacle_nobody_holds_it"]
    with pytest.raises(Missing):
        give(kiosk.hall.people[5].pk)


def test_what_the_line_says_of_keys_stays(kiosk):
    from voting.register.models import KeyNote

    kiosk.card(5)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        KeyNote.objects.update(name="Någon annan")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        KeyNote.objects.all().delete()


def test_the_doors_are_the_tellers(kiosk, in_alfa, person, client_of):
    meeting = f"/api/meetings/{kiosk.hall.hall.meeting}/voting-cards"
    member = str(kiosk.member(5))
    body = {"member": member, "key": str(group.g_to(group.random_exponent()))}
    teller = client_of(in_alfa, person("teller", name="Bo Kiosk"))
    others = [client_of(in_alfa, person(role, name=f"En {role}")) for role in ("delegate", "host", "chair")]

    given = teller.post(meeting, body, format="json")
    wrong = teller.post(meeting, {**body, "key": "1"}, format="json")
    answers = [ask(meeting, body, format="json") for one in others for ask in (one.post, one.get)]

    assert [one["signs"] for one in given.json() if one["member_id"] == member] == ["card"]
    assert "fingerprint" not in given.content.decode()
    assert (wrong.status_code, set(wrong.json()["fields"])) == (400, {"key"})
    assert {answer.status_code for answer in answers} == {403}
