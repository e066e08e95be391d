"""What could be tagged: who is asked for it, where it waits, and what a person makes of it."""
