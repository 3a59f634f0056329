"""The minutes' own rows as the API and the record tell them."""

from __future__ import annotations

from typing import Any

from voting.minutes.models import Annex, Comment, Extract, Scan, Signatory, Version


def comment_shape(one: Comment) -> dict[str, Any]:
    """A comment and its answer."""
    return {
        "id": str(one.pk),
        "item_no": one.item_no,
        "text": one.text,
        "user": str(one.user_id),
        "name": one.name,
        "role": one.role,
        "at": one.at,
        "answer": one.answer,
        "outcome": one.outcome,
        "answered_by": one.answered_by,
        "answered_at": one.answered_at,
    }


def signatory_shape(one: Signatory) -> dict[str, Any]:
    """One of those who sign."""
    return {
        "user": str(one.user_id),
        "name": one.name,
        "role": one.role,
        "approved_at": one.approved_at,
        "signed_at": one.signed_at,
        "place": one.place,
        "sha256": one.sha256,
    }


def version_shape(one: Version) -> dict[str, Any]:
    """A version and how far it has come."""
    return {
        "number": one.number,
        "sha256": one.sha256,
        "text_sha256": one.text_sha256,
        "by": one.by_name,
        "frozen_at": one.frozen_at,
        "superseded_at": one.superseded_at,
        "completed_at": one.completed_at,
        "path": one.path,
        "signatories": [signatory_shape(s) for s in one.signatories.defer("pdf")],
    }


def annex_shape(one: Annex) -> dict[str, Any]:
    """An annex, without its contents."""
    return {
        "no": one.no,
        "kind": one.kind,
        "title": one.title,
        "items": one.items,
        "name": one.name,
        "media_type": one.media_type,
        "sha256": one.sha256,
    }


def scan_shape(one: Scan) -> dict[str, Any]:
    """A scan, without its contents."""
    return {
        "name": one.name,
        "media_type": one.media_type,
        "sha256": one.sha256,
        "by": one.by_name,
        "at": one.at,
    }


def extract_shape(one: Extract) -> dict[str, Any]:
    """An extract, without its contents."""
    return {"items": one.items, "sha256": one.sha256, "by": one.by_name, "at": one.at}
