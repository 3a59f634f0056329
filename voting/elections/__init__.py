"""Val: posts, nominations, rounds, lots and acceptance."""
