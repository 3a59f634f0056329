"""Dues: what the meeting decided becomes fees, and one run bills everybody once.

A decision's effect FEES_SET is taken over as a :class:`FeeSchedule` with its classes; a run makes one charge
for each member, period and part, and its invoice, in one transaction per member. The unique key on the charge
decides: run twice, in parallel, or killed half-way and begun again, nobody is billed twice and no number is
missing. A later run of the same schedule bills those who joined since, by the statutes' part-year rule.
"""
