"""`agreement`: how far annotators agree, in figures: as a table, as JSON or for a spreadsheet."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.options import PATH, shared
from tui_reader.cli.output import Progress, on_a_terminal, output_terminal, print_lines, print_rows
from tui_reader.errors import ExitCode
from tui_reader.telling import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui_reader.agreement.value import Value
    from tui_reader.errors import FileProblem
    from tui_reader.review.figure import ComparedDocument, Figures
    from tui_reader.session.review.meant_documents import Gathered, Meant
    from tui_reader.settings import Settings

USUAL = "u-alpha"
"""The measure that is held to the least there is to be: it is of what was marked, of where, and of how."""
GAMMA = "gamma"
MAX_WIDTH = 10_000


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--measure", metavar="NAME", default=USUAL, help=f"What is held to --min; usually {USUAL}.")
@click.option("--min", "least", type=click.FloatRange(-1, 1), help="End with 1 if the measure is below.")
@click.option("--gamma", "wants_gamma", is_flag=True, help="Work out gamma too, which takes long.")
@click.option("--seed", type=click.IntRange(0), default=0, help="For intervals and gamma, which draw by chance.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object with all figures.")
@click.option(
    "--csv", "as_csv", is_flag=True, help="CSV for a spreadsheet, a row for each figure: formulas are defused."
)
@click.option("--no-bom", is_flag=True, help="With --csv: without the byte-order mark that Excel wants.")
@click.option("--width", type=click.IntRange(40, MAX_WIDTH), metavar="CELLS", help="Of the table; else the terminal's.")
@shared("annotations", "encoding", "terminal_bidi")
def agreement(
    paths: tuple[Path, ...],
    measure: str,
    least: float | None,
    wants_gamma: bool,
    seed: int,
    as_json: bool,
    as_csv: bool,
    no_bom: bool,
    width: int | None,
    **chosen: Any,
) -> None:
    """Say how far annotators agree on documents: files or folders, with all their sets, or sets that are named.

    Overall, for each pair of annotators, for each tag and for each document: F1 of what was marked (exactly, or
    overlapping), Cohen's and Fleiss' kappa and Krippendorff's alpha of tags and attributes, his alpha of stretches of
    text, F1 of links, and which tags are given for which. What each of them means is told in docs/agreement.md. A set
    that came of a review is left out unless it is named.

    Ends with 1 if the measure is below --min or undefined, with 3 if something could not be read, as of a damaged
    set, or if there is no document with two sets.
    """
    from tui_reader.launch import chosen_settings

    if as_json and as_csv:
        raise click.UsageError("--json and --csv do not go together")
    if no_bom and not as_csv:
        raise click.UsageError("--no-bom goes with --csv")
    _require_measure(measure)
    work = _Work(chosen_settings(chosen))
    documents = work.documents(paths)
    if not documents:
        say("no document has two sets that could be compared")
        sys.exit(ExitCode.UNREADABLE)
    found = work.figures(documents, seed)
    if wants_gamma or measure == GAMMA:
        found = work.with_gamma(found, documents, seed)
    if as_json or as_csv:
        work.draw_intervals(found)
    if as_json:
        from tui_reader.review.figure_values import json_value
        from tui_reader.text.safe_json import json_lines

        print_lines(json_lines(json_value(found) | {"seed": seed}))
    elif as_csv:
        from tui_reader.review.figure_values import COLUMNS, rows
        from tui_reader.text.spreadsheet import csv_lines

        print_lines(csv_lines(COLUMNS, rows(found), with_mark=not no_bom))
    else:
        from tui_reader.cli.agreement_table import table_rows

        terminal = output_terminal(work.settings.terminal_bidi)
        lines = table_rows(found, width or shutil.get_terminal_size().columns)
        print_rows(([(line, "")] for line in lines), terminal, in_faces=on_a_terminal())
    if least is not None and not _is_reached(found, measure, least):
        work.codes.add(ExitCode.FOUND_PROBLEMS)
    sys.exit(max(work.codes, default=ExitCode.OK))


def _require_measure(name: str) -> None:
    """Raises UsageError for one that there cannot be."""
    from tui_reader.review.figure import MEASURES, OF_ATTRIBUTES

    measure, colon, attribute = name.partition(":")
    known = (*MEASURES, GAMMA)
    if measure not in known or (colon and (measure not in OF_ATTRIBUTES or not attribute)):
        some = ", ".join(f"{each}:ATTRIBUTE" for each in OF_ATTRIBUTES)
        raise click.UsageError(f"--measure {name}: there are {', '.join(known)}, and {some}")


def _is_reached(found: Figures, name: str, least: float) -> bool:
    """Whether a measure is as great as it has to be overall; if it is not, that is said."""
    from tui_reader.agreement.value import Undefined
    from tui_reader.review.figure_words import value_words

    figure = found.overall.figure(name)
    value: Value = Undefined("nobody has answered that") if figure is None else figure.value
    if not isinstance(value, Undefined) and value >= least:
        return True
    is_undefined = isinstance(value, Undefined)
    counts = ", which counts as below" if is_undefined else ", below"
    say(f"{name} is {value_words(value)}{counts} {least:g}")
    return False


class _Work:
    """What is read and worked out, and the exit codes that it means."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.codes: set[ExitCode] = set()
        self._progress = Progress()
        self._said: set[str] = set()
        self._symmetric: frozenset[str] = frozenset()

    def documents(self, paths: Sequence[Path]) -> list[ComparedDocument]:
        """The documents that have two sets or more, compared. What has fewer is told of."""
        from tui_reader.errors import FileProblem
        from tui_reader.session.review.meant_documents import gathered, meant_documents

        problems: list[FileProblem] = []
        meant = meant_documents(paths, self.settings, problems)
        self._fail(problems)
        compared, alone = [], 0
        for each in meant:
            if each.most < 2:
                alone += 1
                continue
            try:
                read = gathered(each, self.settings, partial(self._tell, each.path))
            except FileProblem as problem:
                self._fail([problem])
                continue
            self._fail(read.problems)
            self._say(read.remarks)
            if not read.is_whole:
                self.codes.add(ExitCode.UNREADABLE)
            if len(read.sides) < 2:
                alone += 1
                continue
            compared.append(self._compared(each, read))
        if alone:
            have = "1 document has" if alone == 1 else f"{alone} documents have"
            say(f"{have} fewer than two sets, and {'is' if alone == 1 else 'are'} left out")
        return compared

    def figures(self, documents: Sequence[ComparedDocument], seed: int) -> Figures:
        """All figures of them."""
        from tui_reader.review.figures import figures

        return figures(documents, partial(self._tell, "figures"), seed=seed, symmetric=self._symmetric)

    def draw_intervals(self, found: Figures) -> None:
        """Works out the intervals of all figures, which takes longest."""
        every = [figure for part in found.parts for figure in part.figures]
        for number, figure in enumerate(every):
            _ = figure.interval
            self._tell("intervals", number / len(every))

    def with_gamma(self, found: Figures, documents: Sequence[ComparedDocument], seed: int) -> Figures:
        """The same with gamma."""
        from tui_reader.review.gamma_figure import with_gamma

        found, is_exact = with_gamma(found, documents, partial(self._tell, GAMMA), seed=seed)
        if not is_exact:
            say("gamma: some alignments are the best that were found, not certainly the best there are")
        return found

    def _compared(self, meant: Meant, read: Gathered) -> ComparedDocument:
        from tui_reader.review.figure import ComparedDocument
        from tui_reader.review.matching import compare

        self._symmetric |= read.tagset.symmetric_relations
        comparison = compare(read.sides, partial(self._tell, meant.path), symmetric=read.tagset.symmetric_relations)
        return ComparedDocument(str(meant.path), comparison, read.document.code_points.length)

    def _tell(self, what: Path | str, part: float) -> bool:
        self._progress.tell(what, part)
        return True

    def _fail(self, problems: Sequence[FileProblem]) -> None:
        for problem in problems:
            self.codes.add(problem.exit_code)
            say(str(problem))

    def _say(self, remarks: Sequence[str]) -> None:
        for words in remarks:
            # A tagset is that of many documents.
            if words not in self._said:
                self._said.add(words)
                say(words)
