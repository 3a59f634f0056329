"""A Stripe on the desk: what Stripe would answer, kept in memory, for the demo and the tests. No real money.

Plain Python, without Django and without the rest of the house. It is asked through the official SDK alone,
in process (:class:`billing.stripe_desk.client.DeskClient`) or over loopback (``python -m
billing.stripe_desk``); nothing in the product imports it, so nothing in the product can tell it from Stripe.
"""
