"""The command palette: every command, every theme and every document that is open, found by what one types.

A document is found by its name and its title as they are spelt, folded as in a search; it is shown as text is
shown everywhere.
"""

from __future__ import annotations

from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding

from tui_reader.language import tr
from tui_reader.session.library.shelf import spelt
from tui_reader.text.excerpt import isolated, label_line
from tui_reader.text.folding import fold_text
from tui_reader.text.sanitise import printable
from tui_reader.ui.commands.base import ReadingBase
from tui_reader.ui.commands.table import key_words
from tui_reader.ui.dialogs.picker import Picker
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.strip import Strip

    from tui_reader.session.window import Place
    from tui_reader.ui.app import ReaderApp

MOST_DOCUMENTS = 50
"""Documents offered before anything is typed."""
MOST_FOUND = 200
"""Lines offered for what has been typed."""


class Offer(NamedTuple):
    """One line of the palette. Documents are many: what it takes to show one waits until it is to be shown."""

    folded: str
    """What is typed to find it, folded as in a search."""
    words: Callable[[], str]
    """What it says, each name in an isolate."""
    run: Callable[[], object]


class OfferList(PickList[Offer]):
    """Offers, one to a row."""

    def row_strip(self, place: Place, width: int) -> Strip:
        style = self.rich_style + Style(reverse=place.block == self.marked)
        line = label_line(self.list.items[place.block].words(), max(2, width - 2))
        return row_of([[Segment(" ", style)], line_segments(line, style)], width, style)

    def blank_strip(self, row: int, width: int) -> Strip:
        if row or self.list.items:
            return super().blank_strip(row, width)
        style = self.rich_style + Style(italic=True)
        line = label_line(tr("Nothing found"), max(2, width - 2))
        return row_of([[Segment(" ", style)], line_segments(line, style)], width, style)


class Palette(Picker[Offer]):
    """Type to find a command or a document. Ends with what was chosen."""

    BINDINGS: ClassVar = [Binding("ctrl+p", "dismiss(None)", "Cancel", show=False, priority=True, id="palette.cancel")]

    DEFAULT_CSS = """
    Palette { align: center top; }
    Palette > Vertical { width: 80; height: 70%; margin-top: 2; }
    """

    def __init__(self, offers: Sequence[Callable[[], Iterator[Offer]]]) -> None:
        """`offers` gives commands, themes and documents."""
        super().__init__(OfferList(id="offers"), tr("a command, or a document's name or title"))
        self._commands, self._themes, self._documents = offers

    def found(self, typed: str) -> list[Offer]:
        """The offers with every word that is typed, those in which words begin so first."""
        wanted = fold_text(typed).split()
        if not wanted:
            return [*self._commands(), *islice(self._documents(), MOST_DOCUMENTS)]
        offers = chain(self._commands(), self._themes(), self._documents())
        found = islice((offer for offer in offers if all(word in offer.folded for word in wanted)), MOST_FOUND)
        return sorted(found, key=lambda offer: -sum(f" {word}" in f" {offer.folded}" for word in wanted))


def offers_of(app: ReaderApp) -> list[Callable[[], Iterator[Offer]]]:
    """What the palette offers in the app: commands, themes, documents."""
    screen = app.screen if isinstance(app.screen, ReadingBase) else app.reading
    return [partial(_commands, app, screen), partial(_themes, app), partial(_documents, app)]


def _commands(app: ReaderApp, screen: ReadingBase) -> Iterator[Offer]:
    for command in screen.TABLE:
        if command.in_palette:
            run = partial(screen.call_later, screen.run_action, command.action)
            yield _command(tr(command.words), app.keys_of(command.id, command.keys), run)
    run = partial(screen.call_later, app.action_toggle_help)
    yield _command(tr("Help"), app.keys_of("help", "question_mark,f1"), run)
    yield _command(tr("Quit"), app.keys_of("quit", "ctrl+q"), partial(screen.call_later, app.action_quit))


def _command(words: str, keys: str, run: Callable[[], object]) -> Offer:
    shown = f"  ({isolated(key_words(keys))})" if keys else ""
    return Offer(fold_text(words), lambda: words + shown, run)


def _themes(app: ReaderApp) -> Iterator[Offer]:
    for name in sorted(app.available_themes):
        words = tr("Theme: {name}", name=name)
        yield Offer(fold_text(words), partial(str, words), partial(app.choose_theme, name))


def _documents(app: ReaderApp) -> Iterator[Offer]:
    begin = fold_text(tr("Open"))
    for entry in app.shelf.library.documents:
        details = app.shelf.details.get(entry.path)
        title = printable(details.title) if details is not None else ""
        yield Offer(
            f"{begin} {details.spelt if details is not None else spelt(entry.path)}",
            partial(_open_words, entry.path.name, title),
            partial(app.open_document, entry.path),
        )


def _open_words(name: str, title: str) -> str:
    return f"{tr('Open')} {isolated(name)}  {isolated(title)}"
