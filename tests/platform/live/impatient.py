"""The stream process with small limits, so that tests need not wait: its own uvicorn enters here."""

from __future__ import annotations

from config.asgi_live import MEETINGS
from live.api import Limits, Live

application = Live(MEETINGS, Limits(send=1.0, room=8, heartbeat=1.0, streams=6, streams_each=3))
