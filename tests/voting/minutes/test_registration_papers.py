"""The papers that go to the authority and the bank, each where it can be fetched."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from tenants.statutes.models import Version


def papers(room: Any, client_of: Any) -> Any:
    client = client_of(room.network, room.people["secretary"])
    return client.get("/api/registration/papers").json()


def test_the_minutes_and_their_extracts_are_listed_as_far_as_they_have_come(
    room: Any, client_of: Any
) -> None:
    room.freeze()
    room.approve()
    extract = room.extract(7, 8, 9, 14, 15)

    [one] = papers(room, client_of)

    assert (one["meeting"], one["version"], one["completed_at"]) == (str(room.meeting), 1, None)
    assert [(e["items"], e["sha256"]) for e in one["extracts"]] == [([7, 8, 9, 14, 15], extract.sha256)]


def test_before_the_text_is_laid_out_there_is_a_draft_only(room: Any, client_of: Any) -> None:
    [one] = papers(room, client_of)

    assert (one["version"], one["extracts"]) == (None, [])


def test_a_guest_sees_no_papers(room: Any, client_of: Any) -> None:
    assert client_of(room.network).get("/api/registration/papers").status_code == 401


def test_the_statutes_are_printed_whole(room: Any, client_of: Any) -> None:
    version = Version.objects.get()
    last = version.sections.last().moments.last().text_sv

    answer = client_of(room.network).get(f"/api/statutes/versions/{version.pk}/statutes.pdf")

    pages = PdfReader(BytesIO(answer.content)).pages
    words = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert last.split()[-1].rstrip(".") in words
    assert f"Version {version.number}" in words
    assert "Genomstrukna" not in words


def test_the_rules_of_procedure_are_an_annex_also_when_they_are_the_model_ones(room: Any) -> None:
    from voting.meetings.models import Meeting
    from voting.minutes.queries import documents_of, draft

    def procedure() -> list[Any]:
        return [one for one in documents_of(room.meeting, draft(room.meeting)) if one.kind == "procedure"]

    assert procedure() == []  # nothing was adopted: there is nothing to attach

    Meeting.objects.filter(pk=room.meeting).update(rules_adopted_at=room.at)

    words, annex = procedure()
    assert (words.name, words.items) == ("motesordning.md", (4,))
    assert "**Lika röstetal vid val:** lotten avgör" in words.content.decode()
    told = json.loads(annex.content)["rules"]
    assert (annex.name, annex.items) == ("motesordning.json", (4,))
    assert told["tie_election"]["value"] == "lot"
    assert told["tie_election"]["source_sv"].replace("\u00a0", " ") == "mötesordningen (bilaga 1) punkt 11"
