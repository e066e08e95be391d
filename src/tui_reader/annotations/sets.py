"""An annotation set: one annotator's annotations of one source, as a W3C AnnotationPage.

A set is its page's members and its records, each with the JSON it was read from, so that whatever this
program does not know is still there when the set is written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from tui_reader.annotations import w3c
from tui_reader.annotations.file_order import file_order
from tui_reader.annotations.records.written import NewId, random_id
from tui_reader.annotations.source_paths import is_relative
from tui_reader.annotations.strict_json import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tui_reader.annotations.records.record import Record
    from tui_reader.annotations.store import Snapshot
    from tui_reader.documents.document import Document

FORMAT = 1
"""The major version this program writes; a file with a greater one is only read."""

CONTEXT, ID, TYPE, FORMAT_KEY = "@context", "id", "type", "tui:format"
CREATOR, SOURCE, TAGSET, ITEMS = "creator", "tui:source", "tui:tagset", "items"
ADJUDICATED = "tui:adjudicated"
"""Of a set that was made of a reviewer's decisions: by whom, and from which sets."""
BYTES_KEYS = ("sha256", "length", "unit", "encoding", "newline")
"""The members of a page's `tui:source` that are about its content."""
LEGAL_IN_IRI = "/:!$&'()*+,;=@~"


class Source(NamedTuple):
    """The document a set is about, as it was when the set was made."""

    path: str
    """Relative to the set's folder, with POSIX separators."""
    sha256: str
    length: int
    """Code points."""
    encoding: str
    newline: str
    language: str | None
    """BCP 47."""
    direction: str | None
    """`ltr` or `rtl`."""

    @property
    def iri(self) -> str:
        """The path as the IRI reference that annotations name as their target's source."""
        return path_iri(self.path)


@dataclass(frozen=True, slots=True)
class AnnotationSet:
    """One annotator's annotations of one source."""

    path: Path
    members: tuple[tuple[str, str], ...]
    """The page's members in the file's order, each with its JSON on one line; that of `items` is empty."""
    records: tuple[Record, ...]
    """As they were found, or in the order `with_records` gives them."""
    annotator: str | None
    source: Source | None
    """None where the page does not describe its source as this program does."""
    tagset: str | None
    """`name@version`."""

    def with_records(self, records: Iterable[Record]) -> AnnotationSet:
        """The same set with other records: annotations by (start, end, id), relations by id, then what is neither."""
        return replace(self, records=tuple(sorted(records, key=file_order)))

    def with_snapshot(self, snapshot: Snapshot) -> AnnotationSet:
        """The same set with the records of a store, which are in order already."""
        return replace(self, records=snapshot.records)

    def copied_for(self, annotator: str, *, new_id: NewId = random_id) -> AnnotationSet:
        """The same set as somebody else's: with another creator and an id of its own."""
        named = {ID: encode(new_id()), CREATOR: encode({"type": "Person", "nickname": annotator})}
        members = tuple((key, named.get(key, value)) for key, value in self.members)
        return replace(self, members=members, annotator=annotator)

    def with_literal(self, term: str) -> AnnotationSet:
        """The same set with a context that says `term` holds plain JSON, where the context is like ours.

        A JSON-LD processor would drop the keys inside else.
        """
        lines = dict(self.members)
        context = decode(lines[CONTEXT]) if CONTEXT in lines else None
        ours = next((part for part in w3c.as_list(context) if isinstance(part, dict) and "tui" in part), None)
        if ours is None or term in ours:
            return self
        ours[term] = {"@type": "@json"}
        members = tuple((key, encode(context) if key == CONTEXT else line) for key, line in self.members)
        return replace(self, members=members)

    @property
    def described_bytes(self) -> dict[str, Any]:
        """What the page says of its source's content, as far as it says it (`describe_bytes`)."""
        described = decode(dict(self.members).get(SOURCE) or "{}")
        return {key: described[key] for key in BYTES_KEYS if key in described}

    def about(self, content: Mapping[str, Any]) -> AnnotationSet:
        """The same set said to be about other content of its source (`describe_bytes`).

        That is true only where all that is in it was found to be on that, and confirmed where that was asked for.
        """
        described = decode(dict(self.members)[SOURCE])
        described = {k: v for k, v in described.items() if k in content or k not in BYTES_KEYS} | dict(content)
        members = tuple((key, encode(described) if key == SOURCE else value) for key, value in self.members)
        return replace(self, members=members, source=read_source(described))

    @property
    def source_path(self) -> Path | None:
        """Where the source should be, as the set says; nobody has checked that it may be read."""
        return None if self.source is None else self.path.parent / self.source.path

    @property
    def source_iri(self) -> str:
        """What new annotations of this set name as their target's source."""
        return "" if self.source is None else self.source.iri


@lru_cache(maxsize=64)
def path_iri(path: str) -> str:
    """A relative path as an IRI reference (RFC 3987): what would be read as syntax is percent-encoded."""
    steps = "".join(
        character if character.isprintable() and ord(character) >= 0xA0 else quote(os.fsencode(character), LEGAL_IN_IRI)
        for character in path
    )
    first = steps.split("/", 1)[0]
    return f"./{steps}" if ":" in first else steps


def iri_path(iri: str) -> str:
    """The relative path an IRI reference stands for; the inverse of `path_iri` but for a leading `./`."""
    return unquote(iri, errors="surrogateescape").removeprefix("./")


def new_set(
    document: Document,
    annotator: str,
    tagset: str,
    path: Path,
    *,
    language: str | None = None,
    direction: str | None = None,
    new_id: NewId = random_id,
) -> AnnotationSet:
    """An empty set for `document`, to be saved at `path`. `tagset` is `name@version`."""
    folder = Path(os.path.realpath(path.parent))
    real = Path(os.path.realpath(document.path.parent)) / document.path.name
    relative = os.fsencode(Path(os.path.relpath(real, folder)).as_posix()).decode("utf-8", "replace")
    if not is_relative(relative):
        # A name may look like an address, or like a path from the top.
        relative = f"./{relative}"
    described: dict[str, Any] = {"path": relative, **describe_bytes(document)}
    if language is not None:
        described["language"] = language
    if direction is not None:
        described["textDirection"] = direction
    literal = {"@type": "@json"}
    context = [w3c.CONTEXT_IRI, {"tui": w3c.NAMESPACE, SOURCE: literal, w3c.ATTRIBUTES: literal}]
    values: dict[str, Any] = {
        CONTEXT: context,
        ID: new_id(),
        TYPE: "AnnotationPage",
        FORMAT_KEY: FORMAT,
        CREATOR: {"type": "Person", "nickname": annotator},
        SOURCE: described,
        TAGSET: tagset,
    }
    members = (*((key, encode(value)) for key, value in values.items()), (ITEMS, ""))
    return page_set(path, members, values, ())


def describe_bytes(document: Document) -> dict[str, Any]:
    """What a page says of its source's content. Raises NotCounted."""
    return {
        "sha256": document.fingerprint,
        "length": document.code_points.length,
        "unit": "codepoint",
        "encoding": document.encoding,
        "newline": document.newline,
    }


def page_set(
    path: Path, members: tuple[tuple[str, str], ...], values: Mapping[str, Any], records: tuple[Record, ...]
) -> AnnotationSet:
    """The set behind a page: its members as JSON on one line each, and as values where they are sound."""
    tagset = values.get(TAGSET)
    return AnnotationSet(
        path=path,
        members=members,
        records=records,
        annotator=w3c.agent_name(values.get(CREATOR)),
        source=read_source(values.get(SOURCE)),
        tagset=tagset if isinstance(tagset, str) else None,
    )


def read_source(value: Any) -> Source | None:
    """What a page says about its source, as far as it says it; None without so much as a path."""
    if not isinstance(value, dict) or not isinstance(value.get("path"), str):
        return None

    def text(key: str) -> str | None:
        member = value.get(key)
        return member if isinstance(member, str) else None

    return Source(
        path=value["path"],
        sha256=(text("sha256") or "").lower(),
        length=value["length"] if w3c.is_offset(value.get("length")) else 0,
        encoding=text("encoding") or "",
        newline=text("newline") or "",
        language=text("language"),
        direction=text("textDirection"),
    )
