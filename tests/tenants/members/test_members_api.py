"""Members one at a time: who may, what is refused, what is found."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from journal.models import Entry
from kernel.permissions import TABLE, Role
from kernel.tenancy import inside
from tenants.members.models import Member


def _facts():
    return list(Entry.objects.order_by("pk").values_list("kind", "body"))


def _codes(answer):
    return [(o["code"].rpartition(".")[2], o["params"]) for o in answer.json()["obstacles"]]


def test_the_office_adds_a_member_and_its_contact_can_register_a_delegate(office, values):
    before = len(_facts())

    answer = office.post("/api/members", values, format="json")

    assert answer.status_code == 201
    assert answer.json() == {**values, "id": answer.json()["id"], "delegate": None}
    assert office.get(f"/api/members/{answer.json()['id']}").json() == answer.json()
    assert User.objects.get(email=values["contact_email"]).roles == {"delegate"}
    assert _facts()[before:] == [("tenants.members.added", {"number": "0007", "name": "Kvarnnät Konsult AB"})]


def test_the_same_member_sent_again_is_no_error_and_no_second_fact(office, values):
    first = office.post("/api/members", values, format="json")
    before = _facts()

    again = office.post("/api/members", values, format="json")

    assert (again.status_code, again.json()) == (201, first.json())
    assert Member.objects.count() == 1
    assert _facts() == before


def test_a_member_without_a_number_gets_the_next_one(office, values):
    office.post("/api/members", {**values, "number": "0041"}, format="json")
    other = {
        **values,
        "org_number": "5599900080",
        "contact_email": "Lena@Lonnapp.example",
        "name": " Lönnapp AB ",
    }
    del other["number"]

    answer = office.post("/api/members", other, format="json").json()

    assert (answer["number"], answer["org_number"]) == ("0042", "559990-0080")
    assert (answer["name"], answer["contact_email"]) == ("Lönnapp AB", "lena@lonnapp.example")


def test_what_others_have_is_refused_naming_them_and_nothing_changes(office, values):
    office.post("/api/members", values, format="json")
    before = (_facts(), User.objects.count())
    other = {**values, "name": "Annat AB", "org_number": "559990-0080"}

    taken = office.post("/api/members", {**other, "contact_email": "ny@annat.example"}, format="json")
    both = office.post("/api/members", other, format="json")

    has = {"number": "0007", "name": "Kvarnnät Konsult AB"}
    assert (taken.status_code, both.status_code) == (409, 409)
    assert _codes(taken) == [("obstacle_number_taken", {"value": "0007", **has})]
    assert _codes(both) == [("obstacle_number_taken", {"value": "0007", **has})]
    assert Member.objects.count() == 1
    assert (_facts(), User.objects.count()) == before


def test_two_members_in_the_way_are_both_named(office, values):
    office.post("/api/members", values, format="json")
    second = {**values, "number": "0008", "org_number": "559990-0080", "contact_email": "b@b.example"}
    office.post("/api/members", second, format="json")

    answer = office.post("/api/members", {**second, "org_number": values["org_number"]}, format="json")

    assert [code for code, _ in _codes(answer)] == ["obstacle_org_number_taken", "obstacle_number_taken"]


def test_wrong_fields_are_all_named_and_nothing_is_saved(office, values):
    before = _facts()
    wrong = {
        **values,
        "name": "=1+1",
        "org_number": "559990-0071",
        "contact_name": "",
        "contact_email": "x",
        "town": "a\u202eb",
    }

    answer = office.post("/api/members", wrong, format="json")

    assert answer.status_code == 400
    assert {k: [f["code"].rpartition(".")[2] for f in v] for k, v in answer.json()["fields"].items()} == {
        "name": ["wrong_formula"],
        "org_number": ["wrong_org_number"],
        "contact_name": ["wrong_missing"],
        "contact_email": ["wrong_email"],
        "town": ["wrong_hidden"],
    }
    assert answer.json()["fields"]["org_number"][0]["params"]["suggestion"] == "559990-0072"
    assert Member.objects.count() == 0
    assert _facts() == before


@pytest.mark.parametrize(
    "broken",
    [
        {},
        [],
        "x",
        {"name": 1},
        {"kind": "okänd"},
        {"employees": -1},
        {"employees": 1e99},
        {"name": "a\u0000b"},
    ],
)
def test_what_is_no_member_at_all_is_malformed(office, broken):
    assert office.post("/api/members", broken, format="json").status_code == 400


def test_a_change_is_recorded_by_its_fields_without_what_they_say(office, values):
    member = office.post("/api/members", values, format="json").json()
    before = len(_facts())

    changed = office.patch(
        f"/api/members/{member['id']}",
        {
            "contact_email": "ny.person@kvarn.example",
            "contact_name": "Ny Person",
            "employees": None,
            "town": "Kalmar",
        },
        format="json",
    )

    assert changed.status_code == 200
    assert changed.json() == {
        **member,
        "contact_email": "ny.person@kvarn.example",
        "contact_name": "Ny Person",
        "employees": None,
    }
    assert User.objects.get(email="ny.person@kvarn.example").roles == {"delegate"}
    fields = ["contact_email", "contact_name", "employees"]
    assert _facts()[before:] == [
        ("tenants.members.changed", {"number": "0007", "name": "Kvarnnät Konsult AB", "fields": fields})
    ]


def test_a_change_to_the_same_is_no_fact(office, values):
    member = office.post("/api/members", values, format="json").json()
    before = _facts()

    same = office.patch(f"/api/members/{member['id']}", {**values, "number": ""}, format="json")

    assert (same.status_code, same.json()) == (200, member)
    assert _facts() == before


def test_a_change_into_anothers_number_is_refused_and_changes_nothing(office, values):
    first = office.post("/api/members", values, format="json").json()
    second = {**values, "number": "0008", "org_number": "559990-0080", "contact_email": "b@b.example"}
    other = office.post("/api/members", second, format="json").json()
    before = _facts()

    answer = office.patch(f"/api/members/{other['id']}", {"name": "Nytt", "number": "0007"}, format="json")

    assert answer.status_code == 409
    assert _codes(answer) == [
        ("obstacle_number_taken", {"value": "0007", "number": "0007", "name": first["name"]})
    ]
    assert office.get(f"/api/members/{other['id']}").json() == other
    assert _facts() == before


DOORS = [
    ("get", "/api/members", "members.see"),
    ("post", "/api/members", "members.change"),
    ("get", "/api/members.csv", "members.see"),
    ("get", "/api/members/{id}", "members.see"),
    ("patch", "/api/members/{id}", "members.change"),
    ("post", "/api/member-imports", "members.change"),
    ("get", "/api/member-imports/{id}", "members.change"),
    ("post", "/api/member-imports/{id}/apply", "members.change"),
]


@pytest.mark.parametrize(("method", "address", "verb"), DOORS)
def test_doors_open_by_verb_alone(in_alfa, person, client_of, method, address, verb):
    where = address.format(id=uuid.uuid4())

    clients = {role: client_of(in_alfa, person(role.value)) for role in Role}
    said = {role: getattr(client, method)(where).status_code for role, client in clients.items()}
    guest = getattr(client_of(in_alfa), method)(where).status_code

    assert guest == 401
    assert {role for role, status in said.items() if status == 403} == {
        role for role in Role if verb not in TABLE[role]
    }
    assert said[Role.OFFICE] in {200, 400, 404, 415}


def test_another_associations_member_is_not_here(office, bravo, values):
    with inside(bravo):
        canary = Member.objects.create(
            number="0001", name="Canary AB", org_number="559990-0015", kind="company",
            contact_name="Canary", contact_email="canary@bravo.example", created_at=bravo.created_at,
        )  # fmt: skip
    mine = office.post("/api/members", values, format="json").json()

    answers = [
        office.get(f"/api/members/{canary.pk}"),
        office.patch(f"/api/members/{canary.pk}", {"name": "Mitt"}, format="json"),
    ]

    assert [a.status_code for a in answers] == [404, 404]
    assert office.get(f"/api/members/{uuid.uuid4()}").json() == answers[0].json()
    assert [m["id"] for m in office.get("/api/members?search=").json()["results"]] == [mine["id"]]
    assert "anary" not in office.get("/api/members.csv").content.decode()
    with inside(bravo):
        assert Member.objects.get().name == "Canary AB"


@pytest.fixture
def many(in_alfa, now):
    """many(names): members with these names, each with its own contact."""

    def make(*names):
        return Member.objects.bulk_create(
            Member(
                number=f"{i:04}", name=name, org_number=f"{i:06}-0000", kind="company",
                contact_name=f"Örjan Törn {i}", contact_email=f"m{i}@x.example", created_at=now,
            )
            for i, name in enumerate(names, start=1)
        )  # fmt: skip

    return make


def test_members_stand_in_swedish_order_in_any_locale(office, many):
    many("Öst AB", "Ängs AB", "Åbit AB", "zeta AB", "Épik AB", "Ebit AB", "Alfa AB")

    names = [m["name"] for m in office.get("/api/members").json()["results"]]

    assert names == ["Alfa AB", "Ebit AB", "Épik AB", "zeta AB", "Åbit AB", "Ängs AB", "Öst AB"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("öst", ["0001"]),
        ("ÖST ab", ["0001"]),
        ("epik", ["0003"]),
        ("0002", ["0002"]),
        ("örjan törn 2", ["0002"]),
        ("M2@X.example", ["0002"]),
        ("000001-", ["0001"]),
        ("%", []),
        ("_", []),
        ("finns inte", []),
        ("anna o'hara", ["0003"]),
    ],
)
def test_search_is_by_number_organisation_contact_and_delegate(office, many, search, found):
    from tenants.members.actions import name_delegate

    third = many("Öst AB", "Ängs AB", "Épik Bolag")[2]
    name_delegate(member_id=third.pk, name="Anna O'Hara")

    answer = office.get("/api/members", {"search": search}).json()

    assert [m["number"] for m in answer["results"]] == found
    assert answer["count"] == len(found)


def test_a_named_delegate_is_shown(office, many):
    from tenants.members.actions import name_delegate

    member = many("Öst AB")[0]
    name_delegate(member_id=member.pk, name="Leila Kvist")

    assert office.get(f"/api/members/{member.pk}").json()["delegate"] == "Leila Kvist"


def test_fifty_at_a_time(office, many):
    many(*[f"Bolag {i:03}" for i in range(1, 121)])

    pages = [office.get("/api/members", {"page": page}).json() for page in (1, 2, 3, 4)]

    assert [p["count"] for p in pages] == [120] * 4
    assert [len(p["results"]) for p in pages] == [50, 50, 20, 0]
    assert [m["number"] for p in pages for m in p["results"]] == [f"{i:04}" for i in range(1, 121)]


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999999999999", "search=%00"])
def test_an_impossible_page_is_malformed(office, query):
    assert office.get(f"/api/members?{query}").status_code == 400


@pytest.mark.parametrize("address", ["/api/members", "/api/members.csv", "/api/network"])
def test_the_list_costs_the_same_for_one_and_three(office, many, address):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert office.get(address).status_code == 200
        # Whose the address is, is kept for some seconds: asking it anew is no cost of the list.
        reads = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
        return len([one for one in reads if "networks_domain" not in one])

    many("Alfa")
    one = cost()
    Member.objects.all().delete()
    many("Alfa", "Beta", "Gamma")

    assert cost() == one


def test_the_networks_page_is_for_everybody_and_counts_its_own(in_alfa, bravo, client_of, many):
    many("Öst AB", "Syd AB")

    here, there = (client_of(network).get("/api/network") for network in (in_alfa, bravo))

    assert here.json() == {
        "name": "Nätverket Alfa",
        "slug": "alfa",
        "stage": "network",
        "language": "sv",
        "members": 2,
    }
    assert (there.json()["name"], there.json()["members"]) == ("Nätverket Bravo", 0)
