"""Yrkanden: motions and amendments, the order they are put in, and what the meeting decided."""
