"""Every screen of the tour in both languages: none says a word of ours in the other one."""

from __future__ import annotations

import pytest

from config import iec
from tests.e2e.speaking import Language, foreign, spoken
from tests.e2e.tour import STATIONS, Tour

EACH = [(leg, station) for leg, stations in STATIONS.items() for station in stations]
NOT_HEARD = {"phone, offline"}  # the net is gone, and it is one line
NAMES = {venue["name"] for venue in iec.VENUES}


@pytest.mark.parametrize(("leg", "station"), EACH, ids=[station for _, station in EACH])
def test_no_word_is_left_in_the_other_language(tour: Tour, leg: str, station: str):
    if station in NOT_HEARD:
        return
    assert station in tour.said, tour.broken.get(leg) or tour.broken
    said = tour.said[station]
    assert said["sv"], "a screen says something"
    heard = {language: foreign(texts, language, names=NAMES) for language, texts in said.items()}
    assert heard == {"sv": [], "en": []}


def test_a_screen_with_words_of_the_other_language_is_found_out(server, screens):
    """Without it, an ear that heard nothing would be as content."""
    guest = screens(server.url, name="guest")
    guest.page.goto("/")
    guest.page.locator("h1").wait_for()
    language: Language
    for language, left, quoted in (
        ("sv", "Sign in", "A proposal of theirs"),
        ("en", "Logga in", "Mötet beslutade att godkänna punkten."),
    ):
        guest.page.locator("main").evaluate(
            "(main, [left, quoted]) => { for (const [id, text] of [['left', left], ['quoted', quoted]]) {"
            " document.getElementById(id)?.remove();"
            " main.append(Object.assign(document.createElement('p'), { id, textContent: text })); }"
            " document.getElementById('quoted').lang = 'fi'; }",
            [left, quoted],
        )
        assert foreign(spoken(guest, language), language) == [left]
