"""A ceremony that is broken off, and messages that have done their work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.ceremony import rules
from voting.ceremony.actions.shared import locked
from voting.ceremony.enums import CeremonyState
from voting.ceremony.events import CeremonyVoided, MessagesErased


@transaction.atomic
def void_ceremony(*, meeting_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Break it off: somebody has left, or a message was wrong. The next one begins from new seeds.

    Refused while a vote waits for this very key, which nobody could open afterwards. Where there is nothing
    to break off, nothing is done.
    """
    meeting, ceremony = locked(meeting_id)
    if ceremony is None:
        return
    waiting = import_string(settings.OFFICERS_KEY_NEEDED)(meeting_id)
    refuse_if(rules.obstacles_to_voiding(ceremony.state, waiting))
    ceremony.state, ceremony.voided_at, ceremony.voided_reason = CeremonyState.VOIDED, at, reason
    ceremony.save(update_fields=["state", "voided_at", "voided_reason"])
    ceremony.officers.update(polynomial="", share="")
    record(CeremonyVoided(subject=meeting.pk, reason=reason), by=by, at=at)


@transaction.atomic
def erase_messages(*, meeting_id: UUID, by: Actor, at: datetime) -> None:
    """Forget what the devices sent each other, once the minutes are adjusted: with the seeds it opens all.

    The public record stays, so everything can still be verified; nothing more can be decrypted.
    """
    meeting, ceremony = locked(meeting_id)
    if ceremony is None or ceremony.erased_at is not None or ceremony.state != CeremonyState.READY:
        return
    ceremony.erased_at = at
    ceremony.save(update_fields=["erased_at"])
    ceremony.officers.update(polynomial="", share="")
    record(MessagesErased(subject=meeting.pk), by=by, at=at)
