"""Every screen of the tour in both languages: none says a word of ours in the other one."""

from __future__ import annotations

import pytest

from tests.e2e.speaking import Language, foreign, spoken
from tests.e2e.tour import STATIONS, Tour

EACH = [(leg, station) for leg, stations in STATIONS.items() for station in stations]
WITHOUT_A_SWITCH = {"phone, offline"}


@pytest.mark.parametrize(("leg", "station"), EACH, ids=[station for _, station in EACH])
def test_no_word_is_left_in_the_other_language(tour: Tour, leg: str, station: str):
    if station in WITHOUT_A_SWITCH:
        return
    assert station in tour.said, tour.broken.get(leg) or tour.broken
    said = tour.said[station]
    assert {language: foreign(texts, language) for language, texts in said.items()} == {"sv": [], "en": []}


def test_a_screen_with_words_of_the_other_language_is_found_out(server, screens):
    """Without it, an ear that heard nothing would be as content."""
    guest = screens(server.url, name="guest")
    guest.page.goto("/")
    guest.page.locator("h1").wait_for()
    language: Language
    for language, ours, other in (("sv", "Logga in", "Sign in"), ("en", "Not found", "Fyll i fältet här")):
        guest.page.locator("h1").evaluate(
            "(one, [ours, other]) => {"
            " const add = (text, lang) => one.after(Object.assign(document.createElement('p'),"
            " { textContent: text, lang }));"
            " add(other, ''); document.querySelector('h1 + p').removeAttribute('lang');"
            " add(`${other}, quoted`, 'fi'); }",
            [ours, other],
        )
        heard = foreign(spoken(guest, language), language)
        assert heard == [other]
