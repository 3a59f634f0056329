"""Commands of the networks room."""
