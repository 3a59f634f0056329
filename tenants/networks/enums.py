"""Names of the networks room."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far the network has come."""

    NETWORK = "network"
    CONVENING = "convening"
    CONSTITUTING = "constituting"
    ASSOCIATION = "association"


class SignUpStatus(StrEnum):
    """Where a sign-up stands."""

    CODE_SENT = "code_sent"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"


STEPS = ("address", "schema", "rooms", "letter")

# A host label; the schema's name is the same with "_" for "-".
SLUG_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
