"""``stadga count``: a file or standard input, JSON out, one line when something cannot be counted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STADGA = Path(sys.executable).parent / "stadga"
BARE = {"PATH": os.environ["PATH"]}
MAJORITY = {"method": "majority", "counts": {"yes": 5, "no": 4}}
RANKED = {
    "method": "stv_scottish",
    "seats": 1,
    "candidates": ["A", "B"],
    "ballots": [{"n": 2, "rank": ["A"]}],
}
MARKED = {"method": "plurality", "seats": 1, "candidates": ["A", "B"], "ballots": [{"n": 2, "marks": ["A"]}]}
SUMS = {"method": "plurality", "seats": 2, "tally": {"A": 5, "B": 4, "C": 3}, "valid": 6}
DUEL = {"method": "contraproposition", "candidates": ["A", "B"], "rounds": [{"counts": {"A": 2, "B": 1}}]}
THREE = DUEL | {"candidates": ["A", "B", "C"]}
YES_NO = {"method": "yes_no", "tally": {"A": {"yes": 2, "no": 1}, "B": {"yes": 1, "no": 2}}}
TWO = {"method": "two_round", "rounds": [{"tally": {"A": 4, "B": 3, "C": 2}}, {"tally": {"A": 4, "B": 5}}]}
BLT = """\
4 2
-4
17 1 2 3 4 0
3 2 1 0   # a remark
8 3=4 0
2 4 - 3 0
0
"A"
"B"
"C"
"D"
"Board, two seats"
"""


def stadga(*arguments, text=""):
    return subprocess.run(
        [STADGA, "count", *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env=BARE,
        cwd="/",
    )


def test_it_counts_from_standard_input_without_database_settings_or_secrets():
    done = stadga(text=json.dumps(MAJORITY))

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["outcome"] == "carried"


def test_a_malformed_document_gives_one_line_and_code_2():
    done = stadga(text='{"method": "majority", "counts": {"yes": 5.0, "no": 4}}')

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "stadga count: counts.yes: must be a whole number, not 5.0\n"


def test_a_wrong_option_is_refused_in_one_line_too():
    done = stadga("--seats", "x", text=json.dumps(MARKED))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'stadga count: --seats: must be a whole number, not "x"\n'
    assert stadga("--ties").stderr.count("\n") == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_knows_few_letters_gets_the_same_answer(encoding):
    document = {"method": "plurality", "tally": {"Åsa Öst": 5, "日本": 3}}
    sent, wrong = json.dumps(document), json.dumps(document | {"candidates": ["Åsa Öst"]})

    env = BARE | {"PYTHONIOENCODING": encoding}
    done, refused = (
        subprocess.run([STADGA, "count"], input=text.encode(), capture_output=True, check=False, env=env)
        for text in (sent, wrong)
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode(encoding))["tally"] == {"Åsa Öst": 5, "日本": 3}
    assert (refused.returncode, refused.stderr.count(b"\n")) == (2, 1)


def test_a_reader_who_stops_after_a_line_hears_no_more():
    command = f"{STADGA} count --method schulze | head -n 1"
    ballots = [{"n": 1, "rank": [f"c{n}"]} for n in range(60)]
    sent = json.dumps({"method": "schulze", "ballots": ballots})
    done = subprocess.run(
        command, shell=True, input=sent, capture_output=True, text=True, check=False, env=BARE
    )

    assert (done.stdout, done.stderr) == ("{\n", "")


def test_help_explains_itself():
    done = stadga("--help")

    assert done.returncode == 0
    assert "stv_scottish" in done.stdout
    assert "exit code 2" in done.stdout


def test_neither_django_nor_a_database_driver_is_loaded():
    code = "import sys; from config.commands import count; count._parser(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=BARE, cwd=ROOT
    )

    assert {"django", "psycopg", "redis", "celery"} & set(done.stdout.split()) == set()


def test_a_file_is_counted_and_a_missing_one_named(tmp_path, stadga_count):
    file = tmp_path / "poll.json"
    file.write_text(json.dumps(MAJORITY), encoding="utf-8")

    assert stadga_count("", str(file)).result["needed"] == 5
    missing = stadga_count("", str(tmp_path / "other.json"))
    assert missing.code == 2
    assert missing.err.endswith("other.json: cannot be read: No such file or directory\n")


def test_a_blt_file_with_a_method(tmp_path, stadga_count):
    file = tmp_path / "board.blt"
    file.write_text(BLT, encoding="utf-8")

    by_ranks = stadga_count("", str(file), "--method", "schulze").result
    marks = stadga_count(BLT, "--method", "plurality", "--seats", "1").result

    assert by_ranks["order"] == [["A"], ["B"], ["C"]]
    assert by_ranks["valid"] == 30
    assert marks["tally"] == {"A": 17, "B": 3, "C": 10}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "line 1: the file ends where the number of candidates must stand"),
        ("4", "line 1: the file ends where the number of seats must stand"),
        ("4 0\n", 'line 1: seats must be a whole number between 1 and 200, not "0"'),
        ("2 1\n1.5 0", 'line 2: how many papers must be a whole number between 0 and 1000000000, not "1.5"'),
        ("2 1\n1 3 0\n0\na\nb\n", 'line 2: a candidate must be a whole number between 1 and 2, not "3"'),
        ("2 1\n1 1\n", "line 2: the file ends where a 0 at the end of a paper must stand"),
        ("2 1\n1 1 0\n0\na\n", "line 4: the file ends where the name of candidate 2 must stand"),
        ("2 1\n1 1 0\n0\na\nb\nc\nd\n", "line 4: 2 names and a title must follow, not 4 lines"),
        ('2 1\n1 1 0\n0\n""\n"B"\n', "line 4: the name of candidate 1 is empty"),
        ('2 1\n1 1 0\n0\n"a"\n"a"\n"t"\n', 'candidates[1]: "a" stands twice'),
        ("2 1\n1 1 1 0\n0\na\nb\n", 'ballots[0].rank[1]: "a" stands twice'),
        ("3 1\n1 1=2 0\n0\na\nb\nc\n", "ballots[0].rank[0]: this method allows no equal places"),
    ],
)  # fmt: skip
def test_a_blt_file_that_cannot_be_read_names_the_line(tmp_path, stadga_count, text, line):
    file = tmp_path / "x.blt"
    file.write_text(text, encoding="utf-8")

    done = stadga_count("", str(file), "--method", "stv_scottish")

    assert (done.code, done.out, done.err) == (2, "", f"stadga count: {line}\n")


def test_a_blt_file_needs_a_method(stadga_count):
    assert stadga_count(BLT).err.startswith("stadga count: method: must be given: one of majority, ")


DEEP = "[" * 100_000
LONG = "9" * 5_000


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "document"),
        ("{", "document"),
        ("[]", "document"),
        ("null", "document"),
        ("3", "line 1"),
        (DEEP, "document"),
        ('{"a":' * 50_000, "document"),
        (b"\xff\xfe{}", "document"),
        ('{"method": "majority", "method": "schulze"}', '"method"'),
        ('{"method": "majority", "counts": {"yes": NaN, "no": 1}}', "counts.yes"),
        ('{"method": "majority", "counts": {"yes": Infinity, "no": 1}}', "counts.yes"),
        ('{"method": "majority", "counts": {"yes": 1e3, "no": 1}}', "counts.yes"),
        (f'{{"method": "majority", "counts": {{"yes": {LONG}, "no": 1}}}}', "counts.yes"),
        ('{"method": "majority", "more_than": 0.5, "counts": {"yes": 1, "no": 1}}', "more_than"),
    ],
    ids=lambda v: repr(v)[:40],
)
def test_text_that_is_no_document_is_refused_in_one_line(stadga_count, text, field):
    done = stadga_count(text)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"stadga count: {field}: ")
    assert done.err.count("\n") == 1
    assert len(done.err) < 300


MALFORMED = [
    ("method", {}),
    ("method", {"method": "borda"}),
    ("method", {"method": ["majority"]}),
    ("vots", MAJORITY | {"vots": 1}),
    ("counts", {"method": "majority"}),
    ("counts", MAJORITY | {"counts": [5, 4]}),
    ("counts.no", MAJORITY | {"counts": {"yes": 5}}),
    ("counts.yes", MAJORITY | {"counts": {"yes": -1, "no": 4}}),
    ("counts.yes", MAJORITY | {"counts": {"yes": True, "no": 4}}),
    ("counts.yes", MAJORITY | {"counts": {"yes": "5", "no": 4}}),
    ("counts.yes", MAJORITY | {"counts": {"yes": 10**9 + 1, "no": 4}}),
    ("counts.maybe", MAJORITY | {"counts": {"yes": 5, "no": 4, "maybe": 1}}),
    ("counts.abstain", MAJORITY | {"counts": {"yes": 5, "no": 4, "blank": 1, "abstain": 1}}),
    ("more_than", MAJORITY | {"more_than": "half"}),
    ("more_than", MAJORITY | {"more_than": "1/0"}),
    ("more_than", MAJORITY | {"more_than": "3/2"}),
    ("at_least", MAJORITY | {"more_than": "1/2", "at_least": "2/3"}),
    ("base", MAJORITY | {"base": "everybody"}),
    ("present", MAJORITY | {"base": "present"}),
    ("register", MAJORITY | {"base": "register"}),
    ("register", MAJORITY | {"register": 8}),
    ("present", MAJORITY | {"present": 8}),
    ("present", MAJORITY | {"register": 10, "present": 11}),
    ("tie", MAJORITY | {"tie": "coin"}),
    ("chair", MAJORITY | {"chair": "no"}),
    ("chair.entitled", MAJORITY | {"chair": {"entitled": 1}}),
    ("chair.opinion", MAJORITY | {"chair": {"entitled": True, "open": True, "opinion": "perhaps"}}),
    ("chair.vote", MAJORITY | {"chair": {"vote": "no"}}),
    ("seed", MAJORITY | {"seed": " "}),
    ("seed", MAJORITY | {"seed": 4}),
    ("paper_lot", MAJORITY | {"seed": "x", "paper_lot": ["yes"]}),
    ("paper_lot", MAJORITY | {"paper_lot": ["yes"]}),
    ("paper_lot", MAJORITY | {"counts": {"yes": 4, "no": 4}, "paper_lot": ["both"]}),
    ("seats", RANKED | {"seats": 3}),
    ("seats", RANKED | {"seats": 0}),
    ("seats", RANKED | {"seats": 1.5}),
    ("seats", RANKED | {"seats": "2"}),
    ("candidates", RANKED | {"candidates": "AB"}),
    ("candidates[1]", RANKED | {"candidates": ["A", "A"]}),
    ("candidates[1]", RANKED | {"candidates": ["A", ""]}),
    ("candidates[1]", RANKED | {"candidates": ["A", "B\nC"]}),
    ("candidates[1]", RANKED | {"candidates": ["A", 2]}),
    ("candidates[1]", RANKED | {"candidates": ["A", "blank"]}),
    ("candidates[1]", RANKED | {"candidates": ["A", "A "]}),
    ("candidates[1]", RANKED | {"candidates": ["\u00c5sa", "A\u030asa"]}),
    ("candidates[1]", RANKED | {"candidates": ["A", "Blank"]}),
    ("candidates", {"method": "schulze", "ballots": [{"n": 2, "rank": ["A"]}, {"n": 1, "rank": ["A "]}]}),
    ("candidates", {"method": "plurality", "tally": {"A": 3, "Blank": 5}}),
    ("candidates", YES_NO | {"tally": {"A": {"yes": 2, "no": 1}, " A": {"yes": 1, "no": 2}}}),
    ("candidates", {"method": "contraproposition", "rounds": [{"counts": {"A": 2, "A ": 1}}]}),
    ("main", DUEL | {"main": "A "}),
    ("candidates", RANKED | {"candidates": []}),
    ("candidates", RANKED | {"candidates": [f"c{n}" for n in range(201)]}),
    ("ballots", {"method": "schulze"}),
    ("ballots", RANKED | {"ballots": {}}),
    ("ballots[0]", RANKED | {"ballots": ["A"]}),
    ("ballots[0]", RANKED | {"ballots": [{"n": 1}]}),
    ("ballots[0]", RANKED | {"ballots": [{"n": 1, "rank": ["A"], "marks": ["A"]}]}),
    ("ballots[0].n", RANKED | {"ballots": [{"rank": ["A"]}]}),
    ("ballots[0].n", RANKED | {"ballots": [{"n": -1, "rank": ["A"]}]}),
    ("ballots[0].n", RANKED | {"ballots": [{"n": 1.0, "rank": ["A"]}]}),
    ("ballots[0].weight", RANKED | {"ballots": [{"n": 1, "weight": 0, "rank": ["A"]}]}),
    ("ballots[0].weight", RANKED | {"ballots": [{"n": 10**9, "weight": 10**9, "rank": ["A"]}]}),
    ("ballots[0].rank", RANKED | {"ballots": [{"n": 1, "rank": "AB"}]}),
    ("ballots[0].rank[1]", RANKED | {"ballots": [{"n": 1, "rank": ["A", "A"]}]}),
    ("ballots[0].rank[0]", RANKED | {"ballots": [{"n": 1, "rank": ["X"]}]}),
    ("ballots[0].rank[1]", RANKED | {"ballots": [{"n": 1, "rank": ["A", []]}]}),
    ("ballots[0].rank[0]", RANKED | {"ballots": [{"n": 1, "rank": [["A", "B"]]}]}),
    ("ballots[0].rank[0][1]", RANKED | {"ballots": [{"n": 1, "rank": [["A", ["B"]]]}]}),
    ("ballots[1].marks[1]", MARKED | {"ballots": [{"n": 1, "marks": ["A"]}, {"n": 1, "marks": ["B", "B"]}]}),
    ("more_than", MARKED | {"more_than": "1/2"}),
    ("max", MARKED | {"max": 3}),
    ("max", MARKED | {"max": 0}),
    ("validity", MARKED | {"validity": "about"}),
    ("valid", MARKED | {"valid": 3}),
    ("valid", {"method": "plurality", "seats": 2, "tally": {"A": 5, "B": 4, "C": 3}}),
    ("tally.A", SUMS | {"tally": {"A": 7, "B": 1, "C": 1}}),
    ("tally", SUMS | {"tally": {"A": 6, "B": 6, "C": 1}}),
    ("tally", SUMS | {"tally": {"A": 2, "B": 1, "C": 1}}),
    ("tally", SUMS | {"validity": "exactly", "tally": {"A": 5, "B": 4, "C": 2}}),
    ("tally", SUMS | {"candidates": ["A", "B"]}),
    ("tally.B", SUMS | {"tally": {"A": 5, "B": None, "C": 3}}),
    ("ballots", SUMS | {"ballots": []}),
    ("register", SUMS | {"register": 5}),
    ("rounds", {"method": "contraproposition", "candidates": ["A", "B"]}),
    ("candidates", {"method": "contraproposition", "rounds": []}),
    ("rounds[0].counts", DUEL | {"rounds": [{}]}),
    ("rounds[0].counts", DUEL | {"rounds": [{"counts": {"A": 2}}]}),
    ("rounds[0].counts", DUEL | {"rounds": [{"counts": {"A": 2, "X": 1}}]}),
    ("rounds[0].counts.B", DUEL | {"rounds": [{"counts": {"A": 2, "B": "1"}}]}),
    ("rounds[0].chair.opinion", DUEL | {"rounds": [{"counts": {"A": 1, "B": 1}, "chair": {"opinion": "C"}}]}),
    ("rounds[0].counts", DUEL | {"rounds": [{"votes": {"A": 2, "B": 1}, "counts": {"A": 2, "B": 1}}]}),
    ("rounds[0].blank", DUEL | {"rounds": [{"votes": {"A": 2, "B": 1, "blank": 1}, "blank": 1}]}),
    ("rounds[0].between", DUEL | {"rounds": [{"between": ["A", "C"], "votes": {"A": 2, "B": 1}}]}),
    ("rounds[0].counters", DUEL | {"rounds": [{"counters": {"A": 2, "B": 1}}]}),
    ("rounds[1].counts", THREE | {"rounds": [DUEL["rounds"][0], {"counts": {"B": 1, "C": 2}}]}),
    ("main", DUEL | {"main": 5}),
    ("candidates", DUEL | {"candidates": ["A"], "main": "A"}),
    ("at_least", DUEL | {"at_least": "2/3"}),
    ("tally.A.no", YES_NO | {"tally": {"A": {"yes": 2}}}),
    ("tally.B", YES_NO | {"candidates": ["A", "B"], "tally": {"A": {"yes": 2, "no": 1}}}),
    ("ballots[0].votes.A", {"method": "yes_no", "ballots": [{"n": 1, "votes": {"A": "perhaps"}}]}),
    ("rounds", TWO | {"rounds": []}),
    ("rounds[1]", TWO | {"rounds": [{"tally": {"A": 9, "B": 3}}, {"tally": {"A": 4, "B": 5}}]}),
    ("rounds[1].tally", TWO | {"rounds": [TWO["rounds"][0], {"tally": {"A": 4, "C": 5}}]}),
    ("seats", TWO | {"seats": 2, "rounds": TWO["rounds"][:1]}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "document"), MALFORMED, ids=lambda v: v if isinstance(v, str) else "")
def test_what_cannot_be_counted_is_refused_by_its_field(stadga_count, field, document):
    done = stadga_count(document)

    assert (done.code, done.out) == (2, "")
    assert field in done.err.removeprefix("stadga count: ").split(": ")[0]
    assert done.err.count("\n") == 1
    assert len(done.err) < 400
