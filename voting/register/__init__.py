"""Röstlängd: who may vote, in numbered versions; a poll keeps the one it opened on."""
