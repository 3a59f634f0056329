"""Talarlista: who may speak, in what order, across venues."""
