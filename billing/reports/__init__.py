"""Reports: what the books and the invoices say, as files and figures for the treasurer. It keeps nothing.

Every amount is whole öre and comes from the books.
"""
