"""A box is made ready when a secret vote opens, and ballots are put in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from gmpy2 import mpz

from kernel.errors import Obstacle, refuse_if
from voting.ballotbox.actions.checking import Checked
from voting.ballotbox.actions.writing import appended, locked_box
from voting.ballotbox.models import Box, DeviceKey, Elector, SealedBallot
from voting.belenios.archive import Writer
from voting.belenios.credentials import PublicCredential, written_list
from voting.belenios.elections import make_election, new_uuid
from voting.belenios.questions import Question
from voting.belenios.trustees import election_key, read_trustees
from voting.ceremony.queries import trustees_of
from voting.meetings.models import Meeting
from voting.register.models import Entry


def seal_box(
    *, poll_id: UUID, meeting: Meeting, register_id: UUID, name: str, questions: Sequence[Question],
    at: datetime,
) -> Box:  # fmt: skip
    """A new election under the meeting's key, for everybody in the register whose device has given a key.

    The caller holds the meeting and the poll, whose transaction this is. Refused without the officers' key,
    and when nobody has one.
    """
    trustees = trustees_of(meeting.pk)
    if not trustees:
        refuse_if([Obstacle("voting.ballotbox.obstacle_no_officers_key")])
    keys = {
        (key.holder_id, key.hold): key.element
        for key in DeviceKey.objects.filter(meeting=meeting, replaced_at=None)
    }
    entries = Entry.objects.filter(register=register_id).order_by("pk")
    electors = [
        Elector(entry=entry, element=keys[entry.delegate_id, entry.hold])
        for entry in entries
        if (entry.delegate_id, entry.hold) in keys
    ]
    if not electors:
        refuse_if([Obstacle("voting.ballotbox.obstacle_nobody_has_a_key")])
    electors.sort(key=lambda one: mpz(one.element))  # an order that says nothing about the register's
    listed = [PublicCredential(mpz(one.element), one.entry.weight) for one in electors]
    key = election_key(read_trustees(trustees.encode()))
    election = make_election(uuid=new_uuid(), name=name, questions=questions, public_key=key)
    credentials, timestamp = written_list(listed), int(at.timestamp())
    writer = Writer(timestamp)
    writer.setup_of(election.stored, trustees.encode(), credentials.encode())
    box = Box.objects.create(
        poll=poll_id, meeting=meeting, uuid=election.uuid, election=election.stored.decode(),
        trustees=trustees, credentials=credentials, timestamp=timestamp, head=writer.head or "",
        height=writer.height, sealed_at=at,
    )  # fmt: skip
    for one in electors:
        one.box = box
    Elector.objects.bulk_create(electors)
    return box


def put_in(checked: Checked) -> dict[str, Any]:
    """Put a checked ballot at the end of the chain; the same one again is the same one.

    Inside the transaction that marks its voter, after the poll's own locks. Gives the tracker and the hash of
    its event, which is the chain's head at that moment.
    """
    box = locked_box(checked.poll, head_alone=True)
    before = SealedBallot.objects.filter(box=box, payload=checked.payload).first()
    if before is None:
        event = appended(box, "Ballot", checked.text.encode())
        before = SealedBallot.objects.create(
            box=box, elector=checked.elector, height=box.height, text=checked.text, payload=checked.payload,
            event=event, commitments=checked.commitments,
        )  # fmt: skip
        box.save(update_fields=["head", "height"])
    return {"tracker": before.payload, "event": before.event, "height": before.height}
