"""The ``stadga`` command: the house's own commands, and Django's for everything else."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import pkgutil
import sys
from pathlib import Path
from typing import Protocol

from config import commands

ROOMS = (
    "config",
    "kernel",
    "accounts",
    "journal",
    "live",
    "notices",
    "papers",
    "tenants",
    "voting",
    "billing",
)
USAGE = """usage: stadga <command> [arguments]

Stadga's own commands (each explains itself with --help):
{own}

Commands for the database, and all others of Django (stadga help lists them, stadga help <command> explains):
{django}

A dash in a command's name may be written for an underscore. What a process needs to know stands in its
environment: DATABASE_URL, REDIS_URL, EMAIL_URL, STADGA_SECRET_KEY; stadga doctor says what is missing."""


class Command(Protocol):
    """A module in ``config.commands``: HELP is its line in the list (empty: not listed), ``run`` does it."""

    HELP: str

    def run(self, arguments: list[str]) -> int:
        """Do it and give the exit code."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    name, *arguments = (sys.argv[1:] if argv is None else argv) or ["--help"]
    if name in {"-h", "--help"}:
        print(usage())
        return 0
    name = name.replace("-", "_")
    if name in own_commands():
        try:
            return load(name).run(arguments)
        except KeyboardInterrupt:
            return 130
    return _django([name, *arguments])


def own_commands() -> list[str]:
    """The names of the modules that hold our commands."""
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


def load(name: str) -> Command:
    """One of our commands; nothing of the others is imported."""
    module: object = importlib.import_module(f"config.commands.{name}")
    return module  # type: ignore[return-value]  # a module has the two names; a test asks every one


def usage() -> str:
    """Everything that ``stadga`` can do, a line each."""
    own = {name: load(name).HELP for name in own_commands()}
    django = dict(sorted(_written_for_django().items()))
    return USAGE.format(own=_lines(own), django=_lines(django) or "  (none)")


def _django(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415  --help needs no Django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(["stadga", *arguments])
    return 0


def _written_for_django() -> dict[str, str]:
    """Our rooms' management commands with the first line of each docstring, read without starting Django."""
    found = {}
    for room in ROOMS:
        spec = importlib.util.find_spec(room)
        for folder in (spec.submodule_search_locations if spec else None) or ():
            for file in Path(folder).glob("**/management/commands/[a-z]*.py"):
                text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
                found[file.stem] = text.partition("\n")[0]
    return found


def _lines(described: dict[str, str]) -> str:
    return "\n".join(f"  {name.replace('_', '-'):<18} {text}" for name, text in described.items() if text)


if __name__ == "__main__":
    sys.exit(main())
