"""Reminders of invoices that are not paid: by a ladder, once a step, none to whoever need not be reminded."""
