"""Doors to the meeting with its register, to its course, and to presence, proxies and notes."""

from voting.register.api.course import (
    NextDoor,
    ReferBackDoor,
    RehearsalsDoor,
    ResumeDoor,
    SeatDoor,
    SoundingsDoor,
    TableDoor,
    UndoDoor,
    WaiveQuorumDoor,
)
from voting.register.api.effects import ProposedEffectsDoor
from voting.register.api.meetings import (
    MeetingDoor,
    MeetingsDoor,
    OpenDoor,
)
from voting.register.api.notes import (
    ConflictDoor,
    ConflictsDoor,
    DemandsDoor,
    MyDemandDoor,
    MyNoteDoor,
    MyNotesDoor,
    NoteDoor,
    NotesDoor,
)
from voting.register.api.own import MySubstituteDoor, MyVoteDoor
from voting.register.api.proxies import (
    MyProxiesDoor,
    MyProxyDoor,
    ProxiesDoor,
    ProxyDoor,
    ProxyFileDoor,
)
from voting.register.api.register import (
    ApproveDoor,
    ArriveDoor,
    CheckInDoor,
    CheckInsDoor,
    CourseDoor,
    RegisterAtDoor,
    RegisterDoor,
    VersionsDoor,
)
from voting.register.api.rules import ItemsDoor, ReadingDoor, RulesDoor

__all__ = [
    "ApproveDoor",
    "ArriveDoor",
    "CheckInDoor",
    "CheckInsDoor",
    "ConflictDoor",
    "ConflictsDoor",
    "CourseDoor",
    "DemandsDoor",
    "ItemsDoor",
    "MeetingDoor",
    "MeetingsDoor",
    "MyDemandDoor",
    "MyNoteDoor",
    "MyNotesDoor",
    "MyProxiesDoor",
    "MyProxyDoor",
    "MySubstituteDoor",
    "MyVoteDoor",
    "NextDoor",
    "NoteDoor",
    "NotesDoor",
    "OpenDoor",
    "ProposedEffectsDoor",
    "ProxiesDoor",
    "ProxyDoor",
    "ProxyFileDoor",
    "ReadingDoor",
    "ReferBackDoor",
    "RegisterAtDoor",
    "RegisterDoor",
    "RehearsalsDoor",
    "ResumeDoor",
    "RulesDoor",
    "SeatDoor",
    "SoundingsDoor",
    "TableDoor",
    "UndoDoor",
    "VersionsDoor",
    "WaiveQuorumDoor",
]
