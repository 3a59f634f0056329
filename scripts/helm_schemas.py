"""Kubernetes' schemas for kubeconform, without the network: taken from the kubernetes-validate package.

    python scripts/helm_schemas.py .tools/schemas 1.30 1.37   writes .tools/schemas/v1.30/ and v1.37/

The package's schemas carry an address of their own ($id) and refer to /api/_definitions.json there;
kubeconform would ask the network for it. Without the address, the reference is the file beside the schema.
"""
# ruff: noqa: INP001  a script, not a package

from __future__ import annotations

import json
import shutil
import sys
from importlib.resources import files
from pathlib import Path


def write_schemas(into: Path, version: str) -> Path:
    """Write one Kubernetes version's strict schemas; a folder that is complete is left as it is."""
    source = Path(str(files("kubernetes_validate"))) / "kubernetes-json-schema" / f"v{version}.0-local-strict"
    if not source.is_dir():
        message = f"kubernetes-validate does not know Kubernetes {version}"
        raise SystemExit(message)
    folder = into / f"v{version}"
    if folder.is_dir():
        return folder
    unfinished = into / f".v{version}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for schema in source.glob("*.json"):
        text = schema.read_text(encoding="utf-8").replace('"/api/_definitions.json#', '"_definitions.json#')
        body = json.loads(text)
        body.pop("$id", None)
        (unfinished / schema.name).write_text(json.dumps(body), encoding="utf-8")
    unfinished.rename(folder)  # a run that was cut short leaves no half folder behind
    return folder


if __name__ == "__main__":
    for wanted in sys.argv[2:]:
        write_schemas(Path(sys.argv[1]), wanted)
