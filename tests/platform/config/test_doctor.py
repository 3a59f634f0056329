"""The doctor names each thing that is wrong, with what to do, and nothing of a sound installation."""

import os
import socket
import threading
from types import SimpleNamespace

import psycopg
import pytest

from config import cli, doctor
from config.doctor import database, surroundings
from embedded.mail import Mail


@pytest.fixture
def bare(monkeypatch):
    for name in list(os.environ):
        if name.startswith("STADGA_") or name in {"DATABASE_URL", "REDIS_URL", "EMAIL_URL"}:
            monkeypatch.delenv(name)
    return monkeypatch


def levels(findings):
    return {finding.what: finding.level for finding in findings}


def test_a_bare_environment_lacks_four_things_and_each_says_what_to_do(bare):
    to_fix = [
        finding for finding in doctor.examine() if finding.level == "fix" and finding.what != "front end"
    ]

    assert [finding.what for finding in to_fix] == ["signing key", "database", "Redis", "mail"]
    assert all(finding.todo for finding in to_fix)


def test_the_exit_code_says_whether_something_must_be_fixed(bare, capsys):
    assert cli.main(["doctor"]) == 1
    assert "■ database: DATABASE_URL is not set" in capsys.readouterr().out


def test_the_suites_own_database_is_sound(monkeypatch):
    monkeypatch.delenv("STADGA_DB_POOL")
    found = levels(database.server())

    assert set(found.values()) <= {"well", "look"}
    assert found["synchronous_commit"] == "well"
    assert found["rights"] == "well"
    assert levels(database.pooler()) == {"pooler": "well"}


def test_a_database_that_is_not_there(bare):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        bare.setenv("DATABASE_URL", f"postgresql://me:secret-word@127.0.0.1:{taken.getsockname()[1]}/x")
        [finding] = database.server()

    assert finding.level == "fix"
    assert "not reachable" in finding.found
    assert "secret-word" not in finding.found + finding.todo


def test_acknowledged_ballots_must_be_durable(monkeypatch):
    url = os.environ["DATABASE_URL"]
    glue = "&" if "?" in url else "?"
    monkeypatch.setenv("DATABASE_URL", f"{url}{glue}options=-csynchronous_commit%3Doff")

    findings = {finding.what: finding for finding in database.server()}

    assert findings["synchronous_commit"].level == "fix"
    assert "lost" in findings["synchronous_commit"].found


def test_pools_that_do_not_fit_the_server(monkeypatch):
    monkeypatch.setenv("STADGA_DB_POOL", "40")

    assert levels(database.server())["connections"] == "fix"


def pooled(url, *, transaction_mode):
    """Pgbouncer's two habits: a cancel number of its own and, in transaction mode, another backend."""

    class Shown:
        def __init__(self):
            self._mine, self._other = (psycopg.connect(url, autocommit=True) for _ in range(2))
            self._asked = 0
            self.info = SimpleNamespace(backend_pid=1)

        def execute(self, *arguments):
            self._asked += 1
            moved = transaction_mode and self._asked > 1
            return (self._other if moved else self._mine).execute(*arguments)

        def transaction(self):
            return self._mine.transaction()

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self._mine.close()
            self._other.close()

    return Shown


@pytest.mark.parametrize(("transaction_mode", "level"), [(True, "fix"), (False, "look")])
def test_a_pooler_between_is_noticed(monkeypatch, transaction_mode, level):
    shown = pooled(os.environ["DATABASE_URL"], transaction_mode=transaction_mode)
    monkeypatch.setattr(database, "_connect", shown)

    assert levels(database.pooler()) == {"pooler": level}


def test_what_is_lost_without_redis(bare):
    bare.setenv("REDIS_URL", "redis://127.0.0.1:1/0")

    [finding] = surroundings.redis_server()

    assert finding.level == "fix"
    assert "Votes are taken all the same" in finding.found


def test_mail_that_is_taken_and_mail_that_is_not(bare, tmp_path):
    catcher = Mail(tmp_path / "mail")
    bare.setenv("EMAIL_URL", catcher.start())
    try:
        assert levels(surroundings.mail()) == {"mail": "well"}
    finally:
        catcher.stop()
    assert levels(surroundings.mail()) == {"mail": "fix"}


def hang_up(server):
    server.accept()[0].close()


def test_a_mail_server_that_hangs_up_is_a_finding(bare):
    with socket.create_server(("127.0.0.1", 0)) as server:
        bare.setenv("EMAIL_URL", f"smtp://127.0.0.1:{server.getsockname()[1]}")
        threading.Thread(target=hang_up, args=[server], daemon=True).start()

        assert levels(surroundings.mail()) == {"mail": "fix"}


def test_a_public_installation_needs_its_names_and_true_time(bare):
    bare.setenv("STADGA_BASE_DOMAIN", "nowhere.invalid")
    bare.setenv("STADGA_SCHEME", "http")
    bare.setenv("STADGA_DEBUG", "1")
    bare.setenv("STADGA_CLOCK_OFFSET", "-3600")

    assert levels(surroundings.addresses()) == {"addresses": "fix", "https": "fix", "debug": "fix"}
    assert levels(surroundings.clock()) == {"pretended time": "fix"}


def test_a_short_key_is_named_without_being_shown(bare):
    bare.setenv("STADGA_SECRET_KEY", "hunter2")

    [finding] = surroundings.secret_key()

    assert finding.level == "fix"
    assert "hunter2" not in finding.found + finding.todo


def test_a_missing_front_end(bare, tmp_path):
    bare.setenv("STADGA_FRONT_END", str(tmp_path))
    assert levels(surroundings.front_end()) == {"front end": "fix"}

    (tmp_path / "index.html").touch()
    assert levels(surroundings.front_end()) == {"front end": "well"}


def test_a_check_that_breaks_is_a_finding_and_the_rest_is_examined(bare, monkeypatch):
    def broken():
        raise ZeroDivisionError

    broken.__name__ = "python"
    monkeypatch.setattr(surroundings, "python", broken)

    found = list(doctor.examine())

    assert found[0].level == "fix"
    assert "ZeroDivisionError" in found[0].found
    assert len(found) > 4
