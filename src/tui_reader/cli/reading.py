"""Commands that show documents: `open`, `show`, `list`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import click

from tui_reader.cli.options import PATH, shared
from tui_reader.cli.output import on_a_terminal, output_terminal, print_lines, print_rows
from tui_reader.language import LANGUAGES
from tui_reader.settings import MIN_MEASURE, MIRROR, cache_folder
from tui_reader.telling import say
from tui_reader.text.encoders import Encoder

MAX_WIDTH = 10_000
"""Cells of a row that `show` can be asked for."""


@click.command("open")
@click.argument("paths", nargs=-1, type=PATH)
@shared("annotator", "annotations", "encoding", "direction")
@click.option("--measure", type=click.IntRange(MIN_MEASURE), metavar="CELLS", help="Greatest width of the text.")
@click.option("--align", type=click.Choice(["centre", "start"]), help="Where a narrow text stands in its pane.")
@click.option(
    "--mirror",
    type=click.Choice(MIRROR),
    help="Library at the right; auto: for a right-to-left document; else as the language reads.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the interface, else that of the locale.")
@click.option("--theme", metavar="NAME", help="One of Textual's themes.")
@click.option(
    "--remember/--no-remember",
    default=None,
    help="Keep places, recent files and what keys have chosen for the next time, or none of them.",
)
@shared("terminal_bidi")
def open_command(paths: tuple[Path, ...], **chosen: Any) -> None:
    """Open documents to read and annotate: files, or folders with everything in them."""
    from tui_reader.launch import open_app

    open_app(paths, chosen)


@click.command()
@click.argument("path", type=PATH)
@click.option(
    "--width",
    type=click.IntRange(2, MAX_WIDTH),
    metavar="CELLS",
    help="Cells of a row; else the terminal's, at most 80.",
)
@click.option("--tags", is_flag=True, help="Mark annotations, and name the tags behind each row.")
@click.option(
    "--color",
    "--colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Whether tags are marked in colour, and italics keep the order for kitty; auto: on a terminal.",
)
@shared("annotator", "annotations", "encoding", "direction", "terminal_bidi")
@click.option(
    "--encoder",
    type=click.Choice([way.value for way in Encoder]),
    help="The order text is sent in, for whatever terminal; else what is right for the one it is sent to.",
)
def show(path: Path, width: int | None, tags: bool, color: str, encoder: str | None, **chosen: Any) -> None:
    """Print a document as the reading pane lays it out: shaped, in visual order, one row a line."""
    from tui_reader.launch import chosen_settings

    settings = chosen_settings(chosen)
    terminal = output_terminal(settings.terminal_bidi, encoder)
    settings = settings._replace(measure=width or min(settings.measure, shutil.get_terminal_size().columns))
    in_styles = color == "always" or (color == "auto" and on_a_terminal())
    if not tags:
        from tui_reader.documents.files import read_document
        from tui_reader.printing import plain_rows
        from tui_reader.session.page import Page

        document = read_document(path, settings.encoding)
        page = Page(document, settings.measure, settings.direction, settings.display)
        print_rows(plain_rows(page), terminal, in_faces=in_styles)
        return
    from tui_reader.printing import tagged_rows
    from tui_reader.session.files.opening import open_reading

    opened = open_reading(path, settings)
    for remark in opened.remarks:
        say(remark)
    in_colour = in_styles and (color == "always" or "NO_COLOR" not in os.environ)
    print_rows(tagged_rows(opened.session, colour=in_colour), terminal, in_faces=in_styles)


@click.command("list")
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="A JSON array with everything that is known.")
@shared("annotations", "encoding")
def list_command(paths: tuple[Path, ...], as_json: bool, **chosen: Any) -> None:
    """List documents and their annotation sets with their counts."""
    from tui_reader.documents.library import Library
    from tui_reader.launch import chosen_settings
    from tui_reader.session.library.shelf import Shelf

    library = Library(paths or (Path(),))
    settings = chosen_settings(chosen)
    accounts = Shelf(library, settings, cache_folder()).accounts()
    if as_json:
        from tui_reader.printing import printable_json

        print_lines(printable_json(account.as_json() for account in accounts))
    else:
        terminal = output_terminal(settings.terminal_bidi)
        print_rows(
            ([(line, "")] for account in accounts for line in account.lines()), terminal, in_faces=on_a_terminal()
        )
    for problem in library.problems:
        say(str(problem))
