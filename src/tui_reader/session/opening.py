"""From a path to a reading: the document, the sets about it, the tagset they are made with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import folders
from tui_reader.annotations.tagset import Tagset, default_tagset, load_tagset
from tui_reader.documents.files import read_document
from tui_reader.errors import AnnotationFileError
from tui_reader.session.layers import load_layer, own_layer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.settings import Settings

TAGSET_FILE = "tagset.toml"


class Opened(NamedTuple):
    """A reading, and what a person should be told about it."""

    session: ReaderSession
    remarks: list[str]


def open_reading(path: Path, settings: Settings, opened: Path | None = None, page: Page | None = None) -> Opened:
    """Opens a document with all sets about it; `opened` is the folder that was opened, if one was; `page` the document
    where it has been read already.

    Raises DocumentError when the document cannot be read. What is wrong with a set or a tagset becomes a
    remark.
    """
    if page is None:
        page = Page(read_document(path, settings.encoding), settings.measure, settings.direction)
    document = page.document
    remarks: list[str] = []
    own_path = folders.annotation_path(path, settings.annotator, annotations_dir=settings.annotations, opened=opened)
    tagset = find_tagset(tagset_path(own_path, settings.annotations), remarks)
    own = own_layer(own_path, document, settings.annotator, tagset.identifier)
    if own.read_only_because:
        remarks.append(f"{own_path}: opened for reading only: {own.read_only_because}")
    others = []
    for set_path in folders.sets_for(path, annotations_dir=settings.annotations, opened=opened):
        if set_path == own_path:
            continue
        annotator = set_path.name.removesuffix(folders.SUFFIX).rpartition(".")[2]
        try:
            others.append(load_layer(set_path, document, annotator, scope=set_path.name))
        except AnnotationFileError as error:
            remarks.append(str(error))
    for layer in (own, *others):
        lost = len(layer.store.orphans)
        if layer.another_version and lost:
            remarks.append(
                f"{layer.path.name}: made on another version of this document; "
                f"{lost} of its annotations have lost their place"
            )
        if layer.problems:
            remarks.append(f"{layer.problems[0]} ({len(layer.problems)} in all: tui-reader validate)")
    session = ReaderSession(document, page, own, others, tagset)
    return Opened(session, remarks)


def tagset_path(set_path: Path, annotations_dir: Path | None) -> Path:
    """The tagset file for a set: in its folder or one above, up to the folder all sets are in.

    Where there is none, the place where one would be made.
    """
    root = set_path.parent
    for folder in set_path.parents:
        if (folder / TAGSET_FILE).is_file():
            return folder / TAGSET_FILE
        if folder == annotations_dir or folder.name == folders.FOLDER:
            root = folder
            break
    return root / TAGSET_FILE


def find_tagset(path: Path, remarks: list[str]) -> Tagset:
    """The tagset in a file, or the default one where there is none, or none that can be used."""
    if not path.exists():
        return default_tagset()
    try:
        return load_tagset(path)
    except AnnotationFileError as error:
        remarks.append(f"{error}; the default tagset is used")
        return default_tagset()
