"""The plain commands of ``stadga``: one module each, with HELP and ``run``. A new file is a new command."""
