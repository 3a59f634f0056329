"""Measurements as ratios, each against its baseline in the same run: ``python -m bench`` prints one JSON."""
