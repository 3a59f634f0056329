"""The rules typed beside a motion's words, against those of the clause that it would change."""

from __future__ import annotations

from typing import Any

from kernel.errors import Malformed, Obstacle
from tenants.statutes import queries as statutes
from tenants.statutes.rules import changed_rules, faults_in_rules, retyped
from voting.motions.enums import MatterKind, MotionKind
from voting.motions.models import Motion
from voting.motions.queries.sheets import Sheet

CARRIES_RULES = frozenset({MotionKind.CHANGE, MotionKind.INSERT, MotionKind.APPEND})


def typed_rules(
    on: Sheet, given: dict[str, Any] | None, *, kind: str, target: str, parent: Motion | None
) -> dict[str, Any] | None:
    """The data of the new words; None keeps what the clause has. Malformed for a rule that is none here."""
    if given is None:
        return None
    if on.ground.kind != MatterKind.STATUTES or kind not in CARRIES_RULES:
        raise Malformed({"rules": [Obstacle("platform.kernel.field_invalid_choice")]})
    wrong = faults_in_rules(given)
    if wrong:
        raise Malformed({"rules": wrong})
    return retyped(rules_before(on, target=target, parent=parent), given)


def rules_before(on: Sheet, *, target: str, parent: Motion | None) -> dict[str, Any]:
    """The data of the words that would be changed: another motion's, or the clause's own."""
    if parent is not None and parent.rules is not None:
        return dict(parent.rules)
    key = parent.target if parent is not None else target
    return statutes.rules_of(on.version, key) if on.version is not None else {}


def rules_changed(on: Sheet, motion: Motion) -> list[dict[str, Any]]:
    """Each parameter that the motion would change, with what it is today."""
    if motion.rules is None:
        return []
    return changed_rules(rules_before(on, target=motion.target, parent=motion.parent), motion.rules)
