#!/bin/bash
# Everything that `make setup` promises, each step left out when what it depends on has not changed.
# A step's stamp in .stamps/ is the checksum of its inputs, written when the step is done.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .stamps

if command -v flock >/dev/null && [ -z "${STADGA_SETUP_LOCKED:-}" ]; then
    STADGA_SETUP_LOCKED=1 exec flock .stamps/lock "$0" "$@"   # two at once would build into each other
fi

fail() { echo "setup: $*" >&2; exit 1; }
checksum() { cat "$@" | sha256sum | cut -d ' ' -f 1; }
# done_before NAME SUM: true when the step NAME was finished for these inputs
done_before() { [ "$(cat ".stamps/$1" 2>/dev/null)" = "$2" ]; }
step() { # step NAME SUM SENTENCE COMMAND...
    local name=$1 sum=$2 sentence=$3 began
    shift 3
    began=$(date +%s)
    rm -f ".stamps/$name"
    echo "setup: $sentence"
    "$@"
    echo "$sum" >".stamps/$name"
    echo "setup: … $(($(date +%s) - began)) s"
}

# Python: ours, not the machine's.
find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.11 to 3.13 is needed and not here. On Debian 12: apt-get install python3 python3-venv"
}
make_venv() {
    local python
    python=$(find_python)
    "$python" -c 'import ensurepip' 2>/dev/null ||
        scripts/apt.sh python3-venv || fail "Python's venv is missing: apt-get install python3-venv"
    rm -rf .venv
    "$python" -m venv .venv
}
install_uv() { .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r scripts/requirements-uv.lock; }
install_packages() { VIRTUAL_ENV=$PWD/.venv .venv/bin/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.lock; }
install_stadga() {
    VIRTUAL_ENV=$PWD/.venv .venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
}

.venv/bin/python -c '' 2>/dev/null || { rm -f .stamps/uv .stamps/packages .stamps/stadga; make_venv; }
sum=$(checksum scripts/requirements-uv.lock)
done_before uv "$sum" && [ -x .venv/bin/uv ] || step uv "$sum" "the installer (uv)" install_uv
sum=$(checksum requirements.lock)
done_before packages "$sum" || step packages "$sum" "Python packages from requirements.lock" install_packages
sum=$(checksum pyproject.toml)
done_before stadga "$sum" && [ -x .venv/bin/stadga ] || step stadga "$sum" "the stadga command" install_stadga

# The front end.
if [ -f frontend/package-lock.json ]; then
    command -v node >/dev/null || fail "Node 20 or newer is needed for the front end and not here."
    node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' || fail "Node 20 or newer is needed; this is $(node --version)."
    install_node() { (cd frontend && npm ci --no-progress --loglevel=error); }
    build() {
        (cd frontend && npm run --silent build) >.stamps/build.log 2>&1 || { cat .stamps/build.log >&2; return 1; }
    }
    sum=$(checksum frontend/package.json frontend/package-lock.json)
    done_before node "$sum" && [ -d frontend/node_modules ] || step node "$sum" "front-end packages" install_node
    sum=$(find frontend -type f -not -path '*/node_modules/*' -not -path 'frontend/build/*' -not -path '*/.svelte-kit/*' \
        -not -path '*/gen/*' -not -name '*.md' -not -name '*.gen.*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1)
    done_before build "$sum" && [ -d frontend/build ] || step build "$sum" "front-end build" build
fi

# A browser for the tests. The demo does not need ours: a person has one.
if [ -z "${STADGA_WITHOUT_BROWSER:-}" ]; then
    if ! .stamps/browser --version >/dev/null 2>&1; then
        echo "setup: a browser for the tests"
        ln -sfn "$(scripts/browser.sh)" .stamps/browser
    fi
fi

# Other people's verifier for our secret votes: Debian's, run as a program of its own. Without it those tests say so.
if [ -z "${STADGA_WITHOUT_BROWSER:-}" ] && ! command -v belenios-tool >/dev/null; then
    echo "setup: Debian's belenios-tool for the tests"
    scripts/apt.sh belenios-tool >.stamps/belenios.log 2>&1 ||
        echo "setup: it could not be installed; the log is .stamps/belenios.log" >&2
fi

# Other people's eyes on our signatures. Without them those tests say that they were left out.
if [ -z "${STADGA_WITHOUT_BROWSER:-}" ] && ! { command -v pdfsig && command -v certutil; } >/dev/null; then
    echo "setup: poppler's pdfsig and NSS's certutil for the tests"
    scripts/apt.sh poppler-utils libnss3-tools >.stamps/pdfsig.log 2>&1 ||
        echo "setup: they could not be installed; the log is .stamps/pdfsig.log" >&2
fi
