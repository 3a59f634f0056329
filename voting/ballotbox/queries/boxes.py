"""The boxes as anybody may see them: before the vote has ended the hashes, afterwards the whole archive."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from gmpy2 import mpz

from accounts.models import User
from kernel import tenancy
from kernel.errors import Missing, Obstacle
from tenants.members.models import Member
from voting.ballotbox import rules
from voting.ballotbox.models import Box, Decryption, DeviceKey, SealedBallot
from voting.belenios.archive import Writer, weight_json
from voting.belenios.ballots import Ballot, InvalidBallot, read_ballot
from voting.belenios.canonical import written
from voting.belenios.checking import election_of
from voting.belenios.decryption import written_owner, written_result
from voting.belenios.hashes import fingerprint, hexadecimal
from voting.belenios.side_proofs import VERSION
from voting.belenios.trustees import Item, owners, read_trustees
from voting.belenios.verifier.outside import Mark, written_register
from voting.meetings.models import CheckIn, Venue
from voting.register import queries as register


class Spoiled(RuntimeError):
    """One line: a box that was changed in the database, and no longer leads to its own head."""


def box_of(poll_id: UUID) -> Box:
    """The poll's box, or Missing."""
    found = Box.objects.filter(pk=poll_id).first()
    if found is None:
        raise Missing
    return found


def election_text(poll_id: UUID) -> str:
    """What the box's ballots are encrypted for, which never changes; or Missing."""
    return _election_text(tenancy.schema(), poll_id)


@lru_cache(maxsize=64)
def _election_text(_schema: str, poll_id: UUID) -> str:
    """Read once in each process and association: a hall's ballots need not carry it out of the table each."""
    found = Box.objects.filter(pk=poll_id).values_list("election", flat=True).first()
    if found is None:
        raise Missing
    return found


@lru_cache(maxsize=16)
def trustees_of(stored: str) -> list[Item]:
    """The record of trustees, every proof in it checked once in each process."""
    return read_trustees(stored.encode())


def key_in_use(meeting_id: UUID, holder: UUID, hold: int) -> DeviceKey | None:
    """The key that somebody's device signs with."""
    return DeviceKey.objects.filter(meeting=meeting_id, holder=holder, hold=hold, replaced_at=None).first()


def keys_shape(meeting_id: UUID, holder: UUID) -> list[dict[str, Any]]:
    """One's own keys in use: which vote, and the fingerprint to recognise the device by."""
    keys = DeviceKey.objects.filter(meeting=meeting_id, holder=holder, replaced_at=None).order_by("hold")
    return [
        {"hold": key.hold, "fingerprint": hexadecimal(key.element.encode()), "is_card": key.is_card}
        for key in keys
    ]


def votes_and_keys(meeting_id: UUID) -> list[dict[str, Any]]:
    """Every vote that somebody here holds, with who casts it, and whether a device or a card signs it.

    In the members' order. No fingerprint: the kiosk's officers are those who decrypt.
    """
    votes = {vote.member: vote for vote in register.votes_present(meeting_id)}
    members = (
        Member.objects.filter(pk__in=votes)
        .order_by("sort_name", "number")
        .values_list("pk", "name", "number")
    )
    names = dict(User.objects.filter(pk__in={v.delegate for v in votes.values()}).values_list("pk", "name"))
    places = dict(Venue.objects.filter(meeting=meeting_id).values_list("pk", "name"))
    in_use = DeviceKey.objects.filter(meeting=meeting_id, replaced_at=None)
    cards = {
        (holder, hold): is_card for holder, hold, is_card in in_use.values_list("holder", "hold", "is_card")
    }
    rows = []
    for pk, name, number in members:
        vote = votes[pk]
        is_card = cards.get((vote.delegate, vote.hold))
        rows.append(
            {
                "member_id": str(pk),
                "member": name,
                "number": number,
                "delegate": names[vote.delegate],
                "venue_id": str(vote.venue),
                "venue": places[vote.venue],
                "signs": "nothing" if is_card is None else "card" if is_card else "device",
            }
        )
    return rows


def obstacles_to_signature(poll_id: UUID, entry_id: int, text: str, *, member: str) -> list[Obstacle]:
    """Whether the ballot is signed by the key that this vote had when the poll was opened."""
    box = box_of(poll_id)
    element = box.electors.filter(entry=entry_id).values_list("element", flat=True).first()
    try:
        found = str(read_ballot(text, election_of(box.election)).credential)
    except InvalidBallot:
        found = None  # what is wrong with it is told where ballots are checked
    return rules.obstacles_to_signature(expected=element, found=found, member=member)


def without_key(meeting_id: UUID) -> list[dict[str, str]]:
    """Who is here and has no device with a key, by place: a secret vote would go without them."""
    keyed = DeviceKey.objects.filter(meeting=meeting_id, replaced_at=None).values("holder")
    here = CheckIn.objects.filter(registration__meeting=meeting_id, out_at=None).exclude(person__in=keyed)
    rows = here.select_related("registration__member", "person", "venue").order_by(
        "venue__order", "registration__member__name"
    )
    return [
        {
            "venue": one.venue.name,
            "name": one.person.name if one.person else "",
            "member": one.registration.member.name,
        }
        for one in rows
    ]


def seals(polls: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """Of each secret vote that has a box: what stands for all of its archive so far, in one statement.

    ``head`` is the hash of the chain's last event, ``trustees`` that of the officers' keys.
    """
    rows = Box.objects.filter(pk__in=list(polls)).values_list("pk", "uuid", "head", "trustees")
    return {
        pk: {"uuid": uuid, "head": head, "trustees": hexadecimal(trustees.encode())}
        for pk, uuid, head, trustees in rows
    }


def obstacles_to_opening(box: Box, *, given: int | None = None) -> list[Obstacle]:
    """Why the box cannot be opened now; ``given``: how many officers, when that is counted already."""
    found = Decryption.objects.filter(box=box).count() if given is None else given
    threshold = max(item.threshold for item in trustees_of(box.trustees))
    return rules.obstacles_to_opening(
        ended_at=box.ended_at, counted=box.counted, given=found, threshold=threshold
    )


def board(poll_id: UUID) -> dict[str, Any]:
    """What anybody may see, without signing in: each ballot's hash and place in the chain, and the head.

    The ballots themselves, encrypted, stand in the archive, which is there once the vote has ended.
    """
    return board_of(box_of(poll_id))


def board_of(box: Box) -> dict[str, Any]:
    """The same as the box stood when it was read: a ballot that came in since is after its head."""
    rows = box.ballots.filter(height__lte=box.height)
    ballots = list(rows.values_list("height", "payload", "event", "elector"))
    last = {elector: height for height, _, _, elector in ballots}
    given = list(box.decryptions.values_list("owner", flat=True))
    trustees = owners(trustees_of(box.trustees))
    return {
        "poll": str(box.pk),
        "uuid": box.uuid,
        "election": box.election,
        "election_hash": fingerprint(box.election.encode()),
        "trustees_hash": hexadecimal(box.trustees.encode()),
        "credentials_hash": hexadecimal(box.credentials.encode()),
        "electors": box.electors.count(),
        "ballots": [
            {
                "height": height,
                "tracker": payload,
                "event": event,
                "replaced": last[elector] != height,
            }
            for height, payload, event, elector in ballots
        ],
        "head": box.head,
        "height": box.height,
        "ended_at": box.ended_at.isoformat() if box.ended_at else None,
        "opened_at": box.opened_at.isoformat() if box.opened_at else None,
        "threshold": max(item.threshold for item in trustees_of(box.trustees)),
        "officers": [{"owner": owner, "given": owner in given} for owner in trustees],
        "obstacles": [one.to_json() for one in obstacles_to_opening(box, given=len(given))],
    }


def archive(poll_id: UUID) -> bytes:
    """The ``.bel`` file, written anew from what was stored; Missing until the vote has ended, or Spoiled."""
    box = box_of(poll_id)
    if box.ended_at is None:
        raise Missing
    writer = Writer(box.timestamp)
    writer.setup_of(box.election.encode(), box.trustees.encode(), box.credentials.encode())
    for text in box.ballots.values_list("text", flat=True):
        writer.ballot(text)
    writer.end_ballots()
    writer.append("EncryptedTally", *tally_records(box))
    for one in box.decryptions.all():
        writer.append("PartialDecryption", *partial_records(one.owner, one.text))
    if box.counts is not None:
        writer.append("Result", written_result(box.counts).encode())
    if writer.head != box.head:
        message = f"the box of {box.pk} does not add up to its own head"
        raise Spoiled(message)
    return bytes(writer.content)


def tally_records(box: Box) -> tuple[bytes, bytes]:
    """The encrypted tally and the record that names it."""
    text = box.tally.encode()
    weight = weight_json(box.weight or 0)
    sized = {"num_tallied": box.counted, "total_weight": weight, "encrypted_tally": hexadecimal(text)}
    return text, written(sized).encode()


def partial_records(owner: int, text: str) -> tuple[bytes, bytes]:
    """A partial decryption and the record that names it and its owner."""
    return text.encode(), written_owner(owner, hexadecimal(text.encode())).encode()


def side_proofs(poll_id: UUID) -> str:
    """The file beside the archive: each officer's side proof of what they decrypted."""
    box = box_of(poll_id)
    return written({
        "version": VERSION,
        "election": fingerprint(box.election.encode()),
        "side_proofs": [
            {"owner": one.owner, "payload": hexadecimal(one.text.encode()), "proofs": one.side_proofs}
            for one in box.decryptions.all()
        ],
    })  # fmt: skip


def commitments(poll_id: UUID) -> str:
    """What each ballot's signature and proofs lead to, by the ballot's hash; Missing until the vote ends.

    Help for whoever checks them all: it spares seven eighths of the work, and a lie in it is found.
    """
    box = box_of(poll_id)
    if box.ended_at is None:
        raise Missing
    known = dict(box.ballots.exclude(commitments="").values_list("payload", "commitments"))
    return written({"version": VERSION, "election": fingerprint(box.election.encode()), "ballots": known})


def register_file(poll_id: UUID) -> str:
    """What the register says of each key: its weight, and whether its owner is marked as having voted."""
    box = box_of(poll_id)
    voted = set(box.ballots.values_list("elector", flat=True))
    rows = box.electors.select_related("entry").order_by("pk")
    marks = {mpz(one.element): Mark(one.entry.weight, one.pk in voted) for one in rows}
    return written_register(box.uuid, marks)


def counted_ballots(box: Box) -> list[Ballot]:
    """The last ballot of each elector, read; all of it was checked when it came in."""
    newest: dict[int, SealedBallot] = {one.elector_id: one for one in box.ballots.all()}
    return [read_ballot(one.text, election_of(box.election)) for one in newest.values()]
