"""The composition root as a Django app: it has no tables, it only joins the parts at start."""

from __future__ import annotations

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Makes our Celery app the one that shared tasks are sent through, in every process."""

    name = "config"

    def ready(self) -> None:
        """Import the app; without it a task would go to a broker that nobody has."""
        from config import celery  # noqa: F401, PLC0415  importing registers
