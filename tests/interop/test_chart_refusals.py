"""What the chart does not take: missing addresses, with a sentence, and values that it does not know."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

CHART = Path(__file__).resolve().parents[2] / "helm" / "stadga"


def test_without_values_it_says_everything_that_is_missing_at_once(helm_template: Callable[..., Any]) -> None:
    done = helm_template({})

    assert done.returncode != 0
    assert "Set domain" in done.stderr
    for service in ("database", "redis", "email"):
        assert f"set {service}.url, or {service}.existingSecret.name" in done.stderr


def test_an_address_given_twice_is_refused(
    helm_template: Callable[..., Any], values_of: Callable[..., Any]
) -> None:
    values = values_of("default")
    values["database"]["existingSecret"] = {"name": "other"}

    done = helm_template(values)

    assert done.returncode != 0
    assert "database.url or database.existingSecret.name, not both" in done.stderr


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("domian", "stadga.example.org"),
        ("domain", "https://stadga.example.org"),
        ("domain", "localhost"),
        ("database.url", "mysql://db/stadga"),
        ("database.password", "x"),
        ("redis.url", "amqp://mq"),
        ("email.url", "mail.example.org"),
        ("secretKey.value", "in-the-values"),
        ("beat.replicas", 2),
        ("web.replicas", "2"),
        ("web.replicas", -1),
        ("web.autoscaling.maxReplicas", 0),
        ("web.resources.limits.memroy", "1Gi"),
        ("image.pullPolicy", "Sometimes"),
        ("image.digest", "sha256:abc"),
        ("env.STADGA_BASE_DOMAIN", "other.example.org"),
        ("env.lower", "x"),
        ("env.STADGA_LOG_LEVEL", 1),
        ("ingress.annotations.a", True),
        ("networkPolicy.egressPorts", [0]),
        ("service.type", "ExternalName"),
    ],
)
def test_the_schema_refuses(
    helm_template: Callable[..., Any], values_of: Callable[..., Any], path: str, value: object
) -> None:
    values = values_of("default")
    *way, last = path.split(".")
    place = values
    for step in way:
        place = place.setdefault(step, {})
    place[last] = value

    done = helm_template(values)

    assert done.returncode != 0
    assert "values don't meet the specifications of the schema" in done.stderr
    assert last in done.stderr


def objects_in(schema: dict[str, Any], at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema in this one, with its path."""
    yield at, schema
    for part in ("properties", "definitions"):
        for name, inner in schema.get(part, {}).items():
            yield from objects_in(inner, f"{at}.{name}")
    if isinstance(schema.get("items"), dict):
        yield from objects_in(schema["items"], f"{at}[]")


def test_the_schema_is_closed_and_says_what_each_value_is() -> None:
    schema = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))
    # Kubernetes' own shapes, which kubeconform checks after rendering.
    peer = ".networkPolicy.ingressFrom[]"
    foreign = {".global", f"{peer}.podSelector", f"{peer}.namespaceSelector", f"{peer}.ipBlock"}

    for at, inner in objects_in(schema):
        assert "description" in inner or "$ref" in inner or at.endswith("[]"), at
        if inner.get("type") == "object" and at not in foreign:
            assert inner.get("additionalProperties", True) is not True, at


def leaves(values: dict[str, Any], at: str = "") -> Iterator[str]:
    for name, value in values.items():
        yield f"{at}{name}"
        if isinstance(value, dict):
            yield from leaves(value, f"{at}{name}.")


def test_schema_and_values_list_the_same(values_of: Callable[..., Any]) -> None:
    schema = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))
    values = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))

    def known(part: dict[str, Any], at: str = "") -> Iterator[str]:
        part = schema["definitions"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        for name, inner in part.get("properties", {}).items():
            yield f"{at}{name}"
            yield from known(inner, f"{at}{name}.")

    free = ("ingress.annotations.", "ingress.liveAnnotations.")  # their keys are the controller's
    deep = (".requests.", ".limits.")  # any of Kubernetes' quantities
    given = {
        leaf for leaf in leaves(values) if not leaf.startswith(free) and not any(d in leaf for d in deep)
    }
    assert given == set(known(schema)) - {"global"}


def test_every_value_has_its_sentence() -> None:
    """A comment stands above each value that is not merely the name of a group."""
    lines = (CHART / "values.yaml").read_text(encoding="utf-8").splitlines()
    groups = {"image", "service", "ingress", "networkPolicy", "secretKey", "redis", "email", "database"}
    groups |= {"requests", "limits", "existingSecret", "autoscaling", "podDisruptionBudget", "tls"}
    silent = []
    for above, line in pairwise(lines):
        name = line.strip().partition(":")[0]
        is_value = ":" in line and not line.strip().startswith("#") and "/" not in name
        if is_value and name not in groups and not above.strip().startswith("#"):
            silent.append(name)

    assert silent == []
