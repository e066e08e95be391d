"""The sets of a document as the sides of a comparison, read from their files; what is wrong with one is told.

Which sets: those that are named; else all there are of the document, but those that came of a review, and but those in
which somebody has only decided on what others have annotated.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.folders import SetFinder, annotation_path, annotator_in
from tui_reader.annotations.sets import ADJUDICATED
from tui_reader.errors import ExitCode, FileProblem, Stopped
from tui_reader.language import tr, tr_count
from tui_reader.review.sides import Side
from tui_reader.session.files.kept_counts import counted
from tui_reader.session.layers import load_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.documents.document import Document
    from tui_reader.session.layers import SetLayer
    from tui_reader.settings import Settings


class AnotherSource(FileProblem):
    """A set that is about another document than the one that is meant."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True)
class Sides:
    """The sets of one document, read."""

    document: Document
    layers: tuple[SetLayer, ...]
    """In the order of `sides`."""
    sides: tuple[Side, ...]
    problems: tuple[FileProblem, ...] = ()
    """Sets that could not be read, and are not among the sides."""
    remarks: tuple[str, ...] = ()
    """What else should be known of the sides: damage, and annotations that have lost their place."""
    is_whole: bool = True
    """Whether all of every side could be read; what could not is among the remarks."""
    reviewer: SetLayer | None = None
    """The reviewer's own set, if there is one, whether it is a side or not."""


def is_adjudicated(annotations: AnnotationSet) -> bool:
    """Whether a set came of a review."""
    return any(key == ADJUDICATED for key, _ in annotations.members)


def usual(layers: Iterable[SetLayer], own: SetLayer | None) -> list[SetLayer]:
    """Those of the sets of a document that are compared where nobody names any. `own` is the reviewer's.

    Another reviewer, who has decided and annotated nothing, is nobody who has missed everything.
    """
    sides = [
        layer
        for layer in layers
        if not is_adjudicated(layer.annotations) and (layer is own or not has_only_decided(layer))
    ]
    others = [layer for layer in sides if layer is not own]
    return sides if own is None or own.store.annotation_count or not others else others


def has_only_decided(layer: SetLayer) -> bool:
    """Whether somebody has said something there, and nothing of it about the text itself."""
    return not layer.store.annotation_count and bool(layer.store.snapshot().records)


def sides_of(
    document: Document,
    settings: Settings,
    named: Sequence[Path] = (),
    opened: Path | None = None,
    *,
    goes_on: Callable[[float], bool] = lambda _: True,
) -> Sides:
    """The sides of a document; `opened` is the folder that was opened, if one was.

    Without `named` those that `usual` chooses, sorted by file name; the reviewer is the annotator of the settings.
    Counts the document. `goes_on` is told which part is done, 0 to 1, and says whether to go on. Raises Stopped.
    """
    if not counted(document, lambda part: goes_on(part / 2)):
        raise Stopped(tr("the comparison was given up"))
    finder = SetFinder(settings.annotations)
    own_path = _own_path(document, settings, opened)
    paths = list(named) or finder.sets_for(document.path, opened)
    if not named and own_path is not None and own_path not in paths and own_path.is_file():
        paths.append(own_path)
    layers: dict[str, SetLayer] = {}
    problems: list[FileProblem] = []
    for number, path in enumerate(paths):
        try:
            if named and not finder.is_about(path, document.path):
                raise AnotherSource(path, tr("is not about {source}", source=document.path.name))
            real = os.path.realpath(path)
            if real not in layers:
                done = 0.5 + number / len(paths) / 2
                if not goes_on(done):
                    raise Stopped(tr("the comparison was given up"))
                layers[real] = read_layer(path, document, partial(_at, goes_on, done))
        except FileProblem as problem:
            problems.append(problem)
    own = None if own_path is None else layers.get(os.path.realpath(own_path))
    chosen = list(layers.values()) if named else usual(layers.values(), own)
    if own is None and named and own_path is not None and own_path.is_file():
        try:
            own = read_layer(own_path, document, goes_on)
        except FileProblem as problem:
            problems.append(problem)
    return Sides(
        document,
        tuple(chosen),
        tuple(side_of(layer, document) for layer in chosen),
        tuple(problems),
        tuple(remark for layer in chosen for remark in remarks_on(layer)),
        not any(layer.problems for layer in chosen),
        own,
    )


def read_layer(path: Path, document: Document, goes_on: Callable[[float], bool] = lambda _: True) -> SetLayer:
    """A set placed on the document as it is, also where it was made on another version of it.

    Raises AnnotationFileError, NotCounted and Stopped.
    """
    return load_layer(path, document, annotator_in(path), str(path), goes_on)


def side_of(layer: SetLayer, document: Document) -> Side:
    """A set as it is at the moment as a side; to be called by the thread that changes it. Raises NotCounted."""
    with without_collecting():
        store = layer.store
        return Side.of(layer.annotator, layer.path, store.placements(), store.snapshot().records, document)


def remarks_on(layer: SetLayer) -> list[str]:
    """What is wrong with a set that could be read."""
    remarks = []
    if layer.problems:
        remarks.append(
            tr_count(
                len(layer.problems),
                "{problem} ({count} in all: tui-reader validate)",
                "{problem} ({count} in all: tui-reader validate)",
                problem=layer.problems[0],
            )
        )
    lost = len(layer.store.orphans)
    if lost:
        remarks.append(
            tr_count(
                lost,
                "{path}: {count} annotation has lost its place in the text, and is not compared",
                "{path}: {count} annotations have lost their place in the text, and are not compared",
                path=layer.path,
            )
        )
    return remarks


def _at(goes_on: Callable[[float], bool], done: float, _: float) -> bool:
    """Asks whether to go on while one of several things is done."""
    return goes_on(done)


def _own_path(document: Document, settings: Settings, opened: Path | None) -> Path | None:
    if not settings.annotator:
        return None
    return annotation_path(document.path, settings.annotator, annotations_dir=settings.annotations, opened=opened)
