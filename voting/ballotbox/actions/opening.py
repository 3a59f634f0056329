"""The vote ends and its tally is formed, still encrypted. Officers decrypt their parts; the box is opened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from gmpy2 import mpz

from kernel.errors import Malformed, Obstacle, refuse_if
from voting.ballotbox import queries
from voting.ballotbox.actions.writing import appended, locked_box
from voting.ballotbox.models import Box, Decryption
from voting.belenios import canonical
from voting.belenios.canonical import a_list
from voting.belenios.checking import election_of
from voting.belenios.decryption import check_partial, combine, read_partial, result_of, written_result
from voting.belenios.elections import Election
from voting.belenios.proofs import read_ciphertext, read_proofs
from voting.belenios.side_proofs import check_factors
from voting.belenios.tally import Tally, form_tally, written_tally
from voting.belenios.trustees import owners


def end_box(*, poll_id: UUID, at: datetime) -> Box:
    """No ballot comes in any more; the last of each elector are multiplied into one tally.

    The caller holds the poll's gate. Ending again changes nothing.
    """
    box = locked_box(poll_id)
    if box.ended_at is not None:
        return box
    counted = queries.counted_ballots(box)
    weights = {mpz(one.element): one.entry.weight for one in box.electors.select_related("entry")}
    box.tally = written_tally(form_tally(election_of(box.election), counted, weights))
    box.counted, box.weight = len(counted), sum(weights[one.credential] for one in counted)
    appended(box, "EndBallots")
    appended(box, "EncryptedTally", *queries.tally_records(box))
    box.ended_at = at
    box.save()
    return box


def decrypt_part(*, poll_id: UUID, owner: int, text: str, side_proofs: object, at: datetime) -> Box:
    """An officer's part: ``text`` as it will stand in the archive, and the side proof of each factor.

    Everything is checked before it is stored; Malformed says what is wrong with whose. The first one stays.
    """
    box = locked_box(poll_id)
    refuse_if(queries.obstacles_to_opening(box, given=10**6))
    if Decryption.objects.filter(box=box, owner=owner).exists():
        return box
    if box.opened_at is not None:
        refuse_if([Obstacle("voting.ballotbox.obstacle_opened")])
    election, tally = election_of(box.election), _tally(box)
    key = owners(queries.trustees_of(box.trustees))[owner]
    try:
        _check_part(election, tally, key.public_key, text, side_proofs, what=f"trustee {owner}")
    except canonical.Malformed as error:
        fault = Obstacle("voting.ballotbox.error_decryption_untrue", {"reason": str(error)})
        raise Malformed({"decryption": [fault]}) from None
    appended(box, "PartialDecryption", *queries.partial_records(owner, text))
    Decryption.objects.create(
        box=box, owner=owner, height=box.height, text=text, side_proofs=side_proofs, given_at=at
    )
    box.save(update_fields=["head", "height"])
    return box


def open_box(*, poll_id: UUID, at: datetime) -> list[int]:
    """Put the officers' parts together. Gives the counts: the blank votes, then each answer's in its order.

    Refused by the obstacles of the box. Opening again gives the same.
    """
    box = locked_box(poll_id)
    if box.counts is None:
        parts = list(box.decryptions.all())
        refuse_if(queries.obstacles_to_opening(box, given=len(parts)))
        tally = _tally(box)
        partials = {one.owner: read_partial(one.text, tally, f"trustee {one.owner}") for one in parts}
        whole = combine(queries.trustees_of(box.trustees), partials, tally)
        assert box.weight is not None
        box.counts = result_of(tally, whole, box.weight)
        appended(box, "Result", written_result(box.counts).encode())
        box.opened_at = at
        box.save()
    found: list[int] = box.counts[0]
    return found


def _check_part(
    election: Election, tally: Tally, key: mpz, text: str, side_proofs: object, *, what: str
) -> None:
    partial = read_partial(text, tally, f"the partial decryption of {what}")
    if partial.text() != text:
        raise canonical.Malformed(f"the partial decryption of {what} is not in canonical form")
    check_partial(election, tally, partial, key, f"the partial decryption of {what}")
    rows = a_list(side_proofs, f"the side proof of {what}", len(tally))
    proofs = tuple(
        tuple(read_proofs(row, f"the side proof of {what}", len(asked)))
        for row, asked in zip(rows, tally, strict=True)
    )
    check_factors(election, tally, partial, proofs, public=key, what=what)


def _tally(box: Box) -> Tally:
    """The stored tally, as it was formed here from checked ballots."""
    rows = canonical.read(box.tally, "the tally")
    return [[read_ciphertext(one, "the tally") for one in row] for row in rows]
