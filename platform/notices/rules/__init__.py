"""Letters and calendar files as text: pure functions, no sending, no clock."""

from notices.rules.calendar import CalendarEvent, calendar_file
from notices.rules.texts import Letter, write_letter
from notices.rules.wording import Section

__all__ = ["CalendarEvent", "Letter", "Section", "calendar_file", "write_letter"]
