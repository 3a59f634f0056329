"""Minutes drafted from a meeting's facts, in the words of the record."""

from __future__ import annotations

from voting.meetings.rules.dates import weekday_date
from voting.minutes.rules import head
from voting.minutes.rules.annexes import annex_refs, annexes
from voting.minutes.rules.board import seats_table
from voting.minutes.rules.facts import MeetingFacts, Progress
from voting.minutes.rules.items import item_minutes
from voting.minutes.rules.shapes import MinutesDraft
from voting.minutes.rules.swedish import capital, tidy


def draft(facts: MeetingFacts) -> MinutesDraft:
    """Write the minutes as far as the meeting has come. Same facts, same words, same checksum.

    Before the close only the items taken up are written; after it every item has its §. Raises
    ``ValueError`` naming the field when numbers do not add up: such minutes are not written.
    """
    shown = [i for i in facts.items if facts.closed_at or i.progress is not Progress.LATER]
    local_day = (facts.opened_at or facts.starts_at).astimezone(facts.zone).date()
    annex = annex_refs(facts)
    return MinutesDraft(
        title=f"Protokoll {'styrelsen ' if facts.is_board else ''}{facts.number}".strip(),
        subtitle=tidy(_subtitle(facts)),
        date=capital(weekday_date(local_day)),
        association=facts.association,
        facts=head.facts_table(facts),
        attendance=head.attendance(facts),
        attendance_notes=head.attendance_notes(facts, annex),
        reading_note=head.reading_note(facts),
        items=tuple(item_minutes(item, facts, annex) for item in shown),
        signatures=head.signatures(facts),
        register_annex=head.register_annex(facts),
        members_annex=head.members_annex(facts),
        classes=head.classes_table(facts),
        seats=seats_table(facts),
        annexes=annexes(facts),
        log_sha256=facts.log_sha256,
        version=facts.version,
    )


def _subtitle(facts: MeetingFacts) -> str:
    """``Konstituerande möte för Föreningen IEC``, unless the title says whose it is."""
    named = facts.association and facts.association.lower() not in facts.title.lower()
    known = not facts.called or facts.called.lower() in facts.title.lower()
    title = facts.title if known else f"{facts.title} ({facts.called})"
    return f"{title} för {facts.association}" if named else title
