"""Whether a box is as it was written: every row's seal, the chain of its ballots, what was decrypted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gmpy2 import mpz

from kernel.faults import Fault, seal_of
from voting.ballotbox.models import Box, Decryption, Elector, SealedBallot
from voting.ballotbox.queries import boxes
from voting.belenios import canonical
from voting.belenios.archive import Event, Writer
from voting.belenios.ballots import InvalidBallot, read_ballot
from voting.belenios.checking import election_of
from voting.belenios.credentials import read_list
from voting.belenios.hashes import hexadecimal
from voting.belenios.verifier import verify

GONE = "a row that stood here is missing"


@dataclass(frozen=True)
class Stored:
    """A sealed ballot as the mark of its voter must know it."""

    pk: int
    box: UUID
    entry: int | None
    payload: str


def sealed_ballots() -> list[Stored]:
    """Every ballot of every box, by the register's entry whose it is."""
    entries = dict(Elector.objects.values_list("pk", "entry_id"))
    rows = SealedBallot.objects.order_by("pk").values_list("pk", "box_id", "elector_id", "payload")
    return [Stored(pk, box, entries.get(elector), payload) for pk, box, elector, payload in rows]


def heads_of(poll_id: UUID) -> list[str]:
    """The hash of every event of a box, from what is stored now; none where the box is gone."""
    box = Box.objects.filter(pk=poll_id).first()
    if box is None:
        return []
    writer = Writer(box.timestamp)
    writer.setup_of(box.election.encode(), box.trustees.encode(), box.credentials.encode())
    found = [writer.head]
    for text in box.ballots.values_list("text", flat=True):
        writer.ballot(text)
        found.append(writer.head)
    found += [head for head, _ in _after(box, writer)]
    return [head for head in found if head is not None]


def faults_of(*, with_proofs: bool = True) -> list[Fault]:
    """Every row of every box that is not as it was written; of whole boxes also what the verifier says.

    ``with_proofs``: the verifier too, about ten milliseconds a ballot, where the rows are as they were.
    """
    known = {box.pk: box for box in Box.objects.all()}
    found: list[Fault] = []
    by_box: dict[UUID, list[SealedBallot]] = {pk: [] for pk in known}
    for one in SealedBallot.objects.order_by("height"):
        if one.box_id in known:
            by_box[one.box_id].append(one)
        else:
            found.append(Fault(f"ballotbox_sealedballot {one.pk}", "its box is missing"))
    for pk, box in known.items():
        faults = _faults_in(box, by_box[pk])
        if not faults and with_proofs:
            faults = _verdict(box)
        found += faults
    return found


def _faults_in(box: Box, ballots: list[SealedBallot]) -> list[Fault]:
    writer = Writer(box.timestamp)
    writer.setup_of(box.election.encode(), box.trustees.encode(), box.credentials.encode())
    head, height = writer.head, writer.height
    electors = {one.pk: one for one in box.electors.all()}
    found: list[Fault] = []
    for one in ballots:
        row, height = f"ballotbox_sealedballot {one.pk}", height + 1
        if not _is_as_sealed(one):  # its own height may be what was changed: nothing follows from it
            found.append(Fault(row, "content changed"))
        elif one.height > height:
            found.append(Fault(f"ballotbox_sealedballot of {box.pk} at height {height}", GONE))
            height = one.height
        elif reason := _not_as_written(box, one, electors.get(one.elector_id), height, head):
            found.append(Fault(row, reason))
        head = one.event
    return found + _electors(box) + _end(box, head, height)


def _is_as_sealed(one: SealedBallot) -> bool:
    """The row is the one that the database sealed when it was stored."""
    digest = hexadecimal(one.commitments.encode())
    fields = (one.pk, one.box_id, one.elector_id, one.height, one.payload, one.event, digest)
    return bytes(one.seal) == seal_of(*fields)


def _not_as_written(
    box: Box, one: SealedBallot, elector: Elector | None, height: int, head: str | None
) -> str:
    """What is wrong with a row that its seal fits; empty when nothing is."""
    if hexadecimal(one.text.encode()) != one.payload:
        return "its text is not the one that was received"
    event = Event(height, "Ballot", head, one.payload).text()
    if one.height != height or hexadecimal(event.encode()) != one.event:
        return "does not follow the one before"
    try:
        ballot = read_ballot(one.text, election_of(box.election))
    except InvalidBallot as error:
        return str(error.args[0])
    if elector is None or ballot.credential != mpz(elector.element):
        return "is another elector's"
    return ""


def _electors(box: Box) -> list[Fault]:
    """The electors are those of the published list, with the register's weights."""
    try:
        listed = {str(one.element): one.weight for one in read_list(box.credentials.encode())}
    except canonical.Malformed as error:
        return [Fault(f"ballotbox_box {box.pk}", str(error))]
    found = [
        Fault(f"ballotbox_elector {one.pk}", "is not in the published list as it stands")
        for one in box.electors.select_related("entry").order_by("pk")
        if listed.pop(one.element, None) != one.entry.weight
    ]
    missing = [Fault(f"ballotbox_elector of {box.pk} with {element[:12]}…", GONE) for element in listed]
    return found + missing


def _after(box: Box, writer: Writer) -> Iterator[tuple[str | None, Decryption | None]]:
    """What follows the last ballot: the close, the officers' parts, the result; each event's hash."""
    if box.ended_at is None:
        return
    writer.end_ballots()
    yield writer.head, None
    writer.append("EncryptedTally", *boxes.tally_records(box))
    yield writer.head, None
    for one in box.decryptions.all():
        writer.append("PartialDecryption", *boxes.partial_records(one.owner, one.text))
        yield writer.head, one
    if box.counts is not None:
        writer.result(box.counts)
        yield writer.head, None


def _end(box: Box, head: str | None, height: int) -> list[Fault]:
    writer = Writer(box.timestamp, head=head, height=height)
    found = [
        Fault(f"ballotbox_decryption {part.pk}", "does not follow the one before")
        for _, part in _after(box, writer)
        if part is not None and part.height != writer.height
    ]
    if (writer.head, writer.height) != (box.head, box.height):
        reason = "what is in it does not add up to its head: changed, or its end is cut"
        found.append(Fault(f"ballotbox_box {box.pk}", reason))
    return found


def _verdict(box: Box) -> list[Fault]:
    """What our own verifier says of the archive, with the register's marks; as far as the box has come."""
    if box.ended_at is None:
        return []
    given: dict[str, Any] = {
        "register": boxes.register_file(box.pk).encode(),
        "side_proofs": boxes.side_proofs(box.pk).encode(),
        "still_open": box.opened_at is None,
    }
    report = verify(boxes.archive(box.pk), **given)
    return [] if report.accepted else [Fault(f"ballotbox_box {box.pk}", report.reason)]
