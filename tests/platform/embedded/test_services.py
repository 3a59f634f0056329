"""The embedded services come up from nothing and from what a crash left, and end when they are told to."""

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from embedded import processes, services
from embedded.mail import Mail
from embedded.postgres import Postgres
from embedded.valkey import Valkey

SOURCES = Path(processes.__file__).parents[1]


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    server = Postgres(tmp_path_factory.mktemp("pg") / "postgres")
    server.start()
    yield server
    server.remove()


@pytest.fixture
def valkey(tmp_path):
    server = Valkey(tmp_path / "valkey")
    server.start()
    yield server
    server.stop()


def setting(server, name):
    with psycopg.connect(server.url) as connection:
        return connection.execute(f"SHOW {name}").fetchone()[0]


def test_postgres_is_durable_and_listens_on_loopback_alone(postgres):
    assert setting(postgres, "fsync") == "on"
    assert setting(postgres, "synchronous_commit") == "on"
    assert setting(postgres, "max_connections") == "100"
    assert setting(postgres, "listen_addresses") == "127.0.0.1"
    assert setting(postgres, "server_encoding") == "UTF8"


def test_the_products_role_is_no_superuser_and_may_create_schemas(postgres):
    with psycopg.connect(postgres.url) as connection:
        role = connection.execute(
            "SELECT rolsuper, rolcreatedb, has_database_privilege(current_database(), 'CREATE') "
            "FROM pg_roles WHERE rolname = current_user"
        ).fetchone()

    assert role == (False, True, True)


def test_order_is_by_code_point_and_swedish_letters_have_a_lower_case(postgres):
    with psycopg.connect(postgres.url) as connection:
        row = connection.execute("SELECT lower('ÅÄÖ'), 'Z' < 'a', 'ä' < 'å'").fetchone()

    assert row == ("åäö", True, True)


def test_nobody_gets_in_without_the_password(postgres):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.url.replace(postgres._password(), "guess"))

    assert stat.S_IMODE((postgres.directory / "password").stat().st_mode) == 0o600


def test_a_killed_postgres_comes_back_with_what_it_acknowledged(postgres):
    with psycopg.connect(postgres.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    port = postgres.url.rpartition(":")[2]
    os.kill(postgres._pid(), signal.SIGKILL)
    assert processes.wait_until(lambda: not postgres.is_running, seconds=5)
    assert (postgres._cluster / "data" / "postmaster.pid").exists()

    postgres.start()

    with psycopg.connect(postgres.url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    assert postgres.url.rpartition(":")[2] == port


def test_a_port_that_is_given_back_in_a_moment_is_kept(tmp_path):
    file = tmp_path / "port"
    with socket.create_server((processes.LOOPBACK, 0)) as left_over:
        port = left_over.getsockname()[1]
        file.write_text(str(port), encoding="ascii")
        threading.Timer(0.3, left_over.close).start()

        assert processes.kept_port(file) == port


def test_a_pid_file_that_names_another_living_process_is_stale(postgres):
    postgres.stop()
    file = postgres._cluster / "data" / "postmaster.pid"
    file.write_text(f"{os.getpid()}\n")
    assert not postgres.is_running
    assert postgres.stop() is False

    postgres.start()

    assert postgres.is_running


def test_starting_twice_is_one_server(postgres):
    pid = postgres._pid()

    assert postgres.start() == postgres.url
    assert postgres._pid() == pid


def test_a_killed_valkey_comes_back(valkey):
    with valkey._client() as client:
        os.kill(int(client.info("server")["process_id"]), signal.SIGKILL)
    assert processes.wait_until(lambda: not valkey.is_running, seconds=5)

    assert valkey.start() == valkey.url
    assert valkey.is_running
    assert valkey.stop() is True
    assert valkey.stop() is False


def test_valkey_keeps_nothing_and_wants_its_password(valkey):
    with valkey._client() as client:
        assert client.config_get("appendonly", "save") == {"appendonly": "no", "save": ""}
    port = int(valkey.url.rpartition(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port)) as stranger:
        stranger.sendall(b"PING\r\n")
        assert stranger.recv(100).startswith(b"-NOAUTH")


def test_what_the_environment_names_is_not_started(tmp_path):
    named = {"DATABASE_URL": "postgresql://db/x", "REDIS_URL": "redis://r/0", "EMAIL_URL": "smtp://m:25"}

    found = services.ensure(tmp_path, environment=named)

    assert found.environment() == named
    assert found.started == {}
    assert list(tmp_path.iterdir()) == []


def test_a_second_caller_shares_the_service_and_does_not_stop_it(tmp_path):
    first = services.ensure(tmp_path, names=["valkey"], environment={})
    second = services.ensure(tmp_path, names=["valkey"], environment={})
    try:
        assert second.redis_url == first.redis_url
        second.stop()
        assert Valkey(tmp_path / "valkey").is_running
    finally:
        first.stop()
    assert not Valkey(tmp_path / "valkey").is_running


def test_temporary_services_end_with_a_killed_process(tmp_path):
    told = tmp_path / "told"
    code = (
        "import sys, time; from pathlib import Path; from embedded import services\n"
        "found = services.temporary(names=['valkey'], environment={})\n"
        "Path(sys.argv[1]).write_text(str(found.directory)); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(told)], env={**os.environ, "PYTHONPATH": str(SOURCES)}
    )
    assert processes.wait_until(lambda: told.exists() and bool(told.read_text()), seconds=20)
    directory = Path(told.read_text())
    server = Valkey(directory / "valkey")
    assert server.is_running

    process.kill()
    process.wait()

    assert processes.wait_until(lambda: not directory.exists(), seconds=10)


def test_end_leaves_a_process_alone_that_only_has_the_same_pid():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        assert processes.end(process.pid, "another boot:1") is False
        assert processes.born(process.pid)
        started = time.monotonic()
        assert processes.end(process.pid, processes.born(process.pid)) is True
        assert time.monotonic() - started < 5
        assert processes.born(process.pid) == ""
    finally:
        process.kill()


def test_a_port_that_another_program_holds_is_said(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        catcher = Mail(tmp_path / "mail", web_port=other.getsockname()[1], smtp_port=0)
        with pytest.raises(RuntimeError, match="taken by another program"):
            catcher.start()
