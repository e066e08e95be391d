"""Which sets are meant by who asks for a review, looked at before anything is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations import file
from tui_reader.annotations.folders import SetFinder
from tui_reader.documents.files import read_document
from tui_reader.errors import DocumentError, FileProblem
from tui_reader.session.review.sides_of import AnotherSource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui_reader.settings import Settings


class NoSide(FileProblem):
    """A document of which nobody has a set."""


def require_sides(source: Path, named: Sequence[Path], settings: Settings) -> None:
    """Looks whether a document can be reviewed: whether it opens, and has sets, or those named are about it.

    Raises DocumentError, AnnotationFileError, AnotherSource and NoSide.
    """
    if source.is_dir():
        raise DocumentError(source, "is a folder; name the document that is to be reviewed")
    if file.source_of(source) is not None:
        raise DocumentError(source, "is a set of annotations; name the document it is about, and the sets behind that")
    read_document(source, settings.encoding)
    finder = SetFinder(settings.annotations)
    for path in named:
        about = file.load(path).set.source
        if not finder.is_about(path, source):
            raise AnotherSource(path, "is about another document" + ("" if about is None else f": {about.path}"))
    if not named and not finder.sets_for(source):
        raise NoSide(source, "nobody has a set of annotations for it; name the sets behind it")
