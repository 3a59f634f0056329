"""Doors to the officers' ceremony."""

from __future__ import annotations

from django.urls import path

from voting.ceremony import api

urlpatterns = [
    path("meetings/<uuid:meeting_id>/ceremony", api.CeremonyDoor.as_view()),
    path("meetings/<uuid:meeting_id>/ceremony/certificate", api.CertificateDoor.as_view()),
    path("meetings/<uuid:meeting_id>/ceremony/list", api.ListDoor.as_view()),
    path("meetings/<uuid:meeting_id>/ceremony/confirmation", api.ConfirmationDoor.as_view()),
    path("meetings/<uuid:meeting_id>/ceremony/polynomial", api.PolynomialDoor.as_view()),
    path("meetings/<uuid:meeting_id>/ceremony/share", api.ShareDoor.as_view()),
    path("meetings/<uuid:meeting_id>/ceremony/void", api.VoidDoor.as_view()),
]
