"""Doors to the speakers list."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
