"""Doors to the minutes."""

from voting.minutes.api.adjusting import (
    ApprovalsDoor,
    CommentDoor,
    CommentsDoor,
    MinutesStateDoor,
    SignaturesDoor,
    SigningCodesDoor,
    VersionsDoor,
)
from voting.minutes.api.attachments import AttachmentDoor, AttachmentsDoor, ItemAttachmentsDoor
from voting.minutes.api.drafts import MinutesDoor, MinutesPdfDoor
from voting.minutes.api.files import (
    AuthorityDoor,
    BundleDoor,
    ChecksDoor,
    ExtractsDoor,
    MinutesFileDoor,
    RegistrationPapersDoor,
    ScansDoor,
)
from voting.minutes.api.wording import ItemWordsDoor

__all__ = [
    "ApprovalsDoor",
    "AttachmentDoor",
    "AttachmentsDoor",
    "AuthorityDoor",
    "BundleDoor",
    "ChecksDoor",
    "CommentDoor",
    "CommentsDoor",
    "ExtractsDoor",
    "ItemAttachmentsDoor",
    "ItemWordsDoor",
    "MinutesDoor",
    "MinutesFileDoor",
    "MinutesPdfDoor",
    "MinutesStateDoor",
    "RegistrationPapersDoor",
    "ScansDoor",
    "SignaturesDoor",
    "SigningCodesDoor",
    "VersionsDoor",
]
