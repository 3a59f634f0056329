"""The letter as HTML: inline styles, no images, 600 px at most, one filled button, everything escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

INK, INK_2, GRAN, LINE = "#15211C", "#46524B", "#14513F", "#D8D4C7"
TOOL = "'Helvetica Neue',Helvetica,Arial,sans-serif"
LAW = "Georgia,'Times New Roman',serif"

_DARK = """
  a { color: #14513F; }
  @media (prefers-color-scheme: dark) {
    .g { background: #0F1513 !important; }
    .s { background: #18211D !important; border-color: #2B3631 !important; border-top-color: #ECEFE8 !important; }
    .i { color: #ECEFE8 !important; } .m { color: #B7C1BA !important; } .k { color: #8FD0B3 !important; }
    .b { background: #8FD0B3 !important; color: #0A1F17 !important; border-color: #8FD0B3 !important; }
    .l { border-color: #2B3631 !important; } .c { background: #0A0F0D !important; color: #ECEFE8 !important; }
  }
  @media (max-width: 34rem) { .p { padding: 24px 16px !important; } .btn { display: block !important; } }
"""  # noqa: E501  a style sheet reads best one rule a line


@dataclass(frozen=True)
class Part:
    """Some words of a line; ``placeholder`` names the value they came from."""

    text: str
    placeholder: str = ""


@dataclass(frozen=True)
class Line:
    """One line; ``alone`` is the placeholder it consists of, if it is only that."""

    parts: tuple[Part, ...]
    alone: str = ""
    is_heading: bool = False

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(part.text for part in self.parts)


def page(
    *,
    lang: str,
    brand: str,
    subject: str,
    preheader: str,
    lines: Sequence[Line],
    button: tuple[str, str] | None,
    code: str,
    summary: str,
) -> str:
    """Set the letter. ``button`` is an address and its words; its own line in the text becomes the button."""
    body = "\n".join(_paragraphs(lines, button, code))
    last = (
        f'<p class="m l" lang="en" style="margin:28px 0 0;padding-top:16px;border-top:1px solid {LINE};'
        f'color:{INK_2};font-size:14px;">{_text(summary)}</p>'
        if summary
        else ""
    )
    return f"""<!doctype html>
<html lang="{escape(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_text(subject)}</title>
<style>{_DARK}</style>
</head>
<body class="g" style="margin:0;background:#F3F1EA;">
<div style="display:none;max-height:0;overflow:hidden;">{_text(preheader)}</div>
<main class="g" style="background:#F3F1EA;padding:24px 8px;">
<div class="s" style="max-width:600px;margin:0 auto;background:#FDFCF8;border:1px solid {LINE};border-top:3px solid {INK};">
<div class="p" style="padding:32px 40px;font-family:{TOOL};font-size:16px;line-height:1.5;">
<p class="i" style="margin:0 0 24px;color:{INK};font-weight:bold;"><span class="k" style="font-family:{LAW};font-size:24px;color:{GRAN};">§</span> {_text(brand)}</p>
<h1 class="i" style="margin:0 0 24px;color:{INK};font-family:{LAW};font-weight:normal;font-size:28px;line-height:1.2;">{_text(subject)}</h1>
{body}
{last}
</div></div>
</main>
</body>
</html>
"""  # noqa: E501  mail programs read inline styles only


def _paragraphs(lines: Sequence[Line], button: tuple[str, str] | None, code: str) -> Iterator[str]:
    pressed = False
    for has_text, group in groupby(lines, key=lambda line: bool(line.text)):
        if not has_text:
            continue
        kept: list[Line] = []
        for line in group:
            if line.is_heading:
                yield from _plain(kept)
                yield _heading(line.text)
                kept = []
            elif button and not pressed and line.text == button[0] and _is_web(button[0]):
                yield from _plain(kept)
                yield _button(*button)
                kept, pressed = [], True
            elif code and line.alone == "code":
                yield from _plain(kept)
                yield _code(line.text)
                kept = []
            else:
                kept.append(line)
        yield from _plain(kept)


def _plain(lines: list[Line]) -> Iterator[str]:
    if lines:
        inside = "<br>\n".join("".join(_part(part) for part in line.parts) for line in lines)
        yield f'<p class="i" style="margin:0 0 16px;color:{INK};">{inside}</p>'


def _heading(words: str) -> str:
    return (
        f'<h2 class="i" style="margin:24px 0 8px;color:{INK};font-size:16px;line-height:1.4;">'
        f"{_text(words)}</h2>"
    )


def _part(part: Part) -> str:
    if part.placeholder.endswith("link") and _is_web(part.text):
        href = escape(part.text, quote=True)
        return f'<a class="k" href="{href}" style="color:{GRAN};word-break:break-all;">{href}</a>'
    return _text(part.text)


def _button(address: str, words: str) -> str:
    return (
        f'<p style="margin:0 0 24px;"><a class="btn b" href="{escape(address, quote=True)}" '
        f'style="display:inline-block;box-sizing:border-box;padding:14px 22px;min-height:48px;'
        f"background:{GRAN};border:1px solid {GRAN};border-radius:6px;color:#FFFFFF;font-weight:bold;"
        f'text-decoration:none;text-align:center;">{_text(words)}</a></p>'
    )


def _code(code: str) -> str:
    return (
        '<p class="c" style="margin:0 0 24px;padding:16px 20px;background:#E8E5DA;'
        f"color:{INK};font-family:Menlo,Consolas,'Liberation Mono',monospace;font-size:32px;line-height:1.25;"
        f'letter-spacing:6px;">{_text(code)}</p>'
    )


def _text(text: str) -> str:
    return escape(text, quote=True)


def _is_web(address: str) -> bool:
    return urlsplit(address).scheme in {"http", "https"}
