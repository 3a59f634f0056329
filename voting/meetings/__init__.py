"""The meeting: venues, agenda, pre-registration, check-in, and its course."""
