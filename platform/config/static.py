"""The built front end: hashed files for ever, one page for every address, and its security headers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from whitenoise.middleware import WhiteNoiseMiddleware

from kernel import tenancy

PAGE = "index.html"
FRAMING = "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
FILES = "_app/"  # the built front end's own files
MISSING = (
    "<!doctype html><meta charset=utf-8><title>Stadga</title>"
    "<p>The front end is not built. Run <code>make setup</code>."
)


class FrontEndMiddleware(WhiteNoiseMiddleware):
    """Serves frontend/build; files under ``_app/immutable`` never change under their name."""

    files: dict[str, Any]

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the folder from the settings; a missing one is no error until a page is asked for."""
        super().__init__(get_response)
        self._others = dict(self.files)
        self._built = 0
        self._read_again()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A front end that is built anew while this runs is served from then on."""
        if request.path_info.startswith(f"/{FILES}"):
            self._read_again()
        answer: HttpResponse = super().__call__(request)
        return answer

    def _read_again(self) -> None:
        page = settings.FRONT_END / PAGE
        built = page.stat().st_mtime_ns if page.is_file() else 0
        if built != self._built:
            self.files = dict(self._others)
            if built:
                self.add_files(str(settings.FRONT_END), prefix="/")
            self._built = built

    def immutable_file_test(self, path: str, url: str) -> bool:  # noqa: ARG002  WhiteNoise's signature
        """Vite names these by their content."""
        return "/_app/immutable/" in url

    @staticmethod
    def is_compressed_variant(path: str, stat_cache: object = None) -> bool:  # noqa: ARG004  WhiteNoise's signature
        """Both .gz and .br beside a file are the same file."""
        return path.endswith((".gz", ".br")) and Path(path[:-3]).exists()


def front_end(request: HttpRequest, path: str = "") -> HttpResponse:
    """The one page of the front end; it finds its own way by the address.

    A file of an earlier build is gone, and says so: a page in its place would be run as a script.
    """
    if path.startswith(FILES):
        return HttpResponse("Gone with an earlier build.", status=404, content_type="text/plain")
    page: Path = settings.FRONT_END / PAGE
    if not page.is_file():
        return HttpResponse(MISSING, status=503)
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _policy(request)}
    return HttpResponse(page.read_bytes(), content_type="text/html; charset=utf-8", headers=headers)


def _policy(request: HttpRequest) -> str:
    """Everything from here alone, nothing inline; the stream process may stand on a port of its own."""
    live = settings.LIVE_URL.format(host=tenancy.normalise(request.get_host())) if settings.LIVE_URL else ""
    return f"default-src 'self'; connect-src 'self' {live}".rstrip() + f"; {FRAMING}"


def public_site(request: HttpRequest, path: str = "") -> HttpResponse:
    """The same page where no association is at home. It says so, and nobody asks who is signed in there."""
    answer = front_end(request, path)
    answer.content = answer.content.replace(b"<html ", b'<html data-site="public" ', 1)
    return answer


def no_such_door(request: HttpRequest, path: str = "") -> JsonResponse:  # noqa: ARG001  Django's signature
    """An API address that does not exist reads like an object that does not."""
    return JsonResponse({"title": "Not found", "status": 404, "obstacles": []}, status=404)


class PolicyMiddleware:
    """Headers on every answer; what a page may load stands on the page itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the stack."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what is the same for every page; API answers are never kept by anybody."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Content-Security-Policy", FRAMING)
        if request.path_info.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
