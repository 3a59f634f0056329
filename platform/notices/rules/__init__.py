"""Letters and calendar files as text: pure functions, no sending, no clock."""

from notices.rules.calendar import CalendarEvent, calendar_file
from notices.rules.texts import Letter, write_letter

__all__ = ["CalendarEvent", "Letter", "calendar_file", "write_letter"]
