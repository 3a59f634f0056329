"""Stadgar: a tree of sections and numbered paragraphs, in versions."""
