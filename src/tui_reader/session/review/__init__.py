"""A review of a reading: what several sets say side by side, which of it one is at, what is decided; no screen."""
