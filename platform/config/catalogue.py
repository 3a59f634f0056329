"""The catalogue: verbs, obstacles, permissions and events, drawn from the code into docs/catalogue/."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.conf import settings

FOLDER = Path("docs") / "catalogue"
ROOMS = ("platform", "tenants", "voting", "billing")
CODE = re.compile(r'Obstacle\(\s*f?"([a-z_]+\.[a-z_]+\.[a-z_{}.]+)"')


def pages() -> dict[str, str]:
    """File name → text of every page of the catalogue."""
    return {
        "verbs.md": _verbs(),
        "permissions.md": _permissions(),
        "events.md": _events(),
        "obstacles.md": _obstacles(),
    }


def run(*, check: bool) -> int:
    """Write the pages, or with ``check`` say which differ from the code. Returns an exit code."""
    django.setup()
    folder: Path = settings.ROOT / FOLDER
    stale = []
    for name, text in pages().items():
        target = folder / name
        if check and (not target.is_file() or target.read_text() != text):
            stale.append(name)
        if not check:
            folder.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
    if stale:
        print(f"{FOLDER}: {', '.join(stale)} are not what the code says: run stadga catalogue")  # noqa: T201  a command's answer
    return 1 if stale else 0


def doors() -> Iterator[tuple[str, str, str, str]]:
    """(method, address, verb, first line of its docstring) of every door, in order."""
    from django.urls import URLPattern, URLResolver  # noqa: PLC0415  Django is ready only now

    def walk(patterns: Any, prefix: str) -> Iterator[tuple[str, str, str, str]]:  # noqa: ANN401  Django's patterns
        for pattern in patterns:
            address = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, address)
            elif isinstance(pattern, URLPattern):
                view = getattr(pattern.callback, "view_class", None)
                for method, verb in sorted(getattr(view, "verbs", {}).items()):
                    text = (getattr(view, method.lower()).__doc__ or "").strip().splitlines()
                    yield method, "/" + address, verb, text[0] if text else ""

    found: list[tuple[str, str, str, str]] = []
    for urlconf in ("config.urls_public", "config.urls_tenant"):
        found += walk(import_module(urlconf).urlpatterns, "")
    yield from sorted(set(found), key=lambda door: (door[1], door[0]))


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def _page(title: str, lead: str, table: str) -> str:
    return f"# {title}\n\n{lead} Generated from the code by `stadga catalogue`.\n\n{table}"


def _verbs() -> str:
    rows = [[method, f"`{address}`", f"`{verb}`", text] for method, address, verb, text in doors()]
    return _page(
        "Doors and verbs",
        "Every door of the API and the verb it asks for.",
        _table(["", "address", "verb", "what"], rows),
    )


def _permissions() -> str:
    from kernel.permissions import TABLE, VERBS  # noqa: PLC0415  Django is ready only now

    rows = [[f"`{verb}`", *("●" if verb in TABLE[role] else "" for role in TABLE)] for verb in sorted(VERBS)]
    return _page(
        "Permissions", "Role × verb, the one table.", _table(["verb", *(r.value for r in TABLE)], rows)
    )


def _events() -> str:
    from dataclasses import fields  # noqa: PLC0415  beside its use

    from kernel.events import Event  # noqa: PLC0415  Django is ready only now

    for app in settings.TENANT_APPS + settings.SHARED_APPS:
        if (settings.ROOT / "platform" / app / "events.py").is_file() or (
            settings.ROOT / app.replace(".", "/") / "events.py"
        ).is_file():
            import_module(f"{app}.events")
    rows = []
    for kind, event in sorted(Event.known.items()):
        if event.__module__.startswith("test"):
            continue
        names = ", ".join(f"`{f.name}`" for f in fields(event) if f.name != "subject")
        text = (event.__doc__ or "").strip().splitlines()[0]
        rows.append([f"`{kind}`", event.audience.value, names, text])
    return _page(
        "Events",
        "Facts in the journal and who may see them.",
        _table(["kind", "audience", "body", "what"], rows),
    )


def _obstacles() -> str:
    texts: dict[str, dict[str, str]] = {}
    for path in sorted((settings.ROOT / "frontend" / "messages").glob("*.json")):
        texts |= json.loads(path.read_text())
    found: dict[str, set[str]] = {}
    for room in ROOMS:
        for path in sorted((settings.ROOT / room).rglob("*.py")):
            for code in CODE.findall(path.read_text()):
                found.setdefault(code, set()).add(str(path.relative_to(settings.ROOT)))
    rows = []
    for code in sorted(found):
        text = texts.get(code, {})
        rows.append([f"`{code}`", text.get("sv", ""), text.get("en", ""), "<br>".join(sorted(found[code]))])
    lead = "Everything that can stand in the way, with what clears it."
    return _page("Obstacles", lead, _table(["code", "svenska", "English", "from"], rows))
