"""What the command palette offers: every command of the table, and every document that is open.

A document is found by its name and its title as they are spelt, folded as in a search; it is shown as text is
shown everywhere. Titles come from files, so they never go where Textual would read markup.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content

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


class Palette(CommandPalette):
    """Textual's palette, which fails when it pages through a list not yet laid out, or has no width left to wrap in."""

    DEFAULT_CSS = "Palette > Vertical { min-width: 20; }"

    def _action_command_list(self, action: str) -> None:
        # Its list does not know its own rows before it has been laid out once.
        with suppress(KeyError):
            super()._action_command_list(action)


class _Offer(NamedTuple):
    """One line of the palette."""

    spelt: str
    """What is typed to find it, in logical order."""
    words: str
    """What is shown, ready to be sent."""
    run: Callable[[], object]


class ReaderCommands(Provider):
    """Commands and documents of the reading screen."""

    async def discover(self) -> Hits:
        documents = 0
        for offer in self._offers():
            documents += offer.spelt.startswith(OPEN)
            if documents <= MOST_DOCUMENTS:
                yield DiscoveryHit(Content(offer.words), offer.run, text=offer.spelt)

    async def search(self, query: str) -> Hits:
        wanted = fold_text(query).split()
        for offer in self._offers():
            spelt = fold_text(offer.spelt)
            if all(word in spelt for word in wanted):
                begins = sum(f" {word}" in f" {spelt}" for word in wanted)
                yield Hit((1 + begins) / (1 + len(wanted)), Content(offer.words), offer.run, text=offer.spelt)

    def _offers(self) -> Iterator[_Offer]:
        screen = self.screen
        if not isinstance(screen, ReaderScreen):
            return
        for command in COMMANDS:
            if command.in_palette:
                yield _Offer(
                    command.words,
                    f"{command.words}  ({key_words(command.keys)})",
                    partial(screen.call_later, screen.run_action, command.action),
                )
        for entry in screen.app.shelf.library.documents:
            details = screen.app.shelf.details.get(entry.path)
            title = printable(details.title) if details is not None else ""
            name = printable(entry.path.name)
            yield _Offer(
                f"{OPEN} {name} {title}",
                shown(f"{OPEN} {isolated(name)}  {isolated(title)}", WIDEST),
                partial(screen.app.open_document, entry.path),
            )


OPEN = "Open"
