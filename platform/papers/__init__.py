"""Paper: tagged PDF that anyone can read. Plain functions, no tables."""
