"""Payments: cards and Swish through Stripe, files from the bank, and what they settle."""
