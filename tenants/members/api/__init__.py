"""Doors to members, to files of members, to membership, and to the network's own page."""

from tenants.members.api.files import ApplyDoor, ExportDoor, ImportDoor, ImportsDoor
from tenants.members.api.joining import ApplicationDoor, MembershipDoor
from tenants.members.api.members import MemberDoor, MembersDoor, NetworkDoor

__all__ = [
    "ApplicationDoor",
    "ApplyDoor",
    "ExportDoor",
    "ImportDoor",
    "ImportsDoor",
    "MemberDoor",
    "MembersDoor",
    "MembershipDoor",
    "NetworkDoor",
]
