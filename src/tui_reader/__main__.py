"""`python -m tui_reader` is `tui-reader`."""

from tui_reader.cli import main

if __name__ == "__main__":
    main()
