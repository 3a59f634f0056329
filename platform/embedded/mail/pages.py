"""The pages of the web view. Every word of a letter passes ``escape`` on its way into one."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from urllib.parse import quote
from zoneinfo import ZoneInfo

from embedded.mail.look import SCRIPT, STYLE
from embedded.mail.store import Letter

LINK = re.compile(r"https?://[^\s<>\"'{}|\\^`]+[^\s<>\"'{}|\\^`.,;:!?)\]]")
WORDS = {
    "title": ("Brev", "Letters"),
    "lead": (
        "Allt som Stadga skickar hamnar här. Inget lämnar den här datorn.",
        "Everything that Stadga sends ends up here. Nothing leaves this computer.",
    ),
    "filter": ("Visa brev till", "Show letters to"),
    "show": ("Visa", "Show"),
    "all": ("Visa alla", "Show all"),
    "empty": ("Inga brev än. Sidan fylls på av sig själv.", "No letters yet. This page fills by itself."),
    "nobody": ("Inga brev till den adressen.", "No letters to that address."),
    "back": ("Alla brev", "All letters"),
    "from": ("Från", "From"),
    "to": ("Till", "To"),
    "at": ("Mottaget", "Received"),
    "no_subject": ("(utan ämne)", "(no subject)"),
    "files": ("Bifogade filer", "Attached files"),
    "formatted": ("Brevet med formatering", "The letter with formatting"),
    "source": ("Visa källan", "Show the source"),
    "missing": ("Det brevet finns inte här.", "That letter is not here."),
}


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


POLICY = (
    f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def all_letters(letters: Sequence[Letter], *, to: str, last_id: int, sv: bool) -> str:
    """Newest first."""
    rows = "".join(
        f'<li><a href="/letters/{letter.id}"><time>{_time(letter.at)}</time>'
        f"<strong>{escape(letter.subject) or _say('no_subject', sv=sv)}</strong>"
        f"<span>{escape(', '.join(letter.recipients))}</span></a></li>"
        for letter in letters
    )
    empty = f'<p class="empty">{_say("nobody" if to else "empty", sv=sv)}</p>'
    show_all = f'<a href="/">{_say("all", sv=sv)}</a>' if to else ""
    return _page(
        _say("title", sv=sv),
        f"<h1>{_say('title', sv=sv)}</h1><p class=lead>{_say('lead', sv=sv)}</p>"
        f"<form><label for=to>{_say('filter', sv=sv)}</label>"
        f'<input id=to name=to type=email value="{escape(to)}">'
        f"<button>{_say('show', sv=sv)}</button>{show_all}</form>"
        + (f'<ol class="letters">{rows}</ol>' if letters else empty),
        sv=sv,
        last_id=last_id,
        to=to,
    )


def one_letter(letter: Letter, *, sv: bool) -> str:
    """The letter as text, its files, and its HTML in a frame where nothing can run."""
    facts = "".join(
        f"<div><dt>{_say(name, sv=sv)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in (
            ("from", letter.sender),
            ("to", ", ".join(letter.recipients)),
            ("at", _time(letter.at)),
        )
    )
    files = "".join(
        f'<li><a href="/letters/{letter.id}/attachments/{number}" download>{escape(attachment.name)}</a> '
        f"<span>{escape(attachment.type)}, {len(attachment.content)} B</span></li>"
        for number, attachment in enumerate(letter.attachments, start=1)
    )
    framed = (
        f"<h2>{_say('formatted', sv=sv)}</h2>"
        f'<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="{_say("formatted", sv=sv)}"'
        f' src="/letters/{letter.id}/html"></iframe>'
        if letter.html
        else ""
    )
    subject = escape(letter.subject) or _say("no_subject", sv=sv)
    return _page(
        subject,
        f'<p><a href="/">← {_say("back", sv=sv)}</a></p><article><h1>{subject}</h1><dl>{facts}</dl>'
        f'<div class="text">{_with_links(letter.text)}</div></article>'
        + (f'<h2>{_say("files", sv=sv)}</h2><ul class="files">{files}</ul>' if files else "")
        + framed
        + f'<p class="source"><a href="/letters/{letter.id}/source">{_say("source", sv=sv)}</a></p>',
        sv=sv,
    )


def frame(letter: Letter) -> str:
    """The letter's own HTML, whose links open beside the frame. The policy header takes away the rest."""
    return f'<!doctype html><base target="_blank">{letter.html}'


def missing(*, sv: bool) -> str:
    """No such letter."""
    return _page(
        _say("title", sv=sv),
        f'<h1>{_say("title", sv=sv)}</h1><p class="empty">{_say("missing", sv=sv)}</p>'
        f'<p><a href="/">{_say("back", sv=sv)}</a></p>',
        sv=sv,
    )


def _page(title: str, body: str, *, sv: bool, last_id: int | None = None, to: str = "") -> str:
    live = "" if last_id is None else f' data-after="{last_id}" data-to="{quote(to)}"'
    return (
        f"<!doctype html><html lang={'sv' if sv else 'en'}><head><meta charset=utf-8>"
        '<meta name=viewport content="width=device-width"><link rel=icon href="data:,">'
        f"<title>{title} · Stadga</title><style>{STYLE}</style></head><body{live}><main>{body}</main>"
        f"<script>{SCRIPT}</script></body></html>"
    )


def _with_links(text: str) -> str:
    pieces, last = [], 0
    for match in LINK.finditer(text):
        address = escape(match.group())
        pieces.append(escape(text[last : match.start()]))
        pieces.append(f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>')
        last = match.end()
    return "".join(pieces) + escape(text[last:])


def _time(at: str) -> str:
    zone = ZoneInfo(os.environ.get("STADGA_TIME_ZONE", "Europe/Stockholm"))
    return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _say(key: str, *, sv: bool) -> str:
    return WORDS[key][0 if sv else 1]
