"""Read-only is read-only: every door that changes something says no, save those that the decision names."""

from __future__ import annotations

import re
from importlib import import_module
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver

from journal.queries import last_id
from kernel import doors as kernel_doors
from kernel import writing
from kernel.doors import ANYONE, SIGNED_IN, Door
from kernel.errors import refuse_if
from kernel.permissions import Role
from kernel.tenancy import inside

CODE = "billing.subscriptions.obstacle_read_only"
PARAMETER = re.compile(r"<(\w+):(\w+)>")
FILLED = {"int": "1", "str": "x", "uuid": str(uuid4()), "slug": "x", "path": "x"}
SIGN_OUT = ("DELETE", "/api/session")  # asked last: nobody is there after it
EVEN_THEN = {
    ("POST", "/api/sign-in"),
    ("POST", "/api/sign-in/codes"),
    ("POST", "/api/sign-in/link"),
    SIGN_OUT,
    ("POST", "/api/export"),
    ("POST", "/api/subscription/page"),
    ("POST", "/api/subscription/portal"),
    ("POST", "/api/subscription/look"),
    ("POST", "/api/payments/links/<str:pay_token>/look"),  # money that is paid already is noted
}


def _views(patterns, prefix=""):
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield "/" + address, pattern.callback


def write_doors():
    """(method, address) of every door inside an association that is not only read."""
    found = set()
    for address, callback in _views(import_module("config.urls_tenant").urlpatterns):
        view = getattr(callback, "view_class", None)
        found |= {(method, address) for method in getattr(view, "verbs", {}) if method != "GET"}
    return sorted(found, key=lambda one: (one == SIGN_OUT, one[1], one[0]))


@pytest.fixture
def anything(alfa, association, person, client_of):
    """Somebody with every role there is."""
    client = client_of(
        alfa, person(*[role.value for role in Role], name="Allt I Allo", email="allt@alfa.example")
    )
    client.raise_request_exception = False
    return client


def ask(client, method, address):
    path = PARAMETER.sub(lambda found: FILLED[found[1]], address)
    return client.generic(method, path, "{}", content_type="application/json")


def said_no(answer):
    return answer.status_code == 409 and [one["code"] for one in answer.json()["obstacles"]] == [CODE]


def leaks(client):
    """The doors that do not say no."""
    return {
        (method, address) for method, address in write_doors() if not said_no(ask(client, method, address))
    }


def test_every_view_inside_an_association_is_a_door_or_only_hands_out_the_front_end():
    others = [
        address
        for address, callback in _views(import_module("config.urls_tenant").urlpatterns)
        if not issubclass(getattr(callback, "view_class", object), Door)
    ]

    assert others == ["/api/<path:path>", "/", "/<path:path>"]


def test_every_door_that_changes_something_says_no_save_those_that_are_named(association, anything, alfa):
    association.to_read_only()
    before = last_id()

    assert len(write_doors()) > 200
    assert leaks(anything) == EVEN_THEN
    with inside(alfa):
        assert last_id() == before


def test_a_guard_that_goes_by_the_verbs_is_found_out(association, anything, monkeypatch):
    """The naive way: refuse what asks for a verb of the table, and forget the doors for anybody."""
    association.to_read_only()

    def only_verbs(self, request, *args, **kwargs):
        super(Door, self).initial(request, *args, **kwargs)
        if self.verbs.get(request.method) not in {None, ANYONE, SIGNED_IN} and request.method != "GET":
            refuse_if(writing.obstacles(room=type(self).__module__.partition(".")[0], at=self.at))

    monkeypatch.setattr(kernel_doors.Door, "initial", only_verbs)
    found = leaks(anything) - EVEN_THEN

    assert ("POST", "/api/payments/links/<str:pay_token>/page") in found
    assert ("PATCH", "/api/invoices/members/<uuid:member_id>/details") in found


def test_nothing_is_refused_while_it_is_only_unpaid(association, anything):
    association.forward(days=91)
    assert association.step() == "unpaid"

    assert [one for one in write_doors() if said_no(ask(anything, *one))] == []


def test_what_is_forbidden_stays_forbidden_and_tells_nobody_how_the_association_stands(
    association, alfa, client_of, person
):
    association.to_read_only()
    guest, observer = client_of(alfa), client_of(alfa, person("observer"))

    assert ask(guest, "POST", "/api/members").status_code == 401
    assert ask(observer, "POST", "/api/members").status_code == 403


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/api/members.csv", "text/csv"),
        ("/api/reports/file?of=all", "spreadsheetml"),
        ("/api/reports/file?of=payments&ending=csv", "text/csv"),
        ("/api/reports/members", "json"),
        ("/api/meetings", "json"),
        ("/api/subscription", "json"),
    ],
)
def test_everything_is_read_and_exported_as_before(association, anything, address, kind):
    before = anything.get(address)
    association.to_read_only()
    after = anything.get(address)

    assert (before.status_code, after.status_code) == (200, 200)
    assert kind in after.headers["Content-Type"]


def test_another_associations_doors_are_as_open_as_before(association, bravo, client_of):
    association.to_read_only()
    with inside(bravo):
        from accounts.actions import ensure_user, grant_role
        from kernel.actor import Actor

        user = ensure_user(email="kansli@bravo.example", name="Kansli", at=association.at)
        grant_role(user=user, role=Role.OFFICE, by=Actor.system(), at=association.at)

    assert ask(client_of(bravo, user), "POST", "/api/members").status_code == 400


def test_the_board_sees_why_pays_and_writes_again_at_once(association, alfa, board, client_of):
    association.to_read_only()
    client = client_of(alfa, board)
    told = client.get("/api/subscription").json()
    assert (told["standing"], told["is_asked"], told["rests"]) == ("read_only", True, False)
    assert client.get("/api/subscription/banner").json()["tidings"] == "read_only"
    page = client.post("/api/subscription/page", {"plan": "liten", "language": "sv"}, format="json")
    assert page.status_code == 201
    assert "/pay/platform/cs_test_" in page.json()["url"]
    from billing.stripe_desk import subscribing

    with association.desk.hand("") as at:
        subscribing.pay(at, at.drawer.things[association.row.page])
    assert said_no(ask(client, "POST", "/api/board-meetings"))

    assert client.post("/api/subscription/look").json()["standing"] == "active"

    assert not said_no(ask(client, "POST", "/api/board-meetings"))
    assert client.get("/api/subscription/banner").json() == {"tidings": None, "day": None, "rests": False}


def test_a_member_is_told_only_when_it_bites_and_never_pays(association, alfa, client_of, person):
    client = client_of(alfa, person("delegate"))
    association.forward(days=91)
    association.step()
    assert client.get("/api/subscription/banner").json()["tidings"] is None
    assert client.get("/api/subscription").status_code == 403
    assert client.post("/api/subscription/page", {"plan": "liten", "language": "sv"}).status_code == 403
    association.forward(days=31)
    association.step()

    assert client.get("/api/subscription/banner").json()["tidings"] == "read_only"


def test_reminders_rest_so_that_no_letter_leads_to_a_page_where_nobody_can_pay(association, monkeypatch):
    from billing.reminders import tasks

    asked = []
    monkeypatch.setattr(tasks.queries, "is_time", lambda **_: True)
    monkeypatch.setattr(tasks.actions, "remind", lambda **_: asked.append(1))
    tasks.remind.run()
    association.to_read_only()
    tasks.remind.run()

    assert asked == [1]
