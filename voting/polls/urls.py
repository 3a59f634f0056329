"""Doors to polls, ballots and the meeting's screens."""

from __future__ import annotations

from django.urls import path

from voting.polls import api

urlpatterns = [
    path("meetings/<uuid:meeting_id>/polls", api.PollsDoor.as_view()),
    path("polls/<uuid:poll_id>", api.PollDoor.as_view()),
    path("polls/<uuid:poll_id>/open", api.OpenDoor.as_view()),
    path("polls/<uuid:poll_id>/close", api.CloseDoor.as_view()),
    path("polls/<uuid:poll_id>/declare", api.DeclareDoor.as_view()),
    path("polls/<uuid:poll_id>/ballot", api.BallotDoor.as_view()),
    path("meetings/<uuid:meeting_id>/state", api.StateDoor.as_view()),
    path("meetings/<uuid:meeting_id>/events", api.EventsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/start", api.ItemDoor.as_view()),
    path("meetings/<uuid:meeting_id>/close", api.CloseMeetingDoor.as_view()),
    path("projector/<str:key>", api.ProjectorDoor.as_view()),
    path("projector/<str:key>/events", api.ProjectorEventsDoor.as_view()),
    path("projector/<str:key>/qr.svg", api.ProjectorCodeDoor.as_view()),
]
