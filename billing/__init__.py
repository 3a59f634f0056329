"""The money: what the meeting decided becomes an invoice, is paid, and stands in the books."""
