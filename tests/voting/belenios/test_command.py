"""``stadga verify-ballots`` as somebody outside meets it: a file goes in, a verdict and a code come out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.commands import verify_ballots
from tests.voting.belenios.election import BEGAN, BLANK, Parts, open_election
from voting.belenios.tar import record

ROOT = Path(__file__).parents[3]
STADGA = Path(sys.executable).parent / "stadga"
BARE = {"PATH": os.environ["PATH"]}


@pytest.fixture(scope="module")
def held(officers):
    made = open_election(officers, BLANK, name="Ordförande", voters=3)
    for voter in range(3):
        made.vote(voter, BLANK.marks([voter % 2]))
    return made.close(1, 3)


@pytest.fixture
def command(capsys):
    def run(*arguments):
        code = verify_ballots.run([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_an_archive_that_passes_is_told_without_database_settings_or_secrets(held, tmp_path):
    file = held.save(tmp_path)
    done = subprocess.run(
        [STADGA, "verify-ballots", file, "--head", held.head],
        capture_output=True, text=True, check=False, env=BARE, cwd="/",
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"accepted: Ordförande ({held.election.uuid})",
        f"election: {held.election.fingerprint}",
        f"trustees: {held.verify().facts['trustees']}",
        f"head: {held.head}",
        "ballots: 3, of which 3 count",
        "weight: 3; credentials: 3",
        "decrypted by trustees: 1, 3",
        "(blank): 0; ja: 2; nej: 1",
        "note: No register was given: who was entitled and who is marked is not checked.",
    ]


def test_with_register_and_head_nothing_is_left_to_note(held, tmp_path, command):
    register = tmp_path / "register.json"
    register.write_bytes(held.register())

    code, out, err = command(held.save(tmp_path), "--register", register, "--head", held.head)

    assert (code, err) == (0, "")
    assert "note:" not in out


def test_a_refusal_is_one_line_and_code_1(held, tmp_path, command):
    parts = Parts.of(held.content)
    parts.result = b'{"result":[[0,1,2]]}'
    file = held.save(tmp_path)
    file.write_bytes(parts.content)

    code, out, err = command(file)

    assert (code, out) == (1, "")
    assert err == "refused: the result of question 1 is not what the factors open: place 1\n"


def test_side_proofs_are_demanded_beside_the_archive_or_from_another_place(held, tmp_path, command):
    file = held.save(tmp_path)
    elsewhere = tmp_path / "elsewhere.json"
    (tmp_path / f"{held.election.uuid}.proofs.json").rename(elsewhere)

    assert (
        command(file)[2] == "refused: the side proofs are missing: they belong in a file beside the archive\n"
    )
    assert command(file, "--proofs", elsewhere)[0] == 0


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("x.bel", b"", "this is no .bel file"),
        ("x.bel", b"hello" * 1000, "this is no .bel file"),
        ("register.json", b"[]", "the register is not an object"),
        ("register.json", b"{", "the register is not JSON"),
        (
            "proofs.json",
            b'{"version":2,"election":"","side_proofs":[]}',
            "the file of side proofs is not of version 1",
        ),
        ("proofs.json", b"\xff", "the file of side proofs is not JSON"),
    ],
)
def test_what_is_of_another_kind_is_refused_in_one_line(held, tmp_path, command, name, text, line):
    file = held.save(tmp_path)
    wrong = tmp_path / name
    wrong.write_bytes(text)
    arguments = {"x.bel": [wrong], "register.json": [file, "--register", wrong]}
    code, out, err = command(*arguments.get(name, [file, "--proofs", wrong]))

    assert (code, out, err) == (1, "", f"refused: {line}\n")


def test_a_file_that_is_missing_and_a_head_that_is_none(held, tmp_path, command):
    code, _, err = command(tmp_path / "none.bel")
    assert code == 2
    assert err.endswith("none.bel cannot be read: No such file or directory\n")

    code, _, err = command(held.save(tmp_path), "--head", "abc")
    assert code == 2
    assert err == "stadga verify-ballots: abc is not the hash of an event: 64 characters, 0–9 and a–f\n"


def test_a_head_that_was_shown_and_is_not_there(held, tmp_path, command):
    code, _, err = command(held.save(tmp_path), "--head", "0" * 64)

    assert code == 1
    assert err.startswith("refused: the head 000000000000… that was shown is not in the archive: ")


def test_a_file_is_read_as_it_is_and_never_unpacked(held, tmp_path, command):
    """What other programs would write to disk: a way out of the folder, a link, the same record again."""
    file = held.save(tmp_path)
    header = record("BELENIOS", b'{"version":1,"timestamp":"%d"}' % BEGAN, BEGAN)
    link = bytearray(record(f"{'0' * 64}.data.json", b"", BEGAN))
    link[156], link[157:168] = ord("2"), b"/etc/passwd"
    again = held.content + held.content[len(header) : len(header) + 1024 * 4]

    for content, line in [
        (header, "the archive holds no event"),
        (
            header + record("../../x.data.json", b"x", BEGAN),
            "the record ../../x.data… does not have the hash",
        ),
        (header + bytes(link), "is not written as an archive's records are"),
        (again, "stands twice in the archive"),
        (held.content[: len(held.content) // 2], "the archive is cut in the middle of a record"),
    ]:
        file.write_bytes(content)
        code, out, err = command(file)
        assert (code, out) == (1, "")
        assert line in err
        assert err.count("\n") == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(
        [file.name, f"{held.election.uuid}.proofs.json"]
    )


def test_a_folder_and_a_file_without_end_are_told_in_a_line(tmp_path, command):
    giant = tmp_path / "giant.bel"
    with giant.open("wb") as stream:
        stream.truncate((1 << 30) + 1)

    assert command(tmp_path) == (2, "", f"stadga verify-ballots: {tmp_path} cannot be read: Is a directory\n")
    assert command(giant) == (1, "", "refused: giant.bel is larger than 1024 MiB\n")


def test_a_name_in_the_archive_writes_no_line_of_its_own(officers, tmp_path, command):
    """Whoever writes the archive chooses its name: it could say another result, or move the cursor to it."""
    name = "Ordf\n(blank): 0; ja: 999\x1b[2J\u202e"
    made = open_election(officers, BLANK, name=name, voters=2)
    for voter in range(2):
        made.vote(voter, BLANK.marks([0]))

    code, out, _ = command(made.close(1, 2).save(tmp_path))

    assert code == 0
    assert out.splitlines()[0] == f"accepted: Ordf (blank): 0; ja: 999�[2J� ({made.election.uuid})"
    assert [line for line in out.splitlines() if line.startswith("(blank)")] == ["(blank): 0; ja: 2; nej: 0"]


def test_accepted_but_not_written_is_neither_0_nor_a_refusal(held, tmp_path):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [STADGA, "verify-ballots", held.save(tmp_path)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=BARE,
        )  # fmt: skip

    assert done.returncode == 2
    assert done.stderr == (
        "stadga verify-ballots: what was found cannot be written: No space left on device\n"
    )


def test_help_explains_itself(capsys):
    with pytest.raises(SystemExit) as left:
        verify_ballots.run(["--help"])

    assert left.value.code == 0
    assert "Exit code 0: accepted" in capsys.readouterr().out


def test_neither_django_nor_a_database_driver_is_loaded():
    code = "import sys; from config.commands import verify_ballots; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=BARE, cwd=ROOT
    )

    assert {"django", "psycopg", "redis", "celery"} & set(done.stdout.split()) == set()
