"""Doors of an association to its subscription."""

from __future__ import annotations

from django.urls import path

from billing.subscriptions import api

urlpatterns = [
    path("subscription", api.SubscriptionDoor.as_view()),
    path("subscription/banner", api.BannerDoor.as_view()),
    path("subscription/page", api.SubscribeDoor.as_view()),
    path("subscription/portal", api.PortalDoor.as_view()),
    path("subscription/look", api.LookDoor.as_view()),
]
