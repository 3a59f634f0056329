"""Motions merged, in conflict, rearranged, put off; then a ladder of five fees: desk, phones and wall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.association import Association
from tests.e2e.driving import (
    button,
    clean,
    closes,
    has_one_next_act,
    motion,
    order,
    puts_the_step,
    sees,
    votes,
)
from tests.e2e.screen import PHONE, PROJECTOR, Screen

STATUTES, FEES = 9, 11
SEAT = "Föreningen har sitt säte i Växjö."
BOTH = "Föreningen har sitt säte i Kalmar. Årsmötet hålls växelvis i Kalmar och Växjö."
TOGETHER = "Föreningen har sitt säte i Kalmar. Årsmötet hålls vartannat år i Kalmar och vartannat i Växjö."
FURTHER = (
    "Föreningen har sitt säte i Kalmar. Årsmötet hålls vartannat år i Kalmar, vartannat i Växjö och digitalt."
)
WHERE = "§ 1 mom. 2"
CLASSES = (
    ("F1", "Företag med upp till 9 anställda", "Small firms", "1 500"),
    ("F2", "Övriga företag", "Other firms", "4 000"),
)
MOVED = {"P1": "5000", "P2": "3 000", "P3": "2500 kr", "P4": "0"}


@pytest.fixture(scope="module")
def here(server: Any) -> Iterator[Association]:
    """Nine at their places, the chair among them; § 8 is decided."""
    made = Association(server, {"Kalmar": 4, "Växjö": 2, "distans": 2}, led_by_a_delegate=True)
    made.check_in_halls()
    made.sign_in_all(made.delegates)
    made.arrive(made.remote)
    made.open_meeting()
    made.go_to(STATUTES - 1)
    name = {"text_sv": "Mötet beslutade att föreningen ska heta Föreningen IEC.", "method": "acclamation"}
    made.chair.ask("POST", f"{made.meeting}/items/{STATUTES - 1}/decisions", name)
    return made


@pytest.fixture
def hall(here: Association, screens: Any) -> Any:
    """Desk, two phones and the wall."""
    chair = screens(here.origin, name="chair").take_session(here.chair)
    one = screens(here.origin, name="one", size=PHONE).take_session(here.delegates[1].person)
    two = screens(here.origin, name="two", size=PHONE).take_session(here.delegates[2].person)
    wall = screens(here.origin, name="wall", size=PROJECTOR)
    chair.page.goto("/ordforande")
    for phone in (one, two):
        phone.page.goto("/mote")
    wall.page.goto(f"/projektor/{here.projector}")
    return chair, one, two, wall


def test_motions_are_merged_conflict_is_told_and_the_item_is_put_off(here, hall):
    chair, one, two, wall = hall
    here.go_to(STATUTES)
    for screen in hall:
        screen.wait_for_text("§ 9")
    third = here.delegates[3].person
    for who, kind, target, text in (
        (1, "change", "par1.2", SEAT),
        (2, "change", "par1.2", BOTH),
        (3, "delete", "par2.1", ""),
    ):
        here.delegates[who].person.ask(
            "POST",
            f"{here.meeting}/motions",
            {"item_no": STATUTES, "kind": kind, "target": target, "new_sv": text},
        )

    _changes_the_change(one, "A2")
    _merges_two_into_other_words(chair)
    _is_told_of_the_conflict_and_adjusts(chair, one)
    _moves_to_refer_back(two)
    third.ask("POST", f"{here.meeting}/motions", {"item_no": STATUTES, "kind": "table"})
    _rearranges(chair, wall)
    _puts_it_off(here, chair, one, two, wall)


def _changes_the_change(phone: Screen, mark: str) -> None:
    """From the list: a change in what somebody else moved."""
    phone.page.get_by_text("3 yrkanden under punkten").click()
    phone.press(f"Yrka ändring i {mark}")
    words = phone.page.get_by_label("Ny lydelse")
    expect(words).to_have_value(BOTH)
    words.fill(BOTH.replace("växelvis", "varje år"))
    clean("order-change-of-a-change", phone)
    phone.press("Lämna yrkandet")
    phone.wait_for_text("Ditt yrkande är lämnat som A4")


def _merges_two_into_other_words(chair: Screen) -> None:
    expect(motion(chair, "A4")).to_contain_text("Ändring i A2")
    motion(chair, "A1").get_by_role("button", name="Jämka: A1").click()
    form = motion(chair, "A1").locator("form")
    form.get_by_label("Tillsammans med A2").check()
    words = form.get_by_label("Lydelsen av A2 efter jämkningen")
    expect(words).to_have_value(BOTH)
    words.fill(TOGETHER)
    clean("order-merging", chair)
    form.get_by_role("button", name="Jämka yrkandet").click()
    expect(motion(chair, "A1")).to_contain_text("Jämkat till A2")
    expect(motion(chair, "A2")).to_contain_text("vartannat i Växjö")


def _is_told_of_the_conflict_and_adjusts(chair: Screen, phone: Screen) -> None:
    expect(motion(chair, "A4")).to_contain_text("Texten har ändrats sedan A4 skrevs.")
    expect(motion(chair, "A4").locator(".notice")).to_contain_text(TOGETHER)
    phone.wait_for_text(
        "Texten har ändrats sedan A4 skrevs.", "Säg till ordföranden hur ditt yrkande ska lyda"
    )
    chair.wait_for_text("Texten som A4 gäller har ändrats sedan yrkandet skrevs.")
    clean("order-conflict", chair, phone)
    motion(chair, "A4").get_by_role("button", name="Jämka: A4").click()
    form = motion(chair, "A4").locator("form")
    form.get_by_label("Ny lydelse").fill(FURTHER)
    form.get_by_role("button", name="Jämka yrkandet").click()
    expect(motion(chair, "A4")).to_contain_text("och digitalt")
    expect(motion(chair, "A4")).not_to_contain_text("Texten har ändrats")
    expect(phone.page.get_by_text("Texten har ändrats sedan A4 skrevs.")).to_have_count(0)


def _moves_to_refer_back(phone: Screen) -> None:
    phone.press("Lämna yrkande")
    phone.page.get_by_label("Vad yrkar du?").select_option("refer_back")
    phone.page.get_by_label("Vad ska utredas?").fill("Vad det kostar att hålla årsmöte på två orter.")
    phone.press("Lämna yrkandet")
    phone.wait_for_text("Ditt yrkande är lämnat som O1")


def _rearranges(chair: Screen, wall: Screen) -> None:
    """What belongs first stays first, in words; what may move, moves."""
    expect(motion(chair, "O2")).to_be_visible()
    button(chair, "Ordna om").click()
    panel = order(chair).locator(".panel")
    panel.get_by_role("button", name="Flytta upp § 1 mom. 2", exact=True).click()
    button(chair, "Lägg fram så").click()
    chair.wait_for_text("Ändringen i A2 måste avgöras före A2.", "Flytta upp den.")
    clean("order-arranged-wrongly", chair)
    panel.get_by_role("button", name="Flytta upp Ändring i A2").click()
    panel.get_by_role("button", name="Flytta upp Ändring i A2").click()
    button(chair, "Lägg fram så").click()
    chair.wait_for_text("Bordläggning och återremiss måste avgöras först.")
    panel.get_by_role("button", name="Flytta upp Bordläggning eller återremiss").click()
    for _ in range(2):
        panel.get_by_role("button", name="Flytta upp § 2 mom. 1").click()
    panel.get_by_role("button", name="Flytta upp O2").click()
    button(chair, "Lägg fram så").click()
    wall.wait_for_text("Framlagd. Mötet ska godkänna den.")
    expect(button(chair, "Mötet godkänner ordningen")).to_be_visible()
    places = [one.split("\n")[0] for one in order(chair).locator("ol > li b").all_inner_texts()]
    assert places[:4] == ["Bordläggning eller återremiss", "§ 2 mom. 1", "Ändring i A2", WHERE], places


def _puts_it_off(here: Association, chair: Screen, one: Screen, two: Screen, wall: Screen) -> None:
    """Today or later, then by which; the first answer is taken back once."""
    has_one_next_act(chair)
    chair.press("Mötet godkänner ordningen")
    for screen in (chair, one, wall):
        screen.wait_for_text("Steg 1 av 6")
    clean("order-today-or-later", chair, one, wall)
    button(chair, "Avgörs i dag").click()
    expect(order(chair)).to_contain_text("Avgörs i dag")
    chair.wait_for_text("Steg 3 av 6")
    assert button(chair, "Ångra senaste steget").is_visible()
    button(chair, "Ångra steg 1").click()
    chair.page.get_by_label("Varför?").fill("Två ombud begär votering.")
    clean("order-undo", chair)
    button(chair, "Ångra steget").click()
    chair.wait_for_text("Steg 1 av 6")

    puts_the_step(chair)
    votes(one, "Nej")
    votes(two, "Nej")
    clean("order-today-phone", one, wall)
    poll = here.chair.ask("GET", f"{here.meeting}/state")["poll"]["id"]
    here.vote(poll, {"yes": 2, "no": 5}, [d for n, d in enumerate(here.delegates) if n not in {1, 2}])
    closes(chair)
    chair.press("Tillkännage resultatet")
    for screen in (chair, one, wall):
        screen.wait_for_text("Avgörs senare", "Nej, senare")
        assert "Avslag" not in screen.page.locator("h1, h2").all_inner_texts()
    chair.wait_for_text("Steg 2 av 6")
    wall.page.wait_for_timeout(2_000)  # what a hall has not read yet stays on the wall
    button(chair, "O1").click()
    for screen in (chair, one):
        screen.wait_for_text("Ärendet är uppskjutet", "O1 vann")
    wall.wait_for_text("Mötet beslutade att återremittera ärendet")
    sees("order-referred-back", chair, one, wall)
    decision = here.chair.ask("GET", here.meeting)["items"][STATUTES - 1]["decisions"][-1]
    assert "återremitter" in decision["text_sv"], decision


def test_five_fees_meet_two_and_two_and_the_chair_breaks_a_tie(here, hall):
    chair, one, two, wall = hall
    here.go_to(FEES)
    for screen in hall:
        screen.wait_for_text("§ 11")
    _lays_out_the_fees(chair)
    _moves_a_fee(one, "P1")
    _moves_a_fee(two, "P2")
    for n, mark in ((3, "P3"), (4, "P4")):
        amount = {"P3": 250_000, "P4": 0}[mark]
        here.delegates[n].person.ask(
            "POST",
            f"{here.meeting}/motions",
            {"item_no": FEES, "kind": "proposal", "target": "F2", "amount": amount},
        )
    expect(motion(chair, "P4")).to_be_visible()
    chair.press("Lägg fram propositionsordningen")
    chair.press("Mötet godkänner ordningen")
    for screen in hall:
        screen.wait_for_text("Steg 1 av 4")
        expect(
            screen.page.get_by_role("img", name=re.compile("Steg 1, P1 mot P2.*Steg 4")).first
        ).to_be_visible()
    clean("fees-ladder", chair, one, wall)

    _step_one_is_counted_undone_and_counted_again(here, chair, one, two, wall)
    _step_two_is_tied(here, chair, one, two, wall)
    button(chair, "P3").click()
    chair.wait_for_text("Steg 4 av 4")
    _the_main_proposal_wins(here, chair, one, two, wall)
    _the_fees_are_set(here, chair, one, wall)


def _lays_out_the_fees(chair: Screen) -> None:
    """The main proposal, line by line."""
    page = chair.page
    page.get_by_label("Gäller från och med").fill("2016-10-11")
    page.get_by_label("Gäller till och med").fill("2017-12-31")
    page.get_by_label("Perioden i ord").fill("det första verksamhetsåret")
    for n, (mark, sv, en, amount) in enumerate(CLASSES, 1):
        if n > 1:
            button(chair, "Lägg till en klass").click()
        page.get_by_label(f"Klass {n}", exact=True).fill(mark)
        page.get_by_label(f"Benämning {n}", exact=True).fill(sv)
        page.get_by_label(f"På engelska {n}", exact=True).fill(en)
        page.get_by_label(f"Kronor {n}", exact=True).fill(amount)
    clean("fees-table", chair)
    chair.press("Lägg fram huvudförslaget")
    expect(page.get_by_label("Perioden i ord")).to_have_count(0)


def _moves_a_fee(phone: Screen, mark: str) -> None:
    phone.press("Lämna yrkande")
    form = phone.page.locator("form")
    form.get_by_label("Klass").select_option("F2")
    form.get_by_label("Avgift").fill(MOVED[mark])
    if mark == "P1":
        clean("fees-moving", phone)
    phone.press("Lämna yrkandet")
    phone.wait_for_text(f"Ditt yrkande är lämnat som {mark}")


def _vote(
    here: Association, chair: Screen, one: Screen, two: Screen, choices: dict[str, int], by: str, but: str
) -> None:
    """Two on their phones, the chair with the others."""
    puts_the_step(chair)
    poll = here.chair.ask("GET", f"{here.meeting}/state")["poll"]["id"]
    votes(one, by)
    votes(two, but)
    rest = [d for n, d in enumerate(here.delegates) if n not in {1, 2}]
    here.vote(poll, choices, rest)
    closes(chair)


def _step_one_is_counted_undone_and_counted_again(
    here: Association, chair: Screen, one: Screen, two: Screen, wall: Screen
) -> None:
    _vote(here, chair, one, two, {"a": 2, "b": 4, "abstain": 1}, "P1", "P2")
    chair.press("Tillkännage resultatet")
    chair.wait_for_text("Steg 2 av 4")
    button(chair, "Ångra steg 1").click()
    chair.wait_for_text("Steg 1 avgjordes med votering, som nu ogiltigförklaras.")
    chair.page.get_by_label("Varför?").fill("Tre ombud hann inte rösta.")
    button(chair, "Ångra steget").click()
    one.wait_for_text("Voteringen är ogiltigförklarad", "Tre ombud hann inte rösta.")
    for screen in (chair, wall):
        screen.wait_for_text("Steg 1 av 4")
    _vote(here, chair, one, two, {"a": 1, "b": 5, "abstain": 1}, "P1", "P2")
    chair.press("Tillkännage resultatet")
    expect(order(chair)).to_contain_text("vinnaren i steg 2")


def _step_two_is_tied(here: Association, chair: Screen, one: Screen, two: Screen, wall: Screen) -> None:
    """Four against four; the chair, who is first among the rest, voted P3."""
    chair.wait_for_text("Steg 2 av 4")
    _vote(here, chair, one, two, {"b": 3, "a": 3, "abstain": 1}, "P2", "P3")
    chair.wait_for_text("Mötesordförandens mening avgör", "röstade P3 på sin egen valsedel")
    has_one_next_act(chair)
    clean("fees-tie", chair, one, wall)
    button(chair, "Låt P3 gälla").click()
    chair.press("Tillkännage resultatet")
    for screen in (chair, one):
        screen.wait_for_text("mötesordförandens mening")
    sees("fees-tie-broken", chair, one, wall)


def _the_main_proposal_wins(here: Association, chair: Screen, one: Screen, two: Screen, wall: Screen) -> None:
    puts_the_step(chair)
    wall.wait_for_text("Huvudförslaget", "4 000", "2 500")
    sees("fees-main-vote", wall, one)
    assert wall.page.evaluate("document.documentElement.scrollHeight") == PROJECTOR[1]
    poll = here.chair.ask("GET", f"{here.meeting}/state")["poll"]["id"]
    votes(one, "Huvudförslaget")
    votes(two, "P3")
    here.vote(poll, {"a": 6, "b": 1}, [d for n, d in enumerate(here.delegates) if n not in {1, 2}])
    closes(chair)
    chair.press("Tillkännage resultatet")


def _the_fees_are_set(here: Association, chair: Screen, phone: Screen, wall: Screen) -> None:
    chair.wait_for_text("Övriga klasser (F1) fastställs med acklamation.")
    clean("fees-rest", chair)
    chair.press("Godkänn med acklamation")
    for screen in (chair, phone):
        screen.wait_for_text("Propositionsordningen för § 11 är genomgången")
    sees("fees-set", chair, phone, wall)
    item = here.chair.ask("GET", here.meeting)["items"][FEES - 1]
    assert [e["kind"] for d in item["decisions"] for e in d["effects"]] == ["fees_set"]
    classes = item["decisions"][0]["effects"][0]["body"]["classes"]
    assert {one["id"]: one["amount"] for one in classes} == {"F1": 150_000, "F2": 400_000}
    found = here.chair.ask("GET", f"{here.meeting}/items/{FEES}/order")
    assert [(step["winner"], step["resolved_by"]) for step in found["steps"]] == [
        ("P2", None),
        ("P3", "chair"),
        ("P3", None),
        ("H", None),
    ]
