"""Who speaks after whom: properties of the pure rule."""

from __future__ import annotations

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from voting.floor.enums import Policy, RequestKind
from voting.floor.rules import Ask, Turn, order

VENUES = ["Kalmar", "Växjö", "Distans"]
PEOPLE = [f"p{n}" for n in range(12)]
HOME = {who: VENUES[n % 3] for n, who in enumerate(PEOPLE)}


@st.composite
def lists(draw, kinds=tuple(RequestKind), *, placed=True):
    keys = draw(
        st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(kinds)), unique=True, max_size=20)
    )
    places = st.none() | st.integers(1, 20) if placed else st.none()
    asks = [
        Ask(id=f"{who}/{kind}", number=n, kind=kind, who=who, venue=HOME[who], place=draw(places))
        for n, (who, kind) in enumerate(keys)
    ]
    return draw(st.permutations(asks))


histories = st.lists(st.sampled_from(PEOPLE), max_size=10).map(lambda who: [Turn(w, HOME[w]) for w in who])
policies = st.sampled_from(list(Policy))


@given(lists(), histories, policies)
def test_the_order_is_a_permutation_of_those_who_wait(asks, spoken, policy):
    assert Counter(order(asks, spoken, policy)) == Counter(asks)


@given(lists(), histories, policies, st.randoms())
def test_every_reader_gets_the_same_order_however_the_rows_come(asks, spoken, policy, chance):
    shuffled = list(asks)
    chance.shuffle(shuffled)

    assert order(shuffled, spoken, policy) == order(asks, spoken, policy)


@given(lists(), histories, policies)
def test_points_of_order_information_and_replies_go_before_the_list(asks, spoken, policy):
    ranks = [list(RequestKind).index(RequestKind(ask.kind)) for ask in order(asks, spoken, policy)]

    assert ranks == sorted(ranks)


@given(lists(placed=False), histories)
def test_first_come_is_first_served_within_each_kind(asks, spoken):
    found = order(asks, spoken, Policy.FIFO)

    for kind in RequestKind:
        numbers = [ask.number for ask in found if ask.kind == kind]
        assert numbers == sorted(numbers)


@given(lists(kinds=("speech",), placed=False), histories)
def test_first_speakers_first_keeps_two_lists_in_the_order_of_asking(asks, spoken):
    found = order(asks, spoken, Policy.FIRST_SPEAKERS_FIRST)

    heard = {turn.who for turn in spoken}
    assert [(ask.who in heard, ask.number) for ask in found] == sorted(
        (ask.who in heard, ask.number) for ask in asks
    )


@given(lists(kinds=("speech",), placed=False), histories)
def test_round_robin_gives_no_place_a_second_turn_while_another_waits_for_its_first(asks, spoken):
    """Between two turns of one place, every other place that waits throughout has exactly one."""
    found = order(asks, spoken, Policy.ROUND_ROBIN_BY_VENUE)

    for venue in VENUES:
        at = [n for n, ask in enumerate(found) if ask.venue == venue]
        for one, two in itertools.pairwise(at):
            between = Counter(ask.venue for ask in found[one + 1 : two])
            left = {ask.venue for ask in found[two:]} - {venue}
            assert all(count == 1 for count in between.values())
            assert all(between[other] == 1 for other in left)


@given(lists(kinds=("speech",), placed=False), histories)
def test_round_robin_is_first_come_first_served_within_a_place(asks, spoken):
    found = order(asks, spoken, Policy.ROUND_ROBIN_BY_VENUE)

    for venue in VENUES:
        numbers = [ask.number for ask in found if ask.venue == venue]
        assert numbers == sorted(numbers)


@given(lists(kinds=("speech",), placed=False), histories, policies)
def test_when_the_next_has_spoken_the_others_keep_their_order(asks, spoken, policy):
    found = order(asks, spoken, policy)
    if not found:
        return
    first, rest = found[0], found[1:]
    if policy == Policy.FIRST_SPEAKERS_FIRST and any(ask.who == first.who for ask in rest):
        return

    after = order(rest, [*spoken, Turn(first.who, first.venue)], policy)

    assert after == rest


def test_round_robin_goes_on_after_the_place_that_was_heard_last():
    asks = [
        Ask(id=str(n), number=n, kind="speech", who=str(n), venue=venue)
        for n, venue in enumerate(["Kalmar", "Kalmar", "Kalmar", "Växjö", "Distans"])
    ]

    found = order(asks, [Turn("x", "Kalmar")], Policy.ROUND_ROBIN_BY_VENUE)

    assert [ask.venue for ask in found] == ["Växjö", "Distans", "Kalmar", "Kalmar", "Kalmar"]


def test_where_the_chair_has_put_somebody_they_stand_before_those_who_asked_later():
    asks = [
        Ask(id="a", number=1, kind="speech", who="a", venue="Kalmar", place=2),
        Ask(id="b", number=2, kind="speech", who="b", venue="Kalmar", place=1),
        Ask(id="c", number=3, kind="speech", who="c", venue="Växjö"),
    ]

    assert [ask.id for ask in order(asks, [], Policy.ROUND_ROBIN_BY_VENUE)] == ["b", "a", "c"]
