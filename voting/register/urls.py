"""Doors to the meeting with its register, and to presence."""

from __future__ import annotations

from django.urls import path

from voting.register import api

urlpatterns = [
    path("meetings", api.MeetingsDoor.as_view()),
    path("meetings/<uuid:meeting_id>", api.MeetingDoor.as_view()),
    path("meetings/<uuid:meeting_id>/open", api.OpenDoor.as_view()),
    path("meetings/<uuid:meeting_id>/check-ins", api.CheckInsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/check-ins/<uuid:registration_id>", api.CheckInDoor.as_view()),
    path("meetings/<uuid:meeting_id>/arrive", api.ArriveDoor.as_view()),
    path("meetings/<uuid:meeting_id>/register", api.RegisterDoor.as_view()),
    path("meetings/<uuid:meeting_id>/register/approve", api.ApproveDoor.as_view()),
]
