"""Member organisations, their contacts and delegates."""
