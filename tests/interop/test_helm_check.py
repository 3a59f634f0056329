"""scripts/helm_check.sh: says why it leaves something out, and never passes by leaving out."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def check(copy: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [copy / "scripts" / "helm_check.sh"],
        env={**variables, "PYTHON": str(ROOT / ".venv/bin/python"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The chart with one set of values, so that a test may break it."""
    shutil.copytree(ROOT / "helm", tmp_path / "helm")
    for script in ("helm_check.sh", "helm_schemas.py"):
        (tmp_path / "scripts").mkdir(exist_ok=True)
        shutil.copy(ROOT / "scripts" / script, tmp_path / "scripts" / script)
    for values in (tmp_path / "helm/stadga/ci").iterdir():
        if values.name != "default-values.yaml":
            values.unlink()
    return tmp_path


@pytest.fixture
def tools(helm: str) -> dict[str, str]:
    kubeconform = os.environ.get("KUBECONFORM", str(ROOT / ".tools" / "kubeconform"))
    if shutil.which(kubeconform) is None:
        if os.environ.get("CI") == "true" and shutil.which("go"):
            pytest.fail("kubeconform is missing though Go is here: make tools")
        pytest.skip("kubeconform is not here (make tools builds it where Go is installed)")
    return {"HELM": helm, "KUBECONFORM": kubeconform}


def test_without_tools_it_says_so_and_goes_on(copy: Path) -> None:
    done = check(copy, HELM="/nowhere/helm")

    assert (done.returncode, done.stderr) == (0, "")
    assert "left out, /nowhere/helm is not here" in done.stdout


def test_in_ci_with_go_a_missing_tool_is_a_failure(copy: Path, tmp_path: Path) -> None:
    go = tmp_path / "bin" / "go"
    go.parent.mkdir()
    go.write_text("#!/bin/sh\n", encoding="ascii")
    go.chmod(0o755)

    done = check(copy, HELM="/nowhere/helm", CI="true", PATH=f"{go.parent}:{os.environ['PATH']}")

    assert done.returncode == 1
    assert "run make tools" in done.stderr


def test_a_sound_chart_passes(copy: Path, tools: dict[str, str]) -> None:
    done = check(copy, **tools)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Invalid: 0, Errors: 0, Skipped: 0") == 2  # the oldest and the newest Kubernetes


@pytest.mark.parametrize(
    ("file", "found", "put", "says"),
    [
        ("_deployment.tpl", "revisionHistoryLimit: 3", "revisionHistoryLimits: 3", "revisionHistoryLimits"),
        ("services.yaml", "apiVersion: v1", "apiVersion: v7", "could not find schema for Service"),
        ("ingress.yaml", "{{- end }}", "", "unexpected EOF"),
    ],
)
def test_a_broken_chart_fails(
    copy: Path, tools: dict[str, str], file: str, found: str, put: str, says: str
) -> None:
    template = copy / "helm/stadga/templates" / file
    text = template.read_text(encoding="utf-8")
    assert found in text
    template.write_text(text.replace(found, put), encoding="utf-8")

    done = check(copy, **tools)

    assert done.returncode != 0
    assert says in done.stdout + done.stderr
