"""``stadga`` explains itself, and what it does not know itself goes to Django."""

import subprocess
import sys

import pytest

from config import cli


def test_every_command_has_a_line_of_help_and_can_be_run():
    for name in cli.own_commands():
        module = cli.load(name)
        assert isinstance(module.HELP, str), name
        assert callable(module.run), name


@pytest.mark.parametrize("asked", [[], ["--help"], ["-h"]])
def test_help_lists_everything(asked, capsys):
    assert cli.main(asked) == 0

    text = capsys.readouterr().out
    listed = [name for name in cli.own_commands() if cli.load(name).HELP]
    assert {"serve", "worker", "beat", "demo", "stop", "story", "doctor"} <= set(listed)
    for name in [*listed, "migrate_tenants"]:
        assert f"\n  {name.replace('_', '-')} " in text, name
    assert "prepare-demo" not in text


def test_help_needs_no_settings():
    done = subprocess.run(
        [sys.executable, "-m", "config.cli", "--help"],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage: stadga")


@pytest.mark.parametrize("name", [name for name in cli.own_commands() if cli.load(name).HELP])
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([name.replace("_", "-"), "--help"])

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: stadga")


def test_a_dash_may_be_written_in_djangos_commands(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["migrate-tenants", "--help"])

    assert ended.value.code == 0
    assert "migrate_tenants" in capsys.readouterr().out
