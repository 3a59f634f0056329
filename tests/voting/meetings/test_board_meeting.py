"""The board's own meeting, held through its doors: the model's words, what they bring about, who leads."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from accounts.models import RoleGrant, User
from journal.models import Entry
from tenants.decisions.actions import take_decision
from tenants.decisions.enums import Method
from tenants.decisions.models import Decision
from tenants.founding.models import Holding
from tests.voting.meetings.board_room import (
    AHMED,
    BOARD,
    CHOICES,
    HOME,
    HOUSE,
    KARIN,
    LISA,
    MODEL,
    SOFIA,
    elect,
    email_of,
    here,
    hold,
    on_the_board,
)
from voting.meetings.models import Meeting, Seat


def test_the_meeting_is_the_model_word_for_word_and_its_posts_and_signatories_come_about(
    in_alfa, karin, called
):
    shown = hold(karin, called)

    said = {one["no"]: one["decisions"][0]["text_sv"] for one in shown["items"] if one["decisions"]}
    assert {no: said[no] for no in MODEL} == MODEL
    assert (shown["state"], shown["number"]) == ("closed", "1/2016")
    posts = dict(
        Holding.objects.filter(ended_on=None, post__startswith="board_v").values_list("post", "name")
    )
    assert posts == {"board_vice_chair": AHMED}
    assert set(Holding.objects.filter(post="signatory").values_list("name", flat=True)) == {KARIN, SOFIA}
    roles = RoleGrant.objects.filter(user__email=email_of(SOFIA)).values_list("role", flat=True)
    assert sorted(roles) == ["board", "treasurer"]
    association = karin.get("/api/association").json()
    assert association["signatories"]["mode"] == "jointly"
    assert association["signatories"]["text_sv"] == (
        "Föreningens firma, förutom av styrelsen i dess helhet, tecknas av ordföranden Karin Thorell och "
        "kassören Sofia Lindahl, två i förening."
    )
    kinds = {(e["kind"], e["decision"]["item_no"]) for e in association["effects"]}
    assert kinds >= {
        ("officers_appointed", 4), ("signatories_set", 5), ("mandate_given", 6), ("mandate_given", 7),
        ("beneficial_owner_stated", 8), ("vat_chosen", 9), ("items_approved", 11),
    }  # fmt: skip


def test_a_repeated_call_and_a_repeated_decision_are_the_same(karin, elected):
    mine = str(uuid.uuid4())
    first = karin.post(HOME, {"id": mine, "choices": CHOICES}, format="json")
    again = karin.post(HOME, {"id": mine, "choices": CHOICES}, format="json")
    assert (first.status_code, again.json()["id"]) == (201, mine)
    assert (Meeting.objects.filter(kind="board").count(), Seat.objects.count()) == (1, 7)

    here(karin, again.json())
    at = f"{HOME}/{mine}"
    karin.post(f"{at}/open")
    karin.post(f"{at}/items/2/start")
    karin.post(f"{at}/items/2/decide", {}, format="json")
    entries, decisions = Entry.objects.count(), Decision.objects.count()
    karin.post(f"{at}/items/2/decide", {}, format="json")
    karin.post(f"{at}/open")
    here(karin, again.json())

    assert (Entry.objects.count(), Decision.objects.count()) == (entries, decisions)


def test_a_fee_on_two_lines_is_decided_in_words_with_the_part_for_belonging(karin, elected):
    asked = {**CHOICES, "vat": "split", "membership": 0}
    refused = karin.post(HOME, {"choices": asked}, format="json")
    shown = hold(karin, karin.post(HOME, {"choices": {**asked, "membership": 50_000}}, format="json").json())

    assert [o["code"] for o in refused.json()["fields"]["membership"]] == [
        "voting.meetings.error_no_membership_part"
    ]
    said = next(one["decisions"][0]["text_sv"] for one in shown["items"] if one["no"] == 9)
    assert (
        "faktureras på två rader: 500\u00a0kr, dock högst hela avgiften, som medlemsavgift utan "
        "mervärdesskatt, och resten som serviceavgift med mervärdesskatt,"
    ) in said
    chosen = next(
        one for one in karin.get("/api/association").json()["effects"] if one["kind"] == "vat_chosen"
    )
    assert chosen["body"] == {"treatment": "split", "due_days": 30, "membership": 50_000}


@pytest.mark.parametrize(
    ("field", "name", "code"),
    [
        ("treasurer", "", "platform.kernel.field_required"),
        ("treasurer", "Jonas Ek", "voting.meetings.error_not_at_the_table"),
        ("treasurer", KARIN, "voting.meetings.error_chair_is_treasurer"),
        ("vice_chair", KARIN, "voting.meetings.error_chair_is_vice_chair"),
        ("adjuster", KARIN, "voting.meetings.error_chair_is_adjuster"),
        ("adjuster", LISA, "voting.meetings.error_adjuster_writes"),
    ],
)
def test_a_choice_that_cannot_be_is_told_at_its_field_and_calls_nobody(karin, field, name, code):
    before = Entry.objects.count()
    answer = karin.post(HOME, {"choices": {**CHOICES, field: name}}, format="json")

    assert answer.status_code == 400
    assert [o["code"] for o in answer.json()["fields"][field]] == [code]
    assert (Meeting.objects.filter(kind="board").count(), Entry.objects.count()) == (0, before)


def test_without_a_board_and_beside_a_waiting_meeting_the_board_is_not_called(
    in_alfa, meeting, soon, client_of, person
):
    office = client_of(in_alfa, person("office"))
    nobody = office.post(HOME, {"choices": CHOICES}, format="json")
    assert (nobody.status_code, nobody.json()["obstacles"][0]["code"]) == (
        409, "voting.meetings.obstacle_no_board",
    )  # fmt: skip

    for no, (post, *about) in enumerate(BOARD, 14):
        elect(meeting, no, post, [on_the_board(*about)], soon)
    assert office.get(HOME).json()["obstacles"] == []
    assert office.post(HOME, {"choices": CHOICES}, format="json").status_code == 201

    second = office.post(HOME, {"choices": CHOICES}, format="json")
    assert second.json()["obstacles"][0]["code"] == "voting.meetings.obstacle_board_meeting_waits"
    assert Meeting.objects.filter(kind="board").count() == 1


def test_it_opens_with_four_of_seven_and_not_with_three(karin, called):
    at = f"{HOME}/{called['id']}"
    here(karin, called, KARIN, LISA, AHMED)
    refused = karin.post(f"{at}/open")
    assert refused.status_code == 409
    missing = refused.json()["obstacles"][0]
    assert (missing["params"]["present"], missing["params"]["needed"]) == (3, 4)
    assert Meeting.objects.get(pk=called["id"]).state == "planned"

    shown = here(karin, called, KARIN, LISA, AHMED, SOFIA)
    assert [f["code"] for f in shown["findings"]] == ["voting.meetings.obstacle_no_notice_and_not_all"]
    assert karin.post(f"{at}/open").json()["state"] == "open"

    here(karin, called, KARIN, LISA, AHMED)
    karin.post(f"{at}/items/2/start")
    left = karin.post(f"{at}/items/2/decide", {}, format="json")
    assert (left.status_code, Decision.objects.filter(meeting=called["id"]).count()) == (409, 0)


def test_each_alone_is_said_only_where_it_was_chosen_and_silence_means_jointly(karin, called):
    words = {one["no"]: one["text_sv"] for one in called["items"]}
    assert called["choices"]["signing"] == "jointly"
    assert "att inte nu bemyndiga någon av dem" in words[5]

    choices = {**CHOICES, "signing": "singly"}
    changed = karin.put(f"{HOME}/{called['id']}/choices", choices, format="json").json()
    shown = hold(karin, changed)

    five = shown["items"][4]
    assert (
        "att bemyndiga ordföranden Karin Thorell och kassören Sofia Lindahl att var för sig teckna firman "
        "i löpande ärenden,"
    ) in five["decisions"][0]["text_sv"]
    assert five["decisions"][0]["effects"][0]["body"]["mode"] == "singly"
    assert "var för sig" in karin.get("/api/association").json()["signatories"]["text_sv"]


def test_what_is_decided_is_not_chosen_again(karin, called):
    here(karin, called)
    at = f"{HOME}/{called['id']}"
    karin.post(f"{at}/open")
    karin.post(f"{at}/items/2/start")
    karin.post(f"{at}/items/2/decide", {}, format="json")

    refused = karin.put(f"{at}/choices", {**CHOICES, "treasurer": AHMED}, format="json")

    assert refused.json()["obstacles"][0]["code"] == "voting.meetings.obstacle_board_has_decided"
    assert Meeting.objects.get(pk=called["id"]).choices["treasurer"] == SOFIA


def test_only_what_was_decided_is_approved_at_once(karin, called):
    here(karin, called)
    at = f"{HOME}/{called['id']}"
    karin.post(f"{at}/open")
    for no in (2, 3, 4, 5):
        karin.post(f"{at}/items/{no}/start")
        karin.post(f"{at}/items/{no}/decide", {"unanimous": False}, format="json")
    karin.post(f"{at}/items/11/start")
    shown = karin.post(f"{at}/items/11/decide", {"unanimous": False}, format="json").json()

    approval = shown["items"][10]["decisions"][0]
    assert approval["text_sv"] == "Styrelsen beslutade\natt förklara §§ 4–5 omedelbart justerade."
    assert approval["effects"] == [{"kind": "items_approved", "body": {"items": [4, 5]}}]


def test_delegates_and_the_meetings_own_chair_do_not_lead_the_board(in_alfa, called, client_of, person):
    at = f"{HOME}/{called['id']}"
    for role in ("delegate", "chair", "secretary", "office", "treasurer"):
        other = client_of(in_alfa, person(role, name=role.title()))
        assert other.post(f"{at}/open").status_code == 403, role
        assert other.post(f"{at}/items/4/decide", {}, format="json").status_code == 403, role
    assert Meeting.objects.get(pk=called["id"]).state == "planned"


def test_a_meeting_of_members_is_not_led_through_the_boards_doors(karin, elected):
    assert karin.get(f"{HOME}/{elected.pk}").status_code == 404
    assert karin.post(f"{HOME}/{elected.pk}/open").status_code == 404
    assert Meeting.objects.get(pk=elected.pk).state == "planned"


def test_the_boards_meeting_never_takes_a_members_screen(karin, called, elected):
    here(karin, called)
    karin.post(f"{HOME}/{called['id']}/open")

    assert karin.get("/api/session").json()["meeting_id"] == str(elected.pk)


def test_the_treasurer_changes_and_so_does_what_each_may_at_their_next_request(
    in_alfa, karin, called, client_of, soon
):
    hold(karin, called)
    sofia = client_of(in_alfa, User.objects.get(email=email_of(SOFIA)))
    ahmed = client_of(in_alfa, User.objects.get(email=email_of(AHMED)))
    assert sofia.get("/api/session").json()["roles"] == ["board", "treasurer"]

    second = karin.post(HOME, {"choices": {**CHOICES, "treasurer": AHMED}}, format="json").json()
    hold(karin, second)

    assert sofia.get("/api/session").json()["roles"] == ["board"]
    assert ahmed.get("/api/session").json()["roles"] == ["board", "treasurer"]
    kept = Holding.objects.filter(post="treasurer").order_by("pk").values_list("name", "ended_on")
    assert list(kept) == [(SOFIA, soon.date()), (AHMED, None)]
    signing = Holding.objects.filter(post="signatory", ended_on=None).values_list("name", flat=True)
    assert set(signing) == {KARIN, AHMED}
    assert Entry.objects.filter(kind="accounts.role.withdrawn").count() == 1


def test_the_auditors_may_read_and_nothing_else(in_alfa, elected, client_of):
    britt = client_of(in_alfa, User.objects.get(email="britt@medlem.example"))
    session = britt.get("/api/session").json()

    assert session["roles"] == ["auditor"]
    assert {"minutes.see", "association.see", "journal.see"} <= set(session["verbs"])
    assert britt.post(HOME, {"choices": CHOICES}, format="json").status_code == 403


def test_a_step_is_taken_back_with_a_reason_unless_it_had_an_effect(karin, called):
    here(karin, called)
    at = f"{HOME}/{called['id']}"
    karin.post(f"{at}/open")
    karin.post(f"{at}/items/2/start")
    shown = karin.post(f"{at}/items/2/decide", {}, format="json").json()
    undone = karin.post(f"{at}/undo", {"event": shown["undo"]["event"], "reason": "Fel namn"}, format="json")
    assert undone.status_code == 200
    assert undone.json()["items"][1]["decisions"] == []

    karin.post(f"{at}/items/2/decide", {}, format="json")
    karin.post(f"{at}/items/4/start")
    shown = karin.post(f"{at}/items/4/decide", {}, format="json").json()
    refused = karin.post(f"{at}/undo", {"event": shown["undo"]["event"], "reason": "Fel"}, format="json")
    assert refused.status_code == 409


def test_the_book_has_every_decision_with_its_section_and_effects_and_nothing_of_rehearsals(
    in_alfa, karin, called, elected, soon
):
    from voting.meetings import actions

    take_decision(
        meeting=elected.pk, item_no=6, text_sv="Mötet godkände dagordningen.", method=Method.ACCLAMATION,
        by=HOUSE, at=soon,
    )  # fmt: skip
    copy = actions.rehearse(meeting_id=elected.pk, rehearsal_id=None, by=HOUSE, at=soon)
    take_decision(
        meeting=copy.pk, item_no=6, text_sv="På övning.", method=Method.ACCLAMATION, by=HOUSE, at=soon
    )
    hold(karin, called)

    book = karin.get("/api/decisions").json()
    own = karin.get(f"/api/decisions?meeting={called['id']}").json()
    assert not [one for one in book if one["text_sv"] == "På övning."]
    plain = next(one for one in book if one["item_no"] == 6 and one["meeting"]["id"] == str(elected.pk))
    assert (plain["effects"], plain["title_sv"]) == (
        [],
        "Fråga om mötet är behörigen utlyst och godkännande av dagordning",
    )
    assert {one["meeting"]["number"] for one in own} == {"1/2016"}
    assert [e["kind"] for one in own if one["item_no"] == 4 for e in one["effects"]] == ["officers_appointed"]
    assert karin.get("/api/decisions?meeting=nej").status_code == 400


def test_where_each_sits_is_remembered_from_the_members_meeting(in_alfa, elected, karin, soon):
    from tests.voting.meetings.conftest import VAXJO, new_member, register, venue
    from voting.meetings.models import CheckIn

    place = venue(elected, VAXJO)
    registration = register(elected, new_member(1, at=soon), place, at=soon, email=email_of(KARIN))
    CheckIn.objects.create(registration=registration, venue=place, at=soon, person=registration.delegate)
    venues = [{"name": "Kalmar", "kind": "hall"}, {"name": VAXJO, "kind": "hall"}]
    shown = karin.post(HOME, {"choices": CHOICES, "venues": venues}, format="json").json()

    names = {v["id"]: v["name"] for v in shown["venues"]}
    assert names[shown["seats"][0]["usual_venue"]] == VAXJO
    assert shown["seats"][1]["usual_venue"] is None


def test_it_is_summoned_to_another_day_with_its_notice(karin, elected, soon):
    later = soon + timedelta(days=9)
    body = {
        "choices": {**CHOICES, "notice": "summoned"},
        "starts_at": later.isoformat(),
        "invited_at": soon.date().isoformat(),
    }
    shown = karin.post(HOME, body, format="json").json()

    assert shown["starts_at"] == later.isoformat().replace("+00:00", "Z")
    assert here(karin, shown, KARIN, LISA, AHMED, SOFIA)["findings"] == []
