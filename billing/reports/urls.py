"""Doors."""

from __future__ import annotations

from django.urls import path

from billing.reports import api

urlpatterns = [
    path("reports/sie", api.SieDoor.as_view()),
    path("reports/file", api.ReportDoor.as_view()),
    path("reports/overview", api.OverviewDoor.as_view()),
    path("reports/members", api.BalancesDoor.as_view()),
    path("reports/members/<uuid:member_id>/statement", api.StatementFileDoor.as_view()),
]
