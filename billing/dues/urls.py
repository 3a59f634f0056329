"""Doors."""

from __future__ import annotations

from django.urls import path

from billing.dues import api

urlpatterns = [
    path("dues", api.DuesDoor.as_view()),
    path("dues/<uuid:schedule_id>", api.ScheduleDoor.as_view()),
    path("dues/<uuid:schedule_id>/classes/<str:code>", api.ClassDoor.as_view()),
    path("dues/<uuid:schedule_id>/preview", api.PreviewDoor.as_view()),
    path("dues/<uuid:schedule_id>/runs", api.RunsDoor.as_view()),
    path("dues/<uuid:schedule_id>/members/<uuid:member_id>", api.TreatmentDoor.as_view()),
    path("dues/runs/<uuid:run_id>", api.RunDoor.as_view()),
]
