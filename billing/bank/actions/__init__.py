"""Verbs of the bank. Lock order: the advisory lock | a payment → invoices by id → the books → journal."""

from billing.bank.actions.credits import move_credit, return_credit
from billing.bank.actions.matching import match_payment, undo_match
from billing.bank.actions.placing import book_as_income, return_payment, say_known, set_aside, state_amount
from billing.bank.actions.reading import book_file, discard_file, read_file
from billing.bank.actions.working import carry_on

__all__ = [
    "book_as_income",
    "book_file",
    "carry_on",
    "discard_file",
    "match_payment",
    "move_credit",
    "read_file",
    "return_credit",
    "return_payment",
    "say_known",
    "set_aside",
    "state_amount",
    "undo_match",
]
