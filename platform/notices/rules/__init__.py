"""Letters and calendar files as text, and what a refusal means: pure functions, no sending, no clock."""

from notices.rules.calendar import CalendarEvent, calendar_file
from notices.rules.refusing import MOST_TRIES, code_of, is_final, trouble_of
from notices.rules.texts import Letter, write_letter
from notices.rules.wording import Section

__all__ = [
    "MOST_TRIES",
    "CalendarEvent",
    "Letter",
    "Section",
    "calendar_file",
    "code_of",
    "is_final",
    "trouble_of",
    "write_letter",
]
