"""The documents that were opened together: which there are, and what the library shows about each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader import language
from tui_reader.annotations import file, folders
from tui_reader.annotations.page import read_bytes
from tui_reader.annotations.records.record import count_records
from tui_reader.documents.files import read_content
from tui_reader.documents.library import TITLE_SOURCE_BYTES, Library, title_in
from tui_reader.errors import AnnotationFileError, DocumentError
from tui_reader.session.library.shelf_cache import ShelfCache, cache_name
from tui_reader.text.excerpt import label_text
from tui_reader.text.folding import fold_text
from tui_reader.text.safe_json import json_path
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.documents.walk import Entry
    from tui_reader.settings import Settings


class Details(NamedTuple):
    """What is known of a document without opening it."""

    title: str
    """Its title, or why it cannot be opened; one line, not yet made safe."""
    annotations: int
    """Annotations in all its sets; links are not counted."""
    own: int
    """Those in the person's own set."""
    readable: bool
    spelt: str = ""
    """Its name and title folded, as `spelt` gives them."""


class SetCount(NamedTuple):
    """One set and what is in it."""

    path: Path
    annotator: str | None
    annotations: int
    links: int
    problem: str
    """Why it cannot be read; empty when it can."""

    @property
    def in_words(self) -> str:
        """What is in it."""
        annotations = language.counted(self.annotations, "annotation", "annotations")
        return f"{annotations}, {language.counted(self.links, 'link', 'links')}"


class Account(NamedTuple):
    """What `list` says about one document."""

    path: Path
    title: str
    """Or why the document cannot be opened."""
    readable: bool
    sets: list[SetCount]

    def as_json(self) -> dict[str, Any]:
        """The account as JSON values."""
        named = {"title": self.title} if self.readable else {"problem": self.title}
        sets = [
            {
                "path": json_path(counted.path),
                "annotator": counted.annotator,
                "annotations": counted.annotations,
                "links": counted.links,
                **({"problem": counted.problem} if counted.problem else {}),
            }
            for counted in self.sets
        ]
        return {"path": json_path(self.path), **named, "sets": sets}

    def lines(self) -> Iterator[str]:
        """The account as rows for people."""
        yield f"{printable(str(self.path))}  {label_text(self.title)}"
        for counted in self.sets:
            what = counted.problem or counted.in_words
            yield f"    {printable(counted.annotator or '?')}: {printable(what)}  {printable(str(counted.path))}"


def spelt(path: Path, title: str = "") -> str:
    """What a document is found by: its name and its title, folded as in a search."""
    return fold_text(f"{printable(path.name)} {printable(title)}")


class Shelf:
    """A library with the details of its documents as far as they are known."""

    def __init__(self, library: Library, settings: Settings, cache_folder: Path | None = None) -> None:
        """Without a folder for a cache, every file is read that is looked at."""
        self.library = library
        self.settings = settings
        self.details: dict[Path, Details] = {}
        # A document opened by itself needs no cache, and shall not take the place of a folder's.
        is_kept = len(library.paths) > 1 or any(path.is_dir() for path in library.paths)
        self.cache = ShelfCache(cache_folder / cache_name(library.paths) if cache_folder and is_kept else None)
        self._finder = self._new_finder()

    def opened_folder(self, document: Path) -> Path | None:
        """The folder a document was opened with; None when it was named itself."""
        number = self.library.number_of(document)
        if number is None:
            return None
        above = self.library.entries[number].above
        return above[-1].path if above else None

    def look_again(self) -> None:
        """Forgets which sets there were: from now on, folders are looked into anew."""
        self._finder = self._new_finder()

    def look_at(self, entry: Entry) -> Details:
        """The details of a document as they are now; takes as long as the disk does."""
        title, readable = self._title(entry.path)
        if not readable:
            return Details(title, 0, 0, readable=False, spelt=spelt(entry.path))
        counts = self._sets(entry)
        own_name = folders.set_name(entry.path.name, self.settings.annotator) if counts else ""
        own = sum(counted.annotations for counted in counts if counted.path.name == own_name)
        annotations = sum(counted.annotations for counted in counts)
        return Details(title, annotations, own, readable=True, spelt=spelt(entry.path, title))

    def account_of(self, entry: Entry) -> Account:
        """Everything `list` says about a document."""
        title, readable = self._title(entry.path)
        return Account(entry.path, title, readable, self._sets(entry) if readable else [])

    def accounts(self) -> Iterator[Account]:
        """Everything `list` says, a document at a time."""
        self.cache.begin()
        for entry in self.library.each_document():
            yield self.account_of(entry)
        self.cache.save(whole=True)

    def close(self) -> None:
        """Writes down what was found out since the last whole look."""
        self.cache.save(whole=False)

    def _title(self, path: Path) -> tuple[str, bool]:
        """The title of a document, or why it cannot be opened; and whether it can."""
        encoding = self.settings.encoding

        def derive(beginning: bytes) -> tuple[str, bool]:
            try:
                return title_in(beginning, path, encoding), True
            except DocumentError as problem:
                return problem.reason, False

        try:
            kind = _kind(f"title {encoding or ''}")
            title, readable = self.cache.fact(kind, path, lambda: read_content(path, TITLE_SOURCE_BYTES), derive)
        except DocumentError as problem:
            return problem.reason, False
        return title, readable

    def _sets(self, entry: Entry) -> list[SetCount]:
        above = entry.above
        paths = self._finder.sets_for(entry.path, above[-1].path if above else None)
        return [SetCount(path, *self._facts(path)[:4]) for path in paths]

    def _set_facts(self, path: Path) -> tuple[str | None, int, int, str, str | None]:
        """What a `SetCount` says of a set, and the source it names."""

        def derive(content: bytes) -> tuple[str | None, int, int, str, str | None]:
            source = file.source_in(content[: file.SOURCE_WITHIN])
            try:
                found = file.read(path, content).set
            except AnnotationFileError as problem:
                return None, 0, 0, problem.reason, source
            annotations, links = count_records(found.records)
            return found.annotator, annotations, links, "", source

        try:
            annotator, annotations, links, problem, source = self.cache.fact(
                _kind("set"), path, lambda: read_bytes(path), derive
            )
        except AnnotationFileError as error:
            return None, 0, 0, error.reason, None
        return annotator, annotations, links, problem, source

    def _new_finder(self) -> folders.SetFinder:
        # The sets found to be about a source are looked at next.
        self._facts = lru_cache(maxsize=64)(self._set_facts)
        return folders.SetFinder(self.settings.annotations, lambda path: self._facts(path)[4])


def _kind(fact: str) -> str:
    """What a fact is remembered as: one may be why a file cannot be read, in the language of the interface."""
    return fact if language.current() == language.ENGLISH else f"{fact} {language.current()}"
