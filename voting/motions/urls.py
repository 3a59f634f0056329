"""Doors to motions and the order of propositions."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
