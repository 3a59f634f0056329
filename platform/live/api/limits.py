"""How much one stream process takes on, and how long it waits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Figures of the stream process; seconds unless said."""

    streams: int = 3_000  # in one process
    streams_each: int = 50  # for one sign-in or one projector
    connections: int = 2  # of the streams' own pool, shared by all associations
    doormen: int = 4  # threads that check who comes; each uses one connection of Django's pool
    room: int = 512  # frames that may wait for one reader before the stream is cut
    ring: int = 2_000  # entries kept for those who come back
    primed: int = 500  # of them read when the first stream of an association comes
    page: int = 200  # rows of one query
    look: float = 1.0  # the longest a fact waits when no nudge comes
    turnout: float = 1.0  # between two counts of an open poll
    heartbeat: float = 15.0  # the longest silence
    recheck: float = 3.5  # between two looks at everybody's rights; asked each second, so it is four
    send: float = 10.0  # the longest one write may take
    database: float = 5.0  # the longest one look at the database may take
    retry: float = 1.0  # a reader is told to wait this long before it returns, and up to as much again
