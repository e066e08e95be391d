"""An annotation set on disk: one annotation a line, for people and for git.

What is damaged becomes problems, and the rest is read. A file is written whole or not at all, and one that
was not changed is never written.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import replace
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations import atomic, w3c
from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.file_order import UNKNOWN_ORDER, file_order
from tui_reader.annotations.page import MAX_FAULTS, MAX_MEMBERS, PageText, Part, parts, read_bytes, read_text
from tui_reader.annotations.positions import Cursor, LineCounter, Pointer, faults, format_pointer, locate
from tui_reader.annotations.problems import Problem
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import Record, UnknownRecord, read_record
from tui_reader.annotations.salvage import salvaged
from tui_reader.annotations.sets import (
    FORMAT,
    FORMAT_KEY,
    ITEMS,
    SOURCE,
    TYPE,
    AnnotationSet,
    Source,
    new_set,
    page_set,
    read_source,
)
from tui_reader.annotations.strict_json import encode, is_writable, on_one_line
from tui_reader.annotations.w3c import Misunderstood
from tui_reader.errors import AnnotationFileError, SaveError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

__all__ = [
    "AnnotationSet",
    "Known",
    "Loaded",
    "Saved",
    "Source",
    "hash_of",
    "load",
    "new_set",
    "parse",
    "read",
    "save",
    "serialise",
    "source_in",
    "source_of",
]

SOURCE_WITHIN = 1 << 16
"""Bytes at the beginning of a set in which its source is looked for where the rest is of no use."""
MAX_UNKNOWN = 100_000
"""Records nobody understood that are kept in memory."""
_SAME_LINE = (TYPE, FORMAT_KEY)
"""Members that stand on the line of the member before them."""
_PIECE = 256
"""Records that are written at once."""


class Loaded(NamedTuple):
    """A set as it was found on disk."""

    set: AnnotationSet
    problems: tuple[Problem, ...]
    read_only: bool
    """The page is damaged or of a newer format: writing it would lose what was not understood."""
    text_hash: str
    """SHA-256 of the file's bytes, in lower-case hexadecimal."""


class Saved(NamedTuple):
    """What a successful save leaves on disk."""

    text_hash: str
    """SHA-256 of the file's bytes, in lower-case hexadecimal."""
    durable: bool
    """Whether the disk confirmed it all; else a power failure might bring back the old file."""
    other_names: int = 0
    """Hard links to the file as it was, under which it stays so."""


class Known(NamedTuple):
    """The version of a file that somebody went on from."""

    base: AnnotationSet | None = None
    """What was in it; None where there was no file."""
    text_hash: str | None = ""
    """SHA-256 of the file with just this in it; empty where there was none.

    None where there never was such a file, because what was saved was merged: the next save has to merge too.
    """


def load(path: Path) -> Loaded:
    """Read a set. What is damaged becomes problems; the rest is there, read-only if the page is at fault.

    Raises AnnotationFileError if there is no page to read at all.
    """
    with without_collecting():
        return read(path, read_bytes(path))


def read(path: Path, content: bytes) -> Loaded:
    """The set that `load` finds at `path` when these are the file's bytes. Raises AnnotationFileError."""
    with without_collecting():
        return _load(path, content, read_text(path, content))


def parse(path: Path, text: str) -> Loaded:
    """The set that `text` holds, as `load` would find it at `path`. Raises AnnotationFileError."""
    return _load(path, text.encode(), PageText(text))


def serialise(annotations: AnnotationSet) -> str:
    """The file's text: the page's members, and a line for each record, as they stand in the set."""
    return "".join(_texts(annotations))


def save(
    path: Path,
    annotations: AnnotationSet,
    read_before: Collection[Record] = (),
    at_the_last: Callable[[], object] = lambda: None,
) -> Saved:
    """Put the text of a set, with its records in order, on the disk in place of what is there, whole.

    What is to be written is read again first and compared: the page's members, the records nobody understood, and
    all others but those that are in `read_before` (the very objects), which were read from these very lines.
    `at_the_last` is called when all but the replacing is done; what it raises is raised, and nothing is replaced.
    Raises SaveError with the old file untouched.
    """
    _require_readable(path, annotations, read_before)
    digest = hashlib.sha256()

    def pieces() -> Iterator[bytes]:
        for text in _texts(annotations):
            piece = text.encode()
            digest.update(piece)
            yield piece

    replaced = atomic.replace_by(path, pieces(), at_the_last)
    return Saved(digest.hexdigest(), replaced.durable, replaced.other_names)


def hash_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in lower-case hexadecimal. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _texts(annotations: AnnotationSet) -> Iterator[str]:
    """The file's text in pieces: while one is hashed and written, other threads have their turn."""
    text = "{\n"
    for number, (key, value) in enumerate(annotations.members):
        if number:
            text += ", " if key in _SAME_LINE else ",\n"
        text += f"{encode(key)}: "
        if key != ITEMS:
            text += value
        elif annotations.records:
            for first in range(0, len(annotations.records), _PIECE):
                lines = [record.json for record in annotations.records[first : first + _PIECE]]
                yield f"{text}{',' if first else '['}\n" + ",\n".join(lines)
                text = ""
            text = "\n]"
        else:
            text += "[]"
    yield f"{text}\n}}\n"


def _require_readable(path: Path, annotations: AnnotationSet, read_before: Collection[Record]) -> None:
    trusted = set(map(id, read_before))
    behind_others = bisect_left(annotations.records, UNKNOWN_ORDER, key=file_order)
    others, unknown = annotations.records[:behind_others], annotations.records[behind_others:]
    doubtful = (*(record for record in others if id(record) not in trusted), *unknown)
    wanted = replace(annotations, records=doubtful)
    try:
        found = parse(path, serialise(wanted))
    except (AnnotationFileError, ValueError) as error:
        reason = error.reason if isinstance(error, AnnotationFileError) else error
        raise SaveError(path, tr("could not be read again ({error}); nothing was written", error=reason)) from None
    place = _first_unlike(wanted, found.set)
    if place is not None:
        raise SaveError(path, tr("{place} could not be read again; nothing was written", place=place))
    if found.read_only:
        words = tr("could not be read again ({error}); nothing was written", error=found.problems[-1].message)
        raise SaveError(path, words)


def _first_unlike(wanted: AnnotationSet, found: AnnotationSet) -> str | None:
    """The first member, or the id of the first record, that is not what it should be; None where all are."""
    for member, again in zip_longest(wanted.members, found.members):
        if member != again:
            return (member or again or ("",))[0]
    for record, read in zip_longest(wanted.records, found.records):
        # Why one is not understood may be that an earlier one has its id, which need not be among these.
        is_kept = isinstance(record, UnknownRecord) and read is not None and read.json == record.json
        if read != record and not is_kept:
            return (record or read).id or ITEMS
    return None


def source_of(path: Path) -> str | None:
    """The source path a set names in its first `SOURCE_WITHIN` bytes; None where it cannot be found there."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return source_in(stream.read(SOURCE_WITHIN))
    except (OSError, ValueError):
        return None


def source_in(beginning: bytes) -> str | None:
    """The source path a set names in its first bytes; None where it cannot be found there."""
    try:
        for part in parts(beginning.decode("utf-8-sig", "ignore")):
            if part.pointer == (SOURCE,):
                described = read_source(part.value)
                return None if described is None else described.path
            if part.opens_items:
                return None
    except ValueError:
        return None
    return None


class _Reading:
    """One pass over a page's text, collecting what it holds and what is wrong with it."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = LineCounter(text)
        self.members: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self.records: list[Record] = []
        self.ids: set[str] = set()
        self.problems: list[Problem] = []
        self.damaged = False
        self.has_items = False
        self.first_break = ""
        """What makes it no text, or breaks the grammar first, and on which line; empty while nothing does."""
        self.unknown = 0
        self.on_document: list[tuple[int, Part]] = []
        """Records about their source as a whole, each with its number: such a one may be about another record."""

    @property
    def is_full(self) -> bool:
        """Whether so much is not understood that the rest is left alone: it could fill any memory."""
        return self.unknown > MAX_UNKNOWN or len(self.members) > MAX_MEMBERS

    def report(self, pointer: Pointer, offset: int, message: str) -> None:
        if len(self.problems) < MAX_FAULTS:
            line = self.lines.line_of(offset)
            self.problems.append(Problem(self.path, line, format_pointer(pointer), message))

    def take(self, part: Part) -> None:
        if part.broken:
            self.take_break(part)
            return
        if len(part.pointer) > 1:
            self.take_item(part)
            return
        key = str(part.pointer[0])
        if key in self.members:
            self.damaged = True
            self.report(part.pointer, part.start, tr("is given twice; the first one counts"))
            return
        if not is_writable(key):
            self.damaged = True
            self.report(part.pointer, part.start, tr("the key holds half of a surrogate pair"))
            return
        if self.is_full:
            self.damaged = True
            self.report(
                part.pointer, part.start, tr("is one of more than {most} members of the page", most=MAX_MEMBERS)
            )
            return
        self.has_items = self.has_items or part.opens_items
        self.members[key] = "" if part.opens_items else on_one_line(self.text[part.start : part.end])
        if part.sound:
            self.values[key] = part.value
        else:
            self.damaged = True
            self.report_faults(part)

    def take_break(self, part: Part) -> None:
        self.damaged = True
        line = self.lines.line_of(part.start)
        if not self.first_break:
            self.first_break = tr("is not JSON: {reason} (line {line})", reason=part.broken, line=line)
        message = tr("is not JSON: {reason}", reason=part.broken)
        if part.end == len(self.text):
            message = tr("is not JSON from here on: {reason}", reason=part.broken)
        if len(self.problems) < MAX_FAULTS:
            self.problems.append(Problem(self.path, line, format_pointer(part.pointer), message))

    def take_item(self, part: Part) -> None:
        line = on_one_line(self.text[part.start : part.end]) if part.read is None else part.read.record.json
        if not part.sound:
            self.take_unknown(part, UnknownRecord(line, self.report_faults(part)))
            return
        identity = _identity(part)
        try:
            if identity in self.ids:
                raise Misunderstood(("id",), tr("is the id of an earlier record"))
            record: Record = read_record(part.value, line) if part.read is None else part.read.record
            self.ids.add(record.id or "")
        except Misunderstood as error:
            record = UnknownRecord(line, f"{format_pointer(error.pointer)}: {error.message}", identity)
            if not _foreign(part.value):
                offset = locate(self.text, part.start, error.pointer)
                self.report((*part.pointer, *error.pointer), offset, error.message)
            self.take_unknown(part, record)
            return
        if part.read is None and isinstance(record, Annotation) and record.is_on_document:
            self.on_document.append((len(self.records), part))
        self.records.append(record)

    def know_replies(self) -> None:
        """What names another record of the set as its source is about that, and not ours to show."""
        for number, part in self.on_document:
            if not self.ids.isdisjoint(w3c.sources_of(part.value)):
                record, reason = self.records[number], w3c.about_another()
                self.report((*part.pointer, "target"), locate(self.text, part.start, ("target",)), reason)
                self.records[number] = UnknownRecord(record.json, f"target: {reason}", record.id)

    def take_unknown(self, part: Part, record: UnknownRecord) -> None:
        self.records.append(record)
        self.unknown += 1
        if self.is_full:
            self.damaged = True
            message = tr(
                "is one of more than {most} records that cannot be read; the rest is left alone", most=MAX_UNKNOWN
            )
            self.report(part.pointer, part.start, message)

    def report_faults(self, part: Part) -> str:
        """Tells what a strict reader refuses in a value; the answer is the last of it."""
        message = ""
        for fault in islice(faults(Cursor(self.text, part.start), part.pointer), MAX_FAULTS):
            self.report(fault.pointer, fault.offset, fault.message)
            message = fault.message
        return message


def _identity(part: Part) -> str | None:
    if part.read is not None:
        return part.read.record.id
    identity = part.value.get("id") if isinstance(part.value, dict) else None
    return identity if isinstance(identity, str) else None


def _foreign(record: Any) -> bool:
    """Whether a record is about another annotation in a way that is right and merely not ours to show."""
    is_about = isinstance(record, dict) and not w3c.ABOUT_ANNOTATIONS.isdisjoint(w3c.motivations(record))
    return is_about and w3c.DECISION not in record


def _load(path: Path, content: bytes, page: PageText) -> Loaded:
    reading = _Reading(path, page.text)
    reading.damaged = not page.is_exact
    for offset, message in page.faults:
        reading.report((), offset, message)
        if not page.is_exact:
            line = reading.problems[-1].line
            reading.first_break = tr("{reason} (line {line})", reason=message, line=line)
    for part in salvaged(page.text):
        reading.take(part)
        if reading.is_full:
            break
    reading.know_replies()
    values = reading.values
    if not reading.has_items:
        reason = reading.first_break or tr("is not an annotation page: it has no list of items")
        raise AnnotationFileError(path, reason)
    if "AnnotationPage" not in w3c.as_list(values.get(TYPE)) and not (reading.first_break and TYPE not in values):
        raise AnnotationFileError(path, tr('is not an annotation page: its type is not "AnnotationPage"'))
    version = values.get(FORMAT_KEY, FORMAT)
    if type(version) is not int or version < 1:
        reading.damaged = True
        reading.problems.append(Problem(path, None, FORMAT_KEY, tr("must be an integer >= 1")))
    elif version > FORMAT:
        reading.damaged = True
        message = tr(
            "is format {version}; this program writes {latest} and only reads newer ones",
            version=version,
            latest=FORMAT,
        )
        reading.problems.append(Problem(path, None, FORMAT_KEY, message))
    annotations = page_set(path, tuple(reading.members.items()), values, tuple(reading.records))
    digest = hashlib.sha256(content).hexdigest()
    return Loaded(annotations, tuple(reading.problems), reading.damaged, digest)
