"""tui-reader: right-to-left sources in the terminal, read as printed, annotated with a few keys."""

__version__ = "0.1.0"
