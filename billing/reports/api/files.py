"""A file as an answer: with its name, and nobody keeps it on the way."""

from __future__ import annotations

from django.http import HttpResponse


def as_file(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """``name`` is ours: letters, digits, hyphens and a dot."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
