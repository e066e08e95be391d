"""What the command palette offers: every command of the table, and every document that is open.

A document is found by its name and its title as they are spelt, folded as in a search; it is shown as text is
shown everywhere. Titles come from files, so they never go where Textual would read markup.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content

from tui_reader.language import tr
from tui_reader.session.shelf import spelt
from tui_reader.text.excerpt import isolated, shown
from tui_reader.text.folding import fold_text
from tui_reader.text.sanitise import printable
from tui_reader.ui.commands import COMMANDS, key_words
from tui_reader.ui.reader_screen import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.command import Hits

WIDEST = 80
"""Cells of a line."""
MOST_DOCUMENTS = 50
"""Documents offered before anything is typed."""
MOST_FOUND = 200
"""Lines offered for what has been typed."""


class Palette(CommandPalette):
    """Textual's palette, which fails when it pages through a list not yet laid out, or has no width left to wrap in."""

    DEFAULT_CSS = "Palette > Vertical { min-width: 20; }"

    def _action_command_list(self, action: str) -> None:
        # Its list does not know its own rows before it has been laid out once.
        with suppress(KeyError):
            super()._action_command_list(action)


class _Offer(NamedTuple):
    """One line of the palette. Documents are many: what it takes to show one waits until it is to be shown."""

    spelt: str
    """What is typed to find it, in logical order."""
    folded: str
    """The same, folded as in a search."""
    words: Callable[[], str]
    """What is shown, ready to be sent."""
    run: Callable[[], object]


class ReaderCommands(Provider):
    """Commands and documents of the reading screen."""

    async def discover(self) -> Hits:
        for offer in islice(self._offers(), len(COMMANDS) + MOST_DOCUMENTS):
            yield DiscoveryHit(Content(offer.words()), offer.run, text=offer.spelt)

    async def search(self, query: str) -> Hits:
        wanted = fold_text(query).split()
        found = (offer for offer in self._offers() if all(word in offer.folded for word in wanted))
        for offer in islice(found, MOST_FOUND):
            begins = sum(f" {word}" in f" {offer.folded}" for word in wanted)
            yield Hit((1 + begins) / (1 + len(wanted)), Content(offer.words()), offer.run, text=offer.spelt)

    def _offers(self) -> Iterator[_Offer]:
        screen = self.screen
        if not isinstance(screen, ReaderScreen):
            return
        for command in COMMANDS:
            if command.in_palette:
                words = tr(command.words)
                yield _Offer(
                    words,
                    fold_text(words),
                    partial(_command_words, words, key_words(command.keys)),
                    partial(screen.call_later, screen.run_action, command.action),
                )
        begin = fold_text(tr("Open"))
        for entry in screen.app.shelf.library.documents:
            details = screen.app.shelf.details.get(entry.path)
            title = printable(details.title) if details is not None else ""
            name = printable(entry.path.name)
            yield _Offer(
                f"{tr('Open')} {name} {title}",
                f"{begin} {details.spelt if details is not None else spelt(entry.path)}",
                partial(_open_words, name, title),
                partial(screen.app.open_document, entry.path),
            )


def _open_words(name: str, title: str) -> str:
    return shown(f"{tr('Open')} {isolated(name)}  {isolated(title)}", WIDEST)


def _command_words(words: str, keys: str) -> str:
    return shown(f"{words}  ({isolated(keys)})", WIDEST)
