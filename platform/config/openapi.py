"""The API's description, written to docs/openapi.json and compared by ``make check``.

Two hosts, one document: the public site's doors and an association's doors have no address in common.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import django
from django.conf import settings

TARGET = Path("docs") / "openapi.json"


def of_both_hosts() -> tuple[dict[str, Any], dict[str, Any]]:
    """The public site's document and an association's, before they become one."""
    from drf_spectacular.generators import SchemaGenerator  # noqa: PLC0415  Django is ready only now

    generator: Any = SchemaGenerator
    public = generator(urlconf="config.urls_public").get_schema(request=None, public=True)
    inside = generator(urlconf="config.urls_tenant").get_schema(request=None, public=True)
    return public, inside


def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of every door on both hosts.

    A shape that both know is written once: that it is the same there, and that no two shapes share a name,
    the architecture tests hold.
    """
    public, inside = of_both_hosts()
    merged = dict(inside)
    for path in public["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict):
                operation.setdefault("tags", []).append("public site")
    merged["paths"] = dict(sorted({**inside["paths"], **public["paths"]}.items()))
    parts = {**public.get("components", {}).get("schemas", {}), **inside["components"]["schemas"]}
    merged["components"] = {**inside["components"], "schemas": dict(sorted(parts.items()))}
    return json.loads(json.dumps(merged, default=str))  # type: ignore[no-any-return]  # plain JSON


def run(*, check: bool) -> int:
    """Write the document, or with ``check`` compare the committed one. Returns an exit code."""
    django.setup()
    target = settings.ROOT / TARGET
    text = json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if check:
        if not target.is_file() or target.read_text() != text:
            print(f"{TARGET} is not what the code says: run stadga export-openapi")  # noqa: T201  a command's answer
            return 1
        return 0
    target.write_text(text)
    print(f"{TARGET} written")  # noqa: T201  a command's answer
    return 0
