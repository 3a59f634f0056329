"""Books: accounts, vouchers and entries, in whole öre. The truth about money.

What the rooms above may rely on, and what stays as it is:

* :func:`billing.books.actions.post_voucher` writes a balanced voucher once per ``source``: the same source
  again gives the voucher that is there, with other amounts it is refused. Numbers have no gaps within a
  series and fiscal year. A closed period refuses.
* :func:`billing.books.actions.reverse_voucher` mends a voucher by its mirror; nothing is ever changed.
* :class:`billing.books.actions.Posting` is one line: account, amount (debit +, credit −), ``about`` (which
  invoice), ``party`` (which member), ``objects`` (dimensions as in SIE: ``((6, "kansli"),)``).
* :mod:`billing.books.queries` answers ``balances``, ``trial_balance`` (its sum is 0, always), ``ledger``,
  ``balance_about`` and ``vouchers_between`` (for SIE).

Lock order: rows of rooms above → series' counter → (a closing's advisory lock) → journal.
"""
