"""The rules alone: who sits where, until when, in what words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.elections import rules
from voting.elections.rules.findings import counted_by_county
from voting.elections.rules.wording import county_sv, joined

LAWS = rules.Laws(board_term=2, is_first=True, next_annual=2018)


def names(*given_names, **more):
    return tuple(
        rules.Name(id=str(n), number=n, name=name, folded=name.lower(), **more)
        for n, name in enumerate(given_names, 1)
    )


def race(**more):
    facts = {
        "post": "board_member", "meeting": "open", "item": "now", "item_no": 15, "laws": LAWS,
        "is_closed": True, "seats": 2, "names": names("Ada", "Bo", "Cia"),
    }  # fmt: skip
    return rules.Race(**(facts | more))


@pytest.mark.parametrize(
    ("seats", "terms"),
    [
        (6, [{"n": 3, "years": 2}, {"n": None, "years": 1}]),
        (5, [{"n": 3, "years": 2}, {"n": None, "years": 1}]),
        (1, [{"n": None, "years": 2}]),
    ],
)
def test_half_the_first_board_is_elected_for_one_year(seats, terms):
    assert rules.usual_terms("board_member", seats, LAWS) == terms


def test_later_boards_are_elected_for_the_whole_term():
    later = rules.Laws(board_term=2, next_annual=2019)
    assert rules.usual_terms("board_member", 3, later) == [{"n": None, "years": 2}]


@pytest.mark.parametrize(
    ("county", "said"),
    [
        ("Kalmar", "Kalmar län"), ("Kronoberg", "Kronobergs län"), ("Skåne", "Skåne län"),
        ("Västra Götaland", "Västra Götalands län"), ("Kronobergs län", "Kronobergs län"),
        ("Örebro", "Örebro län"),
    ],
)  # fmt: skip
def test_counties_are_written_as_they_are_called(county, said):
    assert county_sv(county) == said


def test_lists_are_joined_as_in_swedish():
    assert [joined(n) for n in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A och B", "A, B och C"]


def test_a_county_is_the_same_with_and_without_its_ending():
    people = [*names("Ada", county="Kronobergs län"), *names("Bo", county="Kronoberg")]
    (row,) = counted_by_county(people, {"Kronoberg": 2})
    assert (row["n"], row["names"]) == (2, ["Ada", "Bo"])


def test_everybody_in_a_lot_is_named_with_the_organisation_only_where_names_are_equal():
    two = (
        rules.Name(id="1", number=1, name="Ada", folded="ada", organisation="Ek AB"),
        rules.Name(id="2", number=2, name="Ada", folded="ada", organisation="Alm AB"),
        rules.Name(id="3", number=3, name="Bo", folded="bo"),
    )
    assert list(rules.labels(two)) == ["Ada (Ek AB)", "Ada (Alm AB)", "Bo"]


def test_by_acclamation_the_proposed_terms_hold():
    people = tuple(
        rules.Name(id=str(n), number=n, name=name, folded=name.lower(), term_years=years)
        for n, (name, years) in enumerate((("Ada", 1), ("Bo", 2), ("Cia", 1)), 1)
    )
    wins = tuple(rules.Win(number=n, round=None, rank=n) for n in (1, 2, 3))
    seated = rules.seats_of(race(seats=3, names=people, wins=wins))

    assert [(s.name.name, s.years, s.until_year) for s in seated] == [
        ("Bo", 2, 2019), ("Ada", 1, 2018), ("Cia", 1, 2018),
    ]  # fmt: skip


@given(
    tally=st.lists(st.integers(0, 9), min_size=3, max_size=8),
    cut=st.integers(1, 7),
    deputies=st.integers(0, 3),
)
def test_nobody_with_fewer_votes_sits_before_somebody_with_more(tally, cut, deputies):
    seats = min(cut, len(tally))
    people = names(*(f"N{n}" for n in range(len(tally))))
    order = sorted(range(len(tally)), key=lambda n: -tally[n])[: seats + deputies]
    wins = tuple(rules.Win(number=n + 1, round=1, rank=r, votes=tally[n]) for r, n in enumerate(order, 1))
    held = rules.RoundNow(
        no=1, kind="first", method="plurality", candidates=[p.number for p in people], seats=seats,
        result={"outcome": "elected", "tally": {f"n{n + 1}": v for n, v in enumerate(tally)}},
    )  # fmt: skip
    terms = [{"n": 1, "years": 2}, {"n": None, "years": 1}]
    now = race(seats=seats, deputies=deputies, names=people, wins=wins, rounds=(held,), terms=terms)
    seated = rules.seats_of(now)

    votes = [s.win.votes for s in seated]
    assert votes == sorted(votes, reverse=True)
    assert [s.is_deputy for s in seated] == [n >= seats for n in range(len(seated))]
    cuts = {1} if seats > 1 else set()
    cuts |= set(range(seats, len(seated)))
    tied = {votes[n] for n in cuts if n < len(votes) and votes[n] == votes[n - 1]}
    needed = {next(w.votes for w in wins if w.number == group[0].number) for group in rules.unordered(now)}
    assert needed == tied


@given(st.permutations(["open", "planned", "closed", "adjourned"]))
def test_nothing_is_led_in_a_meeting_that_is_not_open(states):
    for state in states:
        now = race(meeting=state, names=names("Ada"), seats=1)
        assert bool(rules.obstacles_to_acclamation(now)) == (state != "open")
