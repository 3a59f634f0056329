"""Verbs on the minutes. Each holds the meeting first and records last; repeated, it answers the same."""

from voting.minutes.actions.attaching import attach_file, remove_file
from voting.minutes.actions.commenting import answer_comment, comment, withdraw_comment
from voting.minutes.actions.filing import file_paper, make_extract
from voting.minutes.actions.freezing import freeze, take_back_text
from voting.minutes.actions.letters import (
    send_signing_code,
    tell_those_who_approve,
    tell_those_who_sign,
)
from voting.minutes.actions.signing import approve, ask_for_signing_code, sign, take_back_approval
from voting.minutes.actions.wording import word_item

__all__ = [
    "answer_comment",
    "approve",
    "ask_for_signing_code",
    "attach_file",
    "comment",
    "file_paper",
    "freeze",
    "make_extract",
    "remove_file",
    "send_signing_code",
    "sign",
    "take_back_approval",
    "take_back_text",
    "tell_those_who_approve",
    "tell_those_who_sign",
    "withdraw_comment",
    "word_item",
]
