"""`compare`: what two sets of one source say alike and otherwise, or what became of a set between two versions."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.options import PATH, shared
from tui_reader.cli.output import Progress, on_a_terminal, output_terminal, print_lines, print_rows
from tui_reader.errors import ExitCode
from tui_reader.telling import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.cli.compare_forms import Compared
    from tui_reader.session.review.two_sets import TwoSets

MAX_WIDTH = 10_000
BY_ID, BY_PLACE = "id", "place"


@click.command()
@click.argument("one", metavar="A", type=PATH)
@click.argument("other", metavar="B", type=PATH)
@click.option(
    "--by-place", "way", flag_value=BY_PLACE, help="Match what is marked by its place in the text and its tag."
)
@click.option("--by-id", "way", flag_value=BY_ID, help="Match records by their ids: B is a later version of A.")
@click.option("--differing", is_flag=True, help="Leave out what both say alike.")
@click.option("--json", "as_json", is_flag=True, help="A JSON array; places in code points of the whole text.")
@click.option("--width", type=click.IntRange(20, MAX_WIDTH), metavar="CELLS", help="Of a row; else the terminal's.")
@shared("encoding", "terminal_bidi")
def compare(
    one: Path, other: Path, way: str | None, differing: bool, as_json: bool, width: int | None, **chosen: Any
) -> None:
    """Compare two annotation sets of one source.

    Sets of two annotators are compared by place: what both have marked, and whether they agree on tag, boundaries,
    attributes and links. Two versions of one set are compared by the ids of their records: what came, went and
    changed, word by word; an empty file is a set before anything was in it. Ends with 1 if they differ, with 0 if
    not, with 2 if they are about different sources, with 3 if one cannot be read.
    """
    from tui_reader.cli.compare_forms import ByRecord
    from tui_reader.launch import chosen_settings
    from tui_reader.session.review.two_sets import two_sets

    settings = chosen_settings(chosen)
    both = two_sets(one, other, settings.encoding)
    for loaded in both.loaded:
        for problem in loaded.problems[:1]:
            say(f"{problem} ({len(loaded.problems)} in all: tui-reader validate)")
    by_id = way == BY_ID or (way is None and both.are_versions)
    found: Compared = ByRecord(both.sets) if by_id else _by_place(both, differing_only=differing)
    if as_json:
        from tui_reader.printing import printable_json

        print_lines(printable_json(found.values()))
    else:
        terminal = output_terminal(settings.terminal_bidi)
        rows = found.rows(width or shutil.get_terminal_size().columns)
        print_rows(([(row, "")] for row in rows), terminal, in_faces=on_a_terminal())
    sys.exit(ExitCode.FOUND_PROBLEMS if found.differ else ExitCode.OK)


def _by_place(both: TwoSets, *, differing_only: bool) -> Compared:
    from tui_reader.cli.compare_forms import ByPlace
    from tui_reader.session.files.opening import find_tagset, tagset_path

    for remark in both.remarks:
        say(remark)
    progress = Progress()

    def tell(part: float) -> bool:
        progress.tell(both.sets[1].path, part)
        return True

    sides, remarks = both.sides(tell)
    tagset = find_tagset(tagset_path(both.sets[0].path, None), remarks)
    for remark in (*remarks, *(words for each in both.sets for words in _left_out(each))):
        say(remark)
    return ByPlace(sides, tagset.symmetric_relations, tell, differing_only=differing_only)


def _left_out(annotations: AnnotationSet) -> Iterator[str]:
    """What of a set is no annotation yet."""
    from tui_reader.annotations.records.annotation import Annotation

    count = sum(isinstance(record, Annotation) and record.is_suggestion for record in annotations.records)
    if count:
        yield f"{annotations.path}: {count} {'suggestion is' if count == 1 else 'suggestions are'} not compared"
