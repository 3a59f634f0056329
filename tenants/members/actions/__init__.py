"""Verbs on members: add, change, preview a file and read it in."""

from tenants.members.actions.importing import apply_import, preview_import
from tenants.members.actions.keeping import add_member, change_member, name_delegate

__all__ = ["add_member", "apply_import", "change_member", "name_delegate", "preview_import"]
