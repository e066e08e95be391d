"""From a path to a reading: the document, the sets about it, the tagset they are made with.

What takes long does not hold up the text: the sets about a document that has still to be counted, and large sets, are
to come, and a thread of the app's reads them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import folders
from tui_reader.annotations.roots import absolute, as_named
from tui_reader.annotations.source_paths import LeadsOut, is_relative, source_at
from tui_reader.annotations.tagset import Tagset, default_tagset, load_tagset
from tui_reader.documents.files import read_document
from tui_reader.errors import AnnotationFileError, Stopped
from tui_reader.language import tr, tr_count
from tui_reader.session.layers import layer_to_come, load_layer, own_layer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.settings import state_folder
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_reader.documents.document import Document
    from tui_reader.session.layers import SetLayer
    from tui_reader.settings import Settings

TAGSET_FILE = "tagset.toml"
QUICK_BYTES = 1 << 17
"""Sets that are no larger together are read before the text is shown: nobody notices."""


class Sets(NamedTuple):
    """The sets about a document, and what a person should be told about them."""

    own: SetLayer
    others: list[SetLayer]
    remarks: list[str]


class Opened(NamedTuple):
    """A reading, and what a person should be told about it."""

    session: ReaderSession
    remarks: list[str]
    sets_to_come: SetFiles | None = None
    """What has still to be read; None where everything was."""
    files: SetFiles | None = None
    """Where the sets are, whether they were read or not."""


class SetFiles:
    """The files of the sets about a document."""

    def __init__(self, document: Document, settings: Settings, opened: Path | None) -> None:
        """`opened` is the folder that was opened, if one was."""
        self.remarks: list[str] = []
        """What is wrong with the tagset."""
        self.told: set[str] = set()
        """What the person has been told of sets that cannot be read."""
        self._annotations_dir, self._opened = settings.annotations, opened
        self.document = document
        self.annotator = settings.annotator
        self.own_path = folders.annotation_path(
            document.path, settings.annotator, annotations_dir=settings.annotations, opened=opened
        )
        self.other_paths = self.find_others()
        tagset = find_tagset(tagset_path(self.own_path, settings.annotations), self.remarks)
        self.tagset = tagset.with_on(settings.tags)

    def find_others(self) -> list[Path]:
        """The sets of other annotators that there are now, sorted by file name."""
        found = folders.sets_for(self.document.path, annotations_dir=self._annotations_dir, opened=self._opened)
        return [path for path in found if path != self.own_path]

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where sets of the document may come to be."""
        return folders.SetFinder(self._annotations_dir).folders_for(self.document.path, self._opened)

    @property
    def are_quick(self) -> bool:
        """Whether they are read in no time."""
        return self.document.is_counted and sum(map(_size, (self.own_path, *self.other_paths))) <= QUICK_BYTES

    def read(self, progress: Callable[[float], bool] = lambda _: True) -> Sets | None:
        """Reads the sets, once the document is counted. What is wrong with one becomes a remark.

        `progress` is told which part of the document is counted, and says whether to go on; None when it is not. It is
        asked too while annotations are looked for that are not where they were made.
        """
        # Most documents are small and counted.
        if not self.document.is_counted:
            from tui_reader.session.files.kept_counts import counted

            if not counted(self.document, progress):
                return None
        try:
            return self._read(lambda _: progress(1.0))
        except Stopped:
            return None

    def _read(self, goes_on: Callable[[float], bool]) -> Sets:
        document = self.document
        own = own_layer(self.own_path, document, self.annotator, self.tagset.identifier, goes_on)
        remarks = [f"{document.path}: {document.damage}"] if document.damage else []
        if own.read_only_because and not own.problems:
            remarks.append(
                tr(
                    "{path}: opened for reading only: {reason}",
                    path=self.own_path,
                    reason=own.read_only_because,
                )
            )
            remarks += _backups_of(own)
        others = []
        for path in self.other_paths:
            try:
                others.append(self.read_other(path, goes_on))
            except AnnotationFileError as error:
                remarks.append(str(error))
                self.told.add(str(error))
        for layer in (own, *others):
            lost = len(layer.store.orphans)
            if layer.another_version and lost:
                remarks.append(
                    tr_count(
                        lost,
                        "{name}: made on another version of this document; "
                        "{count} of its annotations has lost its place",
                        "{name}: made on another version of this document; "
                        "{count} of its annotations have lost their place",
                        name=layer.path.name,
                    )
                )
            if layer.problems:
                remarks.append(_trouble(layer))
            remarks += self._astray(layer)
        return Sets(own, others, remarks)

    def read_other(self, path: Path, goes_on: Callable[[float], bool] = lambda _: True) -> SetLayer:
        """Another annotator's set. Raises AnnotationFileError, and Stopped when `goes_on` says no."""
        return load_layer(path, self.document, folders.annotator_in(path), path.name, goes_on)

    def _astray(self, layer: SetLayer) -> list[str]:
        """What a set names as its source, where it is neither this document nor one that it may lead to."""
        source = layer.annotations.source
        if source is None or (self._annotations_dir is not None and is_relative(source.path)):
            return []
        try:
            source_at(layer.path, source.path)
        except LeadsOut as error:
            if not is_relative(source.path) or not _is_same(layer.path.parent / source.path, self.document.path):
                return [f"{layer.path}: {error}"]
        return []

    def to_come(self) -> SetLayer:
        """What stands for one's own set until it is read."""
        return layer_to_come(self.own_path, self.document, self.annotator)


def open_reading(path: Path, settings: Settings, opened: Path | None = None) -> Opened:
    """Opens a document with all sets about it, however long that takes; `opened` is the folder that was opened.

    Raises DocumentError when the document cannot be read. What is wrong with a set or a tagset becomes a
    remark.
    """
    page = Page(read_document(path, settings.encoding), settings.measure, settings.direction, settings.display)
    return _with_sets(page, SetFiles(page.document, settings, opened))


def begin_reading(path: Path, settings: Settings, opened: Path | None = None, page: Page | None = None) -> Opened:
    """The same without what takes long, which is to come. `page` is the document where it has been read already."""
    if page is None:
        page = Page(read_document(path, settings.encoding), settings.measure, settings.direction, settings.display)
    files = SetFiles(page.document, settings, opened)
    if files.are_quick:
        return _with_sets(page, files)
    return Opened(ReaderSession(page.document, page, files.to_come(), [], files.tagset), files.remarks, files, files)


def _with_sets(page: Page, files: SetFiles) -> Opened:
    sets = files.read()
    assert sets is not None, "nobody has stopped it"
    session = ReaderSession(page.document, page, sets.own, sets.others, files.tagset)
    return Opened(session, [*files.remarks, *sets.remarks], files=files)


def _trouble(layer: SetLayer) -> str:
    """What is wrong with a set, how much more is, and what can be done."""
    if layer.read_only_because:
        return tr_count(
            len(layer.problems),
            "{problem} ({count} in all): only for reading until tui-reader validate --fix has mended it",
            "{problem} ({count} in all): only for reading until tui-reader validate --fix has mended it",
            problem=layer.problems[0],
        )
    return tr_count(
        len(layer.problems),
        "{problem} ({count} in all: tui-reader validate)",
        "{problem} ({count} in all: tui-reader validate)",
        problem=layer.problems[0],
    )


def _backups_of(layer: SetLayer) -> list[str]:
    """That a set of which nothing can be read has earlier versions."""
    if layer.known.base is not None or not layer.known.text_hash:
        return []
    # Few sets are damaged.
    from tui_reader.annotations.backups import FOLDER, Backups

    count = len(Backups(state_folder() / FOLDER, layer.path).all())
    if not count:
        return []
    return [
        tr_count(
            count,
            "{name}: {count} earlier version can be put back: tui-reader backups",
            "{name}: {count} earlier versions can be put back: tui-reader backups",
            name=isolated(layer.path.name),
        )
    ]


def _is_same(path: Path, other: Path) -> bool:
    """Whether two names lead to one place, without looking whether there is anything."""
    return os.path.realpath(path) == os.path.realpath(other)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def tagset_path(set_path: Path, annotations_dir: Path | None) -> Path:
    """The tagset file for a set: in its folder or one above, up to the folder all sets are in.

    Where there is none, the place where one would be made. It is named as the set is: relative, or absolute.
    """
    highest = None if annotations_dir is None else absolute(annotations_dir)
    inside = absolute(set_path).parents
    root = inside[0]
    for folder in inside:
        if (folder / TAGSET_FILE).is_file() or folder == highest or folder.name == folders.FOLDER:
            root = folder
            break
    return as_named(root / TAGSET_FILE, set_path)


def tagset_in(path: Path) -> Tagset:
    """The tagset in a file, or the default one where there is none. Raises AnnotationFileError."""
    return load_tagset(path) if path.exists() else default_tagset()


def find_tagset(path: Path, remarks: list[str]) -> Tagset:
    """The tagset in a file, or the default one where there is none, or none that can be used."""
    try:
        return tagset_in(path)
    except AnnotationFileError as error:
        remarks.append(tr("{error}; the default tagset is used", error=error))
        return default_tagset()
