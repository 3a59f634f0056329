"""Names of the key ceremony."""

from __future__ import annotations

from enum import StrEnum


class CeremonyState(StrEnum):
    """How far the officers have come."""

    GATHERING = "gathering"  # each one's device gives its certificate
    COMPARING = "comparing"  # the list is frozen, and each says that it is the one they see
    DEALING = "dealing"  # each one's device deals a share to each
    KEYING = "keying"  # each one's device puts its own key together
    READY = "ready"
    VOIDED = "voided"


ROUNDS = (CeremonyState.COMPARING, CeremonyState.DEALING, CeremonyState.KEYING)
"""Where everybody in the list must answer before the ceremony goes on."""
