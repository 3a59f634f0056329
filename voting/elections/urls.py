"""Doors to elections."""

from __future__ import annotations

from django.urls import path

from voting.elections import api

ONE = "elections/<uuid:election_id>"

urlpatterns = [
    path("meetings/<uuid:meeting_id>/elections", api.ElectionsDoor.as_view()),
    path("projector/<str:key>/elections", api.ProjectorElectionsDoor.as_view()),
    path(ONE, api.ElectionDoor.as_view()),
    path(f"{ONE}/nominate", api.NominateDoor.as_view()),
    path(f"{ONE}/nominations", api.NominationsDoor.as_view()),
    path(f"{ONE}/nominations/<uuid:nomination_id>", api.NominationDoor.as_view()),
    path(f"{ONE}/terms", api.TermsDoor.as_view()),
    path(f"{ONE}/close_nominations", api.CloseNominationsDoor.as_view()),
    path(f"{ONE}/reopen_nominations", api.ReopenNominationsDoor.as_view()),
    path(f"{ONE}/acclamation", api.AcclamationDoor.as_view()),
    path(f"{ONE}/poll", api.RoundDoor.as_view()),
    path(f"{ONE}/next_round", api.NextRoundDoor.as_view()),
    path(f"{ONE}/lot", api.OrderLotDoor.as_view()),
    path(f"{ONE}/accept", api.AcceptDoor.as_view()),
    path(f"{ONE}/my-answer", api.OwnAnswerDoor.as_view()),
    path(f"{ONE}/decide", api.DecideDoor.as_view()),
]
