"""Doors of the public site: Stripe writes to the platform, not to an association."""

from __future__ import annotations

from django.urls import path

from billing.payments import api

urlpatterns = [path("stripe/events", api.LettersDoor.as_view())]
