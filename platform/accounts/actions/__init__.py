"""Verbs on accounts: ask for a code, sign in with it, give and withdraw roles."""

from accounts.actions.people import appoint, end_role, ensure_user, ensure_users, grant_role, withdraw_role
from accounts.actions.signing_in import (
    ask_for_code,
    make_link,
    sign_in_by_code,
    sign_in_by_link,
    who_has_link,
)

__all__ = [
    "appoint",
    "ask_for_code",
    "end_role",
    "ensure_user",
    "ensure_users",
    "grant_role",
    "make_link",
    "sign_in_by_code",
    "sign_in_by_link",
    "who_has_link",
    "withdraw_role",
]
