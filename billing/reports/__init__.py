"""Reports: what the books and the invoices say, as files and figures for the treasurer. It keeps nothing.

Every amount is whole öre and comes from the books; what was paid is what stands against an account of money
(:data:`billing.reports.rules.MONEY`), so that the sums agree with the ledger to the öre:
billed − credited − written off − paid + other = what members owe on 1510 and 2420.
"""
