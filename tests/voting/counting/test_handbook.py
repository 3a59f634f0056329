"""docs/handbook/counting.md: its examples are counted, its tables are complete."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from voting.counting.document import METHODS
from voting.counting.document.common import FIELDS

PAGE = (Path(__file__).parents[3] / "docs" / "handbook" / "counting.md").read_text("utf-8")
EXAMPLES = re.findall(r"```json in\n(.*?)```\n```json out\n(.*?)```", PAGE, re.DOTALL)


def agrees(wanted, found):
    """Everything that the page shows is in the answer; the answer may have more."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(k in found and agrees(v, found[k]) for k, v in wanted.items())
    if isinstance(wanted, list):
        same = isinstance(found, list) and len(found) == len(wanted)
        return same and all(agrees(w, f) for w, f in zip(wanted, found, strict=True))
    return type(wanted) is type(found) and wanted == found


@pytest.mark.parametrize(("sent", "wanted"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_of_the_page_gives_the_answer_of_the_page(stadga_count, sent, wanted):
    answer = stadga_count(sent).result

    assert agrees(json.loads(wanted), answer), answer


def test_every_example_is_a_pair_and_every_method_has_one():
    assert PAGE.count("```json") == 2 * len(EXAMPLES)
    assert {json.loads(sent)["method"] for sent, _ in EXAMPLES} == set(METHODS)


def test_the_table_has_every_field_and_every_method():
    table = set(re.findall(r"^\| (.*?) \|", PAGE, re.MULTILINE))
    named = {name for cell in table for name in re.findall(r"`([a-z_]+)`", cell)}

    assert set(FIELDS) - named == set()
    assert set(METHODS) - named == set()
