"""Doors."""

from __future__ import annotations

from django.urls import path

from billing.reports import api

urlpatterns = [
    path("reports/sie", api.SieDoor.as_view()),
]
