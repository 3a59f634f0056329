from __future__ import annotations

import signal
import socket
import time

BIG = "x" * 400_000


def test_a_reader_who_does_not_read_is_cut_and_the_others_do_not_wait(hall, another):
    server = another("impatient:application")
    cookie = hall.sign_in(hall.person("delegate"))
    quick = server.follow(hall, cookie)
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", server.port))
    slow.sendall(f"GET {hall.path} HTTP/1.1\r\nHost: {hall.host}\r\nCookie: {cookie}\r\n\r\n".encode())
    slow.settimeout(10)
    text = slow.recv(100)

    numbers = [hall.say(text=BIG) for _ in range(20)]  # more than the system's own buffers take
    assert quick.has(20)
    time.sleep(3)
    after_cut = hall.say()
    is_open = True
    try:
        while piece := slow.recv(1 << 20):
            text += piece
        is_open = False
    except ConnectionResetError:
        is_open = False

    assert not is_open
    assert b"0\r\n\r\n" not in text[-10:]
    assert f"id: {after_cut}\n".encode() not in text
    assert quick.has(21)
    assert quick.ids == [*numbers, after_cut]
    got = [number for number in numbers if f"id: {number}\n".encode() in text]
    back = server.follow(hall, cookie, after=got[-2] if len(got) > 1 else numbers[0] - 1)
    assert back.has(1)
    assert until_last(back, after_cut)
    assert [n for n in got[:-1] if n not in back.ids] + back.ids == [*numbers, after_cut]


def test_silence_is_broken_by_a_heartbeat(hall, another):
    server = another("impatient:application")

    reader = server.follow(hall, hall.sign_in(hall.person("delegate")))
    time.sleep(4)

    assert 1 <= reader.raw.count(b"event: ping\ndata: {}\n\n") <= 4
    assert {event.name for event in reader.events} == {"hello", "ping"}


def test_one_sign_in_and_one_process_take_only_so_many(hall, another):
    server = another("impatient:application")
    first, second, third = (hall.sign_in(hall.person("delegate")) for _ in range(3))

    mine = [server.follow(hall, first) for _ in range(3)]
    fourth = server.open(hall.host, hall.path, Cookie=first)
    others = [server.follow(hall, second) for _ in range(3)]
    seventh = server.open(hall.host, hall.path, Cookie=third)

    assert (fourth.status, fourth.headers["Retry-After"]) == (429, "30")
    assert (seventh.status, seventh.headers["Retry-After"]) == (503, "5")
    assert seventh.headers["Content-Type"] == "application/problem+json"
    for reader in mine + others:
        reader.close()
    time.sleep(0.3)
    assert server.follow(hall, third).status == 200
    assert server.follow(hall, first).status == 200


def test_when_the_process_is_told_to_end_every_stream_ends_within_a_second(hall, another):
    server = another()
    cookie = hall.sign_in(hall.person("delegate"))
    readers = [server.follow(hall, cookie) for _ in range(20)]

    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)

    assert all(reader.has_ended(1.0) for reader in readers)
    assert all(reader.ended_politely for reader in readers)
    server.process.wait(5)
    assert time.monotonic() - began < 2.5
    assert "Traceback" not in server.log.read_text()


def until_last(reader, number) -> bool:
    last = time.monotonic() + 5
    while number not in reader.ids:
        if time.monotonic() > last:
            return False
        time.sleep(0.01)
    return True
