"""Doors."""

from __future__ import annotations

from django.urls import path

from tenants.members import api

urlpatterns = [
    path("network", api.NetworkDoor.as_view()),
    path("members", api.MembersDoor.as_view()),
    path("members.csv", api.ExportDoor.as_view()),
    path("members/<uuid:member_id>", api.MemberDoor.as_view()),
    path("my-membership", api.MembershipDoor.as_view()),
    path("my-membership/application", api.ApplicationDoor.as_view()),
    path("member-imports", api.ImportsDoor.as_view()),
    path("member-imports/<uuid:import_id>", api.ImportDoor.as_view()),
    path("member-imports/<uuid:import_id>/apply", api.ApplyDoor.as_view()),
]
