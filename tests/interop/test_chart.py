"""The chart's promises, held against the YAML that helm makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest

CHART = Path(__file__).resolve().parents[2] / "helm" / "stadga"
MATRIX = ["default", "existing-secret", "autoscaling", "network-policy", "one-replica"]
PROCESSES = {"web", "live", "worker", "beat"}

Render = Callable[..., list[dict[str, Any]]]
ValuesOf = Callable[[str], dict[str, Any]]


def of_kind(objects: list[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    return {o["metadata"]["name"].removeprefix("stadga-"): o for o in objects if o["kind"] == kind}


def pod_specs(objects: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    made = {**of_kind(objects, "Deployment"), **of_kind(objects, "Job")}
    return {name: o["spec"]["template"]["spec"] for name, o in made.items()}


def environment(spec: dict[str, Any]) -> dict[str, Any]:
    return {e["name"]: e.get("value", e.get("valueFrom")) for e in spec["containers"][0]["env"]}


def path_of(probe: dict[str, Any]) -> str:
    return probe["httpGet"]["path"]


def test_the_matrix_is_what_the_folder_holds() -> None:
    assert {f.name.removesuffix("-values.yaml") for f in (CHART / "ci").iterdir()} == set(MATRIX)


@pytest.mark.parametrize("version", ["1.30", "1.37"])
@pytest.mark.parametrize("name", MATRIX)
def test_kubernetes_accepts_every_object(
    render: Render, values_of: ValuesOf, name: str, version: str
) -> None:
    for made in render(values_of(name)):
        assert kubernetes_validate.validate(made, version, strict=True) == version


def test_the_validator_would_notice(render: Render, values_of: ValuesOf) -> None:
    web = of_kind(render(values_of("default")), "Deployment")["web"]
    web["spec"]["replica"] = 2

    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(web, "1.37", strict=True)


@pytest.mark.parametrize("name", MATRIX)
def test_no_pod_is_root_or_writes_beside_tmp(render: Render, values_of: ValuesOf, name: str) -> None:
    specs = pod_specs(render(values_of(name)))

    assert set(specs) == PROCESSES | {"migrate"}
    for spec in specs.values():
        (container,) = spec["containers"]
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["runAsUser"] == 10001
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert [m["mountPath"] for m in container["volumeMounts"]] == ["/tmp"]
        assert [set(v) for v in spec["volumes"]] == [{"name", "emptyDir"}]
        assert set(container["resources"]) == {"requests", "limits"}


def test_labels_are_found_by_their_selectors(render: Render, values_of: ValuesOf) -> None:
    objects = render(values_of("network-policy"))
    deployments = of_kind(objects, "Deployment")
    labels = {name: d["spec"]["template"]["metadata"]["labels"] for name, d in deployments.items()}

    for kind in ("Deployment", "PodDisruptionBudget"):
        for name, made in of_kind(objects, kind).items():
            assert made["spec"]["selector"]["matchLabels"].items() <= labels[name].items()
    for name, service in of_kind(objects, "Service").items():
        assert service["spec"]["selector"].items() <= labels[name].items()
        assert service["spec"]["ports"][0]["targetPort"] == "http"


def test_web_and_live_are_asked_and_the_others_are_not(render: Render, values_of: ValuesOf) -> None:
    specs = pod_specs(render(values_of("default")))
    asked = {
        name: (path_of(c["livenessProbe"]), path_of(c["readinessProbe"]), c["ports"][0]["containerPort"])
        for name, spec in specs.items()
        for c in spec["containers"]
        if "livenessProbe" in c
    }

    assert asked == {"web": ("/healthz", "/readyz", 8000), "live": ("/healthz", "/healthz", 8001)}


def test_there_is_one_beat_and_never_two(render: Render, values_of: ValuesOf) -> None:
    beat = of_kind(render(values_of("default")), "Deployment")["beat"]

    assert (beat["spec"]["replicas"], beat["spec"]["strategy"]) == (1, {"type": "Recreate"})


def test_streams_go_to_live_unbuffered_and_the_rest_to_web(render: Render, values_of: ValuesOf) -> None:
    ingresses = of_kind(render(values_of("default")), "Ingress")
    roads = {
        (rule["host"], path["path"]): path["backend"]["service"]["name"]
        for ingress in ingresses.values()
        for rule in ingress["spec"]["rules"]
        for path in rule["http"]["paths"]
    }
    annotations = {k.rpartition("/")[2]: v for k, v in ingresses["live"]["metadata"]["annotations"].items()}

    assert roads == {
        ("stadga.example.org", "/"): "stadga-web",
        ("*.stadga.example.org", "/"): "stadga-web",
        ("*.stadga.example.org", "/live"): "stadga-live",
    }
    assert annotations["proxy-buffering"] == "off"
    assert int(annotations["proxy-read-timeout"]) >= 3600
    assert "proxy-buffering" not in str(ingresses["web"]["metadata"]["annotations"])
    assert [t["hosts"] for i in ingresses.values() for t in i["spec"]["tls"]] == 2 * [
        ["stadga.example.org", "*.stadga.example.org"]
    ]


def test_the_migrate_job_comes_first_and_brings_its_own_secret(render: Render, values_of: ValuesOf) -> None:
    objects = render(values_of("default"))
    job = of_kind(objects, "Job")["migrate"]
    secrets = of_kind(objects, "Secret")
    job_weight, secret_weight = (
        int(made["metadata"]["annotations"]["helm.sh/hook-weight"]) for made in (job, secrets["migrate"])
    )

    assert job["spec"]["template"]["spec"]["containers"][0]["args"] == ["migrate-tenants"]
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert secret_weight < job_weight
    assert environment(pod_specs(objects)["migrate"])["DATABASE_URL"] == {
        "secretKeyRef": {"name": "stadga-migrate", "key": "DATABASE_URL"}
    }
    # One key, though it is random: the job and the pods sign alike.
    assert secrets["migrate"]["stringData"] == secrets["settings"]["stringData"]
    assert len(secrets["settings"]["stringData"]["STADGA_SECRET_KEY"]) == 64
    assert "helm.sh/hook" not in secrets["settings"]["metadata"]["annotations"]
    assert secrets["settings"]["metadata"]["annotations"]["helm.sh/resource-policy"] == "keep"


def test_addresses_are_in_the_secret_and_nowhere_else(render: Render, values_of: ValuesOf) -> None:
    objects = render(values_of("default"))

    assert "secret@db" not in str([o for o in objects if o["kind"] != "Secret"])
    for name in PROCESSES:
        given = environment(pod_specs(objects)[name])
        for variable in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "STADGA_SECRET_KEY"):
            assert given[variable] == {"secretKeyRef": {"name": "stadga-settings", "key": variable}}
        assert (given["STADGA_BASE_DOMAIN"], given["STADGA_LIVE_URL"]) == ("stadga.example.org", "")


def test_with_existing_secrets_the_chart_makes_none(render: Render, values_of: ValuesOf) -> None:
    objects = render(values_of("existing-secret"))
    given = environment(pod_specs(objects)["migrate"])

    assert of_kind(objects, "Secret") == {}
    assert given["DATABASE_URL"] == {"secretKeyRef": {"name": "stadga-db-app", "key": "uri"}}
    assert given["STADGA_SECRET_KEY"] == {"secretKeyRef": {"name": "stadga", "key": "STADGA_SECRET_KEY"}}
    assert given["STADGA_DEFAULT_FROM"] == "Stadga <stadga@example.org>"


def test_a_digest_decides_over_the_tag(render: Render, values_of: ValuesOf) -> None:
    (container,) = pod_specs(render(values_of("existing-secret")))["web"]["containers"]

    assert container["image"] == "registry.example.org/stadga:0.1.0@sha256:" + 64 * "0"


def test_the_autoscaler_alone_says_how_many(render: Render, values_of: ValuesOf) -> None:
    objects = render(values_of("autoscaling"))
    scaler = of_kind(objects, "HorizontalPodAutoscaler")["web"]

    assert "replicas" not in of_kind(objects, "Deployment")["web"]["spec"]
    assert (scaler["spec"]["minReplicas"], scaler["spec"]["maxReplicas"]) == (3, 12)
    assert environment(pod_specs(objects)["worker"])["STADGA_TIME_ZONE"] == "Europe/Stockholm"


def test_the_network_policy_opens_two_doors(render: Render, values_of: ValuesOf) -> None:
    policies = of_kind(render(values_of("network-policy")), "NetworkPolicy")

    assert policies["all"]["spec"]["ingress"] == []
    assert policies["all"]["spec"]["policyTypes"] == ["Ingress", "Egress"]
    assert policies["doors"]["spec"]["podSelector"]["matchExpressions"][0]["values"] == ["web", "live"]
    assert policies["doors"]["spec"]["ingress"][0]["from"] == [
        {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "ingress-nginx"}}}
    ]


def test_a_small_cluster_gets_one_of_each(render: Render, values_of: ValuesOf) -> None:
    objects = render(values_of("one-replica"))

    assert {d["spec"]["replicas"] for d in of_kind(objects, "Deployment").values()} == {1}
    assert {o["kind"] for o in objects} == {"Secret", "Service", "Deployment", "Job"}


def test_streams_and_tasks_are_given_time_to_end(render: Render, values_of: ValuesOf) -> None:
    specs = pod_specs(render(values_of("default")))

    assert {name: specs[name]["terminationGracePeriodSeconds"] for name in PROCESSES} == {
        "web": 60,
        "live": 30,
        "worker": 300,
        "beat": 30,
    }
    for name in ("web", "live"):
        assert specs[name]["containers"][0]["lifecycle"]["preStop"] == {"sleep": {"seconds": 5}}


def test_stripes_keys_come_from_one_secret_and_nothing_is_said_of_stripe_without_it(
    render: Render, values_of: ValuesOf
) -> None:
    with_it = environment(pod_specs(render(values_of("existing-secret")))["web"])
    without = environment(pod_specs(render(values_of("default")))["web"])

    assert with_it["STADGA_STRIPE_KEY"]["secretKeyRef"] == {
        "name": "stadga-stripe",
        "key": "STADGA_STRIPE_KEY",
    }
    assert with_it["STADGA_STRIPE_WEBHOOK_SECRET"]["secretKeyRef"] == {
        "name": "stadga-stripe",
        "key": "STADGA_STRIPE_WEBHOOK_SECRET",
    }
    assert with_it["STADGA_STRIPE_LIVE"] == "1"
    assert [name for name in without if "STRIPE" in name] == []
