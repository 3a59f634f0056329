"""Verbs on the association: what decisions bring about, and a member that leaves with its posts."""

from tenants.founding.actions.effects import carry_out, come_to, take_back
from tenants.founding.actions.leaving import leave, let_due_leave, record_leaving, stay

__all__ = ["carry_out", "come_to", "leave", "let_due_leave", "record_leaving", "stay", "take_back"]
