"""Invoices: serial numbers, lines with VAT, credit notes, and what is still to be paid.

What the rooms above may rely on, and what stays as it is (all amounts in whole öre):

* :func:`billing.invoices.actions.draft_invoice`, ``issue_invoice``, ``credit_invoice``, ``write_off`` and
  ``discard_draft``. A draft is made once per ``origin``; an issued invoice never changes (a trigger agrees).
* :func:`billing.invoices.actions.settle_invoice` takes money in on an invoice, ``unsettle_invoice`` takes a
  settlement back (bounced, charged back, wrongly matched) and ``refund_invoice`` pays money out. Each is
  idempotent on ``source=(kind, id)``: give one source per payment *and invoice*. They come in any order.
* :func:`billing.invoices.actions.keep_paper` prints an issued invoice once; ``deliver`` sends its letter
  once, with proof. Issuing asks for that letter in its own transaction; ``send_again`` asks for one more.
* What an invoice is owed or owes is the sum of what was posted about it: above zero it stands on 1510, below
  zero it is the member's own money on 2420. Nothing of it is stored; see :mod:`billing.invoices.queries`:
  ``open_amount``, ``open_invoices``, ``invoice_by_ocr``, ``statement_of_account``.

Lock order: invoice rows by id → the series of invoice numbers → the books (their own order) → journal.
"""
