"""Doors to the minutes."""

from __future__ import annotations

from django.urls import path

from voting.minutes import api

OF = "meetings/<uuid:meeting_id>/minutes"

urlpatterns = [
    path(OF, api.MinutesDoor.as_view()),
    path(f"{OF}.pdf", api.MinutesPdfDoor.as_view()),
    path(f"{OF}/state", api.MinutesStateDoor.as_view()),
    path(f"{OF}/versions", api.VersionsDoor.as_view()),
    path(f"{OF}/comments", api.CommentsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/words", api.ItemWordsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/items/<int:no>/annexes", api.ItemAttachmentsDoor.as_view()),
    path("meetings/<uuid:meeting_id>/annexes", api.AttachmentsDoor.as_view()),
    path("annexes/<uuid:attachment_id>", api.AttachmentDoor.as_view()),
    path("minutes/comments/<uuid:comment_id>", api.CommentDoor.as_view()),
    path(f"{OF}/approvals", api.ApprovalsDoor.as_view()),
    path(f"{OF}/signing-codes", api.SigningCodesDoor.as_view()),
    path(f"{OF}/signatures", api.SignaturesDoor.as_view()),
    path(f"{OF}/scans", api.ScansDoor.as_view()),
    path(f"{OF}/files/<slug:sha256>", api.MinutesFileDoor.as_view()),
    path(f"{OF}/bundle.zip", api.BundleDoor.as_view()),
    path(f"{OF}/extracts", api.ExtractsDoor.as_view()),
    path("registration/papers", api.RegistrationPapersDoor.as_view()),
    path("checks/<slug:sha256>", api.ChecksDoor.as_view()),
    path("minutes/authority.pem", api.AuthorityDoor.as_view()),
]
