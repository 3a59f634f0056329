"""Doors to the record."""

from __future__ import annotations

from django.urls import path

from journal import api

urlpatterns = [path("journal/<int:entry_id>", api.EntryDoor.as_view())]
