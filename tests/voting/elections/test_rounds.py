"""Rounds: two who meet again, seats that are left, somebody who declines, equal votes that need a lot."""

from __future__ import annotations

import pytest

from tests.voting.elections.booth import BOARD, CHAIR, make_booth


@pytest.fixture
def w02(in_alfa):
    """Worked example W02: 117 votes; two slips were invalid, so two of them are left out of the ballots."""
    return make_booth(in_alfa, voters=117)


def run_for_chair(booth, names=("A", "B", "C"), **more):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", names, **more)
    booth.do("close_nominations", election)
    return election


def test_w02_the_first_round_elects_nobody_and_the_top_two_meet(w02):
    election = run_for_chair(w02)
    w02.vote(election, {"A": 48, "B": 40, "C": 10, "blank": 6})
    told = w02.shape(election)
    table = told["rounds"][0]["table"]

    assert (table["base"], table["needed"], told["elected"]) == (98, 50, [])
    assert [(r["name"], r["outcome_sv"]) for r in table["rows"]] == [
        ("A", "Till andra omgången"), ("B", "Till andra omgången"), ("C", "Ej vald"),
    ]  # fmt: skip
    ballot = told["next_ballot"]
    assert (ballot["kind"], ballot["seats"]) == ("runoff", 1)
    assert [c["name"] for c in ballot["candidates"]] == ["A", "B"]


def test_w02_the_second_round_elects_by_the_same_majority(w02):
    election = run_for_chair(w02)
    w02.vote(election, {"A": 48, "B": 40, "C": 10, "blank": 6})
    w02.vote(election, {"A": 50, "B": 51, "blank": 5})
    w02.do("decide", election)
    told = w02.shape(election)

    assert (told["rounds"][1]["kind"], told["rounds"][1]["table"]["base"]) == ("runoff", 101)
    assert [(e["name"], e["votes"], e["round"]) for e in told["elected"]] == [("B", 51, 2)]
    assert w02.decisions(CHAIR) == [
        "Mötet beslutade att välja B till föreningens ordförande för ett år, till och med årsmötet 2018."
    ]


@pytest.mark.parametrize(("second_round", "elected"), [("absolute", []), ("relative", ["B"])])
def test_w02_where_blanks_count_the_last_round_can_deadlock_unless_it_is_relative(
    in_alfa, second_round, elected
):
    from voting.meetings.models import Meeting

    booth = make_booth(in_alfa, voters=117, statutes=False)
    majority = {"threshold": "more_than", "fraction": "1/2", "base": "cast_with_blanks"}
    told = {"value": majority, "source_sv": "mötesordningen", "source_en": "rules"}
    chair = {"value": "two_round", "source_sv": "mötesordningen", "source_en": "rules"}
    Meeting.objects.filter(pk=booth.meeting).update(procedure={"majority": told, "election_chair": chair})
    election = run_for_chair(booth, second_round=second_round)
    booth.vote(election, {"A": 48, "B": 40, "C": 10, "blank": 6})
    booth.vote(election, {"A": 50, "B": 51, "blank": 5})
    shape = booth.shape(election)

    first, second = (r["table"] for r in shape["rounds"])
    assert (first["base"], first["needed"]) == (104, 53)
    assert [e["name"] for e in shape["elected"]] == elected
    if second_round == "absolute":
        assert (second["base"], second["needed"]) == (106, 54)
        assert (shape["next_ballot"]["kind"], len(shape["next_ballot"]["candidates"])) == ("runoff", 2)


def test_a_lot_on_who_meets_the_first_elects_nobody(w02):
    from voting.polls import actions

    election = run_for_chair(w02)
    poll = w02.put(election)
    w02.cast(poll, {"A": 40, "B": 30, "C": 30})
    c = next(n["ballot_id"] for n in w02.shape(election)["nominations"] if n["name"] == "C")
    actions.resolve_tie(
        poll_id=poll, by_means="paper_lot", prevails=[c], how="Lottsedlar i Kalmar.", by=w02.by, at=w02.at
    )
    w02.declare(poll)
    told = w02.shape(election)

    assert told["elected"] == []
    assert [n["name"] for n in told["next_ballot"]["candidates"]] == ["A", "C"]


def test_a_declined_seat_goes_to_the_next_round_without_the_elected(booth):
    booth.take_up(BOARD)
    election = booth.open(BOARD, "board_member", ["Ada", "Bo", "Cia", "Disa"], seats=2)
    booth.do("close_nominations", election)
    booth.vote(election, {"Ada+Bo": 5, "Cia": 1})
    booth.do("answer", election, nomination_id=booth.nomination(election, "Bo"), accepts=False)
    between = booth.shape(election)

    assert (between["state"], between["free"]) == ("closed", 1)
    assert between["next_ballot"]["kind"] == "fill"
    assert [n["name"] for n in between["next_ballot"]["candidates"]] == ["Cia", "Disa"]

    booth.vote(election, {"Cia": 2, "Disa": 4})
    booth.do("decide", election)
    told = booth.shape(election)
    assert [(e["name"], e["round"], e["until_year"]) for e in told["elected"]] == [
        ("Ada", 1, 2017), ("Disa", 2, 2017),
    ]  # fmt: skip
    assert told["rounds"][0]["table"]["rows"][1]["outcome_sv"] == "Vald, avböjde"


def test_the_last_nominee_takes_a_declined_seat_by_acclamation(booth):
    booth.take_up(BOARD)
    election = booth.open(BOARD, "board_member", ["Ada", "Bo", "Cia"], seats=2)
    booth.do("close_nominations", election)
    booth.vote(election, {"Ada+Bo": 5, "Cia": 1})
    booth.do("answer", election, nomination_id=booth.nomination(election, "Bo"), accepts=False)
    booth.do("acclaim", election)

    (said,) = booth.decisions(BOARD)
    assert said == (
        "Mötet beslutade att till styrelseledamöter för ett år, till och med årsmötet 2017, "
        "välja Ada och Cia."
    )


def test_equal_votes_across_a_term_need_a_lot_on_the_order(lawful_booth, refused):
    booth = lawful_booth
    booth.take_up(BOARD)
    terms = [{"n": 1, "years": 2}, {"n": None, "years": 1}]
    election = booth.open(BOARD, "board_member", ["Ada", "Bo", "Cia"], seats=2, terms=terms)
    booth.do("close_nominations", election)
    booth.vote(election, {"Ada+Bo": 5, "Cia": 1})

    assert refused(lambda: booth.do("decide", election)) == ["lot_for_the_order"]
    assert [[n["name"] for n in group] for group in booth.shape(election)["lot_needed"]] == [["Ada", "Bo"]]

    order = [booth.nomination(election, name) for name in ("Bo", "Ada")]
    for _ in range(2):
        booth.do("draw_order", election, means="paper_lot", order=order, how="Lottsedlar.")
    booth.do("decide", election)
    told = booth.shape(election)
    assert [(e["name"], e["term_years"]) for e in told["elected"]] == [("Bo", 2), ("Ada", 1)]
    assert len(told["lots"]) == 1


def test_a_drawn_order_can_be_drawn_again_by_anybody(lawful_booth):
    from voting.counting.lot import draw

    booth = lawful_booth
    booth.take_up(BOARD)
    terms = [{"n": 1, "years": 2}, {"n": None, "years": 1}]
    election = booth.open(BOARD, "board_member", ["Ada", "Bo", "Cia"], seats=2, terms=terms)
    booth.do("close_nominations", election)
    booth.vote(election, {"Ada+Bo": 5, "Cia": 1})
    booth.do("draw_order", election, means="lot", seed="dice:4-2-6-1")

    (lot,) = booth.shape(election)["lots"]
    assert lot["digest"] == draw("dice:4-2-6-1", ["Ada", "Bo"], 1).digest
    assert lot["names"][0] == draw("dice:4-2-6-1", ["Ada", "Bo"], 1).winners[0]


def test_deputies_come_after_the_seats_in_the_order_of_votes(lawful_booth):
    booth = lawful_booth
    booth.take_up(BOARD)
    names = ["Ada", "Bo", "Cia", "Disa"]
    election = booth.open(BOARD, "board_member", names, seats=1, deputies=2, terms=[{"n": None, "years": 1}])
    booth.do("close_nominations", election)
    booth.vote(election, {"Ada+Bo+Cia": 2, "Ada+Bo": 2, "Ada": 1, "Disa": 1})
    booth.do("decide", election)

    told = booth.shape(election)["elected"]
    assert [(e["name"], e["deputy_no"]) for e in told] == [("Ada", None), ("Bo", 1), ("Cia", 2)]
    (said,) = booth.decisions(BOARD)
    assert said.endswith("välja Ada,\natt till ersättare för ett år, i denna ordning, välja Bo och Cia.")


def test_a_voided_ballot_elects_nobody_and_is_held_again_as_the_same_round(booth):
    from voting.polls import actions

    booth.take_up(BOARD)
    election = booth.open(BOARD, "board_member", ["Ada", "Bo", "Cia"], seats=2)
    booth.do("close_nominations", election)
    poll = booth.vote(election, {"Ada+Bo": 5, "Cia": 1})
    actions.void_poll(poll_id=poll, reason="Fel register.", by=booth.by, at=booth.at)
    after = booth.shape(election)

    assert (after["state"], after["elected"], after["rounds"][0]["table"]) == ("closed", [], None)
    again = actions.prepare_again(poll_id=poll, by=booth.by, at=booth.at)
    booth.cast(again.pk, {"Bo+Cia": 4, "Ada": 2})
    booth.declare(again.pk)
    told = booth.shape(election)
    assert [e["name"] for e in told["elected"]] == ["Bo", "Cia"]
    assert [r["no"] for r in told["rounds"]] == [1]


def test_a_ballot_is_not_voided_under_the_one_that_came_after(w02, refused):
    from voting.polls import actions

    election = run_for_chair(w02)
    first = w02.vote(election, {"A": 48, "B": 40, "C": 10, "blank": 6})
    w02.vote(election, {"A": 50, "B": 51})

    void = lambda: actions.void_poll(poll_id=first, reason="Fel.", by=w02.by, at=w02.at)  # noqa: E731  one act
    assert refused(void) == ["later_round"]


def test_a_ballot_on_no_more_names_than_seats_asks_about_each(booth):
    booth.take_up(BOARD)
    election = booth.open(BOARD, "board_member", ["Ada", "Bo"], seats=2)
    booth.do("close_nominations", election)
    booth.vote(election, {"Ada:yes+Bo:no": 4, "Ada:yes+Bo:yes": 1})
    told = booth.shape(election)

    assert told["rounds"][0]["method"] == "yes_no"
    assert [(r["name"], r["votes"], r["no"], r["elected"]) for r in told["rounds"][0]["table"]["rows"]] == [
        ("Ada", 5, 0, True), ("Bo", 1, 4, False),
    ]  # fmt: skip
    assert [e["name"] for e in told["elected"]] == ["Ada"]


def test_paper_slips_counted_by_tellers_elect_as_phones_do(booth):
    from kernel.actor import Actor
    from voting.polls import actions
    from voting.polls.models import Poll

    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada", "Bo"])
    booth.do("close_nominations", election)
    poll = booth.put(election, secrecy="paper")
    ada = next(c["id"] for c in Poll.objects.get(pk=poll).candidates if c["name"] == "Ada")
    actions.open_poll(poll_id=poll, by=booth.by, at=booth.at)
    for venue, votes in zip(booth.hall.venues, (3, 2, 2), strict=True):
        for n in (1, 2):
            teller = Actor(id=booth.hall.voters[n], name=f"Rösträknare {n}")
            actions.count_hands(
                poll_id=poll, venue_id=venue.pk, counts={ada: votes, "valid": votes}, by=teller, at=booth.at
            )
    actions.close_poll(poll_id=poll, by=booth.by, at=booth.at)
    booth.declare(poll)
    told = booth.shape(election)

    assert [(e["name"], e["votes"]) for e in told["elected"]] == [("Ada", 7)]
    assert [f["code"] for f in told["findings"]] == []


def test_ranked_ballots_elect_where_the_rules_have_adopted_them(booth, refused):
    from voting.meetings.models import Meeting

    booth.take_up(BOARD)
    names = ["Ada", "Bo", "Cia"]
    asked = lambda: booth.open(BOARD, "board_member", names, seats=2, method="stv_scottish")  # noqa: E731
    assert refused(asked) == ["method_not_adopted"]

    rule = {"value": "stv_scottish", "source_sv": "mötesordningen", "source_en": "rules"}
    Meeting.objects.filter(pk=booth.meeting).update(procedure={"election_seats": rule})
    election = asked()
    booth.do("close_nominations", election)
    booth.vote(election, {"Ada>Bo>Cia": 4, "Cia>Bo": 3})
    told = booth.shape(election)
    assert told["rounds"][0]["method"] == "stv_scottish"
    assert [e["name"] for e in told["elected"]] == ["Ada", "Cia"]


def test_a_ballot_taken_back_before_it_was_put_can_be_put_again_or_the_election_called_off(booth):
    from voting.polls import actions

    election = run_for_chair(booth)
    first = booth.put(election)
    actions.withdraw_poll(poll_id=first, by=booth.by, at=booth.at)
    assert booth.shape(election)["state"] == "closed"

    second = booth.put(election)
    assert second != first
    assert [r["no"] for r in booth.shape(election)["rounds"]] == [1]
    actions.withdraw_poll(poll_id=second, by=booth.by, at=booth.at)
    booth.do("cancel", election)
    assert booth.shape(election)["state"] == "cancelled"


def test_how_a_lot_was_drawn_may_be_told_as_long_wherever_it_is_drawn():
    from voting.elections.api.forms import LotForm
    from voting.polls.api.forms import BreakingShape

    for name in ("how", "seed"):
        longest = [form().fields[name].max_length for form in (LotForm, BreakingShape)]
        assert longest == [500, 500], name
