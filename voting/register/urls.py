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
    path("meetings/<uuid:meeting_id>/register/at", api.RegisterAtDoor.as_view()),
    path("meetings/<uuid:meeting_id>/register/versions", api.VersionsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/register/course", api.CourseDoor.as_view()),
    path("meetings/<uuid:meeting_id>/rules", api.RulesDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items", api.ItemsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/readings/<uuid:version_id>", api.ReadingDoor.as_view()),
    path("meetings/<uuid:meeting_id>/my-vote", api.MyVoteDoor.as_view()),
    path("meetings/<uuid:meeting_id>/my-substitute", api.MySubstituteDoor.as_view()),
    path("meetings/<uuid:meeting_id>/resume", api.ResumeDoor.as_view()),
    path("meetings/<uuid:meeting_id>/undo", api.UndoDoor.as_view()),
    path("meetings/<uuid:meeting_id>/next", api.NextDoor.as_view()),
    path("meetings/<uuid:meeting_id>/quorum/waive", api.WaiveQuorumDoor.as_view()),
    path("meetings/<uuid:meeting_id>/rehearsals", api.RehearsalsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/seats/<uuid:seat_id>/here", api.SeatDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/table", api.TableDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/refer-back", api.ReferBackDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/soundings", api.SoundingsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/effects", api.ProposedEffectsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/demands", api.DemandsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/my-demand", api.MyDemandDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/notes", api.NotesDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/my-notes", api.MyNotesDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/conflicts", api.ConflictsDoor.as_view()),
    path(
        "meetings/<uuid:meeting_id>/items/<int:no>/conflicts/<uuid:registration_id>",
        api.ConflictDoor.as_view(),
    ),
    path("meetings/<uuid:meeting_id>/notes/<uuid:note_id>", api.NoteDoor.as_view()),
    path("meetings/<uuid:meeting_id>/my-notes/<uuid:note_id>", api.MyNoteDoor.as_view()),
    path("meetings/<uuid:meeting_id>/my-proxies", api.MyProxiesDoor.as_view()),
    path("meetings/<uuid:meeting_id>/my-proxies/<uuid:proxy_id>", api.MyProxyDoor.as_view()),
    path("meetings/<uuid:meeting_id>/proxies", api.ProxiesDoor.as_view()),
    path("meetings/<uuid:meeting_id>/proxies/<uuid:proxy_id>", api.ProxyDoor.as_view()),
    path("meetings/<uuid:meeting_id>/proxies/<uuid:proxy_id>/file", api.ProxyFileDoor.as_view()),
]
