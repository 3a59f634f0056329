"""Annexes to be read by people: what was moved, voted, nominated and counted, in Swedish and in Markdown.

The same facts lie beside them as data. What a text has no words for is left to that file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kernel.money import money
from voting.counting.rule_text import group
from voting.minutes.rules.swedish import capital, joined

OUTCOMES: Final = {"carried": "Bifall", "rejected": "Avslag", "tied": "Lika röstetal", "none": "Ingen vald"}
RULES: Final = {
    "majority": "Majoritet", "tie_matter_open": "Lika röstetal i sakfråga",
    "tie_matter_secret": "Lika röstetal i sluten omröstning", "tie_election": "Lika röstetal vid val",
    "many_proposals": "Flera förslag", "election_seats": "Val av ledamöter",
    "election_chair": "Val av ordförande", "election_validity": "Namn på valsedeln",
    "secret_elections": "Slutna val", "votes_per_member": "Röster per medlem", "proxy": "Fullmakter",
    "substitute": "Ersättare", "venue_lost_minutes": "Förlorad plats",
}  # fmt: skip
WORDS: Final = {
    "chair_then_lot": "mötesordförandens mening gäller, annars lotten",
    "any_chair_then_lot": "mötesordförandens mening gäller även utan egen röst, annars lotten",
    "lot": "lotten avgör", "status_quo": "förslaget faller",
    "contraproposition": "ställs mot varandra tills ett återstår", "plurality": "flest röster",
    "two_round": "mer än hälften, annars en andra omgång", "approval": "bifall till flera namn",
    "yes_no": "ja eller nej till varje namn", "stv_scottish": "proportionellt, rangordnade namn",
    "schulze": "parvis jämförelse, rangordnade namn", "at_most": "högst så många namn som platser",
    "exactly": "exakt så många namn som platser", "on_request": "när någon begär det",
    "when_contested": "när det finns fler namn än platser", "always": "alltid",
}  # fmt: skip
BASES: Final = {
    "cast": "avgivna röster, blanka oräknade", "cast_with_blanks": "avgivna röster, blanka medräknade",
    "present": "närvarande röster", "register": "röstlängden",
}  # fmt: skip
SHARES: Final = {
    "1/2": "hälften",
    "2/3": "två tredjedelar",
    "3/4": "tre fjärdedelar",
    "9/10": "nio tiondelar",
}


def procedure_in_markdown(*, title: str, proposal: str, rules: Mapping[str, Any]) -> bytes:
    """The rules that the meeting counted by, each with the place it is from."""
    lines = [f"# Mötesordning: {title}", "", *_quoted(proposal)]
    for name, words in RULES.items():
        one = rules.get(name)
        said = _rule(name, one["value"]) if one else ""
        if one and said:
            source = f" ({one['source_sv']})" if one.get("source_sv") else ""
            lines.append(f"- **{words}:** {said}{source}")
    return _file(lines)


def motions_in_markdown(motions: Sequence[Mapping[str, Any]], votes: Sequence[Mapping[str, Any]]) -> bytes:
    """What was moved, by whom and in what words; then each counted vote with its numbers."""
    lines = ["# Yrkanden och voteringar", ""]
    for one in motions:
        clause = one.get("clause") or {}
        where = clause.get("ref", "") or one.get("target", "")
        lines += [f"## {one['mark']}, § {one['item_no']}" + (f": {where}" if where else ""), ""]
        lines += [f"Yrkande av {(one.get('mover') or {}).get('label') or 'dem som lade fram förslaget'}.", ""]
        lines += _quoted(one.get("new_sv") or clause.get("proposed", ""))
        if clause.get("base") and one.get("kind") != "addition":
            lines += ["Lydelse före:", "", *_quoted(clause["base"])]
        if word := (one.get("recommendation") or {}).get("word"):
            lines += [f"Rekommendation: {word}.", ""]
    for poll in votes:
        lines += _vote(poll)
    return _file(lines)


def ballots_in_markdown(polls: Sequence[Mapping[str, Any]]) -> bytes:
    """Each ballot with names: the votes of each, the papers, who was elected, and the lot."""
    lines = ["# Valens röstetal", ""]
    for poll in polls:
        lines += _vote(poll)
    return _file(lines)


def nominations_in_markdown(elections: Sequence[Mapping[str, Any]]) -> bytes:
    """Who was nominated to what, by whom; and whose name was taken back."""
    lines = ["# Nomineringar till val", ""]
    for one in elections:
        lines += [f"## § {one['item_no']} {one.get('title_sv') or ''}".rstrip(), ""]
        for name in one.get("nominations", ()):
            who = ", ".join(filter(None, (name["name"], name.get("organisation", ""))))
            by = f" – {name['nominated_by']}" if name.get("nominated_by") else ""
            back = " (drog tillbaka sitt namn)" if name.get("withdrawn") else ""
            lines.append(f"- {who}{by}{back}")
        lines.append("")
    return _file(lines)


def fees_in_markdown(body: Mapping[str, Any], *, currency: str) -> bytes:
    """The classes of fee that were decided, what each pays, and whether it has a vote."""
    period = str((body.get("period") or {}).get("label_sv", ""))
    rows = [
        (
            str(one["id"]), str(one["sv"]), "ja" if one.get("vote", True) else "nej",
            money(one["amount"], currency=currency),
        )
        for one in body.get("classes", ())
    ]  # fmt: skip
    lines = ["# Medlemsavgifter", "", *([f"{capital(period)}.", ""] if period else [])]
    return _file([*lines, *_table(("Klass", "Medlem", "Rösträtt", "Avgift"), rows)])


def _vote(poll: Mapping[str, Any]) -> Iterator[str]:
    result = poll.get("result") or {}
    yield from (f"## Votering {poll['no']}, § {poll['item_no']}: {poll['question']}", "")
    names = {str(c["id"]): str(c["name"]) for c in poll.get("candidates", ())}
    labels = {str(o["value"]): str(o["label"]) for o in poll.get("options", ())} | names
    counts = (result.get("tally") if names else result.get("counts")) or {}
    numbers: dict[str, int] = {str(key): n for key, n in counts.items() if isinstance(n, int)}
    order = [key for key in labels if key in numbers] + [key for key in numbers if key not in labels]
    if names:
        order.sort(key=lambda key: -numbers[key])
    rows = [(str(labels.get(key, key)), group(numbers[key], "sv")) for key in order]
    beside = (("blank", "Blanka"), ("invalid", "Ogiltiga")) if names else ()
    rest = (*beside, ("not_voted", "Ej röstat"), ("register", "Röstlängd"))
    rows += [(words, group(result[key], "sv")) for key, words in rest if isinstance(result.get(key), int)]
    yield from _table(("", "Röster"), rows)
    if isinstance(result.get("base"), int) and isinstance(result.get("needed"), int) and not names:
        yield from (f"Bas {group(result['base'], 'sv')}, krävs {group(result['needed'], 'sv')}.", "")
    if elected := [labels.get(str(key), str(key)) for key in result.get("elected") or ()]:
        yield from (f"Valda: {joined(elected)}." if len(elected) > 1 else f"Vald: {elected[0]}.", "")
    elif outcome := str(result.get("outcome") or ""):
        yield from (f"Utfall: {OUTCOMES.get(outcome, labels.get(outcome, outcome))}.", "")
    if seed := (result.get("lot") or {}).get("seed"):
        yield from (f"Lotten drogs ur `{seed}` och föll på {joined(result['lot']['winners'])}.", "")


def _rule(name: str, value: Any) -> str:  # noqa: ANN401  JSON
    if name == "majority":
        share = SHARES.get(value["fraction"], value["fraction"])
        opening = "mer än" if value["threshold"] == "more_than" else "minst"
        return f"{opening} {share} av {BASES.get(value['base'], value['base'])}"
    if name == "proxy":
        return "godtas" if value.get("allowed") else "godtas inte"
    if name == "substitute":
        return "röstar när ombudet inte är på plats" if value else "godtas inte"
    if name == "venue_lost_minutes":
        return f"mötet prövar att ajournera efter {value} minuter"
    return WORDS.get(value, "") if isinstance(value, str) else str(value)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return []
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    bar = ["---", *("---:" if n == len(header) - 1 else "---" for n in range(1, len(header)))]
    return [f"| {' | '.join(row)} |" for row in (list(header), bar, *cells)] + [""]


def _quoted(text: str) -> list[str]:
    return [*(f"> {line}" for line in text.splitlines()), ""] if text else []


def _file(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines).rstrip() + "\n").encode()
