"""The kernel as a Django app: it has no tables, only boot checks."""

from __future__ import annotations

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Registers the boot checks."""

    name = "kernel"

    def ready(self) -> None:
        """Import the checks so that they register themselves."""
        from kernel import checks, shapes  # noqa: F401, PLC0415  importing registers
