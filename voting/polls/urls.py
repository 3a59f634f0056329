"""Doors to polls, ballots and the meeting's screens."""

from __future__ import annotations

from django.urls import path

from voting.polls import api

urlpatterns = [
    path("meetings/<uuid:meeting_id>/polls", api.PollsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/fallback.pdf", api.FallbackDoor.as_view()),
    path("meetings/<uuid:meeting_id>/polls/on-paper", api.OnPaperDoor.as_view()),
    path("polls/<uuid:poll_id>", api.PollDoor.as_view()),
    path("polls/<uuid:poll_id>/open", api.OpenDoor.as_view()),
    path("polls/<uuid:poll_id>/close", api.CloseDoor.as_view()),
    path("polls/<uuid:poll_id>/declare", api.DeclareDoor.as_view()),
    path("polls/<uuid:poll_id>/decision", api.DecisionDoor.as_view()),
    path("polls/<uuid:poll_id>/pause", api.PauseDoor.as_view()),
    path("polls/<uuid:poll_id>/resume", api.ResumeDoor.as_view()),
    path("polls/<uuid:poll_id>/void", api.VoidDoor.as_view()),
    path("polls/<uuid:poll_id>/again", api.AgainDoor.as_view()),
    path("polls/<uuid:poll_id>/tie", api.TieDoor.as_view()),
    path("polls/<uuid:poll_id>/hands", api.HandsDoor.as_view()),
    path("polls/<uuid:poll_id>/channel", api.ChannelDoor.as_view()),
    path("polls/<uuid:poll_id>/ballot", api.BallotDoor.as_view()),
    path("polls/<uuid:poll_id>/assist", api.AssistDoor.as_view()),
    path("polls/<uuid:poll_id>/turnout", api.TurnoutDoor.as_view()),
    path("polls/<uuid:poll_id>/roll-call", api.RollCallDoor.as_view()),
    path("polls/<uuid:poll_id>/sealed-ballot", api.SealedBallotDoor.as_view()),
    path("polls/<uuid:poll_id>/sealed-assist", api.SealedAssistDoor.as_view()),
    path("polls/<uuid:poll_id>/board", api.BoardDoor.as_view()),
    path("polls/<uuid:poll_id>/archive.bel", api.ArchiveDoor.as_view()),
    path("polls/<uuid:poll_id>/proofs.json", api.SideProofsDoor.as_view()),
    path("polls/<uuid:poll_id>/commitments.json", api.CommitmentsDoor.as_view()),
    path("polls/<uuid:poll_id>/register.json", api.MarksDoor.as_view()),
    path("polls/<uuid:poll_id>/decryption", api.DecryptionDoor.as_view()),
    path("polls/<uuid:poll_id>/opened", api.OpenSealedDoor.as_view()),
    path("polls/<uuid:poll_id>/count.json", api.CountDoor.as_view()),
    path("meetings/<uuid:meeting_id>/venues/<uuid:venue_id>/alive", api.AliveDoor.as_view()),
    path("meetings/<uuid:meeting_id>/venues/<uuid:venue_id>/lost", api.LostDoor.as_view()),
    path("meetings/<uuid:meeting_id>/venues/<uuid:venue_id>/restored", api.RestoredDoor.as_view()),
    path("meetings/<uuid:meeting_id>/state", api.StateDoor.as_view()),
    path("meetings/<uuid:meeting_id>/events", api.EventsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/start", api.ItemDoor.as_view()),
    path("meetings/<uuid:meeting_id>/adjourn", api.AdjournDoor.as_view()),
    path("meetings/<uuid:meeting_id>/close", api.CloseMeetingDoor.as_view()),
    path("projector/<str:key>", api.ProjectorDoor.as_view()),
    path("projector/<str:key>/events", api.ProjectorEventsDoor.as_view()),
    path("projector/<str:key>/qr.svg", api.ProjectorCodeDoor.as_view()),
]
