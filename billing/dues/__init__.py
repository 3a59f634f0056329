"""Dues: fee classes and periods, following decisions, and the run that bills everyone once."""
