"""The shape of the house, checked."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for room in ("platform", "tenants", "voting", "billing")
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
]


@pytest.mark.parametrize("where", [".", "platform", "tests"])
def test_import_platform_is_the_standard_librarys(where):
    said = subprocess.run(
        [sys.executable, "-c", "import platform; print(platform.python_version())"],
        cwd=ROOT / where,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == sys.version.split()[0]


def test_no_file_makes_a_package_that_shadows_platform():
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_files_stay_small():
    long = {str(p.relative_to(ROOT)): n for p in SOURCES if (n := len(p.read_text().splitlines())) > 400}

    assert long == {}


def test_nobody_enters_a_tenant_the_unsafe_way():
    """``with tenant:`` shares a stack between threads; only kernel.tenancy.inside is used."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.With):
                for item in node.items:
                    name = getattr(item.context_expr, "id", getattr(item.context_expr, "attr", ""))
                    if name in {"tenant", "network"}:
                        found.append(f"{path}:{node.lineno}")
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"activate", "deactivate"}:
                found.append(f"{path}:{node.lineno}")

    assert found == []


def test_only_the_kernel_reads_the_clock():
    readers = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "utcnow", "today"}
        and getattr(node.func.value, "id", "") in {"datetime", "timezone", "date"}
    ]

    assert set(readers) <= {
        "platform/kernel/clock.py",
        "platform/embedded/mail/store.py",  # the catcher stamps letters; it knows nothing of the house
        "platform/config/stories/server.py",  # computes the shift itself
        "platform/config/demo_clock.py",
    }


def test_every_door_names_the_verb_of_each_of_its_methods():
    from config.catalogue import doors
    from kernel.doors import ANYONE, SIGNED_IN
    from kernel.permissions import VERBS

    found = list(doors())

    assert len(found) > 30
    assert {verb for _, _, verb, _ in found} <= VERBS | {ANYONE, SIGNED_IN}
    assert [d for d in found if not d[3]] == []


def test_every_verb_of_the_table_opens_some_door():
    from config.catalogue import doors
    from kernel.permissions import VERBS

    elsewhere = {"journal.see", "board.read"}  # decide how far somebody sees, not which door opens
    assert VERBS - {verb for _, _, verb, _ in doors()} - elsewhere == set()


def test_every_obstacle_has_its_text_in_swedish_and_english():
    from config.catalogue import CODE

    texts = {}
    for path in (ROOT / "frontend" / "messages").glob("*.json"):
        texts |= json.loads(path.read_text())
    raised = {code for path in SOURCES for code in CODE.findall(path.read_text()) if "{" not in code}

    assert len(raised) > 20
    assert {c for c in raised if not (texts.get(c, {}).get("sv") and texts.get(c, {}).get("en"))} == set()
