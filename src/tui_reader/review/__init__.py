"""Several people's sets on one source: what they say together, what was decided, and the set that comes of it."""
