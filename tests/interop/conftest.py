"""The chart, rendered by helm itself; what the recipes (Dockerfile, compose.yaml) say, parsed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "helm" / "stadga"
COMMON = ("--namespace", "stadga", "--kube-version", "1.37.0", "--values", "-")


@pytest.fixture(scope="session")
def helm() -> str:
    """The path of helm. Where ``make tools`` could have built it, its absence is a failure and no excuse."""
    path = shutil.which(os.environ.get("HELM", str(ROOT / ".tools" / "helm")))
    if path is None:
        if os.environ.get("CI") == "true" and shutil.which("go"):
            pytest.fail("helm is missing though Go is here: make tools")
        pytest.skip("helm is not here (make tools builds it where Go is installed)")
    return path


@pytest.fixture(scope="session")
def helm_template(helm: str) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``helm template`` with values as a dictionary; refusals are for the caller to read."""

    def run(values: dict[str, Any], *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [helm, "template", "stadga", CHART, *COMMON, *arguments],
            input=yaml.safe_dump(values),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def render(helm_template: Callable[..., Any]) -> Callable[..., list[dict[str, Any]]]:
    """The objects that the chart makes of these values."""

    def rendered(values: dict[str, Any], *arguments: str) -> list[dict[str, Any]]:
        done = helm_template(values, *arguments)
        assert done.returncode == 0, done.stderr
        return [document for document in yaml.safe_load_all(done.stdout) if document]

    return rendered


@pytest.fixture(scope="session")
def values_of() -> Callable[[str], dict[str, Any]]:
    """One set of the chart's own example values."""
    return lambda name: yaml.safe_load((CHART / "ci" / f"{name}-values.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def dockerfile() -> list[tuple[str, str]]:
    """Instruction and argument, comments gone and continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    text = re.sub(r"\\\n\s*", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="session")
def stadga_commands(dockerfile: list[tuple[str, str]], compose: dict[str, Any]) -> set[tuple[str, ...]]:
    """Every argument list that a recipe hands to ``stadga``; the chart's are read without helm."""
    found = {tuple(yaml.safe_load(argument)) for name, argument in dockerfile if name == "CMD"}
    found |= {
        tuple(s["command"]) for s in compose["services"].values() if s["image"] == "stadga" and "command" in s
    }
    for template in (CHART / "templates").iterdir():
        text = template.read_text(encoding="utf-8")
        found |= {tuple(shlex.split(words)) for words in re.findall(r'"args" \(list ([^)]*)\)', text)}
        found |= {
            tuple(yaml.safe_load(words)) for words in re.findall(r"^ +args: (\[.*\])$", text, re.MULTILINE)
        }
        found |= {tuple(words.split()) for words in re.findall(r"-- stadga (.*)$", text, re.MULTILINE)}
    return found
