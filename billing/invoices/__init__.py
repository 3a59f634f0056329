"""Invoices and credit notes, in an unbroken series of numbers."""
