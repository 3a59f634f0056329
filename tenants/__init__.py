"""The association, its members, its statutes and its decisions."""
