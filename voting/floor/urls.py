"""Doors to the speakers list."""

from __future__ import annotations

from django.urls import path

from voting.floor import api

urlpatterns = [
    path("meetings/<uuid:meeting_id>/floor", api.FloorDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/requests", api.DeskDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/requests/<uuid:request_id>", api.OwnRequestDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/next", api.NextDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/stop", api.StopDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/extend", api.ExtendDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/skip", api.SkipDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/order", api.OrderDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/limit", api.LimitDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/policy", api.PolicyDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/line", api.LineDoor.as_view()),
    path("meetings/<uuid:meeting_id>/floor/undo", api.UndoDoor.as_view()),
    path("meetings/<uuid:meeting_id>/venues/<uuid:venue_id>/floor", api.VenueFloorDoor.as_view()),
    path(
        "meetings/<uuid:meeting_id>/venues/<uuid:venue_id>/floor/<uuid:request_id>",
        api.VenueRequestDoor.as_view(),
    ),
]
