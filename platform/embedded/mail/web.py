"""The web view: pages for people, JSON for tests and the story. It trusts no letter."""

from __future__ import annotations

import ipaddress
import json
import re
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from embedded.mail import pages
from embedded.mail.store import Letter, Store

MOST_LETTERS, LONGEST_WAIT = 2_000, 60
ROUTE = re.compile(r"/letters/(?P<id>\d{1,9})(?:/(?P<part>html|source|attachments/(?P<number>\d{1,4})))?")
API_LETTER = re.compile(r"/api/letters/(?P<id>\d{1,9})")
# A letter's own HTML: no script, nothing fetched, links open outside the frame.
LETTER_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
)
FILE_POLICY = "sandbox; default-src 'none'"
HTML, TEXT, JSON = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json"


def serve(store: Store, *, host: str, port: int, health: Mapping[str, Any]) -> ThreadingHTTPServer:
    """Answer in threads of our own until ``shutdown`` is called on what this returns."""

    class BoundHandler(Handler):
        pass

    BoundHandler.store, BoundHandler.health = store, health
    server = ThreadingHTTPServer((host, port), BoundHandler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Handler(BaseHTTPRequestHandler):
    """One request. Only GET: nothing here can be changed."""

    store: Store
    health: Mapping[str, Any]
    protocol_version = "HTTP/1.1"
    server_version = "Stadga-mail"
    sys_version = ""

    def do_GET(self) -> None:
        """Find the page."""
        address = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        sv = self.headers.get("Accept-Language", "").lower().startswith("sv")
        if not _is_local_name(self.headers.get("Host", "")):
            self._send(HTTPStatus.MISDIRECTED_REQUEST, TEXT, b"Ask for localhost.\n")
        elif address.path == "/":
            letters = self.store.find(to=query.get("to", ""), limit=200)
            self._page(pages.all_letters(letters, to=query.get("to", ""), last_id=self.store.last_id, sv=sv))
        elif address.path == "/api/health":
            self._json({**self.health, "letters": self.store.last_id})
        elif address.path == "/api/letters":
            self._list(query)
        elif match := API_LETTER.fullmatch(address.path):
            letter = self.store.get(int(match["id"]))
            self._json(described(letter)) if letter else self._missing(sv=sv)
        elif match := ROUTE.fullmatch(address.path):
            self._letter(match, sv=sv)
        else:
            self._missing(sv=sv)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's name
        """Nothing: an address could hold a person's."""

    def _list(self, query: Mapping[str, str]) -> None:
        try:
            after, limit = int(query.get("after", "0")), int(query.get("limit", "50"))
            wait = float(query.get("wait", "0"))
        except ValueError:
            self._json({"title": "after, limit and wait are numbers"}, HTTPStatus.BAD_REQUEST)
            return
        letters = self.store.find(
            to=query.get("to", ""),
            after=after,
            limit=min(max(limit, 1), MOST_LETTERS),
            wait=min(max(wait, 0), LONGEST_WAIT),
        )
        self._json({"letters": [described(letter) for letter in letters], "last_id": self.store.last_id})

    def _letter(self, match: re.Match[str], *, sv: bool) -> None:
        letter = self.store.get(int(match["id"]))
        if letter is None:
            self._missing(sv=sv)
        elif match["part"] is None:
            self._page(pages.one_letter(letter, sv=sv))
        elif match["part"] == "html":
            self._send(HTTPStatus.OK, HTML, pages.frame(letter).encode(), policy=LETTER_POLICY)
        elif match["part"] == "source":
            self._send(HTTPStatus.OK, TEXT, letter.source, policy=FILE_POLICY)
        elif 1 <= int(match["number"]) <= len(letter.attachments):
            attachment = letter.attachments[int(match["number"]) - 1]
            name = f"attachment; filename*=UTF-8''{quote(attachment.name, safe='')}"
            kind = (
                attachment.type
                if re.fullmatch(r"[\w.+-]+/[\w.+-]+", attachment.type)
                else "application/octet-stream"
            )
            self._send(HTTPStatus.OK, kind, attachment.content, policy=FILE_POLICY, disposition=name)
        else:
            self._missing(sv=sv)

    def _missing(self, *, sv: bool) -> None:
        if self.path.startswith("/api/"):
            self._json({"title": "No such letter"}, HTTPStatus.NOT_FOUND)
        else:
            self._page(pages.missing(sv=sv), HTTPStatus.NOT_FOUND)

    def _json(self, body: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, JSON, json.dumps(body, ensure_ascii=False).encode(), policy=FILE_POLICY)

    def _page(self, page: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, HTML, page.encode(errors="replace"), policy=pages.POLICY)

    def _send(
        self, status: HTTPStatus, kind: str, body: bytes, *, policy: str = FILE_POLICY, disposition: str = ""
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        if disposition:
            self.send_header("Content-Disposition", disposition)
        self.end_headers()
        self.wfile.write(body)


def described(letter: Letter) -> dict[str, Any]:
    """One letter as JSON."""
    return {
        "id": letter.id,
        "at": letter.at,
        "from": letter.sender,
        "to": list(letter.recipients),
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
        "attachments": [
            {
                "name": attachment.name,
                "type": attachment.type,
                "size": len(attachment.content),
                "url": f"/letters/{letter.id}/attachments/{number}",
            }
            for number, attachment in enumerate(letter.attachments, start=1)
        ],
    }


def _is_local_name(host: str) -> bool:
    """A name that no stranger's name server can point here: codes lie in these letters."""
    name = (urlsplit("//" + host).hostname or "").lower()
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return "." not in name or name.endswith(".localhost")
