"""Composition root: settings, urls, processes and the one place that sees every room."""
