"""Approval and signatures: one file, one signature after the other, under the meeting's lock."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Sum

from accounts import rules as code_rules
from accounts.models import User
from journal.actions import record
from kernel import codes, tenancy
from kernel.actor import Actor
from kernel.days import day_of
from kernel.errors import Obstacle, Refused, refuse_if
from papers import signing
from tenants.statutes import actions as statutes
from voting.ceremony import actions as ceremonies
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.enums import MeetingKind
from voting.minutes import queries
from voting.minutes.actions.authority import authority
from voting.minutes.enums import SignerRole, SigningPath
from voting.minutes.events import (
    ApprovalWithdrawn,
    AuthorityFounded,
    MinutesApproved,
    MinutesCompleted,
    MinutesSigned,
)
from voting.minutes.models import Signatory, SigningCode, Version
from voting.minutes.rules import adjusting

IN_THE_FILE: dict[str, str] = {
    SignerRole.SECRETARY: "mötessekreterare",
    SignerRole.CHAIR: "mötesordförande",
    SignerRole.ADJUSTER: "justerare",
}
AT_THE_BOARD: dict[str, str] = IN_THE_FILE | {
    SignerRole.SECRETARY: "sekreterare",
    SignerRole.CHAIR: "ordförande",
}
"""The board has its own chair; nobody is elected to lead one meeting of it."""


@transaction.atomic
def approve(*, meeting_id: UUID, sha256: str, by: Actor, at: datetime) -> Signatory:
    """Approve the version with this checksum. Again changes nothing."""
    lock_meeting(meeting_id)
    now = queries.minutes_of(meeting_id)
    mine = queries.signatory(meeting_id, user=by.id)
    if mine is not None and mine.approved_at is not None and sha256 == now.file:
        return mine
    refuse_if(adjusting.obstacles_to_approving(now, user=str(by.id), file=sha256))
    assert mine is not None
    assert by.id is not None
    mine.approved_at = at
    mine.save(update_fields=["approved_at"])
    fact = MinutesApproved(
        subject=meeting_id, version=now.number, sha256=now.file, name=mine.name, role=mine.role, user=by.id
    )
    record(fact, by=by, at=at)
    return mine


@transaction.atomic
def take_back_approval(*, meeting_id: UUID, by: Actor, at: datetime) -> Signatory:
    """Change one's mind before anybody has signed. Again changes nothing."""
    lock_meeting(meeting_id)
    now = queries.minutes_of(meeting_id)
    mine = queries.signatory(meeting_id, user=by.id)
    if mine is not None and mine.approved_at is None:
        return mine
    refuse_if(adjusting.obstacles_to_taking_back(now, user=str(by.id)))
    assert mine is not None
    assert by.id is not None
    mine.approved_at = None
    mine.save(update_fields=["approved_at"])
    fact = ApprovalWithdrawn(
        subject=meeting_id, version=now.number, name=mine.name, role=mine.role, user=by.id
    )
    record(fact, by=by, at=at)
    return mine


@transaction.atomic
def ask_for_signing_code(*, meeting_id: UUID, by: Actor, at: datetime) -> tuple[User, Version, str]:
    """A new code for this person and the version that stands, to be sent to their own address."""
    lock_meeting(meeting_id)
    now = queries.minutes_of(meeting_id)
    refuse_if(adjusting.obstacles_to_signing(now, user=str(by.id), file=now.file))
    version = queries.standing_version(meeting_id)
    assert version is not None
    assert by.id is not None
    user = User.objects.get(pk=by.id)
    recent = SigningCode.objects.filter(user=user, sent_at__gt=at - code_rules.WINDOW)
    if recent.count() >= code_rules.CODES_PER_WINDOW:
        first = recent.order_by("sent_at").values_list("sent_at", flat=True)[0]
        refuse_if(code_rules.too_many(first + code_rules.WINDOW))
    code = codes.six_digits()
    SigningCode.objects.create(
        version=version, user=user, code_hash=codes.fingerprint(*_parts(version, user.pk, code)),
        sent_at=at, valid_until=at + code_rules.VALID,
    )  # fmt: skip
    return user, version, code


def sign(*, meeting_id: UUID, sha256: str, code: str, by: Actor, at: datetime) -> Signatory:
    """Add this person's signature to the file. Signed already, the same signature is the answer.

    A wrong code is counted even though it is refused. Two who sign at once come one after the other: the
    second signs the file that has the first one's signature in it.
    """
    with transaction.atomic():
        lock_meeting(meeting_id)
        mine = queries.signatory(meeting_id, user=by.id)
        now = queries.minutes_of(meeting_id)
        if mine is not None and mine.signed_at is not None and sha256 == now.file:
            return mine
        refuse_if(adjusting.obstacles_to_signing(now, user=str(by.id), file=sha256))
        assert mine is not None
        obstacles = _use(mine, code, at=at)
        if not obstacles:
            _sign(mine, by=by, at=at)
    if obstacles:  # raised outside the transaction, so that the wrong try stays counted
        raise Refused(obstacles)
    return mine


def _use(mine: Signatory, code: str, *, at: datetime) -> list[Obstacle]:
    rows = SigningCode.objects.filter(user=mine.user_id, sent_at__gt=at - code_rules.HOUR)
    newest = (
        SigningCode.objects.select_for_update()
        .filter(user=mine.user_id, version=mine.version_id)
        .order_by("-sent_at", "-pk")
        .first()
    )
    first = rows.order_by("sent_at").values_list("sent_at", flat=True).first()
    right = newest is not None and codes.matches(
        newest.code_hash, *_parts(mine.version, mine.user_id, code.strip())
    )
    obstacles = code_rules.obstacles_to_code(
        found=newest is not None,
        right=right,
        valid_until=newest.valid_until if newest else None,
        attempts=newest.attempts if newest else 0,
        used=bool(newest and newest.used_at),
        tries=code_rules.Tries(
            rows.aggregate(n=Sum("attempts"))["n"] or 0, first + code_rules.HOUR if first else None
        ),
        at=at,
    )
    if newest is not None and [o.code for o in obstacles] == [code_rules.WRONG]:
        newest.attempts += 1
        newest.save(update_fields=["attempts"])
    if newest is not None and not obstacles:
        newest.used_at = at
        newest.save(update_fields=["used_at"])
    return obstacles


def _sign(mine: Signatory, *, by: Actor, at: datetime) -> None:
    version = Version.objects.get(pk=mine.version_id)
    maker, fingerprint, is_new = authority(at=at)
    last = version.signatories.exclude(signed_at=None).order_by("-place").first()
    place = (version.signatories.aggregate(n=Max("place"))["n"] or 0) + 1
    words = AT_THE_BOARD if version.meeting.kind == MeetingKind.BOARD else IN_THE_FILE
    who = signing.Signer(
        id=str(mine.user_id), name=mine.name, role=words[mine.role], association=tenancy.current().name
    )
    base = bytes(last.pdf) if last is not None and last.pdf is not None else bytes(version.pdf)
    pdf = signing.sign(base, by=who, authority=maker, field=f"Underskrift{place}", at=at)
    mine.signed_at, mine.place, mine.pdf = at, place, pdf
    mine.sha256, mine.certificate = hashlib.sha256(pdf).hexdigest(), fingerprint
    mine.save(update_fields=["signed_at", "place", "pdf", "sha256", "certificate"])
    is_last = not version.signatories.filter(signed_at=None).exists()
    if is_last:
        version.completed_at, version.path = at, SigningPath.ELECTRONIC.value
        version.save(update_fields=["completed_at", "path"])
    if is_last:
        statutes.hold_the_texts()  # before anything is recorded
    assert by.id is not None
    if is_new:
        record(
            AuthorityFounded(subject=version.meeting_id, fingerprint=fingerprint), by=Actor.system(), at=at
        )
    fact = MinutesSigned(
        subject=version.meeting_id, version=version.number, sha256=mine.sha256, name=mine.name,
        role=mine.role, user=by.id, certificate=fingerprint,
    )  # fmt: skip
    record(fact, by=by, at=at)
    if is_last:
        ceremonies.erase_messages(meeting_id=version.meeting_id, by=Actor.system(), at=at)
        done = MinutesCompleted(
            subject=version.meeting_id, version=version.number, sha256=mine.sha256, path=version.path
        )
        record(done, by=Actor.system(), at=at)
        day = day_of(at)
        statutes.let_hold(meeting=version.meeting_id, on_day=day, by=Actor.system(), at=at)


def _parts(version: Version, user: object, code: str) -> tuple[str, ...]:
    """A code is good for one person and one file: it confirms these bytes and no others."""
    return ("minutes-signature", str(tenancy.current().pk), version.sha256, str(user), code)
