"""The app."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The record, in each association's schema."""

    name = "journal"
