"""The decision engine: exact integers and fractions, no web, no database, no clock.

One module per way of counting; each takes whole numbers and gives back a frozen dataclass that carries
everything a ballot, a screen and the minutes must show: the counts, the base and the number needed.
"""
