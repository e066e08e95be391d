"""`python -m tui_reader` is `tui-reader`."""

from __future__ import annotations

import sys


def main() -> None:
    """The `tui-reader` program."""
    from tui_reader.launch import open_app, plain_paths
    from tui_reader.telling import told

    with told():
        paths = plain_paths(sys.argv[1:])
        if paths is not None:
            open_app(paths, {})
    from tui_reader import cli

    cli.main()


if __name__ == "__main__":
    main()
