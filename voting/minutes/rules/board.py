"""What only the board's minutes have: its table of members, and who signs for the association."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from voting.minutes.rules.facts import ItemFacts, MeetingFacts, SeatFacts
from voting.minutes.rules.shapes import Block, MinuteLine, Table, tabled
from voting.minutes.rules.swedish import capital, clock, joined, number_word, tidy

POSTS: Final = {
    "board_chair": "ordförande", "board_vice_chair": "vice ordförande", "board_secretary": "sekreterare",
    "treasurer": "kassör", "chair": "ordförande", "board_member": "ledamot",
}  # fmt: skip
TITLED: Final = frozenset({"board_chair"})
BLANK: Final = "____________-______"
DEFINITE: Final = {"ordförande": "ordföranden", "vice ordförande": "vice ordföranden",
                   "sekreterare": "sekreteraren", "kassör": "kassören", "ledamot": "ledamoten"}  # fmt: skip


def seats_table(meeting: MeetingFacts) -> Table | None:
    """Who sits on the board, where they took part, under which § they were elected, and until when."""
    if meeting.board is None or not meeting.board.seats:
        return None
    header = ("Ledamot", "Organisation", "Plats", "Vald av mötet under", "Sitter till och med")
    rows = tuple(
        (_name(seat), seat.organisation, seat.venue if seat.here else "Deltog inte", tidy(seat.elected),
         capital(seat.until))
        for seat in meeting.board.seats
    )  # fmt: skip
    return Table("seats", header, rows, tuple(seat.events for seat in meeting.board.seats))


def seats_notes(meeting: MeetingFacts) -> tuple[MinuteLine, ...]:
    """How many took part, and which minutes the §§ are of."""
    board = meeting.board
    if board is None:
        return ()
    here = [s for s in board.seats if s.here]
    lines = [
        MinuteLine(f"{capital(number_word(len(here)))} av {number_word(len(board.seats))} ledamöter deltog.")
    ]
    for seat in here:
        if seat.came_late:
            when = clock(seat.came_late, meeting.zone)
            lines.append(MinuteLine(f"{seat.name} kom {when}.", seat.events))
        if seat.left:
            lines.append(
                MinuteLine(f"{seat.name} lämnade mötet {clock(seat.left, meeting.zone)}.", seat.events)
            )
    if board.elected_by and any(s.elected for s in board.seats):
        lines.append(MinuteLine(f"Paragraferna i tabellen avser protokollet från {board.elected_by}."))
    return tuple(MinuteLine(tidy(line.text), line.events) for line in lines)


def signatories(item: ItemFacts) -> Iterator[Block]:
    """Those who sign for the association, with a line for the personal number, which is not stored."""
    for effect in item.effects:
        people = list(effect.body.get("people", ())) if effect.kind == "signatories_set" else []
        if not people:
            continue
        jointly = effect.body.get("mode") == "jointly"
        posts = [POSTS.get(str(one.get("post", "")), str(one.get("post", ""))) for one in people]
        rows = []
        for n, one in enumerate(people):
            others = [DEFINITE.get(post, post) for k, post in enumerate(posts) if k != n and post]
            how = (
                f"i förening med {joined(others)}"
                if jointly and others
                else "i förening"
                if jointly
                else "var för sig"
            )
            rows.append((str(one["name"]), capital(posts[n]), BLANK, how))
        events = next((d.events for d in item.decisions if effect in d.effects), ())
        header = ("Firmatecknare", "Uppdrag", "Personnummer", "Tecknar")
        yield from tabled(Table("signatories", header, tuple(rows), (events,) * len(rows)))


def _name(seat: SeatFacts) -> str:
    return f"{seat.name}, {POSTS[seat.post]}" if seat.post in TITLED else seat.name
