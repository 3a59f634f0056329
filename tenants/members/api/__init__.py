"""Doors to members, to files of members, and to the network's own page."""

from tenants.members.api.files import ApplyDoor, ExportDoor, ImportDoor, ImportsDoor
from tenants.members.api.members import MemberDoor, MembersDoor, NetworkDoor

__all__ = [
    "ApplyDoor",
    "ExportDoor",
    "ImportDoor",
    "ImportsDoor",
    "MemberDoor",
    "MembersDoor",
    "NetworkDoor",
]
