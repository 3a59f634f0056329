"""One person's browser, without the screen: cookies, the CSRF token, and the letters that come."""

from __future__ import annotations

import re
import time
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import httpx

CSRF = "__Host-stadga-csrf"
CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


class Refusal(RuntimeError):
    """The server said no; the story did not expect it."""


class Post:
    """The mail catcher: what a person finds in the letter box."""

    def __init__(self, url: str) -> None:
        """Read letters at this address."""
        self._http = httpx.Client(base_url=url, timeout=30)

    def code(self, to: str, *, after: int = 0) -> str:
        """The six digits of the newest letter to this address; waits up to twenty seconds."""
        return self._find(to, after, CODE)

    def letters(self, to: str, *, after: int = 0) -> list[dict[str, Any]]:
        """Letters to this address, newest first."""
        found: list[dict[str, Any]] = self._http.get(
            "/api/letters", params={"to": to, "after": after}
        ).json()["letters"]
        return found

    def last(self) -> int:
        """The newest letter's number."""
        return int(self._http.get("/api/letters", params={"limit": 1}).json()["last_id"])

    def _find(self, to: str, after: int, pattern: re.Pattern[str]) -> str:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            for letter in self.letters(to, after=after):
                if match := pattern.search(letter["text"]):
                    return match.group(1)
            time.sleep(0.05)
        message = f"no letter with a code came to {to}"
        raise Refusal(message)


class Person:
    """Somebody at a host of the server. Each has an own connection, as each phone has."""

    def __init__(self, *, server: str, host: str, name: str = "", email: str = "") -> None:
        """Nobody is signed in yet. ``server`` is where to connect, ``host`` whom to ask for."""
        self.name, self.email = name, email
        port = urlsplit(server).port
        authority = f"{host}:{port}" if port else host
        self._http = httpx.Client(
            base_url=f"http://127.0.0.1:{port or 80}", headers={"Host": authority}, timeout=60
        )
        self._cookies: dict[str, str] = {}
        self.session: dict[str, Any] = {}

    def send(self, method: str, path: str, json: Any = None, **more: Any) -> httpx.Response:  # noqa: ANN401  JSON
        """One request, with the cookies of this host (they are Secure; a browser sends them to localhost)."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if method not in {"GET", "HEAD"}:
            headers["X-CSRFToken"] = self._cookies.get(CSRF, "")
        answer = self._http.request(method, path, json=json, headers=headers, **more)
        for line in answer.headers.get_list("set-cookie"):
            for key, morsel in SimpleCookie(line).items():
                self._cookies[key] = morsel.value
        return answer

    def ask(self, method: str, path: str, json: Any = None, **more: Any) -> Any:  # noqa: ANN401  JSON
        """One request that must go well; its JSON, or None."""
        answer = self.send(method, path, json, **more)
        if answer.is_error:
            message = f"{self.name or 'somebody'}: {method} {path} → {answer.status_code} {answer.text[:600]}"
            raise Refusal(message)
        return answer.json() if answer.content else None

    def arrive(self) -> None:
        """Open the page: the session and its token."""
        self.session = self.ask("GET", "/api/session")

    def arrive_public(self) -> None:
        """Open the public site."""
        self.send("GET", "/api/slugs/a")

    def sign_in(self, post: Post) -> None:
        """Ask for a code, read the letter, type it."""
        self.arrive()
        after = post.last()
        self.ask("POST", "/api/sign-in/codes", {"email": self.email})
        code = post.code(self.email, after=after)
        self.session = self.ask("POST", "/api/sign-in", {"email": self.email, "code": code})

    def close(self) -> None:
        """Put the phone away."""
        self._http.close()
