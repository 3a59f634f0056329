"""Beslut: what was decided, where, and how."""
