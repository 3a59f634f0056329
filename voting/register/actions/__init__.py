"""Verbs on the voting register. Presence goes through here, so that the register follows it at once.

Locks: the meeting's row first, always; then the rows below it; the record last.
"""

from voting.register.actions.conflicts import exclude, readmit
from voting.register.actions.following import register_for
from voting.register.actions.keeping import approve_register, arrive, check_in, check_out
from voting.register.actions.keys import note_key
from voting.register.actions.proxies import (
    Paper,
    file_own_proxy,
    file_proxy,
    revoke_own_proxy,
    revoke_proxy,
)
from voting.register.actions.speaking import note, note_own, withdraw, withdraw_own

__all__ = [
    "Paper",
    "approve_register",
    "arrive",
    "check_in",
    "check_out",
    "exclude",
    "file_own_proxy",
    "file_proxy",
    "note",
    "note_key",
    "note_own",
    "readmit",
    "register_for",
    "revoke_own_proxy",
    "revoke_proxy",
    "withdraw",
    "withdraw_own",
]
