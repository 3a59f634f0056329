"""A secret vote from the first key to the declared result, and what is refused on the way."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction

from kernel.errors import Forbidden, Malformed, Missing, Refused
from tests.torture.hall import CHAIR, NOW
from tests.voting.ballotbox.conftest import secret_hall
from voting.belenios import group
from voting.belenios.canonical import written
from voting.belenios.verifier import verify

YES, NO, BLANK = (0, 1, 0), (0, 0, 1), (1, 0, 0)


def codes(refusal):
    return [one.code.rpartition(".")[2] for one in refusal.value.obstacles]


def archive_of(poll):
    from voting.ballotbox import queries

    return queries.archive(poll), queries.side_proofs(poll).encode(), queries.register_file(poll).encode()


def test_a_secret_vote_is_counted_by_nobody_but_the_officers_together(secret):
    from voting.polls import actions, queries

    poll = secret.poll()
    receipts = [secret.cast(poll, n, *marks) for n, marks in enumerate([YES, YES, YES, NO, BLANK])]
    closed = secret.close(poll)
    assert (closed.result["outcome"], closed.result["counts"]) == ("sealed", {"sealed": 5})
    with pytest.raises(Refused) as refusal:
        actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW)
    assert codes(refusal) == ["obstacle_sealed"]

    opened = secret.open(poll)

    assert opened.result["outcome"] == "carried"
    assert opened.result["counts"] == {"yes": 3, "no": 1, "abstain": 1}
    assert opened.result["not_voted"] == 1
    assert all(one["counts"] is None for one in opened.result["per_venue"])
    assert actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW).state == "declared"
    content, proofs, register = archive_of(poll)
    heads = [receipt["event"] for receipt in receipts]
    report = verify(content, register=register, heads=heads, side_proofs=proofs)
    assert (report.accepted, report.reason) == (True, "")
    document = queries.document(poll, officer=False)
    assert document["counts"] == {"yes": 3, "no": 1, "blank": 1, "invalid": 0}


def test_the_last_hash_is_told_with_the_turnout_and_stands_in_what_was_declared(secret):
    from journal.models import Entry
    from voting.ballotbox import queries as boxes
    from voting.polls import actions, queries

    poll = secret.poll()
    for n in range(5):
        receipt = secret.cast(poll, n, *YES)
        assert queries.turnouts([queries.poll_of(poll)])[poll]["head"] == receipt["event"]
    secret.close(poll)
    secret.open(poll)
    actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW)

    board = boxes.board(poll)
    told = Entry.objects.get(kind="voting.polls.declared").body["poll"]
    assert told["seal"] == {key: board[name] for key, name in
                            (("uuid", "uuid"), ("head", "head"), ("trustees", "trustees_hash"))}  # fmt: skip
    assert told["turnout"]["head"] == board["head"] != receipt["event"]


def test_debians_tool_accepts_the_archive(secret, tool_says):
    from voting.ballotbox.models import Box

    poll = secret.poll()
    for n, marks in enumerate([YES, NO, NO, NO, NO, BLANK]):
        secret.cast(poll, n, *marks)
    secret.close(poll)
    secret.open(poll)

    assert tool_says(archive_of(poll)[0], Box.objects.get(pk=poll).uuid)


def test_candidates_are_elected_in_secret(secret):
    poll = secret.poll(
        "candidates", method="plurality", candidates=["Ask", "Björk", "Cypress"], seats=2, validity="exactly"
    )
    for n, marks in enumerate([(0, 1, 1, 0), (0, 1, 1, 0), (0, 1, 0, 1), (0, 0, 1, 1), (1, 0, 0, 0)]):
        secret.cast(poll, n, *marks)
    with pytest.raises(ValueError, match="does not allow"):
        secret.ballot(poll, 5, 0, 1, 0, 0)
    secret.close(poll)

    result = secret.open(poll).result

    assert result["tally"] == {"c1": 3, "c2": 3, "c3": 2}
    assert (result["valid"], result["blank"], result["elected"]) == (4, 1, ["c1", "c2"])


def test_the_same_ballot_again_gets_the_same_receipt_and_another_one_replaces_it(secret):
    from voting.ballotbox import queries

    poll = secret.poll()
    text = secret.ballot(poll, 0, *YES)
    first = secret.send(poll, 0, text)
    again = secret.send(poll, 0, text)
    assert again == first | {"repeated": True}
    with pytest.raises(Refused) as refusal:
        secret.cast(poll, 0, *NO)
    assert codes(refusal) == ["obstacle_already_cast"]
    changed = secret.cast(poll, 0, *NO, replaces=first["receipt"])
    for n in range(1, 5):
        secret.cast(poll, n, *YES)

    shown = queries.board(poll)["ballots"]
    assert [(one["tracker"], one["replaced"]) for one in shown[:2]] == [
        (first["tracker"], True),
        (changed["tracker"], False),
    ]
    secret.close(poll)
    assert secret.open(poll).result["counts"] == {"yes": 4, "no": 1, "abstain": 0}


def test_nothing_in_plain_text_goes_into_a_secret_vote_nor_the_other_way(secret):
    from voting.polls import actions
    from voting.polls.models import Ballot
    from voting.register.models import Entry

    poll = secret.poll()
    key = "00000000-0000-4000-8000-000000000001"
    with pytest.raises(Refused) as refusal:
        actions.cast_ballot(
            poll_id=poll, voter=secret.people[0].pk, choice="yes", key=key, replaces=None, at=NOW
        )
    assert codes(refusal) == ["obstacle_is_secret"]
    with pytest.raises(Malformed):
        actions.cast_ballot(
            poll_id=poll, voter=secret.people[0].pk, choice="sealed", key=key, replaces=None, at=NOW
        )
    entry = Entry.objects.get(register=secret.hall.register, delegate=secret.people[0].pk)
    with pytest.raises(IntegrityError, match="plain text"), transaction.atomic():
        Ballot.objects.create(
            poll_id=poll, entry=entry, number=1, choice="yes", key=key, receipt="X", cast_at=NOW
        )
    ballot = secret.ballot(poll, 0, *YES)
    secret.close(poll)
    plain = secret.hall.open_poll()
    with pytest.raises(Refused) as refusal:
        secret.send(plain, 0, ballot)
    assert codes(refusal) == ["obstacle_is_open"]


def test_somebody_elses_ballot_is_not_taken(secret):
    poll = secret.poll()
    theirs = secret.ballot(poll, 0, *YES)

    with pytest.raises(Malformed) as fault:
        secret.send(poll, 1, theirs)

    assert fault.value.fields["ballot"][0].params["reason"] == "its credential is not in the list"


def test_a_ballot_with_a_wrong_proof_is_refused_with_the_reason(secret):
    from tests.voting.belenios.forging import sign_again
    from voting.ballotbox import queries

    poll = secret.poll()
    forged = json.loads(secret.ballot(poll, 0, *YES))
    proof = forged["answers"][0]["overall_proof"][0]
    proof["response"] = str((int(proof["response"]) + 1) % int(group.Q))
    sign_again(forged, secret.secrets[0])
    text = written(forged)

    with pytest.raises(Malformed) as fault:
        secret.send(poll, 0, text)

    assert "overall proof" in fault.value.fields["ballot"][0].params["reason"]
    assert queries.board(poll)["ballots"] == []


def test_after_the_gavel_no_ballot_comes_in(secret):
    poll = secret.poll()
    for n in range(5):
        secret.cast(poll, n, *YES)
    late = secret.ballot(poll, 5, *YES)
    secret.close(poll)

    with pytest.raises(Refused) as refusal:
        secret.send(poll, 5, late)

    assert codes(refusal) == ["obstacle_closed"]


def test_too_few_ballots_are_never_opened(secret):
    poll = secret.poll()
    for n in range(4):
        secret.cast(poll, n, *YES)
    secret.close(poll)

    with pytest.raises(Refused) as refusal:
        secret.decrypt(poll, secret.table.devices[0])

    assert codes(refusal) == ["obstacle_too_few"]


def test_before_the_close_there_is_no_archive_and_no_decryption(secret):
    from voting.ballotbox import queries
    from voting.polls import actions

    poll = secret.poll()
    for n in range(5):
        secret.cast(poll, n, *YES)

    with pytest.raises(Missing):
        queries.archive(poll)
    by = secret.table.devices[0].actor
    with pytest.raises(Refused) as refusal:
        actions.give_decryption(poll_id=poll, decryption="{}", side_proofs=[], by=by, at=NOW)
    assert codes(refusal) == ["obstacle_not_closed"]
    assert "text" not in json.dumps(queries.board(poll))


def test_what_the_proofs_lead_to_is_kept_and_told_after_the_close(secret):
    from voting.ballotbox import queries
    from voting.belenios.checking import checked_proofs

    poll = secret.poll()
    texts = [secret.ballot(poll, n, *YES) for n in range(5)]
    trackers = [secret.send(poll, n, text)["tracker"] for n, text in enumerate(texts)]
    with pytest.raises(Missing):
        queries.commitments(poll)

    secret.close(poll)

    told = json.loads(queries.commitments(poll))
    election = queries.board(poll)["election"]
    known = [checked_proofs(election, text).commitments for text in texts]
    assert told["ballots"] == dict(zip(trackers, known, strict=True))
    assert [line.count(",") for line in known] == [20] * 5  # the signature's, and two for each of ten cases


def test_two_of_three_open_when_the_third_has_left(secret):
    from voting.polls import actions

    poll = secret.poll()
    for n in range(6):
        secret.cast(poll, n, *YES)
    secret.close(poll)
    secret.decrypt(poll, secret.table.devices[0])
    with pytest.raises(Refused) as refusal:
        actions.open_sealed(poll_id=poll, by=CHAIR, at=NOW)
    assert codes(refusal) == ["obstacle_officers_missing"]
    still = secret.decrypt(poll, secret.table.devices[2])
    assert still.result["outcome"] == "sealed"

    opened = actions.open_sealed(poll_id=poll, by=CHAIR, at=NOW)

    assert opened.result["counts"] == {"yes": 6, "no": 0, "abstain": 0}
    assert actions.open_sealed(poll_id=poll, by=CHAIR, at=NOW).result == opened.result
    content, proofs, register = archive_of(poll)
    assert verify(content, register=register, side_proofs=proofs).accepted


def test_a_part_with_anothers_key_or_a_wrong_side_proof_names_its_owner(secret):
    poll = secret.poll()
    for n in range(5):
        secret.cast(poll, n, *YES)
    secret.close(poll)
    first, second = secret.table.devices[:2]

    with pytest.raises(Malformed) as fault:
        secret.decrypt(poll, first, **secret.part(poll, second))
    place = next(one["place"] for one in secret.table.shown(first)["officers"] if one["is_me"])
    assert f"trustee {place} is wrong" in fault.value.fields["decryption"][0].params["reason"]
    theirs = secret.part(poll, first)["side_proofs"]
    theirs[0][0]["response"] = str((int(theirs[0][0]["response"]) + 1) % int(group.Q))
    with pytest.raises(Malformed) as fault:
        secret.decrypt(poll, first, side_proofs=theirs)
    assert (
        fault.value.fields["decryption"][0].params["reason"] == f"the side proof of trustee {place} is wrong"
    )


def test_nobody_outside_the_list_decrypts(secret, person):
    from tests.voting.ceremony.conftest import Device
    from voting.belenios.channel import new_seed
    from voting.polls import actions

    poll = secret.poll()
    for n in range(5):
        secret.cast(poll, n, *YES)
    secret.close(poll)
    stranger = Device(person("teller", name="Ny Teller"), new_seed())

    with pytest.raises(Forbidden):
        actions.give_decryption(poll_id=poll, decryption="{}", side_proofs=[], by=stranger.actor, at=NOW)


def test_no_secret_vote_without_the_officers_key(in_alfa, person):
    made = secret_hall(in_alfa, person, voters=6)

    with pytest.raises(Refused) as refusal:
        made.poll()

    assert codes(refusal) == ["obstacle_no_officers_key"]


def test_no_secret_vote_when_nobody_has_a_key(in_alfa, person):
    made = secret_hall(in_alfa, person, voters=6)
    made.table.reach("ready")

    with pytest.raises(Refused) as refusal:
        made.poll()

    assert codes(refusal) == ["obstacle_nobody_has_a_key"]


@pytest.mark.parametrize(
    ("kind", "method"), [("ranked", "stv_scottish"), ("ranked", "schulze"), ("candidates", "yes_no")]
)
def test_what_needs_single_ballots_is_not_offered_in_secret(secret, kind, method):
    with pytest.raises(Malformed) as fault:
        secret.hall.new_poll(kind, method=method, candidates=["A", "B"], secrecy="secret")

    assert list(fault.value.fields) == ["secrecy"]


def test_what_is_in_the_box_stays(secret):
    from voting.ballotbox.models import Box, SealedBallot

    poll = secret.poll()
    for n in range(5):
        secret.cast(poll, n, *YES)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        SealedBallot.objects.filter(box=poll).first().delete()
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        SealedBallot.objects.filter(box=poll).update(text="{}")
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Box.objects.filter(pk=poll).update(election="{}")
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Box.objects.filter(pk=poll).update(height=1)
    secret.close(poll)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Box.objects.filter(pk=poll).update(tally="[]")
    kept = SealedBallot.objects.filter(box=poll).last()
    with pytest.raises(IntegrityError, match="has ended"), transaction.atomic():
        SealedBallot.objects.create(
            box_id=poll, elector=kept.elector, height=99, text="{}", payload="1" * 64, event="2" * 64
        )


def test_the_board_is_of_one_moment_and_its_chain_can_be_reckoned_from_it(secret):
    """By anybody: the first event names the setup, each other one the one before."""
    from voting.ballotbox import queries as boxes
    from voting.belenios.archive import Event
    from voting.belenios.hashes import hexadecimal

    poll = secret.poll()
    for n in range(3):
        secret.cast(poll, n, *YES)
    box = boxes.box_of(poll)
    secret.cast(poll, 3, *NO)  # between the head and the ballots

    board = boxes.board_of(box)

    setup = {
        "election": hexadecimal(board["election"].encode()),
        "trustees": board["trustees_hash"],
        "credentials": board["credentials_hash"],
    }
    parent = hexadecimal(Event(0, "Setup", None, hexadecimal(written(setup).encode())).text().encode())
    for one in board["ballots"]:
        parent = hexadecimal(Event(one["height"], "Ballot", parent, one["tracker"]).text().encode())
        assert one["event"] == parent
    assert (board["head"], len(board["ballots"])) == (parent, 3)
    assert boxes.board(poll)["head"] == boxes.board(poll)["ballots"][-1]["event"] != parent
