"""Breaks, lost places, jäv, trial votes, hands, roll-calls and corrections: each has its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from voting.counting.majority import Rule
from voting.minutes.rules import (
    BallotFacts,
    ConflictFacts,
    DecisionFacts,
    EffectFacts,
    ElectionFacts,
    ElectionRowFacts,
    HappeningFacts,
    ItemFacts,
    MeetingFacts,
    MotionFacts,
    NomineeFacts,
    NoteFacts,
    PlaceFacts,
    PollFacts,
    RegisterChangeFacts,
    RegisterFacts,
    RulesFacts,
    SealFacts,
    SoundingFacts,
    UndoneFacts,
    VenueFacts,
    VoidedFacts,
    VotedFacts,
    draft,
)

START = datetime(2016, 10, 11, 11, 0, tzinfo=UTC)  # kl. 13.00
KALMAR = VenueFacts("Kalmar", is_remote=False, registered=2, absent=0, votes=2, is_confirmed=True)
VAXJO = replace(KALMAR, name="Växjö", votes=1)
SEAL = SealFacts(head="ab12" * 16, trustees="cd34" * 16)
DECIDED = DecisionFacts("Mötet beslutade att anta planen.", "acclamation", (9,))


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def told(item: ItemFacts, **more: Any) -> list[str]:
    """The §'s lines as they are read, with ordinary spaces."""
    meeting = MeetingFacts(
        title="Årsmöte", association="Alfa", starts_at=START, opened_at=START, kind="annual",
        venues=(KALMAR, VAXJO), items=(item,),
    )  # fmt: skip
    minutes = draft(replace(meeting, **more))
    lines = [f"{line.label}. {line.text}" if line.label else line.text for line in minutes.items[0].lines]
    return [line.replace("\u00a0", " ") for line in lines]


def item(**more: Any) -> ItemFacts:
    return ItemFacts(7, "Verksamhetsplan", "decision", **more)


def test_a_break_is_told_with_its_times_and_reason() -> None:
    pause = HappeningFacts(
        "adjourned", at(40), until=at(56), planned_until=at(55), text="Kaffe", events=(1, 2)
    )

    assert told(item(happened=(pause,)))[0] == (
        "Ajournering. Mötet ajournerades kl. 13.40 till kl. 13.55: Kaffe. Mötet återupptogs kl. 13.56."
    )


def test_a_lost_place_stands_in_its_paragraph_and_in_the_head() -> None:
    lost = HappeningFacts("lost", at(20), until=at(24), who="Växjö", text="silence", seconds=293)
    one = item(happened=(lost,), decisions=(DECIDED,))

    assert told(one)[0] == (
        "Avbrott. Förbindelsen med Växjö bröts kl. 13.20 och var åter kl. 13.24, efter 4 min 53 s "
        "(platsens skärm slutade svara)."
    )
    meeting = MeetingFacts(
        title="Årsmöte", association="Alfa", starts_at=START, opened_at=START, closed_at=at(90),
        venues=(KALMAR, VAXJO), items=(one,), register=RegisterFacts(7, 3, ()),
    )  # fmt: skip
    assert draft(meeting).attendance_notes[-1].text.replace("\u00a0", " ") == (
        "Förbindelsen med Växjö bröts kl. 13.20 och var åter kl. 13.24, efter 4 min 53 s (§ 7)."
    )


def test_a_vote_that_was_paused_says_that_what_was_cast_was_kept() -> None:
    paused = HappeningFacts(
        "paused", at(20), until=at(22), who="Växjö", subject="Ska planen antas?", count=1, seconds=120
    )

    assert told(item(happened=(paused,)))[0] == (
        "Paus i votering. Voteringen ”Ska planen antas?” pausades kl. 13.20 när förbindelsen med Växjö "
        "bröts; avgivna röster låg kvar. Den återupptogs kl. 13.22, och sluttiden flyttades 2 min."
    )


def test_a_quorum_that_was_waived_is_told_with_both_numbers() -> None:
    waived = HappeningFacts("quorum_waived", at(5), count=2, needed=3, text="Frågan tål inte att vänta")

    assert told(item(happened=(waived,)))[0] == (
        "Beslutförhet. 2 röster var företrädda; 3 krävs. Mötet beslutade att ändå fortsätta: "
        "Frågan tål inte att vänta."
    )


def test_jav_names_who_did_not_take_part() -> None:
    own = ConflictFacts("Ek AB", "Ledamot i styrelsen", "member")
    noted = ConflictFacts("Alm AB", "", "chair")
    found = ConflictFacts("Bok AB", "", "meeting")

    assert told(item(conflicts=(own, noted, found)))[:3] == [
        "Jäv. Ek AB anmälde jäv och deltog inte i beslutet: Ledamot i styrelsen.",
        "Jäv. Alm AB antecknades av mötesordföranden som jävig och deltog inte i beslutet.",
        "Jäv. Bok AB var enligt mötets beslut jävig och deltog inte i beslutet.",
    ]
    assert told(item(conflicts=(noted, found)), kind="board")[:2] == [
        "Jäv. Alm AB antecknades av ordföranden som jävig och deltog inte i beslutet.",
        "Jäv. Bok AB var enligt styrelsens beslut jävig och deltog inte i beslutet.",
    ]


def test_a_trial_vote_is_told_place_by_place_and_who_demanded_the_count() -> None:
    sounded = SoundingFacts(
        "trial_vote", "unclear", "Ska planen antas?", (("Kalmar", "yes"), ("Växjö", "unclear"))
    )
    demanded = NoteFacts("count_demanded", "", "Bo Ek (Ek AB)", events=(4,))

    heard = (
        "Försöksvotering. ”Ska planen antas?” Kalmar: övervägande ja; Växjö: oklart. "
        "Mötesordföranden fann frågan inte avgjord."
    )
    assert told(item(soundings=(sounded,), notes=(demanded,)))[:2] == [
        heard,
        "Begäran om rösträkning. Bo Ek (Ek AB) begärde rösträkning innan klubban fallit.",
    ]


def test_acclamation_in_every_place_and_after_a_trial_vote() -> None:
    everywhere = SoundingFacts("acclamation", "yes", places=(("Kalmar", "yes"), ("Växjö", "yes")))
    tried = replace(DECIDED, method="trial_vote")

    assert "Beslutssätt. Acklamation på varje plats." in told(
        item(soundings=(everywhere,), decisions=(DECIDED,))
    )
    assert "Beslutssätt. Acklamation efter försöksvotering." in told(item(decisions=(tried,)))


def poll(**more: Any) -> PollFacts:
    known = PollFacts(
        no=1, title="Planen", kind="yes_no", rule=Rule(), counts={"yes": 2, "no": 1, "abstain": 0}, register=3
    )
    return replace(known, **more)


def test_hands_are_told_for_each_place_with_those_who_counted() -> None:
    place = PlaceFacts("Växjö", {"yes": 1, "no": 0, "abstain": 0}, ("Eva Rask", "Nils Ohlin"))

    assert (
        "Votering 1, Växjö. Rösterna gavs genom handuppräckning, räknade av Eva Rask och Nils Ohlin var för "
        "sig: ja 1, nej 0, avstår 0."
    ) in told(item(polls=(poll(places=(place,)),)))


def test_a_roll_call_names_everybody_by_answer_in_swedish_order() -> None:
    called = tuple(VotedFacts(m, c) for m, c in (("Öbit", "yes"), ("Ek AB", "no"), ("Ängdata", "yes")))

    lines = told(item(polls=(poll(called=called),)))

    assert (
        "Namnupprop i votering 1. Medlemmarna ropades upp i röstlängdens ordning. Ja (2): Ängdata och Öbit. "
        "Nej (1): Ek AB."
    ) in lines
    assert "Beslutssätt. Öppen votering med namnupprop." in lines


def test_a_vote_on_paper_while_the_house_was_away_says_so() -> None:
    assert (
        "Votering 1. Systemet kunde inte nås. Voteringen hölls på papper kl. 13.10–13.25, räknades på varje "
        "plats och skrevs in efteråt av två personer, oberoende av varandra."
    ) in told(item(polls=(poll(held=(at(10), at(25))),)))


def test_a_voided_vote_and_its_repetition_are_never_silent() -> None:
    voided = VoidedFacts("Ska planen antas?", "Fel fråga visades", was_declared=True, at=at(30), events=(5,))
    one = item(voided=(voided,), polls=(poll(repeats=True),))

    assert (
        "Ogiltig votering. Voteringen om ”Ska planen antas?” förklarades ogiltig kl. 13.30: Fel fråga "
        "visades. Det resultat som meddelats gäller inte. Rösterna räknas inte."
    ) in told(one)
    meeting = MeetingFacts(title="A", association="B", starts_at=START, venues=(KALMAR,), items=(one,))
    (table,) = draft(meeting).items[0].tables
    assert table.rows[0][0] == "1. Planen (hölls om)"


def test_what_was_taken_back_stands_with_its_reason() -> None:
    undone = UndoneFacts(
        "tenants.decisions.taken", "Mötet beslutade att anta planen.", "Fel plan", at(31), (6,)
    )

    assert told(item(undone=(undone,)))[-1] == (
        "Rättelse. Beslutet ”Mötet beslutade att anta planen” togs tillbaka innan något byggde på det "
        "kl. 13.31. Skäl: Fel plan."
    )


def test_withdrawn_and_merged_motions_and_points_of_order_are_told() -> None:
    gone = MotionFacts("A1", "Bo Ek (Ek AB)", "", "Mer pengar", kind="proposal", state="withdrawn")
    merged = replace(gone, mark="A2", state="merged", into="A3")
    stays = replace(gone, mark="A3", state="carried")
    pause = MotionFacts("O1", "Bo Ek (Ek AB)", "", "", kind="adjourn", state="rejected")

    lines = told(item(motions=(gone, merged, stays, pause)))

    assert "A1 drogs tillbaka av den som yrkat." in lines
    assert "A2 jämkades in i A3." in lines
    assert "Ordningsfråga. Bo Ek (Ek AB) yrkade ajournering. Yrkandet avslogs." in lines


def test_reservations_protests_and_other_notes() -> None:
    who = "Ek AB, genom ombudet Bo Ek,"
    notes = (
        NoteFacts("reservation", "mot beslutet", who),
        NoteFacts("protest", "Kallelsen kom för sent", who),
        NoteFacts("statement", "Vi röstade nej", who),
        NoteFacts("other", "Gästtalaren avtackades"),
    )

    assert told(item(decisions=(DECIDED,), notes=notes))[2:] == [
        "Reservation. Ek AB, genom ombudet Bo Ek, reserverade sig mot beslutet.",
        "Protest. Ek AB, genom ombudet Bo Ek, protesterade: Kallelsen kom för sent.",
        "Protokollsanteckning. Ek AB, genom ombudet Bo Ek: Vi röstade nej.",
        "Gästtalaren avtackades.",
    ]


def test_a_substitute_who_takes_over_changes_no_number() -> None:
    left = RegisterChangeFacts(at(5), "Bo Ek", "Ek AB", has_left=True, total_after=3, total_before=3)
    filed = replace(left, has_left=False, kind="proxy_filed", delegate="Ada Bok")
    meeting = MeetingFacts(
        title="Årsmöte", association="Alfa", starts_at=START, opened_at=START, venues=(KALMAR, VAXJO),
        items=(item(),), register=RegisterFacts(7, 3, (), (left, filed)), proxies=1,
    )  # fmt: skip

    notes = [line.text.replace("\u00a0", " ") for line in draft(meeting).attendance_notes]

    assert (
        "Kl. 13.05 lämnade Ek AB, genom ombudet Bo Ek, mötet. Ersättaren röstar därefter. "
        "Röstlängden är oförändrad, 3 röster."
    ) in notes
    assert "Kl. 13.05 lämnade Ek AB fullmakt åt Ada Bok. Röstlängden är oförändrad, 3 röster." in notes
    assert "1 fullmakt lämnades." in notes


def test_two_rounds_on_slips_and_a_declined_post() -> None:
    rows = (ElectionRowFacts("Ada", 2, "", "Till andra omgången"), ElectionRowFacts("Bo", 2, "", "Till …"))
    first = BallotFacts("two_round", "first", 1, rows, {"base": 5, "needed": 3, "valid": 5}, is_secret=True)
    second = replace(
        first, rows=(ElectionRowFacts("Ada", 3, "", "Vald", is_elected=True),), no=2, kind="runoff"
    )
    election = ElectionFacts(
        "board_chair", "Val av ordförande", nominees=(NomineeFacts("Ada"), NomineeFacts("Bo")),
        ballots=(first, second), elected=("Ada",), answered=("Ada",), declined=("Cia",),
        should_be_secret=True, secrecy_source="mötesordningen (bilaga 1) punkt 10",
    )  # fmt: skip

    lines = told(ItemFacts(7, "Val av ordförande", "election", elections=(election,)))

    assert "Nominerade. Ada och Bo nominerades på mötet." in lines
    assert next(line for line in lines if line.startswith("Beslutssätt")).startswith(
        "Beslutssätt. Slutet val med valsedlar, eftersom fler var nominerade än det finns platser ("
    )
    assert "Ingen fick tillräckligt många röster. Ada och Bo gick vidare till nästa omgång." in lines
    assert "Ada fick 3 röster och var därmed vald i andra omgången." in lines
    assert lines[-2:] == ["Cia avböjde valet.", "Ada förklarade sig ta emot valet."]


@pytest.mark.parametrize("means", ["lot", "paper_lot"])
def test_a_lot_on_the_order_names_the_whole_order(means: str) -> None:
    drawn = ["Cia", "Ada", "Bo"]
    lot = {"means": means, "order": [3, 1, 2], "names": drawn, "how": "Lottsedlar", "winners": drawn[:2]}
    if means == "lot":
        lot |= {"digest": "0" * 64, "seed": "dice:1-2", "ids": ["Ada", "Bo", "Cia"], "index": 4}
    election = ElectionFacts("auditor", "Val av revisorer", order_lots=(lot,), elected=("Cia", "Ada", "Bo"))

    auditors = ItemFacts(16, "Val av revisorer", "election", elections=(election,))
    facts = MeetingFacts(
        title="Årsmöte", association="Alfa", starts_at=START, opened_at=START, venues=(), items=(auditors,)
    )

    text = str(draft(facts).to_dict()["items"][0]).replace("\u00a0", " ").replace("\\xa0", " ")

    assert "Ada, Bo och Cia fick lika många röster." in text
    assert "Cia, Ada och Bo" in text
    assert "föll på" not in text


def test_an_election_and_a_vote_that_were_encrypted_are_not_told_as_open_nor_as_slips() -> None:
    rows = (ElectionRowFacts("Ada", 3, "", "Vald", is_elected=True),)
    ballot = BallotFacts("plurality", "first", 1, rows, {"valid": 5}, is_encrypted=True, seal=SEAL)
    election = ElectionFacts(
        "board_chair", "Val av ordförande", nominees=(NomineeFacts("Ada"), NomineeFacts("Bo")),
        ballots=(ballot,), elected=("Ada",), answered=("Ada",), should_be_secret=True,
    )  # fmt: skip
    decided = replace(DECIDED, method="poll")

    elected = told(ItemFacts(7, "Val av ordförande", "election", elections=(election,)))
    voted = told(
        ItemFacts(8, "Plan", "decision", polls=(poll(is_encrypted=True, seal=SEAL),), decisions=(decided,))
    )

    assert next(line for line in elected if line.startswith("Beslutssätt")).startswith(
        "Beslutssätt. Slutet val krypterat i väljarnas egna enheter, eftersom fler var nominerade"
    )
    assert "Beslutssätt. Sluten votering, krypterad i väljarnas egna enheter." in voted
    for lines, label in ((elected, "Krypterad röstning"), (voted, "Krypterad votering 1")):
        hashes = next(line for line in lines if line.startswith(label))
        assert f"kontrollsumman {'ab12 ' * 15}ab12." in hashes
        assert f"kontrollsumma är {'cd34 ' * 15}cd34." in hashes


def test_discharge_and_accounts_at_an_annual_meeting_read_as_they_should() -> None:
    accounts = ItemFacts(
        10, "Fastställande av resultat- och balansräkning", "decision", duty="accounts",
        decisions=(
            DecisionFacts("Mötet beslutade att fastställa resultat- och balansräkningen.", "acclamation"),
        ),
    )  # fmt: skip
    words = (
        "Mötet beslutade att bevilja styrelsens ledamöter ansvarsfrihet för den tid räkenskaperna omfattar."
    )
    discharge = ItemFacts(
        11, "Fråga om ansvarsfrihet för styrelsen", "decision", duty="discharge",
        conflicts=(ConflictFacts("Ek AB", "Bo Ek sitter i styrelsen", "member"),),
        decisions=(DecisionFacts(words, "acclamation"),),
    )  # fmt: skip
    convened = ItemFacts(
        5, "Fråga om mötet är behörigen utlyst", "decision", duty="convened",
        decisions=(DecisionFacts("Mötet beslutade att anse mötet behörigen utlyst.", "acclamation"),),
    )  # fmt: skip
    meeting = MeetingFacts(
        title="Årsmöte 2018", association="Alfa", starts_at=START, opened_at=START, kind="annual",
        venues=(KALMAR,), items=(convened, accounts, discharge), proposer="Styrelsen",
        invited_on=at(-60 * 24 * 30).date(), convener="Styrelsen genom Karin Thorell",
        rules=RulesFacts({"notice_days": "stadgarna § 8 mom. 2"}, notice_days=21),
    )  # fmt: skip

    minutes = draft(meeting)
    lines = {i.no: [line.text.replace("\u00a0", " ") for line in i.lines] for i in minutes.items}

    assert lines[5][0] == (
        "Kallelsen skickades den 11 september 2016, 30 dagar före mötet. Den ska skickas senast 21 dagar "
        "före mötet (stadgarna § 8 mom. 2)."
    )
    assert lines[10] == ["Acklamation.", "att fastställa resultat- och balansräkningen."]
    assert lines[11] == [
        "Ek AB anmälde jäv och deltog inte i beslutet: Bo Ek sitter i styrelsen.",
        "Acklamation.",
        "att bevilja styrelsens ledamöter ansvarsfrihet för den tid räkenskaperna omfattar.",
    ]
    assert [(a.kind, a.no) for a in minutes.annexes] == [("accounts", 1), ("invitation", 2)]


def test_the_board_decides_in_its_own_name_and_signatories_have_a_line_for_their_number() -> None:
    people = [
        {"name": "Karin Thorell", "post": "board_chair"},
        {"name": "Sofia Lindahl", "post": "treasurer"},
    ]
    effect = EffectFacts("signatories_set", {"mode": "jointly", "people": people})
    decision = DecisionFacts(
        "Styrelsen beslutade enhälligt\natt firman tecknas av ordföranden och kassören.", "acclamation", (3,),
        (effect,),
    )  # fmt: skip
    meeting = MeetingFacts(
        title="Styrelsemöte", association="Alfa", starts_at=START, venues=(KALMAR,), kind="board",
        items=(ItemFacts(5, "Firmateckning", "decision", decisions=(decision,)),),
    )  # fmt: skip

    found = draft(meeting).items[0]

    assert [line.label for line in found.lines if line.binds] == ["Styrelsen beslutade enhälligt"]
    assert found.tables[0].rows == (
        ("Karin Thorell", "Ordförande", "____________-______", "i förening med kassören"),
        ("Sofia Lindahl", "Kassör", "____________-______", "i förening med ordföranden"),
    )
