"""Reads of proxies: the paper itself, and whether it counts now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kernel.actor import Actor
from kernel.errors import Forbidden, Missing
from voting.meetings import queries as meetings
from voting.meetings.models import Meeting
from voting.register.enums import Authority
from voting.register.models import Proxy
from voting.register.policies import Standing
from voting.register.queries.entitlement import standing_at


def proxies_of(meeting_id: UUID) -> list[dict[str, Any]]:
    """Every proxy in the order of filing, with whether it counts now and why not."""
    found = meetings.meeting(meeting_id)
    return _shapes(found, list(_rows(found)))


def my_proxies(meeting_id: UUID, *, by: Actor) -> list[dict[str, Any]]:
    """Those that one's own organisation has filed."""
    found = meetings.meeting(meeting_id)
    mine = meetings.member_of(found.pk, by.id)
    if mine is None:
        raise Forbidden("proxies.own")
    return _shapes(found, list(_rows(found).filter(member=mine[0])))


def proxy_shape(proxy: Proxy, standing: Standing) -> dict[str, Any]:
    """A proxy without its file."""
    vote = standing.votes.get(proxy.member_id)
    counts = bool(proxy.revoked_at is None and vote and vote.authority == Authority.PROXY)
    refusal = next((r for r in standing.refused if r.proxy == proxy.pk), None)
    return {
        "id": str(proxy.pk),
        "no": proxy.number,
        "member_id": str(proxy.member_id),
        "member": proxy.member.name,
        "holder_name": proxy.holder_name,
        "holder_email": proxy.holder_email,
        "dated": proxy.dated.isoformat(),
        "filed_at": proxy.filed_at.isoformat(),
        "file_name": proxy.file_name,
        "file_kind": proxy.file_kind,
        "sha256": proxy.sha256,
        "revoked_at": proxy.revoked_at.isoformat() if proxy.revoked_at else None,
        "revoked_why": proxy.revoked_why,
        "counts": counts,
        "reasons": [refusal.reason.to_json()] if refusal else [],
    }


def shape_of_proxy(proxy_id: UUID) -> dict[str, Any]:
    """One proxy, as it counts now."""
    row = Proxy.objects.select_related("member", "meeting").defer("content").get(pk=proxy_id)
    return proxy_shape(row, standing_at(row.meeting))


def proxy_file(meeting_id: UUID, proxy_id: UUID) -> Proxy:
    """The proxy with its file, or Missing."""
    found = Proxy.objects.filter(meeting=meeting_id, pk=proxy_id).first()
    if found is None:
        raise Missing
    return found


def _rows(found: Meeting) -> Any:  # noqa: ANN401  a queryset
    return Proxy.objects.filter(meeting=found).select_related("member").defer("content")


def _shapes(found: Meeting, rows: list[Proxy]) -> list[dict[str, Any]]:
    standing = standing_at(found)
    return [proxy_shape(row, standing) for row in rows]
