#!/bin/bash
# A throw-away server from Debian's PostgreSQL, to prove that the suite does not depend on the wheel's:
#
#     export DATABASE_URL=$(scripts/debian_postgres.sh start /tmp/pg15)
#     make test
#     scripts/debian_postgres.sh stop /tmp/pg15
#
# Listens on loopback only, with a password that stands in the address it prints; DIR must be empty or ours.
# As root it runs as postgres, or nobody; nothing else is changed on the machine. POSTGRES_BIN names other programs.
set -euo pipefail

usage() { echo "usage: $0 start|stop DIR" >&2; exit 2; }
[ $# -eq 2 ] || usage
action=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
bin=${POSTGRES_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)}
[ -n "$bin" ] && [ -x "$bin/postgres" ] || { echo "No PostgreSQL here: apt-get install postgresql" >&2; exit 1; }
export LC_ALL=C

as_server() { # run as the account that owns the files
    if [ "$(id -u)" -ne 0 ]; then (cd / && "$@"); else (cd / && runuser -u "$account" -- "$@"); fi
}
account=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
    account=postgres
    id "$account" >/dev/null 2>&1 || account=nobody
    [ -d "$dir/data" ] || chown "$account" "$dir"
    as_server test -x "$dir" || { echo "$account cannot enter $dir: choose a folder below /tmp" >&2; exit 1; }
fi
is_up() { [ -d "$dir/data" ] && as_server "$bin/pg_ctl" status -D "$dir/data" >/dev/null 2>&1; }

case $action in
start)
    if [ ! -d "$dir/data" ]; then
        as_server sh -c 'umask 077; head -c 24 /dev/urandom | base64 | tr -dc A-Za-z0-9 >"$1"' sh "$dir/password"
        # Letters like å have a lower case in C.UTF-8, and the order is by code point as in the wheel's server.
        as_server "$bin/initdb" -D "$dir/data.half" -U stadga --pwfile="$dir/password" --auth=scram-sha-256 \
            --encoding=UTF8 --locale=C.UTF-8 >/dev/null
        as_server mv "$dir/data.half" "$dir/data"
    fi
    if ! is_up; then
        port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
        as_server "$bin/pg_ctl" start -w -t 60 -D "$dir/data" -l "$dir/log" -o "-p $port -c listen_addresses=127.0.0.1 \
            -c unix_socket_directories='' -c max_connections=100 -c fsync=on -c synchronous_commit=on" >/dev/null ||
            { tail -n 10 "$dir/log" >&2; exit 1; }
    fi
    port=$(as_server sed -n 4p "$dir/data/postmaster.pid" | tr -d ' ')
    password=$(as_server cat "$dir/password")
    url="postgresql://stadga:$password@127.0.0.1:$port"
    PGPASSWORD=$password "$bin/psql" -qXtA -h 127.0.0.1 -p "$port" -U stadga -d postgres \
        -c "SELECT 'CREATE DATABASE stadga' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'stadga')" |
        PGPASSWORD=$password "$bin/psql" -qX -h 127.0.0.1 -p "$port" -U stadga -d postgres
    echo "$url/stadga"
    ;;
stop)
    if is_up; then as_server "$bin/pg_ctl" stop -w -m fast -D "$dir/data" >&2; else echo "Not running." >&2; fi
    ;;
*) usage ;;
esac
