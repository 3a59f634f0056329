"""Doors to the file of everything."""

from __future__ import annotations

from django.urls import path

from tenants.exports import api

urlpatterns = [
    path("export", api.ExportsDoor.as_view()),
    path("export/<uuid:export_id>/file", api.ExportFileDoor.as_view()),
]
