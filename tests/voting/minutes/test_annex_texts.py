"""What the annexes say to somebody who reads no code."""

from __future__ import annotations

from typing import Any

from voting.minutes.rules import annex_texts
from voting.minutes.rules.documents import lasting

RULE = {"value": {"threshold": "more_than", "fraction": "1/2", "base": "cast"}, "source_sv": "punkt 8"}
POLL: dict[str, Any] = {
    "no": 2,
    "item_no": 9,
    "question": "Bifall till A1?",
    "options": [
        {"value": "yes", "label": "Ja"},
        {"value": "no", "label": "Nej"},
        {"value": "abstain", "label": "Avstå"},
    ],
    "candidates": [],
    "result": {
        "counts": {"no": 3, "abstain": 1, "yes": 1200},
        "base": 1203,
        "needed": 602,
        "not_voted": 4,
        "register": 1208,
        "outcome": "carried",
        "elected": [],
        "lot": None,
    },
}


def read(content: bytes) -> str:
    return content.decode().replace("\u00a0", " ")


def test_the_rules_of_procedure_are_sentences_with_their_place() -> None:
    rules = {
        "majority": RULE,
        "proxy": {"value": {"allowed": False}, "source_sv": ""},
        "tie_election": {"value": "lot", "source_sv": "punkt 11"},
        "something_new": {"value": 3, "source_sv": "punkt 99"},
    }

    text = read(annex_texts.procedure_in_markdown(title="Årsmöte", proposal="Mötet antog den.", rules=rules))

    assert text.splitlines() == [
        "# Mötesordning: Årsmöte",
        "",
        "> Mötet antog den.",
        "",
        "- **Majoritet:** mer än hälften av avgivna röster, blanka oräknade (punkt 8)",
        "- **Lika röstetal vid val:** lotten avgör (punkt 11)",
        "- **Fullmakter:** godtas inte",
    ]


def test_a_motion_has_its_words_before_and_after_and_a_vote_its_numbers() -> None:
    motion = {
        "mark": "A1", "item_no": 9, "kind": "change", "target": "par1.2", "new_sv": "Säte i Växjö.",
        "clause": {"ref": "§ 1 mom. 2", "base": "Säte i Kalmar.", "proposed": "Säte i Växjö."},
        "mover": {"label": "Ada Ek (Ek AB)"}, "recommendation": {"word": "avslag"},
    }  # fmt: skip

    text = read(annex_texts.motions_in_markdown([motion], [POLL]))

    assert "## A1, § 9: § 1 mom. 2\n\nYrkande av Ada Ek (Ek AB).\n\n> Säte i Växjö." in text
    assert "Lydelse före:\n\n> Säte i Kalmar.\n\nRekommendation: avslag." in text
    rows = ["| Ja | 1 200 |", "| Nej | 3 |", "| Avstå | 1 |", "| Ej röstat | 4 |", "| Röstlängd | 1 208 |"]
    assert "\n".join(rows) in text
    assert text.endswith("Bas 1 203, krävs 602.\n\nUtfall: Bifall.\n")


def test_a_ballot_names_the_elected_and_the_lot() -> None:
    poll = POLL | {
        "question": "Val av ledamot",
        "options": [],
        "candidates": [{"id": "n1", "name": "Ada Ek"}, {"id": "n2", "name": "Bo | Alm"}],
        "result": {
            "tally": {"n1": 2, "n2": 2}, "blank": 1, "invalid": 0, "not_voted": 0, "register": 5,
            "elected": ["n2"], "lot": {"seed": "4-2-6-1", "winners": ["Bo | Alm"]},
        },
    }  # fmt: skip

    text = read(annex_texts.ballots_in_markdown([poll]))

    assert "| Ada Ek | 2 |\n| Bo \\| Alm | 2 |\n| Blanka | 1 |" in text
    assert "Vald: Bo | Alm.\n\nLotten drogs ur `4-2-6-1` och föll på Bo | Alm." in text


def test_what_was_of_the_moment_is_not_kept_for_ever() -> None:
    kept = lasting([{"id": 1, "may": {"open": []}, "steps": [{"may": {}, "no": 1}]}])

    assert kept == [{"id": 1, "steps": [{"no": 1}]}]
