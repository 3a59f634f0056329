"""PostgreSQL, Valkey and a mail catcher for a bare machine: no administrator, no configuration."""
