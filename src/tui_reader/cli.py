"""The command line: parses, calls the core, prints. Standard output is for data, standard error for words.

Textual is imported only where the app opens.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tui_reader import __version__
from tui_reader.errors import DocumentError, ExitCode, TuiReaderError
from tui_reader.settings import MIN_MEASURE, Settings, cache_folder, load_settings
from tui_reader.terminal import explicit_order, paint_on_a_terminal
from tui_reader.text.bidi import Direction
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_reader.session.opening import Opened
    from tui_reader.session.shelf import Shelf

PATH = click.Path(path_type=Path)
STEPS_TO_SECOND = 100
"""Files and folders behind the first document that are gone through before the app opens."""
MAX_WIDTH = 10_000
"""Cells of a row that `show` can be asked for."""


class _DefaultsToOpen(click.Group):
    """`tui-reader FILE` is `tui-reader open FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if not args or (args[0] not in self.commands and args[0] not in own):
            args = ["open", *args]
        return super().parse_args(ctx, args)


def _shared(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Options that several commands have."""
    options = {
        "encoding": click.option("--encoding", metavar="NAME", help="What the documents are encoded in."),
        "direction": click.option(
            "--direction",
            type=click.Choice([way.value for way in Direction]),
            help="Base direction of paragraphs: by first strong letter (auto), by most letters, or fixed.",
        ),
        "annotations": click.option(
            "--annotations", type=PATH, metavar="DIR", help="The folder annotation sets are kept in."
        ),
        "annotator": click.option("--annotator", metavar="NAME", help="Whose annotations these are."),
    }

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = options[name](command)
        return command

    return decorate


@click.group(cls=_DefaultsToOpen, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tui-reader")
def cli() -> None:
    """Read right-to-left sources in the terminal, correctly shaped and ordered, and annotate them.

    tui-reader PATH... opens files or folders; that is what `open` does.
    """


@cli.command("open")
@click.argument("paths", nargs=-1, type=PATH)
@_shared("annotator", "annotations", "encoding", "direction")
@click.option("--measure", type=click.IntRange(MIN_MEASURE), metavar="CELLS", help="Greatest width of the text.")
@click.option("--align", type=click.Choice(["centre", "start"]), help="Where a narrow text stands in its pane.")
@click.option("--theme", metavar="NAME", help="One of Textual's themes.")
def open_command(paths: tuple[Path, ...], **chosen: Any) -> None:
    """Open documents to read and annotate: files, or folders with everything in them."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        _fail("the app needs a terminal; to print a document use: tui-reader show PATH", ExitCode.USAGE)
    if os.environ.get("TERM", "") in ("", "dumb"):
        _fail("this terminal cannot show the app (TERM is dumb); use: tui-reader show PATH", ExitCode.USAGE)
    settings = _settings(chosen)
    opened, shelf = _open_first(paths or (Path(),), settings)
    from tui_reader.session.state import ReadingState
    from tui_reader.settings import state_folder
    from tui_reader.ui.app import run

    paint_on_a_terminal()
    with explicit_order(sys.stdout.fileno()):
        code = run(opened, shelf, settings, ReadingState(state_folder() / "reading-places.json"))
    sys.exit(code)


def _open_first(paths: Sequence[Path], settings: Settings) -> tuple[Opened, Shelf]:
    """The first document that can be opened; what was named and cannot be opened ends the program."""
    from tui_reader.documents.library import Library
    from tui_reader.session.opening import open_reading
    from tui_reader.session.shelf import Shelf

    library = Library(paths)
    shelf = Shelf(library, settings, cache_folder())
    remarks: list[str] = []
    for entry in library.each_document():
        try:
            opened = open_reading(entry.path, settings, shelf.opened_folder(entry.path))
        except DocumentError as error:
            if entry.parent is None:
                raise
            remarks.append(str(error))
            continue
        # A little further, to know whether there is a second one; the app finds the rest.
        library.read_on(STEPS_TO_SECOND)
        remarks += [str(problem) for problem in library.problems]
        return opened._replace(remarks=[*remarks, *opened.remarks]), shelf
    remarks += [str(problem) for problem in library.problems]
    if remarks:
        raise DocumentError(paths[0], f"holds no document that can be opened; the first: {remarks[0]}")
    raise DocumentError(paths[0], "holds no documents (.txt, .md)")


@cli.command()
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
    help="Whether tags are marked in colour; auto: on a terminal.",
)
@_shared("annotator", "annotations", "encoding", "direction")
def show(path: Path, width: int | None, tags: bool, color: str, **chosen: Any) -> None:
    """Print a document as the reading pane lays it out: shaped, in visual order, one row a line."""
    settings = _settings(chosen)
    settings = replace(settings, measure=width or min(settings.measure, shutil.get_terminal_size().columns))
    if not tags:
        from tui_reader.documents.files import read_document
        from tui_reader.printing import plain_rows
        from tui_reader.session.page import Page

        document = read_document(path, settings.encoding)
        _print(plain_rows(Page(document, settings.measure, settings.direction)))
        return
    from tui_reader.printing import tagged_rows
    from tui_reader.session.opening import open_reading

    opened = open_reading(path, settings)
    for remark in opened.remarks:
        _say(remark)
    in_colour = color == "always" or (color == "auto" and sys.stdout.isatty() and "NO_COLOR" not in os.environ)
    _print(tagged_rows(opened.session, colour=in_colour))


@cli.command("list")
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="A JSON array with everything that is known.")
@_shared("annotations", "encoding")
def list_command(paths: tuple[Path, ...], as_json: bool, **chosen: Any) -> None:
    """List documents and their annotation sets with their counts."""
    from tui_reader.documents.library import Library
    from tui_reader.session.shelf import Shelf

    library = Library(paths or (Path(),))
    accounts = Shelf(library, _settings(chosen), cache_folder()).accounts()
    if as_json:
        from tui_reader.printing import printable_json

        _print(printable_json(account.as_json() for account in accounts), in_visual_order=False)
    else:
        _print(line for account in accounts for line in account.lines())
    for problem in library.problems:
        _say(str(problem))


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
def validate(paths: tuple[Path, ...]) -> None:
    """Check annotation sets and tagsets: every problem as `file:line: path: message`."""
    from tui_reader.session.checking import check

    problems = list(check(paths))
    _print((printable(str(problem)) for problem in problems), in_visual_order=False)
    if problems:
        sys.exit(ExitCode.FOUND_PROBLEMS)


@cli.group()
def tagset() -> None:
    """The tags, attributes and links that annotations are made with."""


@tagset.command("init")
@click.argument("folder", type=PATH, default=Path("annotations"))
def tagset_init(folder: Path) -> None:
    """Write the default tagset to FOLDER/tagset.toml, to be edited."""
    from tui_reader.annotations import atomic
    from tui_reader.annotations.tagset import default_tagset_text
    from tui_reader.errors import SaveError
    from tui_reader.session.opening import TAGSET_FILE

    path = folder / TAGSET_FILE
    if os.path.lexists(path):
        _fail(f"{path}: is there already and is left as it is", ExitCode.USAGE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(folder, f"cannot be made ({error.strerror or error})") from error
    atomic.replace(path, default_tagset_text().encode())
    _say(f"wrote {path}")


@tagset.command("show")
@click.argument("path", type=PATH, required=False)
def tagset_show(path: Path | None) -> None:
    """Print the tags of a tagset file, or of the default one."""
    from tui_reader.annotations.tagset import default_tagset, load_tagset

    chosen = default_tagset() if path is None else load_tagset(path)
    _print(_tagset_lines(chosen))


def _tagset_lines(chosen: Any) -> Iterable[str]:
    from tui_reader.text.excerpt import isolated, shown

    yield printable(chosen.identifier)
    for kind in (*chosen.tags, *chosen.relations):
        hidden = "" if kind.shown else "  (not in the short list)"
        names = " ".join(isolated(name) for name in kind.names.values() if name != kind.name)
        yield f"  {printable(kind.key or ' ')}  {shown(f'{isolated(kind.name)} {names}', 80)}{hidden}"
        for attribute in kind.attributes:
            answers = ", ".join(attribute.values) or attribute.kind.value
            yield f"       {shown(f'{isolated(attribute.name)}: {isolated(answers)}', 150)}"


def _settings(chosen: dict[str, Any]) -> Settings:
    settings, problems = load_settings()
    for problem in problems:
        _say(problem)
    if chosen.get("direction"):
        chosen["direction"] = Direction(chosen["direction"])
    return replace(settings, **{name: value for name, value in chosen.items() if value is not None})


def _print(lines: Iterable[str], *, in_visual_order: bool = True) -> None:
    """Writes lines to standard output as UTF-8, whatever the locale says. Ends quietly when nobody reads on."""
    if sys.stdout is None:
        _fail("standard output: is closed", ExitCode.NOT_WRITTEN)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    out = sys.stdout.buffer
    try:
        with explicit_order(out.fileno()) if in_visual_order else nullcontext():
            for line in lines:
                out.write(line.encode("utf-8", "replace") + b"\n")
            out.flush()
    except OSError as error:
        _fail_on_output(error)


def _fail_on_output(error: OSError) -> NoReturn:
    # Python would complain once more when it closes what it cannot flush.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _fail(f"standard output: cannot be written ({error.strerror or error})", ExitCode.NOT_WRITTEN)


def _say(words: str) -> None:
    _say_line(f"tui-reader: {words}")


def _say_line(line: str) -> None:
    # Where standard error is closed or full there is nobody left to tell, and the exit code says enough.
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(printable(line), file=sys.stderr)


def _fail(words: str, code: ExitCode) -> NoReturn:
    _say(words)
    sys.exit(code)


def main() -> None:
    """The `tui-reader` program."""
    try:
        sys.exit(cli(prog_name="tui-reader", standalone_mode=False))
    except TuiReaderError as error:
        _fail(str(error), error.exit_code)
    except click.ClickException as error:
        # What it says may repeat an argument, which may be the name of a file.
        said = io.StringIO()
        error.show(said)
        for line in said.getvalue().rstrip("\n").split("\n"):
            _say_line(line)
        sys.exit(ExitCode.USAGE)
    except click.Abort:
        sys.exit(128 + signal.SIGINT)
    except OSError as error:
        # An error of a file names it; one without a name is of the stream that help and version go to.
        if error.filename is not None:
            raise
        _fail_on_output(error)
