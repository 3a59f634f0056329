"""The locks, the officer who answers, and what is wrong with a message in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Missing, Obstacle
from voting.belenios import canonical
from voting.ceremony.enums import CeremonyState
from voting.ceremony.models import Ceremony, Officer
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Meeting


def locked(meeting_id: UUID) -> tuple[Meeting, Ceremony | None]:
    """The meeting and its ceremony, both held until the transaction ends."""
    meeting = lock_meeting(meeting_id)
    ceremony = (
        Ceremony.objects.select_for_update(no_key=True)
        .filter(meeting=meeting).exclude(state=CeremonyState.VOIDED).first()
    )  # fmt: skip
    return meeting, ceremony


def locked_for(meeting_id: UUID, by: Actor) -> tuple[Meeting, Ceremony, list[Officer], Officer]:
    """The same with everybody in the frozen list, and the officer who answers: Forbidden to others."""
    meeting, ceremony = locked(meeting_id)
    if ceremony is None:
        raise Missing
    chain = list(ceremony.officers.filter(place__isnull=False).order_by("place"))
    mine = next((one for one in chain if by.id is not None and one.user_id == by.id), None)
    if mine is None:
        raise Forbidden("ceremony.join")
    return meeting, ceremony, chain, mine


@contextmanager
def told_as(field: str) -> Iterator[None]:
    """A message that cannot be true is a fault of the field that it came in, with the reason in one line."""
    try:
        yield
    except canonical.Malformed as error:
        fault = Obstacle("voting.ceremony.error_message_untrue", {"reason": str(error)})
        raise Malformed({field: [fault]}) from None
