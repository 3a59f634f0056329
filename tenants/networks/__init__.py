"""The tenant: sign-up, address, its own schema, and its stage on the way to an association."""
