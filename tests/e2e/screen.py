"""One person's screen: a browser context of its own, what it asked for, and what it complained of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, expect

from config.stories.client import Person, Post
from tests.e2e.wire import Wire

PHONE, DESK, PROJECTOR = (390, 844), (1440, 900), (1920, 1080)
TOLD = "policy violation: "
TELL_VIOLATIONS = f"""addEventListener('securitypolicyviolation', (event) =>
    console.error('{TOLD}' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))"""
RESULTS = Path("test-results")


@dataclass(frozen=True)
class Asked:
    """One request that a page made."""

    method: str
    path: str


class Screen:
    """Open at ``origin``. ``wire`` is the connection it hangs on, when a test is to cut it."""

    all_open: ClassVar[list[Screen]] = []

    def __init__(
        self,
        browser: Browser,
        origin: str,
        *,
        name: str,
        size: tuple[int, int] = DESK,
        wire: Wire | None = None,
        **more: Any,
    ) -> None:
        self.name, self.origin = name, origin
        self.asked: list[Asked] = []
        self.complaints: list[str] = []
        if size == PHONE:
            more = {"is_mobile": True, "has_touch": True, **more}
        self.context = browser.new_context(
            base_url=origin,
            viewport={"width": size[0], "height": size[1]},
            locale="sv-SE",
            reduced_motion="reduce",
            proxy=wire.proxy if wire else None,
            **more,
        )
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(TELL_VIOLATIONS)
        self.page = self.context.new_page()
        self.page.on("request", self._note)
        self.page.on("requestfailed", self._note_failure)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        Screen.all_open.append(self)

    def close(self) -> None:
        Screen.all_open.remove(self)
        self.context.close()

    def take_session(self, person: Person) -> Screen:
        """Be signed in as somebody who signed in over HTTP."""
        secure = self.origin.replace("http://", "https://")  # cookies know no port and no scheme
        self.context.add_cookies(
            [{"name": k, "value": v, "url": secure, "secure": True} for k, v in person._cookies.items()]
        )
        return self

    def sign_in(self, email: str, post: Post, *, to: str) -> None:
        """As a person does it: the address, the letter, six digits."""
        page, after = self.page, post.last()
        page.goto(f"/logga-in?to={to}")
        page.locator("input[name=email]").fill(email)
        page.get_by_role("button", name="Skicka kod").click()
        page.locator("input[name=code]").fill(post.code(email, after=after))
        page.locator("button[type=submit]").click()
        page.wait_for_url(f"**{to}")

    def api_gets_since(self, mark: int) -> list[str]:
        """Paths that were asked for after ``mark = len(screen.asked)``."""
        return [one.path for one in self.asked[mark:] if one.method == "GET" and one.path.startswith("/api/")]

    def choice(self, word: str) -> Locator:
        """One of the choices on the ballot."""
        return self.page.get_by_role("radio", name=re.compile(rf"^{word}\b"))

    def press(self, name: str) -> None:
        """A button, once it has nothing under way any more: until then a press does nothing."""
        self.page.locator("button:not([aria-busy]):not([aria-disabled])", has_text=name).first.click()

    def text(self, within: str = "body") -> str:
        """All words, also folded ones, with single blanks."""
        return squeezed(self.page.locator(within).first.text_content() or "")

    def wait_for_text(self, *words: str, seconds: float = 15) -> None:
        for word in words:
            pattern = re.compile(r"\s+".join(re.escape(part) for part in word.split()))
            expect(self.page.locator("body")).to_contain_text(pattern, timeout=seconds * 1000)

    def save(self, test: str) -> None:
        """A picture and the complaints, for whoever looks into a failure."""
        RESULTS.mkdir(exist_ok=True)
        stem = re.sub(r"[^\w.-]+", "-", f"{test}-{self.name}")
        self.page.screenshot(path=RESULTS / f"{stem}.png", full_page=True, timeout=5_000)
        lines = [self.page.url, *self.complaints, *(f"{one.method} {one.path}" for one in self.asked[-40:])]
        (RESULTS / f"{stem}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _note(self, request: Request) -> None:
        self.asked.append(Asked(request.method, urlsplit(request.url).path))

    def _note_failure(self, request: Request) -> None:
        path, why = urlsplit(request.url).path, request.failure or ""
        if path.startswith("/live/") and "ERR_ABORTED" in why:
            return  # a page that is left hangs up its stream
        self.complaints.append(f"request failed: {request.method} {path}: {why}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = urlsplit(message.location.get("url", "")).path
            self.complaints.append(f"console {message.type}: {message.text} ({where})")


def squeezed(text: str) -> str:
    """With single blanks, no-break ones included."""
    return " ".join(text.split())
