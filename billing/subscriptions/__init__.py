"""What an association pays the platform for its place here, and what happens when it does not (ADR 18)."""
