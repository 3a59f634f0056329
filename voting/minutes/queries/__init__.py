"""The facts of a meeting, gathered for its minutes; and how far the minutes have come."""

from voting.minutes.queries.adjusting import latest_file, signatory, state_of
from voting.minutes.queries.attachments import (
    attachment,
    attachment_shape,
    attachments_of,
    must_read_attachment,
)
from voting.minutes.queries.auditing import faults_of
from voting.minutes.queries.documents import documents_of
from voting.minutes.queries.extracts import extract_paper, extract_view, obstacles_to_extract
from voting.minutes.queries.files import Kept, bundle_of, check, file_with
from voting.minutes.queries.gathering import draft, meeting_facts, written_at
from voting.minutes.queries.package import papers_of_registration
from voting.minutes.queries.shapes import (
    annex_shape,
    comment_shape,
    extract_shape,
    scan_shape,
    version_shape,
)
from voting.minutes.queries.signers import Signs, role_at, signers_of
from voting.minutes.queries.wording import may_word, wording_shape, words_of, writers_of
from voting.minutes.queries.working import (
    approved_at_once,
    are_approved,
    authorities,
    comments_of,
    minutes_of,
    standing_version,
    version_of,
)

__all__ = [
    "Kept",
    "Signs",
    "annex_shape",
    "approved_at_once",
    "are_approved",
    "attachment",
    "attachment_shape",
    "attachments_of",
    "authorities",
    "bundle_of",
    "check",
    "comment_shape",
    "comments_of",
    "documents_of",
    "draft",
    "extract_paper",
    "extract_shape",
    "extract_view",
    "faults_of",
    "file_with",
    "latest_file",
    "may_word",
    "meeting_facts",
    "minutes_of",
    "must_read_attachment",
    "obstacles_to_extract",
    "papers_of_registration",
    "role_at",
    "scan_shape",
    "signatory",
    "signers_of",
    "standing_version",
    "state_of",
    "version_of",
    "version_shape",
    "wording_shape",
    "words_of",
    "writers_of",
    "written_at",
]
