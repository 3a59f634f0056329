"""Doors to the keys of voters' devices and cards. The boxes are opened through the polls' own doors."""

from __future__ import annotations

from django.urls import path

from voting.ballotbox import api

urlpatterns = [
    path("meetings/<uuid:meeting_id>/device-keys", api.KeysDoor.as_view()),
    path("meetings/<uuid:meeting_id>/device-keys/missing", api.MissingKeysDoor.as_view()),
    path("meetings/<uuid:meeting_id>/voting-cards", api.CardsDoor.as_view()),
]
