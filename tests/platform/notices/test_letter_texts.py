"""Letters in words: what is filled in, left out and never said."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.rules import Letter, write_letter
from notices.rules.texts import SECRET, letters
from notices.rules.wording import one_line

START = datetime(2016, 10, 11, 10, 45, tzinfo=UTC)
LINK = "http://iec.localhost:8000/logga-in?t=abc&to=/kontor"
CODE: dict[str, Any] = {"association": "Nätverket IEC", "code": "481920", "link": LINK, "valid_until": START}
CONFIRMED: dict[str, Any] = {
    "name": "Johan Rydén",
    "organisation": "Nordwebb AB",
    "association": "Nätverket IEC",
    "meeting": "Konstituerande möte",
    "date": START,
    "weekday_date": START,
    "start_time": START,
    "place": "Växjö",
    "place_address": "Lilla aulan, Exempeluniversitetet",
    "lunch": True,
    "diet": "vegetariskt",
    "access_needs": "",
    "registration_deadline": datetime(2016, 10, 7, 22, 0, tzinfo=UTC),
    "change_link": "http://iec.localhost:8000/",
    "erase_date": date(2016, 10, 25),
}


class Page(HTMLParser):
    """What a reader of the HTML sees: its text, its links and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.buttons: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if tag == "a":
            self.links.append(found["href"] or "")
            if "btn" in (found.get("class") or ""):
                self.buttons.append(found["href"] or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def spaced(text: str) -> str:
    """No-break spaces as spaces, so that texts can be compared."""
    return text.replace("\u00a0", " ")


def every_value(key: str, text: str) -> dict[str, Any]:
    return dict.fromkeys(letters()[key]["placeholders"], text)


def test_the_code_letter_word_for_word() -> None:
    letter = write_letter("platform.accounts.sign_in_code", "sv", CODE)

    assert letter.subject == "Din inloggningskod till Nätverket IEC"
    assert spaced(letter.preheader) == "Koden gäller till kl. 12.45 och kan användas en gång."
    assert letter.text.startswith("Hej,\n\nDin kod är:\n\n481920\n\nSkriv den på sidan där du bad om den.")
    assert f"\n{LINK}\n" in letter.text
    assert letter.text.endswith(
        "\n\nNätverket IEC\n\nIn English: Your sign-in code for Nätverket IEC. "
        "The code is valid until 12:45 and works once.\n"
    )


def test_the_confirmation_says_dates_times_and_choices_in_swedish() -> None:
    letter = write_letter("voting.meetings.registration_confirmed", "sv", CONFIRMED)

    assert letter.subject == "Du är anmäld till konstituerande möte den 11 oktober 2016"
    assert (
        spaced(letter.preheader) == "Växjö, tisdagen den 11 oktober 2016 kl. 12.45. Kalenderfilen är bifogad."
    )
    assert (
        "\n\nKonstituerande möte\nTisdagen den 11 oktober 2016 kl. 12.45\nVäxjö\n"
        "Lilla aulan, Exempeluniversitetet\n\nLunch: ja\nKost: vegetariskt\nBehov: inget angivet\n\n"
    ) in spaced(letter.text)
    assert "Gör det här senast den 7 oktober 2016:" in letter.text, "midnight ends the day before"
    assert "raderas den 25 oktober 2016." in letter.text


def test_the_confirmation_in_english() -> None:
    letter = write_letter("voting.meetings.registration_confirmed", "en", CONFIRMED)

    assert letter.subject == "You are registered for Konstituerande möte on 11 October 2016"
    assert "Tuesday 11 October 2016 at 12:45\n" in letter.text
    assert "Lunch: yes\nDiet: vegetariskt\nNeeds: nothing stated\n" in letter.text
    assert "In English" not in letter.text


def test_an_empty_line_of_its_own_is_left_out_and_blank_lines_become_one() -> None:
    letter = write_letter("voting.meetings.registration_confirmed", "sv", {**CONFIRMED, "place_address": ""})

    assert "kl. 12.45\nVäxjö\n\nLunch: ja" in spaced(letter.text)
    assert "\n\n\n" not in letter.text


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("key", list(letters()))
def test_every_letter_fills_every_placeholder(key: str, lang: str) -> None:
    letter = write_letter(key, lang, every_value(key, "värde"))

    assert not re.search(r"[{}]", letter.text + letter.subject + letter.preheader)
    assert letter.lang == lang
    assert len(Page(letter.html).buttons) <= 1


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("key", list(letters()))
def test_no_code_or_link_is_in_a_subject_or_preheader(key: str, lang: str) -> None:
    words = letters()[key][lang]

    named = set(re.findall(r"\{([a-z_]+)\}", words["subject"] + words["preheader"]))

    assert not {name for name in named if name in SECRET or name.endswith("link")}


@pytest.mark.parametrize("key", list(letters()))
def test_both_languages_use_the_same_placeholders_and_they_are_the_stated_ones(key: str) -> None:
    found = {
        lang: set(re.findall(r"\{([a-z_]+)\}", " ".join(letters()[key][lang].values())))
        for lang in ("sv", "en")
    }

    assert found["sv"] == found["en"] == set(letters()[key]["placeholders"])


def test_a_missing_value_is_refused_by_name() -> None:
    with pytest.raises(
        ValueError, match=r"^code, link: missing in the letter platform\.accounts\.sign_in_code$"
    ):
        write_letter("platform.accounts.sign_in_code", "sv", {"association": "IEC", "valid_until": START})
    with pytest.raises(ValueError, match=r"^key: there is no letter 'unknown'$"):
        write_letter("unknown", "sv", {})


def test_a_language_we_do_not_write_is_read_in_swedish() -> None:
    assert write_letter("platform.accounts.sign_in_code", "de", CODE).lang == "sv"


def test_the_link_becomes_the_one_button_and_the_code_stands_large() -> None:
    page = Page(write_letter("platform.accounts.sign_in_code", "sv", CODE).html)

    assert page.buttons == [LINK]
    assert page.links == [LINK]
    assert "481920" in page.text
    assert "img" not in page.tags
    assert "script" not in page.tags


def test_html_and_text_say_the_same() -> None:
    letter = write_letter("voting.meetings.registration_confirmed", "sv", CONFIRMED)
    seen = " ".join(Page(letter.html).text.replace("\u00a0", " ").split())

    for line in filter(None, spaced(letter.text).split("\n")):
        assert line in seen or line == CONFIRMED["change_link"]


HOSTILE = '<script>alert(1)</script><a href="http://evil.example">x</a>"\' onload=x\r\nBcc: all@example.se'


@pytest.mark.parametrize("key", list(letters()))
def test_values_are_text_in_html_and_stay_on_their_line(key: str) -> None:
    plain: Letter = write_letter(key, "sv", every_value(key, "värde"))
    hostile = write_letter(key, "sv", every_value(key, HOSTILE))

    assert Page(hostile.html).tags == Page(plain.html).tags
    assert Page(hostile.html).links == []
    assert len(hostile.text.split("\n")) == len(plain.text.split("\n"))
    assert "\n" not in hostile.subject
    assert "\r" not in hostile.text


def test_an_address_that_is_not_of_the_web_is_never_a_link() -> None:
    letter = write_letter("platform.accounts.sign_in_code", "sv", {**CODE, "link": "javascript:alert(1)"})

    assert Page(letter.html).links == []


def test_a_strangers_words_make_no_link_in_a_letter_to_an_unproven_address() -> None:
    values: dict[str, Any] = {
        "name": "Se http://evil.example/x",
        "network": "www.evil.example",
        "code": "481920",
        "valid_until": START,
    }

    letter = write_letter("tenants.networks.sign_up_code", "sv", values)

    assert "evil.example" not in letter.text + letter.html
    assert "http://" not in letter.text
    assert "evil" not in letter.subject + letter.preheader
    assert "kl. 12.45" in spaced(letter.text)
    assert "\n481920\n" in letter.text


@given(st.text())
def test_one_line_is_one_line_and_of_bounded_length(text: str) -> None:
    line = one_line(text)

    assert not set(line) & set("\n\r\t\x00\x85\u2028\u202e")
    assert len(line) <= 300
    line.encode("utf-8")
