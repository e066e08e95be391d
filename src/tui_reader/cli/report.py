"""`report`: what is answered and what is open in annotated documents, as rows, as JSON or for a spreadsheet."""

from __future__ import annotations

import shutil
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.options import PATH, shared
from tui_reader.cli.output import Progress, on_a_terminal, output_terminal, print_lines, print_rows
from tui_reader.errors import ExitCode
from tui_reader.language import counted
from tui_reader.session.views.questions import View
from tui_reader.telling import say
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.cli.report_forms import Form
    from tui_reader.documents.library import Library
    from tui_reader.session.views.survey import Findings, Place
    from tui_reader.settings import Settings

PROGRESS = "progress"
MAX_WIDTH = 10_000


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@click.option(
    "--view",
    type=click.Choice([*(view.value for view in View), PROGRESS]),
    default=PROGRESS,
    help="What is asked; progress: how far each document is, with the number of answers to the other questions.",
)
@click.option("--tag", metavar="NAME", help="The tag for --view tag; elsewhere, only what has this tag is listed.")
@click.option("--set", "sets", multiple=True, type=PATH, metavar="FILE", help="Ask this set, whosever it is.")
@click.option("--others", is_flag=True, help="Ask the sets of other annotators too.")
@click.option("--json", "as_json", is_flag=True, help="A JSON array; places in code points of the whole text.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV for a spreadsheet: formulas are defused.")
@click.option("--no-bom", is_flag=True, help="With --csv: without the byte-order mark that Excel wants.")
@click.option("--width", type=click.IntRange(20, MAX_WIDTH), metavar="CELLS", help="Of a row; else the terminal's.")
@shared("annotator", "annotations", "encoding", "direction", "terminal_bidi")
def report(
    paths: tuple[Path, ...],
    view: str,
    tag: str | None,
    sets: tuple[Path, ...],
    others: bool,
    as_json: bool,
    as_csv: bool,
    no_bom: bool,
    width: int | None,
    **chosen: Any,
) -> None:
    """Answer questions about annotated documents: files, or folders with everything in them, else what is here.

    uncited: claims without a citation; unused-citations: citations that nothing uses; by-source: who says what;
    unattributed: quotes without a speaker; tag: all passages with a tag, each in its context; progress: how far each
    document is. Ends with 3 if something could not be read, with 2 if a tagset has no words for what is asked.
    """
    from tui_reader.launch import chosen_settings

    if view == View.TAG and not tag:
        raise click.UsageError("--view tag goes with --tag NAME")
    if tag and view == PROGRESS:
        raise click.UsageError("--tag goes with the views that are lists")
    if as_json and as_csv:
        raise click.UsageError("--json and --csv do not go together")
    if no_bom and not as_csv:
        raise click.UsageError("--no-bom goes with --csv")
    settings = chosen_settings(chosen)
    asking = _Asking(settings, None if view == PROGRESS else View(view), tag or "", others=others)
    findings = asking.findings(_places(paths or (() if sets else (Path(),)), sets))
    if as_json or as_csv:
        form = _form(asking.view, 0, in_styles=False)
        print_lines(form.json_lines(findings) if as_json else form.csv_lines(findings, with_mark=not no_bom))
    else:
        terminal = output_terminal(settings.terminal_bidi)
        form = _form(asking.view, width or shutil.get_terminal_size().columns, in_styles=on_a_terminal())
        print_rows(form.rows(findings), terminal, in_faces=on_a_terminal())
    if asking.other_sets:
        left_out = counted(asking.other_sets, "set of another annotator is", "sets of other annotators are")
        say(f"{left_out} left out: --others asks {'it' if asking.other_sets == 1 else 'them'} too")
    sys.exit(max(asking.codes, default=ExitCode.OK))


def _form(view: View | None, width: int, *, in_styles: bool) -> Form:
    from tui_reader.cli.report_forms import PassageForm, ProgressForm

    return ProgressForm() if view is None else PassageForm(view, width, in_styles=in_styles)


def _places(paths: Sequence[Path], sets: Sequence[Path]) -> Iterator[Place]:
    """The documents to be asked about, those in folders as soon as they are found. Raises FileProblem at once."""
    from tui_reader.documents.library import Library

    named = [_place_of(path) for path in sets]
    return chain(named, _documents(Library(paths)) if paths else ())


def _place_of(path: Path) -> Place:
    from tui_reader.annotations import file
    from tui_reader.annotations.source_paths import LeadsOut, source_at
    from tui_reader.errors import AnnotationFileError
    from tui_reader.session.views.survey import Place

    source = file.load(path).set.source
    if source is None:
        raise AnnotationFileError(path, "does not say which source it is about")
    try:
        return Place(source_at(path, source.path), None, (path,))
    except LeadsOut as error:
        raise AnnotationFileError(path, str(error)) from error


def _documents(library: Library) -> Iterator[Place]:
    from tui_reader.session.views.survey import Place

    for entry in library.each_document():
        yield Place(entry.path, entry.above[-1].path if entry.above else None)
    for problem in library.problems:
        say(str(problem))


class _Asking:
    """A survey, what is said while it goes on, and the exit codes that it means."""

    def __init__(self, settings: Settings, view: View | None, tag: str, *, others: bool) -> None:
        self.view = view
        self.codes: set[ExitCode] = set()
        self.other_sets = 0
        self._settings = settings
        self._tag = tag
        self._others = others
        self._said: set[str] = set()

    def findings(self, places: Iterator[Place]) -> Iterator[Findings]:
        """What is found in each document, as soon as it is."""
        from tui_reader.session.views.survey import Asked, Survey

        asked = Asked(self.view, self._tag, covers=self.view is None, others=self._others)
        survey = Survey(places, asked, self._settings, progress=Progress().tell)
        is_there = not self._tag
        for _ in survey.run():
            while survey.findings:
                found = survey.take()
                is_there = is_there or bool(found.passages)
                self._say(found)
                yield found
        if not is_there and not survey.has_tag(self._tag):
            self.codes.add(ExitCode.USAGE)
            say(f"no tagset and no set has a tag called {isolated(self._tag)}")

    def _say(self, found: Findings) -> None:
        self.other_sets += found.other_sets
        for problem in found.problems:
            self.codes.add(problem.exit_code)
            words = str(problem)
            # A tagset is that of many documents.
            if words not in self._said:
                say(words)
                self._said.add(words)
