"""What is happening: server-sent events over the journal."""
