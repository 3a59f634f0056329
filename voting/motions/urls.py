"""Doors to motions and the order of propositions."""

from __future__ import annotations

from django.urls import path

from voting.motions import api

ITEM = "meetings/<uuid:meeting_id>/items/<int:no>"

urlpatterns = [
    path("meetings/<uuid:meeting_id>/motions", api.MotionsDoor.as_view()),
    path("motions/<uuid:motion_id>", api.MotionDoor.as_view()),
    path("motions/<uuid:motion_id>/withdraw", api.WithdrawDoor.as_view()),
    path("motions/<uuid:motion_id>/merge", api.MergeDoor.as_view()),
    path("motions/<uuid:motion_id>/recommend", api.RecommendDoor.as_view()),
    path("motions/<uuid:motion_id>/settle", api.SettleDoor.as_view()),
    path("projector/<str:key>/motions/<uuid:motion_id>", api.ProjectorMotionDoor.as_view()),
    path("projector/<str:key>/items/<int:no>/motions", api.ProjectorMotionsDoor.as_view()),
    path("projector/<str:key>/items/<int:no>/order", api.ProjectorOrderDoor.as_view()),
    path(f"{ITEM}/motions", api.MotionsAtDeskDoor.as_view()),
    path(f"{ITEM}/main", api.MainDoor.as_view()),
    path(f"{ITEM}/line", api.LineDoor.as_view()),
    path(f"{ITEM}/order", api.OrderDoor.as_view()),
    path(f"{ITEM}/order/later-day", api.LaterDayDoor.as_view()),
    path(f"{ITEM}/order/wordings", api.ReadingWordsDoor.as_view()),
    path(f"{ITEM}/order/approve", api.ApproveDoor.as_view()),
    path(f"{ITEM}/order/steps/<int:step>/poll", api.StepPollDoor.as_view()),
    path(f"{ITEM}/order/steps/<int:step>/acclamation", api.AcclamationDoor.as_view()),
    path(f"{ITEM}/order/untouched", api.UntouchedDoor.as_view()),
    path(f"{ITEM}/order/undo", api.UndoDoor.as_view()),
]
