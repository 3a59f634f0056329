"""Both verifiers, Python's and the public page's, say the same of every archive, in the same words."""

from __future__ import annotations

import pytest

from tests.voting.belenios import test_forged_ballots, test_forged_officers
from tests.voting.belenios.election import Parts
from tests.voting.belenios.forging import set_in, sign_again


def test_both_verifiers_accept_with_the_same_findings(browser, held):
    ours = held.verify(heads=[held.head]).facts
    theirs = browser("verify", content=held.content, sideProofs=held.proofs, heads=[held.head])

    for name in ("uuid", "name", "election", "trustees", "head", "ballots", "counted", "weight", "result"):
        assert theirs[name] == ours[name]
    assert theirs["decryptedBy"] == ours["decrypted_by"]


# Of each kind of forgery some; Python's own tests hold all of them.


def ballots(held, _council):
    for path, how, _ in test_forged_ballots.FORGED_BALLOTS[::3]:
        parts = Parts.of(held.content)

        def forge(value, path=path, how=how):
            set_in(value, path, how)
            sign_again(value, held.voters[1])

        parts.change_ballot(1, forge)
        yield parts.content, held.proofs
    parts = Parts.of(held.content)
    parts.ballots[1] += b"\n"
    yield parts.content, held.proofs


def partials(held, _council):
    for path, how, _ in test_forged_officers.FORGED_PARTIALS[::2]:
        parts = Parts.of(held.content)
        parts.change_partial(1, lambda value, path=path, how=how: set_in(value, path, how))
        yield parts.content, held.proofs


def trustees(held, council):
    for forge, _ in test_forged_officers.FORGED_TRUSTEES[::2]:
        parts = Parts.of(held.content)
        parts.use_trustees([test_forged_officers.changed(council.pedersen, **forge(council))])
        yield parts.content, held.proofs


def elections(held, _council):
    for name, how, _ in test_forged_officers.FORGED_ELECTIONS:
        parts = Parts.of(held.content)
        parts.change("election", lambda value, name=name, how=how: set_in(value, [name], how))
        yield parts.content, held.proofs


def side_proofs(held, _council):
    yield held.content, None
    for path, how, _ in test_forged_officers.WRONG_SIDE_PROOFS[::2]:
        yield (
            held.content,
            test_forged_officers.with_proofs(held, lambda v, p=path, h=how: set_in(v, p, h)).decode(),
        )


def closings(held, _council):
    for change in (
        {"result": None},
        {"result": b'{"result":[[0,2,1]]}'},
        {"result": b'{"result":[[1,3,0]]}'},
        {"counted": 4},
        {"weight": 9},
    ):
        parts = Parts.of(held.content)
        for name, value in change.items():
            setattr(parts, name, value)
        yield parts.content, held.proofs
    parts = Parts.of(held.content)
    parts.change("tally", lambda rows: [[rows[0][1], rows[0][0], rows[0][2]]])
    yield parts.content, held.proofs
    parts = Parts.of(held.content)
    parts.ballots.append(parts.ballots[0])
    yield parts.content, held.proofs
    yield held.content[:-512], held.proofs
    yield held.content + bytes(1024), held.proofs
    yield held.content.replace(b"0000644", b"0000600", 3), held.proofs


@pytest.mark.parametrize("kind", [ballots, partials, trustees, elections, side_proofs, closings])
def test_both_verifiers_refuse_with_the_same_words(browser, held, council, kind):
    said = []
    for content, proofs in kind(held, council):
        ours = held.verify(content, side_proofs=proofs.encode() if proofs else None)
        theirs = browser("verify", content=content, sideProofs=proofs)
        assert not ours.accepted
        said.append((theirs["accepted"], theirs["reason"], ours.reason))

    assert [(one, reason) for one, reason, _ in said] == [(False, reason) for *_, reason in said]


@pytest.mark.parametrize("content", [b"", b"hello" * 1000, bytes(2048), b"\xff" * 1024])
def test_what_is_no_archive(browser, held, content):
    assert held.verify(content).reason == "this is no .bel file"
    assert browser("verify", content=content, sideProofs=held.proofs)["reason"] == "this is no .bel file"


def test_the_page_verifies_the_election_that_it_shows(browser, held, another):
    """Whose names stand beside the counts is the archive's to say, and it is the board's very election."""
    shown = {"content": held.content, "sideProofs": held.proofs}

    said = browser("verify", **shown, election=held.election.stored.decode())
    assert (said["accepted"], said["answers"]) == (True, [["ja", "nej"]])
    other = browser("verify", **shown, election=another.election.stored.decode())
    assert other["reason"] == "the archive is of another election than the one that was shown"
