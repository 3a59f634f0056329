from __future__ import annotations

import re

import pytest
from rest_framework.test import APIClient

from kernel.tenancy import hosts

WISH = {
    "name": "Glasriket",
    "slug": "glasriket",
    "country": "SE",
    "language": "sv",
    "contact_name": "Eva Glas",
    "contact_email": "Eva@Glas.example",
}


@pytest.fixture
def public(db):
    return APIClient(HTTP_HOST="localhost")


@pytest.fixture
def run_tasks_now(settings):
    from config.celery import app

    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_a_network_signs_up_and_its_office_signs_in_by_the_letter(
    public, run_tasks_now, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        begun = public.post("/api/sign-ups", WISH, format="json")
    assert begun.status_code == 201
    code = re.search(r"\b\d{6}\b", mailoutbox[0].body).group()

    verified = public.post(f"/api/sign-ups/{begun.json()['id']}/verify", {"code": code}, format="json")
    after = public.get(f"/api/sign-ups/{begun.json()['id']}").json()

    assert verified.status_code == 200
    assert after["status"] == "ready"
    assert [s["state"] for s in after["steps"]] == ["done"] * 4
    token = re.search(r"t=([\w-]+)", mailoutbox[1].body).group(1)
    tenant = APIClient(HTTP_HOST="glasriket.localhost")
    assert tenant.get(f"/api/sign-in/link?token={token}").json() == {"name": "Eva Glas"}
    session = tenant.post("/api/sign-in/link", {"token": token}, format="json").json()
    assert session["roles"] == ["office"]
    assert session["network"]["name"] == "Glasriket"


def test_an_address_that_was_asked_for_too_early_answers_when_the_sign_up_is_ready(
    public, run_tasks_now, mailoutbox, django_capture_on_commit_callbacks
):
    """A process remembers that nobody lives there; the founder must not be met by that."""
    hosts.forget()
    visitor = APIClient(HTTP_HOST="glasriket.localhost")
    with django_capture_on_commit_callbacks(execute=True):
        begun = public.post("/api/sign-ups", WISH, format="json").json()
    code = re.search(r"\b\d{6}\b", mailoutbox[0].body).group()
    early = visitor.get("/api/country").status_code

    public.post(f"/api/sign-ups/{begun['id']}/verify", {"code": code}, format="json")

    assert public.get(f"/api/sign-ups/{begun['id']}").json()["status"] == "ready"
    assert (early, visitor.get("/api/country").status_code) == (404, 200)


def test_a_wrong_code_is_refused_and_five_of_them_end_it(
    public, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        begun = public.post("/api/sign-ups", WISH, format="json").json()
    right = re.search(r"\b\d{6}\b", mailoutbox[0].body).group()
    wrong = "000000" if right != "000000" else "111111"

    codes = [
        public.post(f"/api/sign-ups/{begun['id']}/verify", {"code": wrong}, format="json").json()[
            "obstacles"
        ][0]["code"]
        for _ in range(6)
    ]

    assert codes == ["platform.accounts.error_code_wrong"] * 5 + ["platform.accounts.error_too_many"]
    late = public.post(f"/api/sign-ups/{begun['id']}/verify", {"code": right}, format="json")
    assert late.status_code == 409


@pytest.mark.parametrize(
    "slug",
    [
        "public",
        "../x",
        "%s",
        "å",
        "Alfa",
        "pg-x",
        "ab",
        "a" * 31,
        "a;b",
        "spare-x",
        "a--b",
        "-a",
        "a-",
        "www",
        "tenant",
        "a\n",
    ],
)
def test_an_address_that_cannot_be_is_refused_with_the_reason(public, slug):
    answer = public.post("/api/sign-ups", {**WISH, "slug": slug}, format="json")

    assert answer.status_code in {400, 409}
    if answer.status_code == 409:
        assert answer.json()["obstacles"][0]["code"].startswith("tenants.networks.obstacle_slug_")


def test_a_taken_address_is_named_with_a_suggestion(public):
    answer = public.post("/api/sign-ups", {**WISH, "slug": "alfa"}, format="json").json()

    assert answer["obstacles"] == [
        {"code": "tenants.networks.obstacle_slug_taken", "params": {"slug": "alfa", "suggestion": "alfa-it"}}
    ]
