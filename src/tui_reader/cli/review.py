"""`review`: what several people say of one document, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.options import PATH, shared

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.ui.app import ReaderApp


@click.command()
@click.argument("source", type=PATH)
@click.argument("sets", nargs=-1, type=PATH, metavar="[SET]...")
@click.option("--reviewer", metavar="NAME", help="Whose decisions these are; else who annotates usually.")
@click.option("--blind", is_flag=True, help="Hide who has annotated what: A, B, C instead of names.")
@shared("annotations", "encoding", "direction", "terminal_bidi")
def review(source: Path, sets: tuple[Path, ...], reviewer: str | None, blind: bool, **chosen: Any) -> None:
    """Review sets of annotations of one document side by side, and decide where they differ.

    Without sets all there are of SOURCE are compared, but those that came of a review. What is decided is kept in the
    reviewer's own set. Ends with 2 if a set is about another document or there is none, with 3 if something cannot be
    read.
    """
    from tui_reader.launch import chosen_settings, open_app
    from tui_reader.session.review.meant_sides import require_sides

    chosen |= {"annotator": reviewer}
    require_sides(source, sets, chosen_settings(dict(chosen)))

    def begin(app: ReaderApp) -> None:
        app.reading.attempt(lambda: app.reading.open_review(sets, is_blind=blind))

    open_app([source], chosen, begin)
