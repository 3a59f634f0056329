"""The front end as it lies on disk is what is served, also when it is built anew under a running process."""

from __future__ import annotations

import os

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.static import FrontEndMiddleware


@pytest.fixture
def built(tmp_path, settings):
    """built(name, moment): a front end whose only script has this name, and none of an earlier one."""
    settings.FRONT_END = tmp_path / "build"
    scripts = settings.FRONT_END / "_app" / "immutable"
    scripts.mkdir(parents=True)

    def build(name, moment):
        for old in scripts.iterdir():
            old.unlink()
        (scripts / name).write_text("export {}")
        page = settings.FRONT_END / "index.html"
        page.write_text("<html></html>")
        os.utime(page, ns=(moment, moment))

    return build


def test_a_front_end_built_anew_is_served_and_the_old_one_is_gone(built):
    def asked(name):
        return middleware(RequestFactory().get(f"/_app/immutable/{name}")).status_code

    built("first.js", 1)
    middleware = FrontEndMiddleware(lambda _: HttpResponse(status=404))
    assert (asked("first.js"), asked("second.js")) == (200, 404)

    built("second.js", 2)
    assert (asked("first.js"), asked("second.js")) == (404, 200)
