"""A search through all documents of a library: which there are with a hit, and each hit in a line of its text.

Documents are read one after the other and let go again. However much is found, no more than `MOST_LINES` lines
are kept; beyond that hits are counted only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.documents.files import read_document
from tui_reader.documents.matching import matches
from tui_reader.errors import DocumentError, QueryError
from tui_reader.language import tr, tr_count
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tui_reader.documents.document import Document
    from tui_reader.text.search import Query

MOST_LINES = 5_000
MOST_IN_DOCUMENT = 100
"""Lines for one document."""
CONTEXT = 160
"""Code points of a line before a hit, and behind it; also how much is shown of a long hit."""


class FoundLine(NamedTuple):
    """A hit in its line; or a document that cannot be read."""

    path: Path
    span: Span | None
    """Where the hit stands in the document; None where there is no hit but a problem."""
    text: str
    """Source text of the paragraph around the hit; or what the problem is. Not yet made safe."""
    hit: Span
    """Columns of the hit in `text`."""


class FolderSearch:
    """Looks for a query in documents. `run` is for a worker thread; everything else may be asked at any time."""

    def __init__(self, paths: Sequence[Path], query: Query, encoding: str | None = None) -> None:
        """`encoding` is what a person says the documents are in."""
        self.query = query
        self.lines: list[FoundLine] = []
        """In the order of the documents; grows while `run` is at work."""
        self.count = 0
        """Hits found so far."""
        self.documents_with_hits = 0
        self.documents_seen = 0
        self.problem = ""
        """Why the search ended before its end."""
        self._paths = paths
        self._encoding = encoding
        self._cancelled = False

    def cancel(self) -> None:
        """Ends `run`, in another thread, after the stretch of text it is at."""
        self._cancelled = True

    @property
    def running(self) -> bool:
        """Whether there is more to look at."""
        return not (self._cancelled or self.problem or self.documents_seen == len(self._paths))

    @property
    def words(self) -> str:
        """How far the search is, for a person."""
        if self.problem:
            return self.problem
        if self.count:
            hits = tr_count(self.count, "{count} hit", "{count} hits")
            found = tr("{hits} in {documents}", hits=hits, documents=documents_counted(self.documents_with_hits))
        else:
            found = tr("Nothing found")
        listed = len(self.lines)
        if self.count > listed:
            found = tr_count(
                listed, "{found}, the first is listed", "{found}, the first {count} are listed", found=found
            )
        seen, count = self.documents_seen, len(self._paths)
        if seen == count:
            return found
        searched = tr("{seen} of {count} searched", seen=seen, count=count)
        return f"{found}  ({searched}{'' if self._cancelled else '…'})"

    def run(self) -> Iterator[None]:
        """Searches the documents, and comes back after every stretch of text; ends at once when cancelled."""
        try:
            for path in self._paths:
                yield from self._search(path)
                if self._cancelled:
                    return
                self.documents_seen += 1
        except QueryError as error:
            self.problem = str(error)
        yield

    def _search(self, path: Path) -> Iterator[None]:
        try:
            document = read_document(path, self._encoding)
        except DocumentError as error:
            if len(self.lines) < MOST_LINES:
                self.lines.append(FoundLine(path, None, error.reason, Span(0, 0)))
            yield
            return
        listed = hits = 0
        for found in matches(document, self.query):
            if self._cancelled:
                return
            room = min(MOST_IN_DOCUMENT - listed, MOST_LINES - len(self.lines), len(found.starts))
            for start, end in zip(found.starts[:room], found.ends[:room], strict=True):
                self.lines.append(_line_around(document, path, Span(start, end)))
            listed += max(0, room)
            if found.starts and not hits:
                self.documents_with_hits += 1
            hits += len(found.starts)
            self.count += len(found.starts)
            yield


def _line_around(document: Document, path: Path, span: Span) -> FoundLine:
    paragraph = document.paragraph_at(span.start)
    first = max(0, span.start - paragraph.start - CONTEXT)
    start = span.start - paragraph.start - first
    text = paragraph.slice(first, first + start + 2 * CONTEXT)
    return FoundLine(path, span, text, Span(start, min(start + span.length, len(text))))


def documents_counted(count: int) -> str:
    """`1 document`, `2 documents`, as an object or behind a preposition: in Arabic two have another form elsewhere."""
    return tr_count(count, "{count} document", "{count} documents")
