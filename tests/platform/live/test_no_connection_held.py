from __future__ import annotations

import socket
import time

import pytest

STREAMS = 300


def open_raw(server, hall, cookie: str, count: int) -> list[socket.socket]:
    """Many readers without a thread each."""
    request = f"GET {hall.path} HTTP/1.1\r\nHost: {hall.host}\r\nCookie: {cookie}\r\n\r\n".encode()
    sockets = [socket.create_connection(("127.0.0.1", server.port), timeout=30) for _ in range(count)]
    for raw in sockets:
        raw.sendall(request)
    for raw in sockets:
        text = b""
        while b"event: hello" not in text:
            piece = raw.recv(4096)
            assert piece, text
            text += piece
    return sockets


def test_300_streams_hold_no_database_connection_and_little_memory(hall, another):
    server = another()
    cookies = [hall.sign_in(hall.person("delegate")) for _ in range(STREAMS // 50 + 1)]
    warm = open_raw(server, hall, cookies[-1], 5)
    before = server.memory()

    readers = [raw for cookie in cookies[:-1] for raw in open_raw(server, hall, cookie, 50)]
    grown = (server.memory() - before) / STREAMS

    assert len(readers) == STREAMS
    looks = []
    for _ in range(10):
        looks.append(server.connections())
        time.sleep(0.1)
    pools = 2 + 4  # the streams' own, and one for each doorman
    assert max(len(look) for look in looks) <= pools
    assert all(state != "idle in transaction" for look in looks for state, _ in look)
    assert any(all(state == "idle" for state, _ in look) for look in looks)
    assert grown < 50 * 1024, grown

    began = time.monotonic()
    newcomer = server.follow(hall, cookies[-1])
    assert time.monotonic() - began < 1
    number = hall.say()
    assert newcomer.has(1)
    for raw in readers + warm:
        text = b""
        while f"id: {number}\n".encode() not in text:
            text += raw.recv(4096)
        raw.close()


@pytest.mark.torture
def test_the_naive_twin_runs_out_of_connections(hall, another):
    twin = another("naive_twin:application", STADGA_DB_POOL="5")
    headers = {"Host": hall.host}
    assert twin.ask("GET", "/ordinary", headers).status == 200

    readers = []
    for _ in range(5):
        raw = socket.create_connection(("127.0.0.1", twin.port), timeout=30)
        raw.sendall(f"GET /stream HTTP/1.1\r\nHost: {hall.host}\r\n\r\n".encode())
        raw.recv(4096)
        readers.append(raw)
    time.sleep(0.5)

    assert twin.ask("GET", "/ordinary", headers).status == 500
    for raw in readers:
        raw.close()


@pytest.mark.torture
def test_a_pool_of_five_serves_100_streams_and_those_who_come_after(hall, another):
    server = another(STADGA_DB_POOL="5")
    cookies = [hall.sign_in(hall.person("delegate")) for _ in range(3)]

    readers = open_raw(server, hall, cookies[0], 50) + open_raw(server, hall, cookies[1], 50)
    newcomers = [server.follow(hall, cookies[2]) for _ in range(10)]

    assert len(readers) == 100
    assert all(newcomer.status == 200 for newcomer in newcomers)
    assert len(server.connections()) <= 2 + 5
