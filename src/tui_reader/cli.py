"""The command line: parses, calls the core, prints. Standard output is for data, standard error for words.

Textual is imported only where the app opens.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_reader import __version__
from tui_reader.errors import ExitCode
from tui_reader.language import LANGUAGES
from tui_reader.settings import MIN_MEASURE, MIRROR, cache_folder
from tui_reader.telling import INTERRUPTED, fail, fail_on_output, say, say_line, told
from tui_reader.terminal.choice import TerminalBidi
from tui_reader.terminal.switches import NOTHING, switched
from tui_reader.text.bidi import Direction
from tui_reader.text.encoders import Encoder
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_reader.printing import Row
    from tui_reader.terminal.policy import Decision
    from tui_reader.terminal.switches import Switch

PATH = click.Path(path_type=Path)
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
        "terminal_bidi": click.option(
            "--terminal-bidi",
            type=click.Choice([way.value for way in TerminalBidi]),
            help="How text goes to a terminal that may order rows by itself; auto: the terminal is asked.",
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
@click.option("--mirror", type=click.Choice(MIRROR), help="Library at the right; auto: for a right-to-left document.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the interface, else that of the locale.")
@click.option("--theme", metavar="NAME", help="One of Textual's themes.")
@_shared("terminal_bidi")
def open_command(paths: tuple[Path, ...], **chosen: Any) -> None:
    """Open documents to read and annotate: files, or folders with everything in them."""
    from tui_reader.launch import open_app

    open_app(paths, chosen)


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
    help="Whether tags are marked in colour, and italics keep the order for kitty; auto: on a terminal.",
)
@_shared("annotator", "annotations", "encoding", "direction", "terminal_bidi")
@click.option(
    "--encoder",
    type=click.Choice([way.value for way in Encoder]),
    help="The order text is sent in, for whatever terminal; else what is right for the one it is sent to.",
)
def show(path: Path, width: int | None, tags: bool, color: str, encoder: str | None, **chosen: Any) -> None:
    """Print a document as the reading pane lays it out: shaped, in visual order, one row a line."""
    from tui_reader.launch import chosen_settings

    settings = chosen_settings(chosen)
    terminal = _output_terminal(settings.terminal_bidi, encoder)
    settings = settings._replace(measure=width or min(settings.measure, shutil.get_terminal_size().columns))
    in_styles = color == "always" or (color == "auto" and _on_a_terminal())
    if not tags:
        from tui_reader.documents.files import read_document
        from tui_reader.printing import plain_rows
        from tui_reader.session.page import Page

        document = read_document(path, settings.encoding)
        page = Page(document, settings.measure, settings.direction, settings.display)
        _print_rows(plain_rows(page), terminal, in_faces=in_styles)
        return
    from tui_reader.printing import tagged_rows
    from tui_reader.session.opening import open_reading

    opened = open_reading(path, settings)
    for remark in opened.remarks:
        say(remark)
    in_colour = in_styles and (color == "always" or "NO_COLOR" not in os.environ)
    _print_rows(tagged_rows(opened.session, colour=in_colour), terminal, in_faces=in_styles)


@cli.command("list")
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="A JSON array with everything that is known.")
@_shared("annotations", "encoding")
def list_command(paths: tuple[Path, ...], as_json: bool, **chosen: Any) -> None:
    """List documents and their annotation sets with their counts."""
    from tui_reader.documents.library import Library
    from tui_reader.launch import chosen_settings
    from tui_reader.session.shelf import Shelf

    library = Library(paths or (Path(),))
    settings = chosen_settings(chosen)
    accounts = Shelf(library, settings, cache_folder()).accounts()
    if as_json:
        from tui_reader.printing import printable_json

        _print(printable_json(account.as_json() for account in accounts))
    else:
        terminal = _output_terminal(settings.terminal_bidi)
        _print_rows(
            ([(line, "")] for account in accounts for line in account.lines()), terminal, in_faces=_on_a_terminal()
        )
    for problem in library.problems:
        say(str(problem))


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
def validate(paths: tuple[Path, ...]) -> None:
    """Check annotation sets and tagsets: every problem as `file:line: path: message`."""
    from tui_reader.session.checking import check

    problems = list(check(paths))
    _print(printable(str(problem)) for problem in problems)
    if problems:
        sys.exit(ExitCode.FOUND_PROBLEMS)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Everything that was found out, for a bug report.")
@click.option("--forget", is_flag=True, help="Take back what was picked for this terminal.")
def doctor(as_json: bool, forget: bool) -> None:
    """Find out what this terminal does with right-to-left text, and pick what reads right."""
    from tui_reader.doctor import consultation
    from tui_reader.launch import chosen_settings, picked_path

    if forget:
        say(f"nothing is picked for {consultation.forget(picked_path())} any more")
        return
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    consultation.consult(chosen_settings({}).terminal_bidi, picked_path(), as_json=as_json)


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
        fail(f"{path}: is there already and is left as it is", ExitCode.USAGE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(folder, f"cannot be made ({error.strerror or error})") from error
    atomic.replace(path, default_tagset_text().encode())
    say(f"wrote {path}")


@tagset.command("show")
@click.argument("path", type=PATH, required=False)
def tagset_show(path: Path | None) -> None:
    """Print the tags of a tagset file, or of the default one."""
    from tui_reader.annotations.tagset import default_tagset, load_tagset
    from tui_reader.launch import chosen_settings

    chosen = default_tagset() if path is None else load_tagset(path)
    terminal = _output_terminal(chosen_settings({}).terminal_bidi)
    _print_rows(([(line, "")] for line in _tagset_lines(chosen)), terminal, in_faces=_on_a_terminal())


def _tagset_lines(chosen: Any) -> Iterable[str]:
    from tui_reader.text.excerpt import isolated, label_text

    yield printable(chosen.identifier)
    for kind in (*chosen.tags, *chosen.relations):
        hidden = "" if kind.shown else "  (not in the short list)"
        names = " ".join(isolated(name) for name in kind.names.values() if name != kind.name)
        yield f"  {printable(kind.key or ' ')}  {label_text(f'{isolated(kind.name)} {names}', 80)}{hidden}"
        for attribute in kind.attributes:
            answers = ", ".join(attribute.values) or attribute.kind.value
            yield f"       {label_text(f'{isolated(attribute.name)}: {isolated(answers)}', 150)}"


def _output_terminal(choice: TerminalBidi, encoder: str | None = None) -> Decision:
    """What is done for the terminal behind standard output, before anything is laid out for it.

    An encoder that was named is used whatever is there, and nobody is asked.
    """
    from tui_reader.launch import picked_path
    from tui_reader.terminal.output import decision_for_output
    from tui_reader.terminal.policy import Decision
    from tui_reader.text.display import Display, set_usual_display

    decision = Decision(Encoder(encoder)) if encoder else decision_for_output(choice, picked_path())
    set_usual_display(Display(joined=decision.encoder.joins))
    return decision


def _on_a_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _print_rows(rows: Iterable[Row], terminal: Decision, *, in_faces: bool) -> None:
    """Writes rows in visual order as the terminal wants them."""
    from tui_reader.printing import sent

    _print(sent(rows, terminal.encoder, in_faces=in_faces), terminal.switch)


def _print(lines: Iterable[str], switch: Switch = NOTHING) -> None:
    """Writes lines to standard output as UTF-8, whatever the locale says. Ends quietly when nobody reads on."""
    if sys.stdout is None:
        fail("standard output: is closed", ExitCode.NOT_WRITTEN)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    out = sys.stdout.buffer
    try:
        with switched(out.fileno(), switch):
            try:
                for line in lines:
                    out.write(line.encode("utf-8", "replace") + b"\n")
            finally:
                out.flush()
    except OSError as error:
        fail_on_output(error)


def main() -> None:
    """The command line, whatever it says."""
    with told():
        try:
            sys.exit(cli(prog_name="tui-reader", standalone_mode=False))
        except click.ClickException as error:
            # What it says may repeat an argument, which may be the name of a file.
            usage = io.StringIO()
            error.show(usage)
            for line in usage.getvalue().rstrip("\n").split("\n"):
                say_line(line)
            sys.exit(ExitCode.USAGE)
        except click.Abort:
            sys.exit(INTERRUPTED)
