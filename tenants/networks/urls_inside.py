"""Doors inside an association."""

from __future__ import annotations

from django.urls import path

from tenants.networks import api

urlpatterns = [
    path("country", api.CountryDoor.as_view()),
]
