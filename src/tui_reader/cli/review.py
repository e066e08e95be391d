"""`review`: what several people say of one document, side by side."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.options import PATH, shared
from tui_reader.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.ui.app import ReaderApp


@click.command()
@click.argument("source", type=PATH)
@click.argument("sets", nargs=-1, type=PATH, metavar="[SET]...")
@click.option("--reviewer", metavar="NAME", help="Whose decisions these are; else who annotates usually.")
@click.option("--blind", is_flag=True, help="Hide who has annotated what: A, B, C instead of names.")
@click.option(
    "--accept",
    metavar="RULE",
    help="Accept where the sets say the same: all (agreed), most (majority), or so many (2, 60%).",
)
@click.option("--adjudicate", is_flag=True, help="Write the set of what was accepted; it can be made again.")
@click.option("--output", "-o", type=PATH, metavar="FILE", help="Where the adjudicated set goes.")
@click.option("--report", metavar="FILE", help="Write a report: .html, .md, .csv or .json; - is standard output.")
@click.option("--format", "form", type=click.Choice(["html", "md", "csv", "json"]), help="Of the report.")
@click.option("--force", is_flag=True, help="Write the report over a file that is none.")
@shared("annotations", "encoding", "direction", "terminal_bidi")
def review(
    source: Path,
    sets: tuple[Path, ...],
    reviewer: str | None,
    blind: bool,
    accept: str | None,
    adjudicate: bool,
    output: Path | None,
    report: str | None,
    form: str | None,
    force: bool,
    **chosen: Any,
) -> None:
    """Review sets of annotations of one document side by side, and decide where they differ.

    Without sets all there are of SOURCE are compared, but those that came of a review. What is decided is kept in the
    reviewer's own set. --accept, --adjudicate and --report do without the screen; a report may be of several documents
    or folders. Ends with 2 if a set is about another document
    or there is none, with 3 if something cannot be read, with 4 if a set could not be written.
    """
    from tui_reader.cli.meant_sides import require_sides
    from tui_reader.launch import chosen_settings, open_app

    chosen |= {"annotator": reviewer}
    if output is not None and not adjudicate:
        raise click.UsageError("--output goes with --adjudicate")
    if report is None and (form is not None or force):
        raise click.UsageError("--format and --force go with --report")
    target = None
    if report is not None:
        from tui_reader.cli.review_report import target_of

        target = target_of(report, form, force=force)
    settings = chosen_settings(dict(chosen))
    code = ExitCode.OK
    if target is None or accept is not None or adjudicate:
        require_sides(source, sets, settings)
    if accept is not None or adjudicate:
        from tui_reader.cli.review_decisions import decide, strategy_of

        rule = None if accept is None else strategy_of(accept)
        code = decide(source, sets, settings, rule=rule, adjudicate=adjudicate, output=output)
    if target is not None:
        from tui_reader.cli.review_report import write_report

        code = max(code, write_report((source, *sets), settings, target, is_blind=blind))
    if target is not None or accept is not None or adjudicate:
        sys.exit(code)

    def begin(app: ReaderApp) -> None:
        app.reading.attempt(lambda: app.reading.open_review(sets, is_blind=blind))

    open_app([source], chosen, begin)
