"""Doors to dues: fees decided and taken over, the preview, the run and how far it has come."""

from billing.dues.api.runs import PreviewDoor, RunDoor, RunsDoor
from billing.dues.api.schedules import ClassDoor, DuesDoor, ScheduleDoor, TreatmentDoor

__all__ = ["ClassDoor", "DuesDoor", "PreviewDoor", "RunDoor", "RunsDoor", "ScheduleDoor", "TreatmentDoor"]
