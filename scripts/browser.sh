#!/bin/bash
# Prints the path of a Chromium: the one that STADGA_BROWSER names, one that is here, or a new one from apt.
set -euo pipefail
cd "$(dirname "$0")/.."

find_one() {
    local candidate
    for candidate in "${STADGA_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null && "$candidate" --version >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

find_one && exit
scripts/apt.sh chromium fonts-liberation || {
    echo "The tests need Chromium. Install it, or let STADGA_BROWSER name one." >&2
    exit 1
}
find_one
