"""The annexes: which there are, in what order they are numbered, and how the text refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from voting.counting.rule_text import NO_BREAK_SPACE
from voting.meetings.rules.dates import long_date
from voting.minutes.rules.facts import AnnexFacts, ItemFacts, MeetingFacts
from voting.minutes.rules.swedish import capital, counted, sections, tidy


def annexes(meeting: MeetingFacts) -> tuple[AnnexFacts, ...]:
    """Number the annexes that these minutes refer to, then those that were added to them.

    The same kind gets the file and checksum that ``meeting.annexes`` has for it.
    """
    if meeting.is_board:
        given = list(meeting.annexes)
        return tuple(replace(one, no=no) for no, one in enumerate(given, 1))
    files = {one.kind: one for one in meeting.annexes if one.kind}
    found = list(_own(meeting))
    kinds = {one.kind for one in found}
    found += [one for one in meeting.annexes if one.kind not in kinds]
    return tuple(
        replace(one, no=no, file=_file(one, files), sha256=_sha(one, files))
        for no, one in enumerate(found, 1)
    )


def annex_refs(meeting: MeetingFacts) -> dict[str, str]:
    """``register`` → ``bilaga 2``."""
    return {one.kind: f"bilaga{NO_BREAK_SPACE}{one.no}" for one in annexes(meeting) if one.kind}


def _file(one: AnnexFacts, files: dict[str, AnnexFacts]) -> str:
    return files[one.kind].file if one.kind in files else one.file


def _sha(one: AnnexFacts, files: dict[str, AnnexFacts]) -> str:
    return files[one.kind].sha256 if one.kind in files else one.sha256


def _own(meeting: MeetingFacts) -> Iterator[AnnexFacts]:
    """In the record's own order: what the meeting adopted, then what it had before it."""
    yield from _adopted(meeting)
    yield from _before_it(meeting)
    secret = [i.no for i in meeting.items if any(b.is_secret for e in i.elections for b in e.ballots)]
    if secret:
        title = "Rösträknarnas protokoll från de slutna valen"
        yield AnnexFacts(0, title, secret[0], kind="ballots", ref=sections(secret))


def _adopted(meeting: MeetingFacts) -> Iterator[AnnexFacts]:
    if item := meeting.item_of("rules_of_procedure"):
        yield _annex("procedure", "Mötesordning", item.no)
    if meeting.register:
        votes = counted(meeting.register.total, "röst", "röster")
        item = meeting.item_of("register")
        yield _annex("register", f"Röstlängd, {votes}", item.no if item else meeting.register.item_no)
    statutes, item = meeting.statutes, _statutes_item(meeting)
    if statutes and statutes.number and item:
        title = f"Stadgar för {meeting.association}, version {statutes.number}"
        yield _annex("statutes", title, item.no)
    if meeting.joined and (joining := meeting.item_of("joining")):
        members = counted(len(meeting.joined), "organisation", "organisationer")
        yield _annex("members", f"Medlemmar enligt upprop, {members}", joining.no)
    if budget := meeting.item_of("budget"):
        yield _annex("budget", budget.heading, budget.no)
    if accounts := meeting.item_of("accounts"):
        yield _annex("accounts", "Resultat- och balansräkning", accounts.no)


def _before_it(meeting: MeetingFacts) -> Iterator[AnnexFacts]:
    proposer = meeting.proposer if meeting.proposer.endswith("s") else f"{meeting.proposer}s"
    statutes, item = meeting.statutes, _statutes_item(meeting)
    if statutes and item and item.order:
        title = f"{proposer} förslag till stadgar, version {statutes.base_number}"
        yield _annex("statutes_proposal", title, item.no)
    if item and item.motions:
        marks = [m.mark for m in item.motions]
        one = f"Yrkande {marks[0]} och voteringen"
        many = f"Yrkandena {marks[0]}–{marks[-1]} och voteringarna"
        yield _annex("motions", one if len(marks) == 1 else many, item.no)
    if (fees := meeting.item_of("fees")) and fees.order:
        yield _annex("fees_proposal", f"{proposer} förslag till medlemsavgifter", fees.no)
    elected = [i.no for i in meeting.items if _proposed(i)]
    if elected:
        title = f"{proposer} förslag till val"
        yield AnnexFacts(0, title, elected[0], kind="elections_proposal", ref=sections(elected))
    if meeting.invited_on and (convened := meeting.item_of("convened")):
        what = "Inbjudan" if meeting.kind == "constituting" else "Kallelse"
        title = f"{what} {long_date(meeting.invited_on)} med dagordning"
        yield _annex("invitation", title, convened.no)


def _proposed(item: ItemFacts) -> bool:
    lasting = [e for e in item.elections if e.post not in {"meeting_chair", "meeting_secretary", "adjuster",
               "teller", "remote_teller"}]  # fmt: skip
    return any(n.source == "committee" for e in lasting for n in e.nominees)


def _statutes_item(meeting: MeetingFacts) -> ItemFacts | None:
    return meeting.item_of("statutes") or next((i for i in meeting.items if i.kind == "statutes"), None)


def _annex(kind: str, title: str, item_no: int) -> AnnexFacts:
    return AnnexFacts(0, tidy(capital(title)), item_no, kind=kind, ref=sections([item_no]))
