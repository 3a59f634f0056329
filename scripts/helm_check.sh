#!/bin/sh
# The chart, checked without the network: helm lint, then every set of values in helm/stadga/ci
# rendered and held against Kubernetes' own schemas, oldest and newest version that we support.
# HELM, KUBECONFORM and PYTHON may point elsewhere.
set -eu
cd "$(dirname "$0")/.."

HELM=${HELM:-.tools/helm}
KUBECONFORM=${KUBECONFORM:-.tools/kubeconform}
PYTHON=${PYTHON:-.venv/bin/python}
CHART=helm/stadga
VERSIONS="1.30 1.37"

for tool in "$HELM" "$KUBECONFORM"; do
    if ! command -v "$tool" >/dev/null; then
        # With Go at hand `make tools` would have built it, so its absence is a fault of the build.
        if [ "${CI:-}" = true ] && command -v go >/dev/null; then
            echo "helm check: $tool is missing though Go is here; run make tools" >&2
            exit 1
        fi
        echo "helm check: left out, $tool is not here (make tools builds it where Go is installed)"
        exit 0
    fi
done

# shellcheck disable=SC2086  # the versions are words
"$PYTHON" scripts/helm_schemas.py .tools/schemas $VERSIONS

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
RENDERED=$WORK/chart.yaml

for values in "$CHART"/ci/*-values.yaml; do
    echo "helm check: $values"
    for version in $VERSIONS; do
        "$HELM" lint --strict --quiet --kube-version "$version.0" "$CHART" --values "$values"
        # Through a file, not a pipe: sh would not notice that the first half of a pipe failed.
        "$HELM" template stadga "$CHART" --namespace stadga --kube-version "$version.0" --values "$values" >"$RENDERED"
        "$KUBECONFORM" -strict -summary -kubernetes-version "$version.0" \
            -schema-location ".tools/schemas/v$version/{{ .ResourceKind }}{{ .KindSuffix }}.json" "$RENDERED"
    done
done
echo "helm check: all well"
