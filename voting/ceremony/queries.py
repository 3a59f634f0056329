"""The ceremony as the officers' screens show it, and the meeting's key for whoever needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from kernel.actor import Actor
from voting.belenios.canonical import read
from voting.belenios.ceremony import Assembly, assemble, vinputs
from voting.ceremony import rules
from voting.ceremony.enums import CeremonyState
from voting.ceremony.models import Ceremony, Officer


def ceremony_of(meeting_id: UUID) -> Ceremony | None:
    """The meeting's ceremony that holds, with its officers; a voided one does not."""
    return (
        Ceremony.objects.filter(meeting=meeting_id).exclude(state=CeremonyState.VOIDED)
        .prefetch_related("officers").first()
    )  # fmt: skip


def with_a_key() -> Exists:
    """To annotate a query of meetings: whether the officers have made its key."""
    return Exists(Ceremony.objects.filter(meeting=OuterRef("pk"), state=CeremonyState.READY))


def trustees_of(meeting_id: UUID) -> str:
    """The record of the meeting's trustees, which every archive repeats; empty until the key is made."""
    found = ceremony_of(meeting_id)
    return found.trustees if found is not None else ""


def listed(officers: Sequence[Officer]) -> list[Officer]:
    """Those who stand in the frozen list, in its order."""
    return sorted((o for o in officers if o.place is not None), key=lambda o: o.place or 0)


def assembly_of(ceremony: Ceremony, officers: Sequence[Officer]) -> Assembly:
    """The frozen list, every certificate checked again."""
    assert ceremony.threshold is not None
    return assemble([as_sent(o.certificate) for o in listed(officers)], ceremony.threshold)


def as_sent(text: str) -> Any:  # noqa: ANN401  JSON
    """What a device sent, from the text that was stored."""
    return read(text, "a stored message")


def ceremony_shape(meeting_id: UUID, *, reader: Actor) -> dict[str, Any]:
    """How far it has come; and for an officer in the list, what their device needs for its next answer."""
    ceremony = ceremony_of(meeting_id)
    officers = list(ceremony.officers.all()) if ceremony is not None else []
    state = ceremony.state if ceremony is not None else CeremonyState.GATHERING.value
    chain = listed(officers)
    frozen = bool(chain)
    mine = next((o for o in officers if o.user_id == reader.id), None)
    return {
        "ceremony": str(ceremony.pk) if ceremony is not None else None,
        "state": state,
        "threshold": ceremony.threshold if ceremony is not None else None,
        "suggested_threshold": rules.suggested_threshold(len(officers)),
        "pin": ceremony.pin if ceremony is not None else "",
        "officers": [_officer(o, reader) for o in (chain if frozen else officers)],
        "certificates": [as_sent(o.certificate) for o in chain],
        "commitments": _commitments(state, chain),
        "input": _input(state, chain, mine),
        "kept_key": _kept_key(state, mine),
        "trustees": ceremony.trustees if ceremony is not None else "",
        "trustees_hash": _sha256(ceremony.trustees) if ceremony is not None else "",
        "is_erased": ceremony is not None and ceremony.erased_at is not None,
    }


def _officer(officer: Officer, reader: Actor) -> dict[str, Any]:
    return {
        "id": str(officer.pk),
        "name": officer.name,
        "place": officer.place,
        "is_me": officer.user_id == reader.id,
        "confirmed": officer.confirmed_at is not None,
        "dealt": bool(officer.polynomial),
        "keyed": bool(officer.share),
    }


def _commitments(state: str, chain: Sequence[Officer]) -> list[str]:
    """Nobody sees another's before everybody has given theirs."""
    shown = {CeremonyState.DEALING, CeremonyState.KEYING, CeremonyState.READY}
    return [o.commitment for o in chain] if state in shown else []


def _input(state: str, chain: Sequence[Officer], mine: Officer | None) -> dict[str, Any] | None:
    """The letters to me from everybody, once all are there: what round three, or a lost key, is made of."""
    if state not in {CeremonyState.KEYING, CeremonyState.READY} or mine is None or mine.place is None:
        return None
    if not all(o.polynomial for o in chain):
        return None  # erased
    return vinputs([as_sent(o.polynomial) for o in chain])[mine.place - 1]


def _kept_key(state: str, mine: Officer | None) -> str | None:
    """My own key, encrypted to me: what decrypting begins with on any device that has my seed."""
    if state != CeremonyState.READY or mine is None or not mine.share:
        return None
    key: str = as_sent(mine.share)["private_key"]
    return key


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text else ""
