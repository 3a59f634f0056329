#!/bin/bash
# Installs Debian packages: scripts/apt.sh NAME... As root directly, else with sudo; explains itself when it cannot.
set -euo pipefail

command -v apt-get >/dev/null || { echo "This machine has no apt-get. Install these by its own means: $*" >&2; exit 1; }
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null && [ ! -t 0 ]; then
        echo "Ask an administrator for: apt-get install $*" >&2
        exit 1
    fi
    as_root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
install() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null >&2; }
install "$@" || { "${as_root[@]}" apt-get update -q </dev/null >&2 && install "$@"; }
