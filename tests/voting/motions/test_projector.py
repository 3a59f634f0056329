"""The motion that the speaker speaks to and the order of propositions, on the big screen."""

from __future__ import annotations

from uuid import uuid4

from tests.voting.motions.desk import STATUTES


def test_the_big_screen_sees_a_motion_of_its_own_meeting_and_nothing_by_another_key(desk, client_of):
    from voting.meetings.models import Meeting

    filed = desk.file(item_no=STATUTES, kind="change", target="par1.2", new_sv="Säte i Växjö.")
    key = Meeting.objects.get(pk=desk.meeting).projector_key
    other = Meeting.objects.create(
        title="Ett annat möte", starts_at=desk.at, registration_closes_at=desk.at, created_at=desk.at
    )
    screen = client_of(desk.hall.network)

    seen = screen.get(f"/api/projector/{key}/motions/{filed.pk}")

    assert (seen.status_code, seen.json()["mark"], seen.json()["clause"]["proposed"]) == (
        200, "A1", "Säte i Växjö.",
    )  # fmt: skip
    assert screen.get(f"/api/projector/{key}/motions/{uuid4()}").status_code == 404
    assert screen.get(f"/api/projector/{other.projector_key}/motions/{filed.pk}").status_code == 404
    assert screen.get(f"/api/projector/nobody/motions/{filed.pk}").status_code == 404


def test_the_big_screen_sees_an_order_once_it_is_put_and_only_its_own_meeting_s(desk, client_of):
    from voting.meetings.models import Meeting
    from voting.motions import actions

    desk.file(item_no=STATUTES, kind="change", target="par1.2", new_sv="Säte i Växjö.")
    key = Meeting.objects.get(pk=desk.meeting).projector_key
    other = Meeting.objects.create(
        title="Ett annat möte", starts_at=desk.at, registration_closes_at=desk.at, created_at=desk.at
    )
    screen = client_of(desk.hall.network)
    order = f"/api/projector/{key}/items/{STATUTES}/order"

    assert screen.get(order).status_code == 204
    actions.propose_order(meeting_id=desk.meeting, item_no=STATUTES, by=desk.by, at=desk.at)
    seen = screen.get(order)

    assert seen.status_code == 200
    assert [step["kind"] for step in seen.json()["steps"]] == ["single", "whole"]
    assert "may" not in seen.json()
    assert "motions" not in seen.json()
    assert screen.get(f"/api/projector/{other.projector_key}/items/{STATUTES}/order").status_code == 404
    assert screen.get(f"/api/projector/{key}/items/999/order").status_code == 404
    assert screen.get(f"/api/projector/nobody/items/{STATUTES}/order").status_code == 404


def test_the_big_screen_sees_what_is_moved_before_an_order_is_put(desk, client_of):
    from voting.meetings.models import Meeting
    from voting.motions import actions

    kept = desk.file(item_no=STATUTES, kind="change", target="par1.2", new_sv="Säte i Växjö.")
    taken_back = desk.file(item_no=STATUTES, kind="change", target="par1.2", new_sv="Säte i Nybro.")
    actions.withdraw(motion_id=taken_back.pk, by=desk.by, at=desk.at)
    key = Meeting.objects.get(pk=desk.meeting).projector_key
    screen = client_of(desk.hall.network)

    seen = screen.get(f"/api/projector/{key}/items/{STATUTES}/motions")

    assert seen.status_code == 200
    assert seen.json()["matter"]["kind"] == "statutes"
    assert [(one["mark"], one["clause"]["proposed"]) for one in seen.json()["motions"]] == [
        (kept.mark, "Säte i Växjö."),
    ]
    assert "may" not in seen.json()
    assert screen.get(f"/api/projector/{key}/items/999/motions").status_code == 404
    assert screen.get(f"/api/projector/nobody/items/{STATUTES}/motions").status_code == 404
