"""Doors to registrations, to a meeting's course, to the board's own meeting, and to all decisions."""

from __future__ import annotations

from django.urls import path

from voting.meetings import api

urlpatterns = [
    path("meetings/<uuid:meeting_id>/my-registration", api.MyRegistrationDoor.as_view()),
    path("meetings/<uuid:meeting_id>/my-organisation", api.MyOrganisationDoor.as_view()),
    path("meetings/<uuid:meeting_id>/registrations", api.RegistrationsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/registrations/<uuid:registration_id>", api.RegistrationDoor.as_view()),
    path("meetings/<uuid:meeting_id>/venues/<uuid:venue_id>/confirm", api.ConfirmDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/decisions", api.DecisionsDoor.as_view()),
    path("board-meetings", api.BoardMeetingsDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>", api.BoardMeetingDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/choices", api.BoardChoicesDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/answers", api.BoardAnswersDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/fates", api.BoardFatesDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/table", api.BoardTableDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/open", api.BoardOpenDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/items", api.BoardMattersDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/items/<int:no>", api.BoardMatterDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/items/<int:no>/start", api.BoardItemDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/items/<int:no>/decide", api.BoardDecideDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/undo", api.BoardUndoDoor.as_view()),
    path("board-meetings/<uuid:meeting_id>/close", api.BoardCloseDoor.as_view()),
    path("association/journey", api.JourneyDoor.as_view()),
    path("decisions", api.DecisionBookDoor.as_view()),
]
