"""From the close to the result: the tally, every partial decryption with its side proof, the counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from voting.belenios import group
from voting.belenios.archive import weight_json
from voting.belenios.ballots import Ballot
from voting.belenios.canonical import Malformed, a_count, a_text, members, read_canonical
from voting.belenios.decryption import Partial, check_partial, combine, read_counts, read_partial
from voting.belenios.group import P
from voting.belenios.hashes import hexadecimal
from voting.belenios.questions import Question
from voting.belenios.side_proofs import check_factors, read_proofs_of
from voting.belenios.tally import Tally, form_tally, last_of_each, written_tally
from voting.belenios.trustees import owners
from voting.belenios.verifier.board import Board
from voting.belenios.verifier.outside import Beside
from voting.belenios.verifier.report import Report


def check_closing(board: Board, ballots: Sequence[Ballot], beside: Beside | None, report: Report) -> None:
    """Everything after the last ballot, as far as the archive goes."""
    counted = last_of_each(ballots)
    weight = sum(board.credentials[ballot.credential] for ballot in counted)
    report.facts |= {"counted": len(counted), "weight": weight}
    if board.tally is None:
        report.remark("The vote is not counted yet.")
        return
    tally = form_tally(board.election, counted, board.credentials)
    _check_tally(board.tally, tally, counted=len(counted), weight=weight)
    partials = _check_partials(board, tally)
    _check_side_proofs(board, tally, partials, beside)
    report.facts["decrypted_by"] = sorted(partials)
    if board.result is None:
        report.remark("There is no result yet.")
        return
    whole = combine(board.trustees, {owner: partial for owner, (_, partial) in partials.items()}, tally)
    counts = read_counts(board.result, tally)
    for number, (question, row) in enumerate(zip(board.election.questions, counts, strict=True), 1):
        _check_plausible(question, row, weight, f"question {number}")
    for number, ciphertexts in enumerate(tally):
        for place, one in enumerate(ciphertexts):
            opened = whole[number][place] * group.g_to(counts[number][place]) % P
            if one.beta != opened:
                raise Malformed(
                    f"the result of question {number + 1} is not what the factors open: place {place}"
                )
    report.facts["result"] = counts


def _check_tally(stored: tuple[bytes, bytes], tally: Tally, *, counted: int, weight: int) -> None:
    text, sized = stored
    what = "the sized tally"
    names = ["num_tallied", "total_weight", "encrypted_tally"]
    value: dict[str, Any] = members(read_canonical(sized, what), what, names)
    if a_text(value["encrypted_tally"], what) != hexadecimal(text):
        raise Malformed("the sized tally names another encrypted tally than the one that stands there")
    if text != written_tally(tally).encode():
        raise Malformed("the archived encrypted tally is not the product of the ballots")
    if a_count(value["num_tallied"], "num_tallied") != counted:
        raise Malformed(f"the archive says that {value['num_tallied']} ballots count; {counted} do")
    total = value["total_weight"]
    if isinstance(total, bool) or total != weight_json(weight):
        raise Malformed(f"the archive says that the weight is {str(total)[:20]}; it is {weight}")


def _check_partials(board: Board, tally: Tally) -> dict[int, tuple[str, Partial]]:
    keys = owners(board.trustees)
    found: dict[int, tuple[str, Partial]] = {}
    for text, owned in board.partials:
        what = "a partial decryption"
        value = members(read_canonical(owned, what), what, ["owner", "payload"])
        owner = a_count(value["owner"], "the owner of a partial decryption")
        what = f"the partial decryption of trustee {owner}"
        if owner not in keys:
            raise Malformed(f"{what} has no owner: there are {len(keys)} trustees")
        if owner in found:
            raise Malformed(f"{what} stands twice in the archive")
        if a_text(value["payload"], what) != hexadecimal(text):
            raise Malformed(f"{what} names another record than the one that stands there")
        partial = read_partial(text, tally, what)
        check_partial(board.election, tally, partial, keys[owner].public_key, what)
        found[owner] = (hexadecimal(text), partial)
    return found


def _check_side_proofs(
    board: Board, tally: Tally, partials: dict[int, tuple[str, Partial]], beside: Beside | None
) -> None:
    if not partials:
        return
    if beside is None:
        raise Malformed("the side proofs are missing: they belong in a file beside the archive")
    if beside.election != board.election.fingerprint:
        raise Malformed("the side proofs belong to another election")
    keys = owners(board.trustees)
    given: set[int] = set()
    for one in beside.proofs:
        owner = one["owner"]
        what = f"trustee {owner}"
        if owner in given:
            raise Malformed(f"{what} has two side proofs")
        if owner not in partials:
            raise Malformed(f"{what} has a side proof and no partial decryption")
        given.add(owner)
        payload, partial = partials[owner]
        if one["payload"] != payload:
            raise Malformed(f"the side proof of {what} belongs to another partial decryption")
        check_factors(
            board.election,
            tally,
            partial,
            read_proofs_of(one, tally),
            public=keys[owner].public_key,
            what=what,
        )
    for owner in partials:
        if owner not in given:
            raise Malformed(f"the side proof of trustee {owner} is missing")


def _check_plausible(question: Question, row: Sequence[int], weight: int, what: str) -> None:
    """Counts that ballots of this weight can give; a sanity check that needs no cryptography."""
    if any(count > weight for count in row):
        raise Malformed(f"the result of {what} counts more than the weight {weight}")
    blank = row[0] if question.blank else 0
    answers = row[question.blank :]
    others = weight - blank
    if (
        any(count > others for count in answers)
        or not question.least * others <= sum(answers) <= question.most * others
    ):
        raise Malformed(f"the sums of the result of {what} are not what {weight} votes can give")
