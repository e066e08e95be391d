"""How hypothesis runs here: without a deadline, which a busy machine would miss."""

from hypothesis import settings

settings.register_profile("text", deadline=None)
settings.load_profile("text")
