"""One annotator's set as a reading holds it: its file, its store, and whether it may be changed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.annotations import file, lock, w3c
from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.changes import items_after
from tui_reader.annotations.file import Known
from tui_reader.annotations.page import read_bytes
from tui_reader.annotations.sets import AnnotationSet, describe_bytes, new_set, page_set
from tui_reader.annotations.store import AnnotationStore
from tui_reader.errors import AnnotationFileError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from tui_reader.annotations.changes import Change, Item
    from tui_reader.annotations.file import Loaded
    from tui_reader.annotations.problems import Problem
    from tui_reader.documents.document import Document


SCOPE = "\0"
"""Stands between an id, in which anything can be, and its scope, a file's name, in which this cannot."""


@dataclass(slots=True)
class SetLayer:
    """A set of annotations over a document."""

    annotations: AnnotationSet
    """The page as it was read; its records are those of the store."""
    store: AnnotationStore
    annotator: str
    read_only_because: str = ""
    """Why it may not be changed; empty when it may."""
    problems: Sequence[Problem] = ()
    known: Known = field(default_factory=Known)
    """The file as this reading knows it."""
    another_version: bool = False
    """Whether the set was made on other bytes than the document now has."""
    is_to_come: bool = False
    """Whether this only stands for a set that is still being read."""
    made_on: Mapping[str, Any] | None = None
    """What the page said of its source before it was said to be about what the document now is."""
    scope: str = ""
    """What tells its annotations from those of another set with the same ids; empty for one's own set."""

    def scoped(self, annotation_id: str) -> str:
        """An id that is the only one in a reading, also where two sets share theirs (one is a copy of the other)."""
        return f"{annotation_id}{SCOPE}{self.scope}" if self.scope else annotation_id

    def item(self, entry_id: str) -> Item | None:
        """The annotation or relation of this set for which `scoped` gives this."""
        end = self.scoped("")
        return self.store.get(entry_id.removesuffix(end)) if entry_id.endswith(end) else None

    def describe_source(self, document: Document) -> None:
        """Says in the page that it is about the document as it is, once nothing is to be confirmed and nothing lost.

        Where a change is taken back by which that came to be, it says again what it said before.
        """
        if not self.another_version or self.annotations.source is None:
            return
        store = self.store
        is_settled = not (
            store.unsettled or store.has_moved_suggestions or store.has_unsettled_decisions or store.unknown
        )
        if is_settled and self.made_on is None:
            self.made_on = self.annotations.described_bytes
            self.annotations = self.annotations.about(describe_bytes(document))
        elif not is_settled and self.made_on is not None:
            self.annotations, self.made_on = self.annotations.about(self.made_on), None

    def declare_terms(self, change: Change) -> None:
        """Says in the page that the members of ours which a change brings hold plain JSON."""
        lines = [item.json for item in items_after(change)]
        for term in w3c.LITERALS:
            if any(term in line for line in lines):
                self.annotations = self.annotations.with_literal(term)

    @property
    def path(self) -> Path:
        """The file of the set, which need not exist before the first change."""
        return self.annotations.path


def load_layer(
    path: Path,
    document: Document,
    fallback_annotator: str,
    scope: str = "",
    progress: Callable[[float], bool] = lambda _: True,
) -> SetLayer:
    """The set in a file, placed on a document.

    `progress` is that of `AnnotationStore`. Raises AnnotationFileError when there is nothing to read, and Stopped.
    """
    return layer_of(file.load(path), document, fallback_annotator, scope, progress)


def layer_of(
    loaded: Loaded,
    document: Document,
    fallback_annotator: str,
    scope: str = "",
    progress: Callable[[float], bool] = lambda _: True,
) -> SetLayer:
    """A set that was read, placed on a document. Raises Stopped."""
    with without_collecting():
        source = loaded.set.source
        unchanged = source is not None and source.sha256 == document.fingerprint
        return SetLayer(
            loaded.set,
            AnnotationStore(document, loaded.set.records, source_unchanged=unchanged, progress=progress),
            loaded.set.annotator or fallback_annotator,
            tr("the file is damaged, or of a newer version") if loaded.read_only else "",
            loaded.problems,
            Known(loaded.set, loaded.text_hash),
            another_version=not unchanged,
            scope=scope,
        )


def layer_to_come(path: Path, document: Document, annotator: str) -> SetLayer:
    """What stands for the set in a file until that is read: empty, and not to be changed."""
    return SetLayer(page_set(path, (), {}, ()), AnnotationStore(document), annotator, is_to_come=True)


def own_layer(
    path: Path, document: Document, annotator: str, tagset: str, progress: Callable[[float], bool] = lambda _: True
) -> SetLayer:
    """The set that the person at the keyboard changes: the one in the file, or a new one.

    A file that cannot be read at all is never written over: the layer is empty and may not be changed. Raises Stopped.
    """
    fresh = new_set(document, annotator, tagset, path)
    if not path.exists() and not path.is_symlink():
        return SetLayer(fresh, AnnotationStore(document), annotator, _why_not(path))
    try:
        return own_layer_of(file.load(path), document, annotator, progress)
    except AnnotationFileError as error:
        return SetLayer(fresh, AnnotationStore(document), annotator, error.reason, known=_unread(path))


def _unread(path: Path) -> Known:
    """A version of a file in which nothing can be read: until there is another one there is no news of it."""
    try:
        return Known(None, hashlib.sha256(read_bytes(path)).hexdigest())
    except AnnotationFileError:
        return Known()


def own_layer_of(
    loaded: Loaded, document: Document, annotator: str, progress: Callable[[float], bool] = lambda _: True
) -> SetLayer:
    """The same for a set that was read."""
    layer = layer_of(loaded, document, annotator, progress=progress)
    layer.read_only_because = layer.read_only_because or _why_not(loaded.set.path)
    return layer


def _why_not(path: Path) -> str:
    """Why nothing can be saved at a path, and what helps; empty where it can be."""
    reason = lock.why_not(path.parent)
    if not reason and path.exists() and not os.access(path, os.W_OK):
        reason = tr("the file is read-only")
    return reason and tr("{reason}; with --annotations DIR yours are kept elsewhere", reason=reason)
