"""Doors to the association, and to leaving it."""

from tenants.founding.api.association import AssociationDoor, PublicAssociationDoor
from tenants.founding.api.leaving import MemberLeavingDoor, OwnLeavingDoor

__all__ = ["AssociationDoor", "MemberLeavingDoor", "OwnLeavingDoor", "PublicAssociationDoor"]
