"""One person's connection to the network, which a test can cut: a SOCKS proxy that every byte goes through.

The browser knows nothing of it. Cutting it is what a lift or a cellar does: no event tells the page. Moving
is what a laptop does that is opened in another room: its old connections are never answered, nor closed.
"""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from typing import Any

PIECE = 65_536
IPV4, NAME, IPV6 = 1, 3, 4


class Wire:
    """``cut``, ``lose_answers``, ``move`` and ``mend``. Give ``proxy`` to the browser's context."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._is_cut = False
        self._loses_answers = False
        self._network = 0
        self.sent = bytearray()
        """All that went out, to be searched for what should not have."""
        self.lost = threading.Event()
        """An answer was on its way and did not arrive."""
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def proxy(self) -> dict[str, str]:
        return {"server": f"socks5://127.0.0.1:{self._listener.getsockname()[1]}"}

    def cut(self) -> None:
        """Everything under way breaks, and nothing new comes through."""
        self._is_cut = True
        self._hang_up()

    def lose_answers(self) -> None:
        """What is sent arrives; the connection breaks before the answer does."""
        self.lost.clear()
        self._loses_answers = True

    def move(self) -> None:
        """Another network: what is open falls silent for ever, what is opened from now on works."""
        self._network += 1

    def mend(self) -> None:
        """As before."""
        self._is_cut = self._loses_answers = False

    def close(self) -> None:
        """The test is over."""
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError, struct.error, IndexError), client:
            if self._is_cut:
                return
            server = self._connect(client)
            with server:
                self._remember(client, server)
                back = threading.Thread(target=self._pass_on, args=(server, client, True), daemon=True)
                back.start()
                self._pass_on(client, server, is_answer=False)
                back.join()
                self._forget(client, server)

    def _connect(self, client: socket.socket) -> socket.socket:
        """The greeting and the request of RFC 1928; every name here is this machine."""
        _, count = _exactly(client, 2)
        _exactly(client, count)
        client.sendall(b"\x05\x00")
        kind = _exactly(client, 4)[3]
        length = {IPV4: 4, IPV6: 16}.get(kind) or _exactly(client, 1)[0]
        _exactly(client, length)
        (port,) = struct.unpack("!H", _exactly(client, 2))
        server = socket.create_connection(("127.0.0.1", port))
        client.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01" + struct.pack("!H", port))
        return server

    def _pass_on(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:  # noqa: FBT001
        network = self._network
        with suppress(OSError):
            while piece := source.recv(PIECE):
                if network != self._network:
                    continue
                if is_answer and self._loses_answers:
                    self.lost.set()
                    break
                if not is_answer:
                    self.sent += piece
                target.sendall(piece)
        _hang_up(source)
        _hang_up(target)

    def _remember(self, *sockets: socket.socket) -> None:
        with self._lock:
            self._open.update(sockets)

    def _forget(self, *sockets: socket.socket) -> None:
        with self._lock:
            self._open.difference_update(sockets)

    def _hang_up(self) -> None:
        with self._lock:
            for one in self._open:
                _hang_up(one)


def _hang_up(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


def _exactly(source: socket.socket, count: int) -> Any:
    read = b""
    while len(read) < count:
        piece = source.recv(count - len(read))
        if not piece:
            raise ConnectionError
        read += piece
    return read
