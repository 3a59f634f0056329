"""The board's minutes are signed by those whom the board chose, and by nobody else."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader

from accounts.models import User
from tests.voting.meetings.board_room import (
    AHMED,
    BOARD,
    KARIN,
    LISA,
    SOFIA,
    email_of,
    hold,
)


def _roles_in(pdf):
    """As what each has signed, as the file itself says."""
    reasons = [field["/V"]["/Reason"] for field in PdfReader(BytesIO(pdf)).get_fields().values()]
    return [re.fullmatch(r"Underskrift som (\S+), .*", reason).group(1) for reason in reasons]


def test_the_boards_minutes_are_signed_by_those_it_chose_and_by_nobody_else(
    in_alfa, karin, called, client_of, person, mailoutbox, elected
):
    hold(karin, called)
    at = f"/api/meetings/{called['id']}/minutes"
    board = {name: client_of(in_alfa, User.objects.get(email=email_of(name))) for _, name, *_ in BOARD}
    for role in ("secretary", "chair", "adjuster"):  # of the members' meeting
        officer = client_of(in_alfa, person(role, name=role.title()))
        assert officer.post(f"{at}/versions").status_code == 403, role
        assert officer.post(f"{at}/comments", {"text": "Ändra."}, format="json").status_code == 403, role
    for name in (KARIN, AHMED, SOFIA):
        assert board[name].post(f"{at}/versions").status_code == 403, name
    assert board[SOFIA].post(f"{at}/comments", {"text": "Ändra."}, format="json").status_code == 403
    assert board[LISA].post(f"/api/meetings/{elected.pk}/minutes/versions").status_code == 403

    frozen = board[LISA].post(f"{at}/versions")
    assert frozen.status_code == 201, frozen.json()
    signers = [(one["name"], one["role"]) for one in frozen.json()["versions"][-1]["signatories"]]
    assert signers == [(LISA, "secretary"), (KARIN, "chair"), (AHMED, "adjuster")]
    sha256 = frozen.json()["sha256"]
    for name in (LISA, KARIN, AHMED):
        approved = board[name].post(f"{at}/approvals", {"sha256": sha256}, format="json")
        assert approved.status_code == 200, approved.json()
    for name in (LISA, KARIN, AHMED):
        mailoutbox.clear()
        board[name].post(f"{at}/signing-codes")
        code = re.search(r"^\s*(\d{6})\s*$", mailoutbox[-1].body, re.MULTILINE).group(1)
        signed = board[name].post(f"{at}/signatures", {"sha256": sha256, "code": code}, format="json")
        assert signed.status_code == 200, signed.json()

    complete = karin.get(f"{at}/state").json()
    assert (complete["state"], complete["is_board"]) == ("complete", True)
    assert _roles_in(karin.get(f"{at}.pdf").content) == ["sekreterare", "ordförande", "justerare"]
    assert karin.get(f"/api/checks/{complete['file']}").json()["file"]["is_board"]
