"""Doors to registrations and to a meeting's course."""

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
]
