"""Doors to the association."""

from __future__ import annotations

from django.urls import path

from tenants.founding import api

urlpatterns = [
    path("association", api.AssociationDoor.as_view()),
    path("my-membership/leaving", api.OwnLeavingDoor.as_view()),
    path("members/<uuid:member_id>/leaving", api.MemberLeavingDoor.as_view()),
    path("association/public", api.PublicAssociationDoor.as_view()),
]
