"""The app, but that it does not look whether anything can be written before somebody has changed something."""

from __future__ import annotations

from tui_reader.__main__ import main
from tui_reader.session import layers

if __name__ == "__main__":
    layers._why_not = lambda _: ""
    main()
