"""Text made fit to print."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.pdf import FONTS, TEMPLATES, compile_typst, template_path
from papers.printable import DRAWABLE, LONGEST_WORD, NO_GLYPH, all_printable, printable

CREATED = datetime(2016, 10, 11, tzinfo=UTC)


def page(text: str) -> dict[str, Any]:
    """The least that the minutes' template prints."""
    return {
        "title": "Protokoll", "subtitle": "Möte", "date": "I dag", "association": "Alfa", "facts": [],
        "attendance": [], "attendance_notes": [], "reading_note": text, "items": [], "signatures": [],
        "seats": None, "annexes": [], "annex": None, "members": None, "sha256": "0" * 64, "log_sha256": [],
        "version": "",
    }  # fmt: skip


def test_every_character_called_drawable_has_a_glyph() -> None:
    everything = " ".join(chr(c) for first, last in DRAWABLE for c in range(first, last + 1))

    assert compile_typst("minutes", page(everything), lang="sv", created_at=CREATED).startswith(b"%PDF-")


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_any_text_at_all_can_be_printed(text: str) -> None:
    assert compile_typst("minutes", page(text), lang="sv", created_at=CREATED).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Åsa Öst, § 9 mom. 2 – ”ja”", "Åsa Öst, § 9 mom. 2 – ”ja”"),
        ("A\u030asa", "Åsa"),
        ("Kaffe ☕ 😀", f"Kaffe {NO_GLYPH} {NO_GLYPH}"),
        ("\u202eosnev\u202c", "osnev"),
        ("a\x00b\x07c\td", "abc d"),
        ("rad\r\nrad", "rad\nrad"),
        ("mellan\u202frum\u2007hårt", "mellan rum\u00a0hårt"),
        ("Zoë Łukasz Šimić", "Zoë Łukasz Šimić"),
    ],
)
def test_what_is_seen(written: str, seen: str) -> None:
    assert printable(written) == seen


def test_a_word_longer_than_a_line_may_break_and_others_may_not() -> None:
    broken = printable("x" * 100)

    assert max(len(part) for part in broken.split("\u200b")) == LONGEST_WORD
    assert broken.replace("\u200b", "") == "x" * 100
    assert printable("y" * LONGEST_WORD) == "y" * LONGEST_WORD


def test_marks_do_not_pile_up() -> None:
    assert len(printable("q" + "\u0323" * 500)) < 5


def test_only_plain_data_is_printed() -> None:
    assert all_printable({"a": [1, True, None, "x\x00"]}) == {"a": [1, True, None, "x"]}
    with pytest.raises(ValueError, match=r"^data: float cannot be printed"):
        all_printable({"a": 0.5})


@pytest.mark.parametrize("name", ["../pdf", "nothing", "/etc/passwd", "minutes.typ", ""])
def test_a_template_is_a_name_and_never_a_path(name: str) -> None:
    with pytest.raises(ValueError, match=r"^template: there is no "):
        template_path(name)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^created_at: "):
        compile_typst("minutes", page(""), lang="sv", created_at=datetime(2016, 10, 11))  # noqa: DTZ001  the point


def test_no_template_evaluates_reads_or_fetches() -> None:
    sources = {path.name: path.read_text("utf-8") for path in TEMPLATES.glob("*.typ")}

    assert set(sources) >= {"house.typ", "minutes.typ"}
    for name, source in sources.items():
        code = "\n".join(line.split("//")[0] for line in source.splitlines())
        assert not [word for word in ("eval(", "read(", "plugin(", "@preview", "include ") if word in code], (
            name
        )


def test_fonts_are_small_and_have_their_licences() -> None:
    fonts = list(FONTS.glob("*.ttf"))

    assert len(fonts) == 5
    assert sum(font.stat().st_size for font in fonts) < 600_000
    for licence in ("OFL-Newsreader.txt", "OFL-Schibsted-Grotesk.txt"):
        assert "SIL Open Font License" in Path(FONTS / licence).read_text("utf-8")
