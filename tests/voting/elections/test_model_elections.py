"""§§ 2, 3 and 14–17 of the model protocol, through real ballots, to the word."""

from __future__ import annotations

import pytest

from tests.voting.elections.booth import (
    ADJUSTERS,
    AUDITORS,
    BOARD,
    CHAIR,
    COMMITTEE,
    MODEL,
    OFFICERS,
    SEED,
    papers_for,
    people,
)

TALLY = MODEL["board_election"]["tally"]


def elect_the_chair(booth):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", people("ordförande"))
    booth.do("close_nominations", election)
    booth.vote(election, {"Karin Thorell": 49, "Gunnar Wikström": 46, "blank": 7})
    booth.do("decide", election)
    return election


def count_the_board(booth):
    from voting.polls import actions

    booth.take_up(BOARD)
    election = booth.open(BOARD, "board_member", people("ledamot"), seats=6)
    booth.do("approve_terms", election, terms=[{"n": 3, "years": 2}, {"n": None, "years": 1}])
    booth.do("close_nominations", election)
    poll = booth.put(election)
    booth.cast(poll, {**papers_for(TALLY, papers=100, marks=6), "blank": 2})
    actions.resolve_tie(poll_id=poll, by_means="lot", seed=SEED, by=booth.by, at=booth.at)
    booth.declare(poll)
    return election


def test_the_chair_is_elected_in_the_first_round(full_booth):
    election = elect_the_chair(full_booth)
    told = full_booth.shape(election)
    table = told["rounds"][0]["table"]

    assert (told["state"], told["method"], len(told["rounds"])) == ("decided", "two_round", 1)
    assert [(r["name"], r["votes"], r["outcome_sv"]) for r in table["rows"]] == [
        ("Karin Thorell", 49, "Vald, ett år"),
        ("Gunnar Wikström", 46, "Ej vald"),
    ]
    assert {k: table[k] for k in ("base", "needed", "blank", "cast", "not_voted", "register")} == {
        "base": 95, "needed": 48, "blank": 7, "cast": 102, "not_voted": 3, "register": 105,
    }  # fmt: skip
    (said,) = full_booth.decisions(CHAIR)

    assert said == (
        "Mötet beslutade att välja Karin Thorell till föreningens ordförande för ett år, "
        "till och med årsmötet 2018."
    )


def test_the_board_is_elected_with_a_lot_for_the_sixth_seat(full_booth):
    elect_the_chair(full_booth)
    election = count_the_board(full_booth)
    full_booth.do("decide", election)
    told = full_booth.shape(election)
    table = told["rounds"][0]["table"]

    assert [(r["name"], r["votes"], r["county"], r["outcome_sv"]) for r in table["rows"]] == [
        ("Lisa Brandt", 91, "Kronoberg", "Vald, två år"),
        ("Ahmed Yusuf", 88, "Kronoberg", "Vald, två år"),
        ("Sofia Lindahl", 85, "Kalmar", "Vald, två år"),
        ("Mina Rezai", 83, "Kronoberg", "Vald, ett år"),
        ("Per-Olof Ek", 79, "Kronoberg", "Vald, ett år"),
        ("Elin Hjort", 62, "Kalmar", "Vald efter lottning, ett år"),
        ("Johan Nyqvist", 62, "Kalmar", "Ej vald efter lottning"),
    ]
    assert (table["marks"], table["marks_max"], table["valid"], table["blank"]) == (550, 600, 100, 2)
    assert (table["cast"], table["not_voted"], table["register"]) == (102, 3, 105)
    assert table["lot"]["seed"] == SEED
    assert table["lot"]["digest"] == "3f57821896e26c786407989ef86278bd9a3698dd9044c69d6bfd9f3a08a84944"
    assert (table["lot"]["ids"], table["lot"]["index"]) == (["Elin Hjort", "Johan Nyqvist"], 0)
    (said,) = full_booth.decisions(BOARD)

    assert said == (
        "Mötet beslutade att till styrelseledamöter för två år, till och med årsmötet 2019, välja "
        "Lisa Brandt, Ahmed Yusuf och Sofia Lindahl,\n"
        "att till styrelseledamöter för ett år, till och med årsmötet 2018, välja "
        "Mina Rezai, Per-Olof Ek och, efter lottning, Elin Hjort."
    )


def test_the_county_rule_is_told_and_would_be_met_wherever_the_lot_fell(full_booth):
    chair = elect_the_chair(full_booth)
    alone = [f for f in full_booth.shape(chair)["findings"] if "counties" in f["code"]]
    assert alone == []  # a chair alone is not yet a board
    election = count_the_board(full_booth)

    found = next(f for f in full_booth.shape(election)["findings"] if "counties" in f["code"])

    assert found["code"] == "voting.elections.finding_counties_met"
    rows = [(row["county"], row["n"], row["needed"]) for row in found["params"]["counties"]]
    assert rows == [("Kalmar", 3, 2), ("Kronoberg", 4, 2)]
    assert found["params"]["whatever_the_lot"] is True
    assert found["params"]["rule"] == "stadgarna §\u00a012 mom.\u00a01"


def test_the_elected_hold_their_posts_until_the_meeting_that_the_decision_names(full_booth):
    from tenants.founding.models import Holding

    elect_the_chair(full_booth)
    full_booth.do("decide", count_the_board(full_booth))

    held = Holding.objects.order_by("pk").values_list("post", "name", "county", "until_sv", "until_year")
    assert list(held) == [
        ("board_chair", "Karin Thorell", "Kalmar", "årsmötet 2018", 2018),
        ("board_member", "Lisa Brandt", "Kronoberg", "årsmötet 2019", 2019),
        ("board_member", "Ahmed Yusuf", "Kronoberg", "årsmötet 2019", 2019),
        ("board_member", "Sofia Lindahl", "Kalmar", "årsmötet 2019", 2019),
        ("board_member", "Mina Rezai", "Kronoberg", "årsmötet 2018", 2018),
        ("board_member", "Per-Olof Ek", "Kronoberg", "årsmötet 2018", 2018),
        ("board_member", "Elin Hjort", "Kalmar", "årsmötet 2018", 2018),
    ]


def test_the_record_tells_an_election_whole(full_booth):
    from journal.models import Entry

    election = count_the_board(full_booth)
    who = full_booth.nomination(election, "Elin Hjort")
    full_booth.do("answer", election, nomination_id=who, accepts=True)

    kinds = Entry.objects.filter(kind__startswith="voting.elections.").order_by("pk")
    assert [k.removeprefix("voting.elections.") for k in kinds.values_list("kind", flat=True)] == [
        "opened", "terms_approved", "nominations_closed", "round_put", "elected", "accepted",
    ]  # fmt: skip
    body = kinds.get(kind="voting.elections.elected").body
    row = next(r for r in body["round"]["table"]["rows"] if r["name"] == "Elin Hjort")
    assert (row["votes"], row["county"], row["by_lot"]) == (62, "Kalmar", True)
    assert body["election"]["terms"] == [{"n": 3, "years": 2}, {"n": None, "years": 1}]
    assert "@" not in str(body)


def test_chair_and_secretary_of_the_meeting_are_chosen_by_acclamation_and_get_their_roles(booth):
    from accounts.models import RoleGrant

    booth.take_up(OFFICERS)
    chair = {"name": "Stina Malm"}
    secretary = {"name": "Olof Berg", "email": "olof@berg.example"}
    for post, who in (("meeting_chair", chair), ("meeting_secretary", secretary)):
        booth.do("acclaim", booth.open(OFFICERS, post, [who]))

    assert booth.decisions(OFFICERS) == [
        "Mötet beslutade att välja Stina Malm till mötesordförande.",
        "Mötet beslutade att välja Olof Berg till mötessekreterare.",
    ]
    roles = RoleGrant.objects.filter(user__name__in=["Stina Malm", "Olof Berg"])
    assert sorted(roles.exclude(role="delegate").values_list("user__name", "role")) == [
        ("Olof Berg", "secretary"), ("Stina Malm", "chair"),
    ]  # fmt: skip


def test_adjusters_who_are_tellers_are_named_with_their_place(booth):
    from accounts.models import RoleGrant

    booth.take_up(ADJUSTERS)
    both = [
        {"name": "Eva Rask", "email": "eva@rask.example", "place": "Kalmar"},
        {"name": "Nils Ohlin", "email": "nils@ohlin.example", "place": "Växjö"},
    ]
    booth.do("acclaim", booth.open(ADJUSTERS, "adjuster", both, seats=2))
    remote = {"name": "Ida Krans", "email": "ida@krans.example", "place": "Distans"}
    booth.do("acclaim", booth.open(ADJUSTERS, "remote_teller", [remote]))

    both, remote = booth.decisions(ADJUSTERS)
    assert both == (
        "Mötet beslutade att välja Eva Rask (Kalmar) och Nils Ohlin (Växjö) till justerare tillika "
        "rösträknare."
    )
    assert remote == "Mötet beslutade att välja Ida Krans till rösträknare för distansdeltagarna."
    given = RoleGrant.objects.filter(role__in=["adjuster", "teller"]).values_list("user__name", "role")
    assert sorted(given) == [
        ("Eva Rask", "adjuster"), ("Eva Rask", "teller"), ("Ida Krans", "teller"),
        ("Nils Ohlin", "adjuster"), ("Nils Ohlin", "teller"),
    ]  # fmt: skip


def test_auditors_and_their_deputy_sit_for_a_year(lawful_booth):
    lawful_booth.take_up(AUDITORS)
    lawful_booth.do("acclaim", lawful_booth.open(AUDITORS, "auditor", MODEL["auditors"], seats=2))
    lawful_booth.do("acclaim", lawful_booth.open(AUDITORS, "deputy_auditor", [MODEL["auditor_deputy"]]))

    assert lawful_booth.decisions(AUDITORS) == [
        "Mötet beslutade att till revisorer för ett år välja Britt Sandell och Omar Haddad.",
        "Mötet beslutade att till ersättare för ett år välja Tove Falk.",
    ]


def test_the_nominating_committee_has_a_convener(lawful_booth):
    from tenants.founding.models import Holding

    lawful_booth.take_up(COMMITTEE)
    names = [
        {"name": p["name"], "county": p["county"], "convener": p.get("convener", False)}
        for p in MODEL["nominating_committee"]
    ]
    lawful_booth.do("acclaim", lawful_booth.open(COMMITTEE, "nominating_committee", names, seats=3))

    (said,) = lawful_booth.decisions(COMMITTEE)

    assert said == (
        "Mötet beslutade att till valberedning för tiden till nästa årsmöte välja Rut Alm (Kalmar län), "
        "Ivar Stål (Kronobergs län) och Hedda Noor (Kronobergs län),\n"
        "att utse Rut Alm till sammankallande."
    )
    assert list(Holding.objects.filter(post="nominating_convener").values_list("name", flat=True)) == [
        "Rut Alm"
    ]


@pytest.mark.parametrize("again", [1, 2])
def test_deciding_again_gives_the_same_decision(full_booth, facts, again):
    election = elect_the_chair(full_booth)
    before = facts()

    for _ in range(again):
        full_booth.do("decide", election)

    assert facts() == before
