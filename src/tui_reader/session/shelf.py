"""The documents that were opened together: which there are, and what the library shows about each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations import file, folders
from tui_reader.annotations.model import Annotation, Relation
from tui_reader.documents.library import Entry, Library, peek_title
from tui_reader.errors import AnnotationFileError, DocumentError
from tui_reader.text.excerpt import shown
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.settings import Settings


class Details(NamedTuple):
    """What is known of a document without opening it."""

    title: str
    """Its title, or why it cannot be opened; one line, not yet made safe."""
    annotations: int
    """Annotations in all its sets; links are not counted."""
    readable: bool


class SetCount(NamedTuple):
    """One set and what is in it."""

    path: Path
    annotator: str | None
    annotations: int
    links: int
    problem: str
    """Why it cannot be read; empty when it can."""


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
                "path": _json_path(counted.path),
                "annotator": counted.annotator,
                "annotations": counted.annotations,
                "links": counted.links,
                **({"problem": counted.problem} if counted.problem else {}),
            }
            for counted in self.sets
        ]
        return {"path": _json_path(self.path), **named, "sets": sets}

    def lines(self) -> Iterator[str]:
        """The account as rows for people."""
        yield f"{printable(str(self.path))}  {shown(self.title)}"
        for counted in self.sets:
            what = counted.problem or f"{counted.annotations} annotations, {counted.links} links"
            yield f"    {printable(counted.annotator or '?')}: {printable(what)}  {printable(str(counted.path))}"


def _json_path(path: Path) -> str:
    # A name that is not UTF-8 cannot stand in JSON as it is.
    return str(path).encode("utf-8", "replace").decode()


class Shelf:
    """A library with the details of its documents as far as they are known."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self.library = library
        self.settings = settings
        self.details: dict[Path, Details] = {}
        self.closed: set[Path] = set()
        """Folders that are shown without what is in them."""

    def visible(self) -> list[Entry]:
        """The entries outside closed folders."""
        return [entry for entry in self.library.entries if not any(p.path in self.closed for p in _above(entry))]

    def toggle(self, folder: Entry) -> None:
        """Closes an open folder and opens a closed one."""
        self.closed ^= {folder.path}

    def opened_folder(self, document: Path) -> Path | None:
        """The folder a document was opened with; None when it was named itself."""
        for entry in self.library.documents:
            if entry.path == document:
                above = list(_above(entry))
                return above[-1].path if above else None
        return None

    def look_at(self, entry: Entry) -> Details:
        """Reads the details of a document; takes as long as the disk does."""
        title = peek_title(entry.path, self.settings.encoding)
        if isinstance(title, DocumentError):
            return Details(title.reason, 0, readable=False)
        return Details(title, self.count_annotations(entry.path), readable=True)

    def account_of(self, entry: Entry) -> Account:
        """Everything `list` says about a document."""
        details = self.look_at(entry)
        sets = [] if not details.readable else self._sets(entry.path)
        return Account(entry.path, details.title, details.readable, sets)

    def _sets(self, document: Path) -> list[SetCount]:
        counts = []
        opened = self.opened_folder(document)
        for path in folders.sets_for(document, annotations_dir=self.settings.annotations, opened=opened):
            try:
                loaded = file.load(path).set
            except AnnotationFileError as error:
                counts.append(SetCount(path, None, 0, 0, error.reason))
                continue
            annotations = sum(isinstance(record, Annotation) for record in loaded.records)
            links = sum(isinstance(record, Relation) for record in loaded.records)
            counts.append(SetCount(path, loaded.annotator, annotations, links, ""))
        return counts

    def count_annotations(self, document: Path) -> int:
        """Annotations in all sets about a document. A set that cannot be read counts for nothing here."""
        return sum(counted.annotations for counted in self._sets(document))


def _above(entry: Entry) -> list[Entry]:
    folders_above: list[Entry] = []
    while entry.parent is not None:
        entry = entry.parent
        folders_above.append(entry)
    return folders_above
