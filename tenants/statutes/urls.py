"""Doors to the statutes."""

from __future__ import annotations

from django.urls import path

from tenants.statutes import api

urlpatterns = [
    path("statutes/proposed", api.ProposedDoor.as_view()),
    path("statutes/versions", api.VersionsDoor.as_view()),
    path("statutes/versions/<uuid:version_id>", api.VersionDoor.as_view()),
    path("statutes/versions/<uuid:version_id>/redline", api.RedlineDoor.as_view()),
    path("statutes/versions/<uuid:version_id>/redline.pdf", api.RedlinePdfDoor.as_view()),
    path("statutes/versions/<uuid:version_id>/statutes.pdf", api.StatutesPdfDoor.as_view()),
    path("statutes/versions/<uuid:version_id>/akn.xml", api.AkomaNtosoDoor.as_view()),
    path("statutes/versions/<uuid:version_id>/lint", api.LintDoor.as_view()),
]
