"""The journey from network to association: what the founding decisions bring about."""
