from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def built(settings, tmp_path):
    (tmp_path / "index.html").write_text('<!doctype html><html lang="sv"><title>Stadga</title>')
    settings.FRONT_END = tmp_path


def test_every_address_is_the_one_page(built, alfa):
    answer = Client(HTTP_HOST="alfa.localhost").get("/ordforande")

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")


def test_a_file_of_an_earlier_build_is_missing_and_no_page(built, alfa):
    answer = Client(HTTP_HOST="alfa.localhost").get("/_app/immutable/chunks/earlier.js")

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain")


@pytest.mark.parametrize(("host", "is_public"), [("localhost", True), ("alfa.localhost", False)])
def test_the_page_knows_the_public_site(built, alfa, host, is_public):
    page = Client(HTTP_HOST=host).get("/").content

    assert (b'<html data-site="public" lang="sv">' in page) is is_public


def test_the_page_loads_from_here_alone_and_follows_the_stream(built, alfa, settings):
    settings.LIVE_URL = "http://{host}:8001"
    policy = Client(HTTP_HOST="alfa.localhost:8000").get("/mote")["Content-Security-Policy"].split("; ")

    assert policy[:2] == ["default-src 'self'", "connect-src 'self' http://alfa.localhost:8001"]
    assert not [rule for rule in policy if "unsafe" in rule]
