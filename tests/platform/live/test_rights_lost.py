from __future__ import annotations

import time

from django.contrib.sessions.models import Session

from kernel.tenancy import inside


def test_a_lost_right_ends_the_stream_within_five_seconds(hall, live):
    people = {name: hall.person("delegate") for name in ("role", "left", "stamp", "inactive", "stays")}
    people["reach"] = hall.person("delegate", "chair")
    cookies = {name: hall.sign_in(user) for name, user in people.items()}
    readers = {name: live.follow(hall, cookie) for name, cookie in cookies.items()}
    readers["other_phone"] = live.follow(hall, hall.sign_in(people["left"]))
    readers["screen"] = live.open(hall.host, f"/live/projector/{hall.meeting.projector_key}")

    began = time.monotonic()
    with inside(hall.network):
        people["role"].grants.all().delete()
        people["reach"].grants.filter(role="chair").delete()
        Session.objects.filter(session_key=cookies["left"].partition("=")[2]).delete()
        type(people["stamp"]).objects.filter(pk=people["stamp"].pk).update(session_key="0" * 32)
        type(people["stamp"]).objects.filter(pk=people["inactive"].pk).update(is_active=False)

    lost = ("role", "reach", "left", "stamp", "inactive")
    for name in lost:
        assert readers[name].has_ended(5 - (time.monotonic() - began)), name
        assert readers[name].ended_politely, name
    number = hall.say()
    for name in ("stays", "other_phone", "screen"):
        assert readers[name].has(1), name
        assert not readers[name].ended_at, name
        assert readers[name].ids == [number], name
    again = {name: live.open(hall.host, hall.path, Cookie=cookies[name]).status for name in lost}
    assert again == {"role": 403, "reach": 200, "left": 401, "stamp": 401, "inactive": 401}
