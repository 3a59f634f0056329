"""Commands of the minutes room."""
