"""What the minutes say, and leave out, as a meeting goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from voting.counting.majority import Base, Rule
from voting.minutes.rules import (
    ClauseFacts,
    DecisionFacts,
    ItemFacts,
    MeetingFacts,
    PollFacts,
    Progress,
    RegisterChangeFacts,
    RegisterFacts,
    Stage,
    TieFacts,
    VenueFacts,
    draft,
    mark_in,
)
from voting.minutes.rules.items import att_clauses
from voting.minutes.rules.polls import poll_table, proposals_table, ties_told
from voting.minutes.rules.shapes import ItemMinutes, MinuteLine
from voting.minutes.rules.swedish import counted, joined, number_word, numbered, sentence, sort_key, tidy

CLOSED = (
    "Ingen reservation anmäldes, och ingen protesterade mot hur besluten fattats. "
    "Mötesordföranden förklarade mötet avslutat kl.\u00a014.45."
)
START = datetime(2016, 10, 11, 10, 45, tzinfo=UTC)


def meeting(*items: ItemFacts, **more: object) -> MeetingFacts:
    facts = MeetingFacts(
        title="Konstituerande möte",
        association="Nätverket Alfa",
        starts_at=START,
        opened_at=START + timedelta(minutes=2),
        venues=(VenueFacts("Alvesta", is_remote=False, registered=3, absent=0, votes=3),),
        items=items,
    )
    return replace(facts, **more)  # type: ignore[arg-type]  # the tests name real fields


def poll(**more: object) -> PollFacts:
    facts = PollFacts(
        no=1, title="Frågan", kind="yes_no", rule=Rule(), counts={"yes": 2, "no": 1, "abstain": 0},
        register=3, events=(11, 12, 13),
    )  # fmt: skip
    return replace(facts, **more)  # type: ignore[arg-type]  # the tests name real fields


def outcome(found: PollFacts) -> str:
    return rows_of(found)[0][-1]


def rows_of(*found: PollFacts) -> tuple[tuple[str, ...], ...]:
    table = poll_table(found)
    assert table is not None
    return table.rows


def tie_of(found: PollFacts) -> MinuteLine:
    (block,) = ties_told([found])
    assert block.line is not None
    return block.line


def only(item: ItemMinutes) -> MinuteLine:
    """The §'s last line."""
    return item.lines[-1]


def test_before_the_close_only_what_was_taken_up_is_written() -> None:
    facts = meeting(
        ItemFacts(1, "Öppnande", "information", events=(5,)),
        ItemFacts(2, "Val", "election", Progress.NOW),
        ItemFacts(3, "Övrigt", "information", Progress.LATER),
        opened_events=(4,),
    )

    minutes = draft(facts)

    assert [item.no for item in minutes.items] == [1, 2]
    assert only(minutes.items[0]).text == "Mötet öppnades kl.\u00a012.47."
    assert only(minutes.items[0]).events == (4,)
    assert minutes.items[1].blocks == ()
    assert minutes.facts[1].text == "kl.\u00a012.47; mötet pågår. Mötet var utlyst till kl.\u00a012.45"


def test_after_the_close_every_item_has_its_paragraph() -> None:
    facts = meeting(
        ItemFacts(1, "Öppnande", "information"),
        ItemFacts(2, "Val", "election"),
        ItemFacts(3, "Rapport", "information"),
        ItemFacts(4, "Stadgar", "statutes", Progress.LATER),
        ItemFacts(5, "Avslutande", "information"),
        closed_at=START + timedelta(hours=2),
    )

    said = [only(item).text for item in draft(facts).items]

    assert said == [
        "Mötet öppnades kl.\u00a012.47.",
        "Beslutet är inte antecknat än.",
        "Inget beslut fattades.",
        "Frågan togs inte upp.",
        CLOSED,
    ]


def test_nothing_is_said_of_those_present_before_there_is_a_register() -> None:
    minutes = draft(meeting(ItemFacts(1, "Öppnande", "information")))

    assert (minutes.attendance, minutes.attendance_notes, minutes.register_annex) == ((), (), ())
    assert minutes.reading_note == ""


def test_changes_of_the_register_are_told_with_time_and_total() -> None:
    left = RegisterChangeFacts(
        START + timedelta(minutes=53), "Bo Ek", "Ek AB", has_left=True, total_after=2, events=(40,)
    )
    came = replace(left, at=START + timedelta(minutes=60), has_left=False, total_after=1)
    facts = meeting(
        ItemFacts(1, "Öppnande", "information"),
        register=RegisterFacts(1, 3, (), (left, came)),
        closed_at=START,
    )

    notes = [line.text.replace("\u00a0", " ") for line in draft(facts).attendance_notes]

    assert "Kl. 13.38 lämnade Ek AB, genom ombudet Bo Ek, mötet. Röstlängden är därefter 2 röster." in notes
    assert "Kl. 13.45 kom Ek AB, genom ombudet Bo Ek, till mötet. Röstlängden är därefter 1 röst." in notes
    assert not any("oförändrad" in note for note in notes)


def test_a_register_that_was_approved_without_recorded_words_gets_its_clause() -> None:
    facts = meeting(ItemFacts(1, "Röstlängd", "decision"), register=RegisterFacts(1, 3, (), events=(9,)))

    line = only(draft(facts).items[0])

    assert line.text == "att fastställa röstlängden till 3 röster: Alvesta 3 (bilaga\u00a01)."
    assert (line.label, line.events, line.binds) == ("Mötet beslutade", (9,), True)


def test_a_register_that_does_not_match_the_places_stops_the_minutes() -> None:
    facts = meeting(ItemFacts(1, "Röstlängd", "decision"), register=RegisterFacts(1, 4, ()))

    with pytest.raises(ValueError, match=r"^venues: 3 votes at the places, 4 in the register$"):
        draft(facts)


@pytest.mark.parametrize(
    ("recorded", "clauses"),
    [
        ("Mötet beslutade att anta planen.", ["anta planen."]),
        ("mötet beslutade enhälligt att bilda föreningen", ["enhälligt bilda föreningen"]),
        (
            "Mötet beslutade\natt välja Ada,\natt välja Bo samt\natt utse Ada till sammankallande.",
            ["välja Ada", "välja Bo", "utse Ada till sammankallande."],
        ),
        (
            "Mötet beslutade att uppdra åt styrelsen att öppna konto.",
            ["uppdra åt styrelsen att öppna konto."],
        ),
        ("Mötet valde Ada.", []),
        ("Inget beslut fattades.", []),
    ],
)
def test_recorded_words_are_taken_apart_only_where_it_is_safe(recorded: str, clauses: list[str]) -> None:
    assert att_clauses(DecisionFacts(recorded, "acclamation")) == clauses


def test_several_clauses_share_one_opening_and_end_in_a_full_stop() -> None:
    recorded = DecisionFacts("Mötet beslutade att välja Ada\natt välja Bo", "acclamation", (7,))
    note = DecisionFacts("Cia reserverade sig", "note", (8,))

    lines = draft(meeting(ItemFacts(1, "Val", "election", decisions=(recorded, note)))).items[0].lines[1:]

    assert [(line.label, line.text, line.binds) for line in lines] == [
        ("Mötet beslutade", "att välja Ada,", True),
        ("", "att välja Bo.", True),
        ("", "Cia reserverade sig.", False),
    ]
    assert [line.events for line in lines] == [(7,), (7,), (8,)]


def test_way_of_deciding_follows_what_happened() -> None:
    by_voice = DecisionFacts("Mötet beslutade att anta A5.", "acclamation", (20,))
    counted_vote = DecisionFacts("Mötet beslutade att bifalla A3.", "poll", (21,))

    def way(item: ItemFacts) -> list[str]:
        return [p.text for p in draft(meeting(item)).items[0].lines if p.label == "Beslutssätt"]

    assert way(ItemFacts(1, "A", "decision", decisions=(by_voice,))) == ["Acklamation."]
    assert way(ItemFacts(1, "A", "decision", polls=(poll(),), decisions=(counted_vote,))) == [
        "Öppen votering på elektronisk väg."
    ]
    assert way(ItemFacts(1, "A", "decision", polls=(poll(),), decisions=(by_voice,))) == [
        "Öppen votering på elektronisk väg. Övriga frågor avgjordes med acklamation."
    ]
    assert way(ItemFacts(1, "A", "information", decisions=(DecisionFacts("Ada talade.", "note"),))) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Bifall"),
        ({"counts": {"yes": 1, "no": 2, "abstain": 0}}, "Avslag"),
        ({"subject": "A4"}, "A4 bifölls"),
        ({"subject": "Budgeten"}, "Budgeten antogs"),
        ({"counts": {"yes": 1, "no": 1, "abstain": 1}}, "Lika röstetal"),
        (
            {
                "counts": {"yes": 1, "no": 1, "abstain": 1},
                "subject": "A4",
                "tie": TieFacts("chair", "no"),
            },
            "Lika röstetal; A4 avslogs genom mötesordförandens mening",
        ),
        ({"stage": Stage.TODAY, "subject": "7"}, "Ärendet avgörs i dag"),
        ({"stage": Stage.TODAY, "counts": {"yes": 1, "no": 2, "abstain": 0}}, "Ärendet avgörs senare"),
        (
            {
                "stage": Stage.TODAY,
                "counts": {"yes": 1, "no": 1, "abstain": 1},
                "tie": TieFacts("lot", "no"),
            },
            "Lika röstetal; ärendet avgörs senare genom lottning",
        ),
        ({"kind": "a_against_b", "counts": {"a": 1, "b": 2}, "stage": Stage.ROUND}, "B gick vidare"),
        (
            {"kind": "a_against_b", "counts": {"a": 2, "b": 1}, "names": {"a": "huvudförslaget"}},
            "Huvudförslaget antogs",
        ),
        (
            {
                "kind": "a_against_b",
                "counts": {"a": 1, "b": 0, "abstain": 2},
                "rule": Rule(base=Base.REGISTER),
            },
            "Inget förslag fick tillräckligt många röster",
        ),
    ],
)
def test_the_outcome_in_words(changes: dict[str, object], said: str) -> None:
    assert outcome(poll(**changes)) == said


def test_a_tie_is_told_with_what_resolved_it() -> None:
    tied = poll(
        no=2, kind="a_against_b", register=105, stage=Stage.ROUND, names={"a": "P2", "b": "P3"},
        counts={"a": 47, "b": 47, "abstain": 11},
        tie=TieFacts("chair", "b", chair="Stina Malm", events=(50,)),
    )  # fmt: skip

    told = tie_of(tied)

    assert rows_of(tied)[0][1:] == (
        "P3: 47", "P2: 47", "11", "0", "105", "94", "48",
        "Lika röstetal; P3 gick vidare genom mötesordförandens mening",
    )  # fmt: skip
    assert (told.label, told.events) == ("Lika röstetal i votering 2", (50,))
    assert told.text.replace("\u00a0", " ") == (
        "P2 och P3 fick 47 röster vardera. Frågan är en sakfråga, voteringen var öppen och mötesordföranden "
        "Stina Malm är röstberättigad. Mötesordföranden hade röstat på P3, och den meningen gäller "
        "(stadgarna § 10 mom. 4). Röstetalen är oförändrade; mötesordföranden har ingen extra röst."
    )


def test_an_unresolved_tie_says_so() -> None:
    told = tie_of(poll(counts={"yes": 1, "no": 1, "abstain": 1}))

    assert told.text == "Ja och nej fick 1 röst vardera. Voteringen avgjorde inte frågan."


def test_a_lot_says_how_it_was_drawn() -> None:
    tie = TieFacts("lot", "yes", "av rösträknaren Eva Rask med två lappar")
    told = tie_of(poll(counts={"yes": 1, "no": 1}, tie=tie))

    assert (
        "Lotten drogs inför mötet av rösträknaren Eva Rask med två lappar. Lotten föll på ja (" in told.text
    )


def test_invalid_votes_get_a_row_of_their_own_only_when_there_are_any() -> None:
    table = poll_table([poll(counts={"yes": 1, "no": 0, "abstain": 0, "invalid": 1})])

    assert table is not None
    assert table.header[3:6] == ("Avstod", "Ogiltiga", "Ej röstat")
    assert table.rows[0][3:6] == ("0", "1", "1")


def test_those_present_are_the_register_unless_told_otherwise() -> None:
    rule = Rule(base=Base.PRESENT)

    assert rows_of(poll(rule=rule))[0][6:8] == ("3", "2")
    assert rows_of(poll(rule=rule, counts={"yes": 1, "no": 0}, present=2))[0][6:8] == ("2", "2")


def test_numbers_that_do_not_add_up_stop_the_minutes() -> None:
    with pytest.raises(ValueError, match=r"^register: 4 votes on a register of 3$"):
        poll_table([poll(counts={"yes": 3, "no": 1})])
    with pytest.raises(ValueError, match=r"^counts: votering 1 has no number for 'no'$"):
        poll_table([poll(counts={"yes": 3})])


def test_the_same_proposal_in_two_votes_is_quoted_once() -> None:
    clause = ClauseFacts("§ 1 mom. 2", "Säte i Kalmar, se §§ 1, 2, 3.", "Säte i Växjö.")
    table = proposals_table([poll(clause=clause, subject="A2"), poll(no=2, clause=clause, subject="A2")])

    assert table is not None
    ((mark, _, where, words, _),) = table.rows
    assert (mark, where.replace("\u00a0", " ")) == ("A2", "§ 1 mom. 2")
    assert "§§ 1, 2, 3.”" in words, "statute text is quoted, never set anew"


def test_a_qualified_rule_is_explained_in_its_own_words() -> None:
    item = ItemFacts(1, "A", "decision", polls=(poll(rule=Rule.parse("at_least", "2/3", "cast")),))

    minutes = draft(meeting(item))

    assert minutes.reading_note.endswith("Krävs är det minsta antal röster som uppfyller regeln.")
    assert minutes.items[0].lines[0].text == "Minst två tredjedelar av avgivna röster. Bas: ja och nej."


def test_swedish_lists_numbers_and_order() -> None:
    assert [joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])] == ["a", "a och b", "a, b och c"]
    assert [number_word(n) for n in (1, 12, 13, 1250)] == ["en", "tolv", "13", "1\u00a0250"]
    assert [counted(n, "röst", "röster") for n in (0, 1, 2)] == ["0 röster", "1 röst", "2 röster"]
    assert numbered([1, 2, 3, 5, 7, 8]) == "1–3, 5, 7 och 8"
    assert sorted(["Öbit", "Ängdata", "Åsteknik", "Zeta"], key=sort_key) == [
        "Zeta",
        "Åsteknik",
        "Ängdata",
        "Öbit",
    ]
    assert [sentence("Klart"), sentence("Klart."), sentence("Sa ”ja.”")] == ["Klart.", "Klart.", "Sa ”ja.”"]
    assert [mark_in("Ska A4 bifallas?"), mark_in("A1 mot A2"), mark_in("Stadgarna")] == ["A4", "", ""]


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("§§ 7-9, 14-15, 18-19", "§§\u00a07–9, 14–15 och 18–19"),
        ("§§ 7–9, 14–15 och 18–19", "§§\u00a07–9, 14–15 och 18–19"),
        ("§ 9 mom. 2 och bilaga 3", "§\u00a09 mom.\u00a02 och bilaga\u00a03"),
        ("kl. 12.47, nr 3, 4 000 kr", "kl.\u00a012.47, nr\u00a03, 4\u00a0000\u00a0kr"),
        ("”§§ 1, 2” står kvar", "”§§\u00a01, 2” står kvar"),
    ],
)
def test_references_are_set_as_the_record_has_them(written: str, set_: str) -> None:
    assert tidy(written) == set_
    assert tidy(set_) == set_


def test_the_heading_has_the_countrys_own_word_for_the_meeting_once() -> None:
    plain = meeting(title="Konstituerande möte", called="Gründungsversammlung", association="Verein Kiel")
    told = replace(plain, title="Gründungsversammlung")

    assert draft(plain).subtitle == "Konstituerande möte (Gründungsversammlung) för Verein Kiel"
    assert draft(told).subtitle == "Gründungsversammlung för Verein Kiel"


def test_a_tie_under_a_law_that_lets_any_chair_break_it_says_that_no_vote_was_needed() -> None:
    law = "föreningslagen 503/1989"
    tie = TieFacts(resolved_by="chair", prevails="yes", source=law, chair="Stina Malm", any_chair=True)
    text = tie_of(poll(counts={"yes": 5, "no": 5, "abstain": 0}, register=10, tie=tie)).text

    assert "Mötesordföranden Stina Malm biträdde" in text
    assert f"den meningen gäller även utan egen röst ({law})" in text
    assert "röstberättigad" not in text
