"""A file is looked at, then read in whole or not at all."""

from __future__ import annotations

import csv
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import RoleGrant, User
from journal.models import Entry
from kernel.tenancy import inside
from tenants.members.models import Member, MemberImport
from tenants.members.rules import read_file


def _kinds():
    return list(Entry.objects.order_by("pk").values_list("kind", "body"))


def _apply(client, found):
    return client.post(f"/api/member-imports/{found['id']}/apply")


def test_the_250_are_previewed_then_read_in_with_one_fact(office, upload, network_csv):
    before = len(_kinds())
    users = User.objects.count()

    preview = upload(office, network_csv, name="network_250.csv")
    nothing_yet = (Member.objects.count(), _kinds()[before:])
    applied = _apply(office, preview.json())

    assert preview.status_code == 201
    assert {k: v for k, v in preview.json().items() if k not in {"id", "rows"}} == {
        "file_name": "network_250.csv",
        "encoding": "utf-8",
        "delimiter": ",",
        "status": "previewed",
        "notes": [],
        "good": 250,
        "faulty": 0,
    }
    assert nothing_yet == (0, [])
    assert (applied.status_code, applied.json()) == (200, {"created": 250})
    assert Member.objects.count() == 250
    assert User.objects.count() == users + 250
    assert RoleGrant.objects.filter(role="delegate").count() == 250
    assert _kinds()[before:] == [("tenants.members.imported", {"created": 250})]
    university = Member.objects.get(number="0127")
    assert (university.name, university.kind, university.employees, university.peppol_id) == (
        "Exempeluniversitetet",
        "university",
        2100,
        "0007:2021991274",
    )


def test_applied_again_it_gives_the_same_answer_and_changes_nothing(office, upload, network_csv):
    preview = upload(office, network_csv).json()
    first = _apply(office, preview)
    before = _kinds()

    again = _apply(office, preview)

    assert (again.status_code, again.json()) == (first.status_code, first.json()) == (200, {"created": 250})
    assert Member.objects.count() == 250
    assert _kinds() == before
    after = office.get(f"/api/member-imports/{preview['id']}").json()
    assert (after["status"], after["good"], after["faulty"]) == ("applied", 250, 0)


def test_a_file_with_faults_is_refused_with_their_count_and_nothing_changes(office, upload, faulty_csv):
    preview = upload(office, faulty_csv).json()
    before = (_kinds(), User.objects.count())

    answer = _apply(office, preview)

    assert (preview["good"], preview["faulty"], len(preview["rows"])) == (21, 9, 30)
    assert [row["line"] for row in preview["rows"] if row["faults"]] == [4, 6, 7, 9, 10, 12, 15, 16, 18]
    assert answer.status_code == 409
    assert answer.json()["obstacles"] == [
        {"code": "tenants.members.obstacle_import_has_faults", "params": {"n": 9}}
    ]
    assert Member.objects.count() == 0
    assert (_kinds(), User.objects.count()) == before
    assert office.get(f"/api/member-imports/{preview['id']}").json() == preview


def test_rows_that_are_members_already_are_named_also_when_they_came_after_the_preview(
    office, upload, file_of, values
):
    bit = "0001,Östbit AB,559990-0072,företag,Kalmar,Kalmar,5,Johan Törn,johan@ostbit.example"
    other = "0007,Syddata AB,559990-0023,företag,Växjö,,,Eva Hägg,sanna.berg@kvarnnat-konsult-ab.example"
    preview = upload(office, file_of(bit, other)).json()
    office.post("/api/members", values, format="json")
    before = _kinds()

    seen = office.get(f"/api/member-imports/{preview['id']}").json()
    answer = _apply(office, preview)

    has = {"number": "0007", "name": "Kvarnnät Konsult AB"}
    assert (preview["faulty"], seen["faulty"]) == (0, 2)
    assert [row["faults"] for row in seen["rows"]] == [
        [
            {
                "column": "org_number",
                "code": "tenants.members.fault_org_number_taken",
                "params": {"row": 2, "value": "559990-0072", **has},
            }
        ],
        [
            {
                "column": "number",
                "code": "tenants.members.fault_number_taken",
                "params": {"row": 3, "value": "0007", **has},
            }
        ],
    ]
    assert answer.status_code == 409
    assert answer.json()["obstacles"][0]["params"] == {"n": 2}
    assert Member.objects.count() == 1
    assert _kinds() == before


def test_the_same_file_twice_changes_nothing(office, upload, network_csv):
    _apply(office, upload(office, network_csv).json())

    second = upload(office, network_csv).json()
    answer = _apply(office, second)

    assert (second["good"], second["faulty"]) == (0, 250)
    assert {row["faults"][0]["code"] for row in second["rows"]} == {"tenants.members.fault_org_number_taken"}
    assert answer.status_code == 409
    assert Member.objects.count() == 250


def test_a_file_that_cannot_be_read_is_malformed_with_the_row(office, upload, file_of):
    broken = upload(office, file_of("0001,x", '0002,"x'))
    large = upload(office, b"x" * (5 * 1024 * 1024 + 1))
    empty = upload(office, b"")
    none = office.post("/api/member-imports", {}, format="multipart")
    text = office.post("/api/member-imports", {"file": "x"}, format="multipart")

    assert [a.status_code for a in (broken, large, empty, none, text)] == [400] * 5
    assert broken.json()["fields"] == {
        "file": [{"code": "tenants.members.file_broken", "params": {"row": 3}}]
    }
    assert large.json()["fields"]["file"][0]["code"] == "tenants.members.file_too_large"
    assert empty.json()["fields"]["file"][0]["code"] == "tenants.members.file_empty"
    assert MemberImport.objects.count() == 0


def test_an_endless_file_is_refused_by_its_length_before_it_is_read(office):
    answer = office.generic(
        "POST",
        "/api/member-imports",
        b"never looked at",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(1024**3),
    )

    assert answer.status_code == 400
    assert answer.json()["fields"]["file"][0]["code"] == "tenants.members.file_too_large"


def test_only_the_upload_door_takes_files_and_it_takes_nothing_else(office):
    answers = [
        office.post("/api/member-imports", {"file": "x"}, format="json"),
        office.post("/api/members", {"name": "x"}, format="multipart"),
    ]

    assert [a.status_code for a in answers] == [415, 415]


@pytest.mark.parametrize("name", ["../../etc/passwd", "=1.csv", "ö" * 300 + ".csv", "a\u202eb.csv"])
def test_a_strange_file_name_is_kept_short_and_visible(office, upload, file_of, name):
    row = "0001,Östbit AB,559990-0015,företag,Kalmar,Kalmar,5,Johan Törn,johan@ostbit.example"

    answer = upload(office, file_of(row), name=name)

    assert answer.status_code == 201
    assert len(answer.json()["file_name"]) <= 200
    assert not {"/", "\u202e"} & set(answer.json()["file_name"])


def test_another_associations_import_is_not_here(office, bravo, now):
    with inside(bravo):
        row = {"line": 2, "values": {"name": "Canary AB"}, "faults": [], "notes": []}
        canary = MemberImport.objects.create(
            file_name="canary.csv", encoding="utf-8", delimiter=",", rows=[row],
            good=1, faulty=0, created_at=now,
        )  # fmt: skip

    seen = office.get(f"/api/member-imports/{canary.pk}")
    applied = _apply(office, {"id": canary.pk})

    assert (seen.status_code, applied.status_code) == (404, 404)
    assert seen.json() == office.get(f"/api/member-imports/{uuid.uuid4()}").json()
    assert "anary" not in seen.content.decode() + applied.content.decode()
    with inside(bravo):
        canary.refresh_from_db()
        assert canary.applied_at is None


def test_a_file_that_older_rules_let_through_is_judged_by_todays(office, now):
    row = {"line": 2, "values": {"name": "Östbit AB", "kind": "firma"}, "faults": [], "notes": []}
    old = MemberImport.objects.create(
        file_name="old.csv", encoding="utf-8", delimiter=",", rows=[row], good=1, faulty=0, created_at=now
    )

    seen = office.get(f"/api/member-imports/{old.pk}").json()
    applied = _apply(office, {"id": old.pk})

    assert [f["column"] for f in seen["rows"][0]["faults"]] == [
        "org_number",
        "kind",
        "contact_name",
        "contact_email",
    ]
    assert applied.status_code == 409
    assert Member.objects.count() == 0


def test_what_a_preview_costs_does_not_grow_with_its_rows(office, upload, file_of):
    rows = [
        f"000{i},Bit {i} AB,559990-00{n},företag,Kalmar,,,Eva Hägg,e{i}@bit.example"
        for i, n in enumerate(("15", "23", "31"), start=1)
    ]

    def cost(content):
        with CaptureQueriesContext(connection) as asked:
            preview = upload(office, content).json()
            office.get(f"/api/member-imports/{preview['id']}")
            assert _apply(office, preview).json() == {"created": len(preview["rows"])}
        return len(asked)

    assert cost(file_of(rows[0])) == cost(file_of(*rows[1:]))


def test_the_export_reads_back_as_the_same_members(office, upload, network_csv):
    _apply(office, upload(office, network_csv).json())

    answer = office.get("/api/members.csv", headers={"accept": "text/csv"})

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    again = sorted(read_file(answer.content).rows, key=lambda row: row.values["number"])
    assert [row.values for row in again] == [row.values for row in read_file(network_csv).rows]
    assert [row.faults for row in again] == [[]] * 250


def test_an_export_never_begins_a_cell_with_a_formula(office, now):
    """Such values cannot be written through any door; one that came in some other way is harmless too."""
    evil = '=HYPERLINK("http://evil.example";"klicka")'
    Member.objects.create(
        number="0001", name=evil, org_number="559990-0015", kind="company", town="@town", county="＋46",
        employees=5, contact_name="a;=1+1", contact_email="a@b.example", reference="\t=1", created_at=now,
    )  # fmt: skip

    content = office.get("/api/members.csv").content.decode("utf-8-sig")

    row = next(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert row["namn"].startswith("'=HYPERLINK(")
    assert (row["ort"], row["län"], row["kontaktperson"], row["referens"]) == (
        "'@town",
        "'＋46",
        "a;'=1+1",
        "'\t'=1",
    )
    for delimiter in ";,\t":
        cells = [c for line in csv.reader(io.StringIO(content), delimiter=delimiter) for c in line]
        assert not [c for c in cells if c.strip()[:1] in {*"=+@＋-"} - {""}]
