"""What happened: one append-only, hash-chained record per association."""
