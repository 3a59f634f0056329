"""Verbs on members: add, change, preview a file and read it in, ask to join, leave."""

from tenants.members.actions.importing import apply_import, preview_import
from tenants.members.actions.joining import ask_to_join, settle_applications, withdraw_application
from tenants.members.actions.keeping import add_member, change_member, name_delegate, note_unpaid_fee
from tenants.members.actions.leaving import (
    CONFIRMATIONS,
    confirm,
    end_by_notice,
    note_leaving,
    withdraw_leaving,
)
from tenants.members.actions.striking import (
    OUTBOX,
    conclude_endings,
    deliver,
    end_memberships,
    note_credited,
    propose_striking,
    take_back_endings,
    withdraw_striking,
)

__all__ = [
    "CONFIRMATIONS",
    "OUTBOX",
    "add_member",
    "apply_import",
    "ask_to_join",
    "change_member",
    "conclude_endings",
    "confirm",
    "deliver",
    "end_by_notice",
    "end_memberships",
    "name_delegate",
    "note_credited",
    "note_leaving",
    "note_unpaid_fee",
    "preview_import",
    "propose_striking",
    "settle_applications",
    "take_back_endings",
    "withdraw_application",
    "withdraw_leaving",
    "withdraw_striking",
]
