"""What a phone loads before /mote shows, as it comes over the wire."""

from __future__ import annotations

from config import iec
from tests.e2e.association import signed_in
from tests.e2e.screen import PHONE

LIMIT = 70_000  # bytes of JavaScript and CSS, gzipped
NOTE_WHEN_SHOWN = """new MutationObserver((_, observer) => {
    if (!document.querySelector('h1')) return;
    window.shownAt = performance.now();
    observer.disconnect();
}).observe(document, { childList: true, subtree: true })"""
LOADED_BEFORE = """performance.getEntriesByType('resource')
    .filter((one) => one.startTime < window.shownAt)
    .map((one) => [new URL(one.name).pathname, one.encodedBodySize])"""


def test_the_phone_shows_after_70_kb(server, screens):
    row = next(one for one in iec.registrations() if one["incheckad"] == "ja")
    delegate = signed_in(server, iec.SLUG, row["ombud"], row["e-post"])
    plain = {"Accept-Encoding": "gzip"}  # most phones take brotli, which is smaller
    phone = screens(server.origin(iec.SLUG), name="phone", size=PHONE, extra_http_headers=plain)
    phone.take_session(delegate)
    phone.page.add_init_script(NOTE_WHEN_SHOWN)

    phone.page.goto("/mote")
    phone.page.locator("h1").wait_for()
    loaded = dict(phone.page.evaluate(LOADED_BEFORE))

    code = {path: size for path, size in loaded.items() if path.endswith((".js", ".css"))}
    assert 40_000 < sum(code.values()) <= LIMIT, code
    assert [path for path in loaded if path.endswith(".woff2")] == []
