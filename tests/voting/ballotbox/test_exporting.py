"""``stadga export-ballots``: files that both verifiers accept as they lie, or a line that says why not."""

from __future__ import annotations

from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.commands import verify_ballots

YES, NO = (0, 1, 0), (0, 0, 1)


@pytest.fixture
def export(in_alfa):
    """What the command says; the test stays in its association."""

    def run(*arguments, out):
        told = StringIO()
        try:
            call_command("export_ballots", *map(str, arguments), "--out", str(out), stdout=told)
        finally:
            connection.set_tenant(in_alfa)
        return told.getvalue().splitlines()

    return run


def held(secret):
    poll = secret.poll()
    for n in range(5):
        secret.cast(poll, n, *(YES if n else NO))
    secret.close(poll)
    secret.open(poll)
    return poll


def test_one_vote_with_what_belongs_to_it(secret, export, tmp_path, belenios_tool, capsys):
    from voting.ballotbox.models import Box

    poll = held(secret)
    box = Box.objects.get(pk=poll)
    for _ in range(2):  # again writes the same
        assert export(poll, out=tmp_path) == [
            f"{poll}  {tmp_path / box.uuid}.bel", f"1 written to {tmp_path}",
        ]  # fmt: skip

    names = sorted(one.name for one in tmp_path.iterdir())
    assert names == [f"{box.uuid}.{rest}" for rest in ("bel", "proofs.json", "register.json")]
    file, register = tmp_path / names[0], tmp_path / names[2]
    assert verify_ballots.run([str(file), "--register", str(register), "--head", box.head]) == 0
    assert "(blank): 0; Ja: 4; Nej: 1" in capsys.readouterr().out.splitlines()
    belenios_tool("election", "verify", "--dir", str(tmp_path))


def test_a_second_vote_in_the_same_folder_is_refused_since_debians_verifier_wants_one(
    secret, export, tmp_path
):
    first, second = held(secret), held(secret)
    export(first, out=tmp_path)
    before = sorted(tmp_path.iterdir())

    with pytest.raises(CommandError, match="holds another archive"):
        export(second, out=tmp_path)

    assert sorted(tmp_path.iterdir()) == before
    told = export("--all", "--network", "alfa", out=tmp_path / "all")
    assert told[-1] == f"2 written to {tmp_path / 'all'}"
    folders = sorted(one.name for one in (tmp_path / "all" / "alfa").iterdir())
    assert folders == sorted(map(str, (first, second)))


def test_what_cannot_be_exported_is_told_in_a_line(secret, export, tmp_path):
    going_on = secret.poll()
    wrong = tmp_path / "a file"
    wrong.write_text("")
    for arguments, line in [
        ([going_on], f"no secret vote {going_on} has ended"),
        ([UUID(int=7)], f"no secret vote {UUID(int=7)} has ended"),
        ([], "say which vote, or --all"),
        ([going_on, "--all"], "say which vote, or --all"),
        (["--all", "--network", "omega"], "there is no association at omega"),
    ]:
        with pytest.raises(CommandError, match=line):
            export(*arguments, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
    for n in range(5):
        secret.cast(going_on, n, *YES)
    secret.close(going_on)
    with pytest.raises(CommandError, match=r"cannot be written: (File exists|Not a directory)"):
        export(going_on, out=wrong)


def test_one_box_that_was_changed_keeps_no_other_from_being_exported(secret, export, tmp_path, capsys):
    from voting.ballotbox.models import Box

    changed = secret.poll()
    for n in range(5):
        secret.cast(changed, n, *YES)
    secret.close(changed)
    whole = held(secret)
    Box.objects.filter(pk=changed).update(head="0" * 64)

    with pytest.raises(CommandError, match="1 not written: stadga audit says what was changed"):
        export("--all", "--network", "alfa", out=tmp_path)

    assert capsys.readouterr().err.splitlines() == [f"the box of {changed} does not add up to its own head"]
    assert [one.name for one in (tmp_path / "alfa").iterdir()] == [str(whole)]
