"""The officers make the meeting's key together, so that nobody alone can read a secret vote."""
