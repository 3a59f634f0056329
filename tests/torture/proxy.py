"""A TCP proxy that loses answers: what the server sent is kept here, the client gets nothing or a part."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: away at once, as a phone that lost its network
SILENCE = 60


@dataclass
class Proxy:
    """``lossy`` decides for each new connection; ``swallowed`` are the answers nobody received."""

    port: int
    lossy: bool = False
    swallowed: list[bytes] = field(default_factory=list)


@contextmanager
def proxy_to(port: int) -> Iterator[Proxy]:
    """One request per connection, as the tests' clients do. Ended with all its threads."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    proxy = Proxy(listener.getsockname()[1])
    threads: list[threading.Thread] = []

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:  # closed: the test is over
                return
            thread = threading.Thread(target=_carry, args=(proxy, client, port))
            threads.append(thread)
            thread.start()

    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield proxy
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join()
        for thread in threads:
            thread.join()


def _carry(proxy: Proxy, client: socket.socket, port: int) -> None:
    lossy = proxy.lossy
    with client, socket.create_connection(("127.0.0.1", port), timeout=SILENCE) as server:
        client.settimeout(SILENCE)
        server.sendall(_message(client))
        answer = _message(server)  # the server has answered: it has committed
        if not lossy:
            client.sendall(answer)
            return
        proxy.swallowed.append(answer)
        if len(proxy.swallowed) % 2:  # every second client sees the beginning of an answer
            client.sendall(answer[: len(answer) // 3])
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def _message(source: socket.socket) -> bytes:
    """One whole HTTP message, by its length or its last chunk."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(source)
    head, _, body = data.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        while not body.endswith(b"0\r\n\r\n"):
            body += _more(source)
    while len(body) < int(fields.get(b"content-length", b"0")):
        body += _more(source)
    return head + b"\r\n\r\n" + body


def _more(source: socket.socket) -> bytes:
    part = source.recv(65536)
    if not part:
        raise ConnectionError("ended within a message")
    return part
