"""Valurna: the encrypted ballots of a secret vote, in an archive that anybody can verify."""
