"""Verbs on members: add, change, preview a file and read it in, ask to join."""

from tenants.members.actions.importing import apply_import, preview_import
from tenants.members.actions.joining import ask_to_join, settle_applications, withdraw_application
from tenants.members.actions.keeping import add_member, change_member, name_delegate, note_unpaid_fee

__all__ = [
    "add_member",
    "apply_import",
    "ask_to_join",
    "change_member",
    "name_delegate",
    "note_unpaid_fee",
    "preview_import",
    "settle_applications",
    "withdraw_application",
]
