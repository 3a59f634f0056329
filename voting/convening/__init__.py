"""The letter of notice (kallelse): written from the meeting, sent once to each, and proof of it."""
