"""A small constitutive meeting through the doors, from the plan to the gavel."""

from __future__ import annotations

from tests.voting.meetings.conftest import KALMAR, REMOTE, new_member


def test_a_meeting_is_planned_attended_opened_and_decided(alfa, in_alfa, person, client_of, soon):
    office, chair, teller = (client_of(alfa, person(role)) for role in ("office", "chair", "teller"))
    made = office.post(
        "/api/meetings",
        {
            "title": "Konstituerande möte",
            "starts_at": "2016-10-11T12:45:00Z",
            "registration_closes_at": "2016-10-11T12:30:00Z",
            "venues": [
                {"name": KALMAR, "kind": "hall", "address": "Kullzénska salen", "capacity": 60},
                {"name": REMOTE, "kind": "remote"},
            ],
        },
        format="json",
    ).json()
    meeting = f"/api/meetings/{made['id']}"
    kalmar, remote = (v["id"] for v in made["venues"])

    phones = []
    for number, place in ((1, kalmar), (2, remote)):
        member = new_member(number, at=soon)
        phone = client_of(alfa, person("delegate", name=f"Kontakt {number}", email=member.contact_email))
        registered = phone.put(
            f"{meeting}/my-registration",
            {"delegate_name": f"Kontakt {number}", "delegate_email": member.contact_email, "venue": place},
            format="json",
        ).json()
        phones.append((phone, registered))
    teller.post(f"{meeting}/check-ins", {"registration": phones[0][1]["id"], "venue": kalmar}, format="json")
    phones[1][0].post(f"{meeting}/arrive")
    teller.post(f"{meeting}/venues/{kalmar}/confirm")
    early = chair.post(f"{meeting}/open")
    chair.post(f"{meeting}/venues/{remote}/confirm")
    opened = chair.post(f"{meeting}/open").json()

    assert early.status_code == 409
    assert (opened["state"], opened["current_item"]) == ("open", 1)
    assert [(v["name"], v["registered"], v["checked_in"]) for v in opened["venues"]] == [
        (KALMAR, 1, 1),
        (REMOTE, 1, 1),
    ]

    chair.post(f"{meeting}/items/4/start")
    chair.post(
        f"{meeting}/items/4/decisions",
        {"text_sv": "Mötet beslutade att anta mötesordningen.", "method": "acclamation"},
        format="json",
    )
    chair.post(f"{meeting}/items/5/start")
    drawn = chair.get(f"{meeting}/register").json()
    heard_wrong = chair.post(f"{meeting}/register/approve", {"total": 3}, format="json")
    approved = chair.post(f"{meeting}/register/approve", {"total": drawn["total"]}, format="json").json()
    chair.post(f"{meeting}/items/22/start")
    chair.post(
        f"{meeting}/items/22/decisions", {"text_sv": "Mötet avslutades.", "method": "note"}, format="json"
    )
    closed = chair.post(f"{meeting}/close").json()

    assert heard_wrong.json()["obstacles"] == [
        {"code": "voting.register.obstacle_changed_since_draft", "params": {"now": 2, "then": 3}}
    ]
    assert [(v["name"], v["votes"]) for v in approved["per_venue"]] == [(KALMAR, 1), (REMOTE, 1)]
    assert (closed["state"], closed["rules_adopted"]) == ("closed", True)
    seen = phones[0][0].get(meeting).json()
    assert seen["register"]["total"] == 2
    assert [i["no"] for i in seen["items"] if i["state"] == "done"] == [1, 4, 5, 22]
    assert seen["projector_key"] is None
    assert [d["text_sv"] for d in seen["items"][3]["decisions"]] == [
        "Mötet beslutade att anta mötesordningen."
    ]
