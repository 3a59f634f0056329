"""Who is put forward, by whom, once; and everything that an election refuses."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.voting.elections.booth import AUDITORS, BOARD, CHAIR, OFFICERS


def test_the_same_person_is_nominated_once_however_they_are_named(booth, facts):
    booth.take_up(CHAIR)
    first = {"name": "Ada Ek", "email": "ada@ek.example", "organisation": "Ek AB"}
    election = booth.open(CHAIR, "board_chair", [first])
    before = facts()

    for again in (first, {"name": "ada ek"}, {"name": "A. Ek", "email": "ADA@ek.example"}):
        nominate(booth, election, **again)

    assert facts() == before
    nominate(booth, election, name="Ada Ek", organisation="Annat AB", email="ada@annat.example")
    assert len(booth.shape(election)["nominations"]) == 2


def test_two_of_the_same_name_are_told_apart_on_the_ballot(booth):
    from voting.polls.models import Poll

    booth.take_up(CHAIR)
    both = [{"name": "Ada Ek", "organisation": "Ek AB"}, {"name": "Ada Ek", "organisation": "Annat AB"}]
    election = booth.open(CHAIR, "board_chair", both)
    booth.do("close_nominations", election)

    on_ballot = [c["name"] for c in Poll.objects.get(pk=booth.put(election)).candidates]
    assert on_ballot == ["Ada Ek (Annat AB)", "Ada Ek (Ek AB)"]


def test_names_in_letters_that_look_the_same_are_told_apart_on_the_ballot(booth):
    from voting.polls.models import Poll

    booth.take_up(CHAIR)
    cyrillic = "\u0410d\u0430 Ek"
    both = [{"name": "Ada Ek", "organisation": "Ek AB"}, {"name": cyrillic, "organisation": "Annat AB"}]
    election = booth.open(CHAIR, "board_chair", both)
    booth.do("close_nominations", election)

    on_ballot = {c["name"] for c in Poll.objects.get(pk=booth.put(election)).candidates}
    assert on_ballot == {f"{cyrillic} (Annat AB)", "Ada Ek (Ek AB)"}


@pytest.mark.parametrize("name", ["Blank", "blank\u00ad", "INVALID", "\u200b"])
def test_a_row_of_the_count_is_nobodys_name(booth, facts, name):
    from kernel.errors import Malformed

    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada"])
    before = facts()

    with pytest.raises(Malformed) as wrong:
        nominate(booth, election, name=name)

    assert list(wrong.value.fields) == ["name"]
    assert facts() == before


def test_letters_that_nobody_sees_make_nobody_else(booth):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["\u00c5sa Ek", "Bo"])

    nominate(booth, election, name="A\u030asa\u00a0\u200bEk\u00ad")
    nominate(booth, election, name="Per\u00adOlof \u202eEk")
    booth.do("close_nominations", election)
    booth.vote(election, {"\u00c5sa Ek": 3, "Bo": 1})

    shape = booth.shape(election)
    assert [n["name"] for n in shape["nominations"]] == ["Bo", "PerOlof Ek", "\u00c5sa Ek"]
    assert [e["name"] for e in shape["elected"]] == ["\u00c5sa Ek"]


def test_names_stand_in_swedish_order(booth):
    booth.take_up(BOARD)
    election = booth.open(BOARD, "board_member", ["Örjan", "Åke", "Zara", "Ärla", "Bo"], seats=2)
    booth.do("close_nominations", election)

    names = [n["name"] for n in booth.shape(election)["nominations"]]
    assert names == ["Bo", "Zara", "Åke", "Ärla", "Örjan"]
    booth.put(election)
    assert [c["name"] for c in booth.shape(election)["rounds"][0]["candidates"]] == names


def test_a_delegate_is_filled_in_from_their_registration(booth):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["ombud 1"])

    (found,) = booth.shape(election)["nominations"]
    assert found["organisation"] == "Bolag 1 AB"
    assert (found["county"], found["place"], found["has_address"]) == ("Kronoberg", "Växjö", True)


def test_a_delegate_nominates_from_the_floor_for_their_organisation(booth):
    from kernel.actor import Actor
    from voting.elections import actions

    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada"])
    delegate = Actor(id=booth.hall.voters[3], name="Ombud 3", roles=frozenset({"delegate"}))
    new = actions.NewName(name="Gunnar Wikström", source="committee", nominated_by="Kungen")
    actions.nominate(election_id=election, new=new, by=delegate, at=booth.at)

    found = next(n for n in booth.shape(election)["nominations"] if n["name"] == "Gunnar Wikström")
    assert (found["source"], found["nominated_by"]) == ("floor", "Bolag 3 AB, genom Ombud 3")


def test_somebody_who_is_no_delegate_here_cannot_nominate(booth, facts):
    from kernel.actor import Actor
    from kernel.errors import Forbidden
    from voting.elections import actions

    election = booth.open(CHAIR, "board_chair", ["Ada"])
    before, stranger = facts(), Actor(id=uuid4(), name="Ingen", roles=frozenset({"delegate"}))

    with pytest.raises(Forbidden):
        actions.nominate(election_id=election, new=actions.NewName(name="Bo"), by=stranger, at=booth.at)
    assert facts() == before


def test_a_withdrawn_nominee_is_not_on_the_ballot_and_can_stand_again(booth):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada", "Bo", "Cia"])
    for _ in range(2):
        booth.do("withdraw", election, nomination_id=booth.nomination(election, "Bo"))
    assert [c["name"] for c in booth.shape(election)["next_ballot"]["candidates"]] == ["Ada", "Cia"]

    nominate(booth, election, name="Bo")
    assert [c["name"] for c in booth.shape(election)["next_ballot"]["candidates"]] == ["Ada", "Bo", "Cia"]


def test_somebody_who_says_no_beforehand_does_not_stand(booth):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada", "Bo"])
    booth.do("answer", election, nomination_id=booth.nomination(election, "Bo"), accepts=False)
    booth.do("acclaim", election)

    assert [e["name"] for e in booth.shape(election)["elected"]] == ["Ada"]


def test_nothing_is_nominated_on_a_closed_list_until_it_is_opened_again(booth, refused, facts):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada"])
    booth.do("close_nominations", election)
    before = facts()

    assert refused(lambda: nominate(booth, election, name="Bo")) == ["nominations_closed"]
    assert facts() == before
    booth.do("reopen_nominations", election)
    nominate(booth, election, name="Bo")
    assert len(booth.shape(election)["nominations"]) == 2


def test_more_names_than_seats_are_not_chosen_by_acclamation(booth, refused, facts):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada", "Bo"])
    before = facts()

    assert refused(lambda: booth.do("acclaim", election)) == ["contested"]
    assert facts() == before


def test_fewer_names_than_seats_leave_vacancies_that_are_told(booth):
    booth.take_up(AUDITORS)
    election = booth.open(AUDITORS, "auditor", ["Ada"], seats=2)
    booth.do("close_nominations", election)
    told = booth.shape(election)
    assert [(f["code"], f["params"]["n"]) for f in told["findings"]] == [
        ("voting.elections.finding_fewer_than_seats", 1)
    ]

    booth.do("acclaim", election, is_decision=False)
    booth.do("decide", election, leave_vacant=True)
    (said,) = booth.decisions(AUDITORS)
    assert said == "Mötet beslutade att till revisor för ett år välja Ada,\natt lämna en plats vakant."


@pytest.mark.parametrize(
    ("verb", "codes"),
    [
        ("close_nominations", ["nobody_nominated"]),
        ("acclaim", ["nobody_left"]),
        ("decide", ["nobody_chosen"]),
        ("put_round", ["nominations_open", "nobody_left"]),
    ],
)
def test_an_election_without_names_refuses_with_every_reason(booth, refused, facts, verb, codes):
    from voting.elections.actions import Ballot

    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair")
    before = facts()

    more = {"how": Ballot()} if verb == "put_round" else {}
    assert refused(lambda: booth.do(verb, election, **more)) == codes
    assert facts() == before


def test_an_election_can_be_laid_out_beforehand_but_not_held(booth, refused):
    election = booth.open(CHAIR, "board_chair", ["Ada"])

    assert refused(lambda: booth.do("acclaim", election)) == ["item_not_now"]
    assert refused(lambda: booth.do("close_nominations", election)) == ["item_not_now"]


def test_terms_stand_once_the_vote_has_begun(booth, refused):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada", "Bo"])
    booth.do("close_nominations", election)
    booth.put(election)

    terms = [{"n": None, "years": 2}]
    assert refused(lambda: booth.do("approve_terms", election, terms=terms)) == ["vote_begun"]
    assert refused(lambda: booth.do("cancel", election)) == ["vote_begun"]


def test_terms_approved_without_words_are_the_usual_ones_as_they_stood(lawful_booth):
    election = lawful_booth.open(BOARD, "board_member", ["Ada"], seats=5, terms_approved=True)
    told = lawful_booth.shape(election)

    assert told["terms"] == [{"n": 3, "years": 2}, {"n": None, "years": 1}]
    assert told["terms_approved_at"] is not None


def test_an_election_that_was_opened_by_mistake_is_called_off(booth, refused):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada"])
    for _ in range(2):
        booth.do("cancel", election)

    assert booth.shape(election)["state"] == "cancelled"
    assert refused(lambda: booth.do("acclaim", election)) == ["cancelled"]


def test_a_retried_opening_is_one_election(booth):
    key = uuid4()
    assert booth.open(CHAIR, "board_chair", key=key) == booth.open(CHAIR, "board_chair", key=key)


def test_whoever_is_decided_accepts_but_does_not_decline(booth, refused):
    booth.take_up(OFFICERS)
    election = booth.open(OFFICERS, "meeting_secretary", ["Olof Berg"])
    booth.do("acclaim", election)
    who = booth.nomination(election, "Olof Berg")
    booth.do("answer", election, nomination_id=who, accepts=True)

    decline = lambda: booth.do("answer", election, nomination_id=who, accepts=False)  # noqa: E731  one act
    assert refused(decline) == ["decided_already"]


def test_a_by_election_is_for_the_rest_of_the_term(lawful_booth):
    lawful_booth.take_up(BOARD)
    election = lawful_booth.open(BOARD, "board_member", ["Ada"], until_year=2019)
    lawful_booth.do("acclaim", election)

    (said,) = lawful_booth.decisions(BOARD)
    assert said == (
        "Mötet beslutade att till styrelseledamot för återstående mandattid, "
        "till och med årsmötet 2019, välja Ada."
    )


def test_an_auditor_on_the_board_is_told_of_and_stops_nothing(lawful_booth):
    booth = lawful_booth
    booth.take_up(CHAIR)
    booth.do("acclaim", booth.open(CHAIR, "board_chair", ["Ada"]))
    booth.take_up(AUDITORS)
    election = booth.open(AUDITORS, "auditor", ["Ada", "Bo"], seats=2)

    found = [(f["code"], f["params"]) for f in booth.shape(election)["findings"]]
    assert found == [("voting.elections.finding_on_the_board", {"name": "Ada"})]
    booth.do("acclaim", election)
    assert booth.shape(election)["state"] == "decided"


def test_a_contested_election_held_openly_is_told_of_with_what_is_available(booth):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada", "Bo"])
    (before,) = booth.shape(election)["findings"]
    booth.do("close_nominations", election)
    booth.put(election)
    (during,) = booth.shape(election)["findings"]

    assert before["code"] == "voting.elections.finding_should_be_secret"
    assert before["params"] == {
        "rule": "mötesordningen (bilaga\u00a01) punkt\u00a010", "available": ["secret", "paper"],
    }  # fmt: skip
    assert during["code"] == "voting.elections.finding_held_openly"


def test_undoing_a_meeting_task_opens_its_election_again(booth):
    from tenants.decisions.actions import retract_decision
    from voting.elections.models import Election

    booth.take_up(OFFICERS)
    election = booth.open(OFFICERS, "meeting_secretary", ["Olof Berg"])
    booth.do("acclaim", election)
    first = Election.objects.get(pk=election).decision
    retract_decision(decision_id=first, reason="För tidigt.", by=booth.by, at=booth.at)
    assert booth.shape(election)["state"] == "filled"

    booth.do("decide", election)
    assert booth.shape(election)["decision"]["id"] != str(first)


def test_a_rehearsal_gives_nobody_a_role(booth):
    from accounts.models import RoleGrant
    from voting.meetings.models import Meeting

    Meeting.objects.filter(pk=booth.meeting).update(is_rehearsal=True)
    booth.take_up(OFFICERS)
    secretary = {"name": "Olof Berg", "email": "olof@berg.example"}
    booth.do("acclaim", booth.open(OFFICERS, "meeting_secretary", [secretary]))

    assert not RoleGrant.objects.filter(role="secretary").exists()


def test_a_count_that_was_demanded_is_held_before_anybody_is_acclaimed(booth, refused):
    from voting.meetings.models import Note

    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada"])
    Note.objects.create(
        meeting_id=booth.meeting, item_no=CHAIR, kind="count_demanded", name="Bolag 3 AB", at=booth.at
    )
    shown = [o["code"] for o in booth.shape(election)["may"]["acclamation"]]
    assert shown == ["voting.meetings.obstacle_count_demanded"]
    assert refused(lambda: booth.do("acclaim", election)) == shown

    booth.do("close_nominations", election)
    booth.vote(election, {"Ada:yes": 5, "Ada:no": 1})
    booth.do("decide", election)
    assert booth.shape(election)["state"] == "decided"


def nominate(booth, election, **name):
    from voting.elections import actions

    new = actions.NewName(**name)
    return actions.nominate_at_desk(election_id=election, new=new, by=booth.by, at=booth.at)
