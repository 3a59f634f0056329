"""Commands of the polls room."""
