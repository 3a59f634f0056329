"""The bank: its files, the payments in them, and what each payment was for.

A file is read, shown, and booked once; every payment in it is kept once, whichever file or format it comes in
(a unique key). What is certain settles its invoice by itself, straight from the bank account. All else comes
in on 2499, unidentified payments, so that the bank account of the books always agrees with the bank; from
there a person matches it, books it as income or pays it back, and each of these can be undone.

A room of its own beside payments, which is Stripe's side: the two share nothing but the invoices' verbs.

Lock order: the bank's advisory lock | a payment → invoices by id → the books' series → journal.
"""
