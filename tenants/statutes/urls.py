"""Doors."""

from __future__ import annotations

from django.urls import path

from tenants.statutes import api

urlpatterns = [path("statutes/proposed", api.ProposedDoor.as_view())]
