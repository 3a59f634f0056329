"""The meeting: who may vote, what is put to the vote, and what was decided."""
