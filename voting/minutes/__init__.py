"""Protokoll: drafted from the journal."""
