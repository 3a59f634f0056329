"""Doors to the minutes."""

from __future__ import annotations

from django.urls import path

from voting.minutes import api

urlpatterns = [
    path("meetings/<uuid:meeting_id>/minutes", api.MinutesDoor.as_view()),
    path("meetings/<uuid:meeting_id>/minutes.pdf", api.MinutesPdfDoor.as_view()),
]
