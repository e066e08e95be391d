"""The way into the app: the text is on the screen before anything is imported that the text does not need.

Textual takes five times as long to import as a screen of text to lay out. So the document is read and its first
screen painted by the core alone; the app then comes up behind it and paints the same cells again.
"""

from __future__ import annotations

import gc
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_reader import language
from tui_reader.documents.files import read_document
from tui_reader.documents.library import Library
from tui_reader.errors import DocumentError, ExitCode
from tui_reader.first_screen import first_screen
from tui_reader.language import tr
from tui_reader.session.page import Page
from tui_reader.session.state import FILE as STATE
from tui_reader.session.state import ReadingState
from tui_reader.settings import Settings, cache_folder, said_settings, state_folder
from tui_reader.telling import fail, say
from tui_reader.terminal.choice import TerminalBidi
from tui_reader.terminal.picked import FILE as PICKED
from tui_reader.terminal.stage import paint_on_a_terminal, screen_size, stage
from tui_reader.text.bidi import Direction
from tui_reader.text.display import set_usual_display

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.ui.app import ReaderApp

STEPS_TO_SECOND = 100
"""Files and folders behind the first document that are gone through for a second one before the app opens."""


def chosen_settings(chosen: dict[str, Any]) -> Settings:
    """The settings, with what the command line says by name; what is None there has not been said.

    What is wrong with the others is said.
    """
    return Settings(**_said(chosen)[0])


def _said(chosen: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The same by name, without defaults, and what was said: the app, which covers it, has to say it again."""
    values, problems = said_settings()
    for problem in problems:
        say(problem)
    if chosen.get("direction"):
        chosen["direction"] = Direction(chosen["direction"])
    if chosen.get("terminal_bidi"):
        chosen["terminal_bidi"] = TerminalBidi(chosen["terminal_bidi"])
    values |= {name: value for name, value in chosen.items() if value is not None}
    # A variable and an argument may hold any bytes; names of files and the words in them are text.
    values["annotator"] = values["annotator"].encode("utf-8", "replace").decode("utf-8")
    return values, problems


def picked_path() -> Path:
    """Where it is kept what was picked in `doctor`."""
    return state_folder() / PICKED


def open_app(paths: Sequence[Path], chosen: dict[str, Any], begin: Callable[[ReaderApp], object] | None = None) -> None:
    """Opens the app on files or folders, and ends the program when it is left. `begin` is called when it stands."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        fail("the app needs a terminal; to print a document use: tui-reader show PATH", ExitCode.USAGE)
    if os.environ.get("TERM", "") in ("", "dumb"):
        fail("this terminal cannot show the app (TERM is dumb); use: tui-reader show PATH", ExitCode.USAGE)
    # What is imported stays for good. The app has the collector look at what comes once it stands.
    gc.disable()
    said, problems = _said(chosen)
    # What is said on the command line is for every document; a direction in the configuration is not.
    path = state_folder() / STATE if said.get("remember", True) else None
    state = ReadingState(path, directions=not chosen.get("direction"))
    settings = Settings(**{**state.chosen, **said})
    paint_on_a_terminal()
    with stage() as taken:
        # The terminal answers while the document is read.
        inquiry = taken.ask(settings.terminal_bidi, picked_path())
        first = first_document(paths or (Path(),), settings)
        place = state.place_of(first.entry.path)
        decision = inquiry.decision()
        set_usual_display(decision.encoder.display)
        if place is not None and place.direction is not None:
            first.page.direction = place.direction
        taken.switch = decision.switch
        several, encoder = first.is_one_of_several, decision.encoder
        taken.enter(first_screen(first.page, place, settings, screen_size(), several=several, encoder=encoder))
        from tui_reader.session.files.opening import begin_reading
        from tui_reader.session.library.shelf import Shelf
        from tui_reader.ui.app import run

        shelf = Shelf(first.library, settings, cache_folder())
        opened = begin_reading(first.entry.path, settings, shelf.opened_folder(first.entry.path), first.page)
        opened = opened._replace(remarks=[*problems, *state.remarks, *first.remarks, *opened.remarks])
        code = run(opened, shelf, settings, state, taken, decision, begin)
    sys.exit(code)


def first_document(paths: Sequence[Path], settings: Settings) -> FirstDocument:
    """The first document, after which the language of the settings is spoken.

    Raises DocumentError, in English: whatever is said to a shell is, as few terminals show other letters there.
    """
    language.use(settings.lang)
    try:
        return FirstDocument(paths, settings)
    except DocumentError:
        language.use(language.ENGLISH)
        found = FirstDocument(paths, settings)
        language.use(settings.lang)
        return found


class FirstDocument:
    """The first document that can be opened, found with no more of a walk than that takes."""

    def __init__(self, paths: Sequence[Path], settings: Settings) -> None:
        """Raises DocumentError when nothing can be opened, or what was named itself cannot."""
        self.library = Library(paths)
        """What was found so far."""
        self._settings = settings
        self._refused: list[DocumentError] = []
        for entry in self.library.each_document():
            try:
                document = read_document(entry.path, settings.encoding)
            except DocumentError as error:
                if entry.parent is None:
                    raise
                self._refused.append(error)
                continue
            self.entry = entry
            self._document = document
            # A little further, to know whether there is a second one; the app finds the rest.
            for _ in range(STEPS_TO_SECOND):
                if self.is_one_of_several:
                    break
                self.library.read_on()
            return
        if self.remarks:
            raise DocumentError(
                paths[0], tr("holds no document that can be opened; the first: {problem}", problem=self.remarks[0])
            )
        raise DocumentError(paths[0], tr("holds no documents (.txt, .md)"))

    @cached_property
    def page(self) -> Page:
        """Its text, to be laid out in what is then the usual display."""
        return Page(self._document, self._settings.measure, self._settings.direction, self._settings.display)

    @property
    def is_one_of_several(self) -> bool:
        """Whether there is another document, as far as that is known."""
        return len(self.library.documents) > 1

    @property
    def remarks(self) -> list[str]:
        """What could not be listed or opened."""
        return [str(problem) for problem in (*self.library.problems, *self._refused)]
