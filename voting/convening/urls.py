"""Doors to a meeting's notice."""

from __future__ import annotations

from django.urls import path

from voting.convening import api

OF = "meetings/<uuid:meeting_id>/notice"

urlpatterns = [
    path(OF, api.NoticeDoor.as_view()),
    path(f"{OF}/send", api.NoticeSendDoor.as_view()),
    path(f"{OF}/again", api.NoticeAgainDoor.as_view()),
    path(f"{OF}/late", api.NoticeLateDoor.as_view()),
    path(f"{OF}.pdf", api.NoticePdfDoor.as_view()),
    path(f"{OF}/proof.csv", api.NoticeProofDoor.as_view()),
]
