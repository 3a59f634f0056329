"""The facts of a meeting, gathered for its minutes."""

from voting.minutes.queries.gathering import draft, meeting_facts, written_at

__all__ = ["draft", "meeting_facts", "written_at"]
