"""The browser: the one that `make setup` found or installed."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

from tests.e2e.server import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-lcd-text",
    # Each window's address bar keeps two pages of its own ready for suggestions: a second of a core.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
]  # fmt: skip


def launched(playwright: Playwright) -> Browser:
    """Start it."""
    return playwright.chromium.launch(executable_path=found(), args=SWITCHES)


def found() -> str:
    for name in (os.environ.get("STADGA_BROWSER"), ROOT / ".stamps" / "browser", *NAMES):
        if name and (found := shutil.which(name)):
            return found
    raise RuntimeError("There is no Chromium. Run `make setup`, or let STADGA_BROWSER name one.")
