"""Voteringar: the question, the ballots and the result."""
