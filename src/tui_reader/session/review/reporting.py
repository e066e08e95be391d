"""A report of reviews: of documents that are read for it, or of the review that is open; and its file.

A report is made of what was decided, and can be made again. So one that is there is written over, and what is something
else never is, unless somebody says so.
"""

from __future__ import annotations

import os
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from tui_reader import __version__
from tui_reader.annotations import atomic
from tui_reader.errors import SaveError
from tui_reader.language import tr
from tui_reader.review.decisions import Decisions
from tui_reader.review.figure import ComparedDocument
from tui_reader.review.figures import figures
from tui_reader.review.matching import compare
from tui_reader.review.reports import is_report, written
from tui_reader.review.reports.content import Report
from tui_reader.review.reports.gathering import Sources, reviewed
from tui_reader.review.sides import letter
from tui_reader.session.files.opening import SetFiles
from tui_reader.session.layers import own_layer
from tui_reader.session.review.meant_documents import gathered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from tui_reader.annotations.atomic import Replaced
    from tui_reader.errors import FileProblem
    from tui_reader.review.reports import Form
    from tui_reader.session.review.meant_documents import Meant
    from tui_reader.session.review.review_session import ReviewSession
    from tui_reader.settings import Settings

PROGRAM = f"tui-reader {__version__}"
LOOKED_AT = 4096
"""Bytes of a file by which a report is known."""


class Part(NamedTuple):
    """A document that was read for a report."""

    sources: Sources
    symmetric: frozenset[str]
    """Names of relations of which the direction does not matter."""


def read_part(
    meant: Meant, settings: Settings, goes_on: Callable[[float], bool] = lambda _: True
) -> tuple[Part | None, tuple[FileProblem, ...], tuple[str, ...]]:
    """A document with the sets that are compared and what the annotator of the settings decided of them.

    None where there is no set; with it what could not be read, and what else there is to say. Raises DocumentError and
    Stopped.
    """
    read = gathered(meant, settings, goes_on)
    if not read.sides:
        return None, read.problems, read.remarks
    document = read.document
    files = SetFiles(document, settings, meant.opened)
    own = own_layer(files.own_path, document, files.annotator, files.tagset.identifier)
    comparison = compare(read.sides, goes_on, symmetric=read.tagset.symmetric_relations)
    decisions = Decisions(comparison, own.store, own.annotations)
    names = tuple(side.annotator for side in read.sides)
    sources = Sources(document.path.name, document, comparison, decisions, names, direction=settings.direction)
    return Part(sources, read.tagset.symmetric_relations), read.problems, read.remarks


def part_of(review: ReviewSession) -> Part:
    """The review that is open, as it is at the moment; to be reported as long as nobody decides anything else."""
    document, comparison = review.reading.document, review.comparison
    names = tuple(map(review.name_of, range(len(comparison.sides))))
    direction = review.reading.page.direction
    sources = Sources(
        document.path.name, document, comparison, review.decisions, names, review.is_blind, direction=direction
    )
    return Part(sources, review.reading.tagset.symmetric_relations)


def report(
    parts: Sequence[Part], reviewer: str, moment: datetime, goes_on: Callable[[float], bool] = lambda _: True
) -> Report:
    """A report of documents, those first that several people have annotated. Raises NotCounted and Stopped."""
    ordered = sorted(parts, key=lambda part: len(part.sources.comparison.sides) < 2)
    alike = Counter(part.sources.name for part in ordered)
    everything = [
        part.sources if alike[part.sources.name] == 1 else part.sources._replace(name=str(part.sources.document.path))
        for part in ordered
    ]
    several = [
        ComparedDocument(each.name, each.comparison, each.document.code_points.length, each.names)
        for each in everything
        if len(each.comparison.sides) > 1
    ]
    symmetric = frozenset().union(*(part.symmetric for part in parts))
    found = figures(several, goes_on, symmetric=symmetric) if several else None
    return Report(reviewer, moment, PROGRAM, tuple(map(reviewed, everything)), found)


def blind(parts: Sequence[Part]) -> list[Part]:
    """The same without names: everybody is a letter, the same in all documents, that tells nothing of the name."""
    salt = parts[0].sources.document.fingerprint if parts else ""
    people = {name for part in parts for name in part.sources.names}
    order = sorted(people, key=lambda name: sha256(f"{salt} {name}".encode("utf-8", "surrogatepass")).digest())
    letters = {name: letter(number) for number, name in enumerate(order)}
    return [
        part._replace(
            sources=part.sources._replace(names=tuple(letters[name] for name in part.sources.names), is_blind=True)
        )
        for part in parts
    ]


def pieces(made: Report, form: Form) -> Iterator[bytes]:
    """The report as it is written."""
    return written(made, form)


def write_report(made: Report, form: Form, path: Path, parts: Sequence[Part], *, force: bool = False) -> Replaced:
    """Writes a report to a file. `force` has it written over whatever is there, but for what it was made from.

    Raises SaveError.
    """
    require_writable(path, parts, force=force)
    return atomic.replace_by(path, written(made, form))


def offered_path(document: Path, own: Path, last: Path | None = None) -> Path:
    """Where a report on a document is offered to be written: beside the reviewer's own set, as a page.

    Where there was one before, in the folder of that and in its form.
    """
    folder, suffix = (own.parent, ".html") if last is None else (last.parent, last.suffix)
    return folder.absolute() / f"{document.stem}.review{suffix}"


def require_writable(path: Path, parts: Sequence[Part], *, force: bool = False) -> None:
    """Raises SaveError where a report may not be written."""
    sources = [
        source
        for part in parts
        for source in (part.sources.document.path, *(side.path for side in part.sources.comparison.sides), *_own(part))
    ]
    if os.path.realpath(path) in map(os.path.realpath, sources):
        raise SaveError(path, tr("is what the report is made from"))
    try:
        with path.open("rb") as stream:
            beginning = stream.read(LOOKED_AT)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise SaveError(path, atomic.reason_for(error)) from None
    if beginning and not force and not is_report(beginning):
        raise SaveError(path, tr("is something else than a report, and is left as it is"))


def _own(part: Part) -> tuple[Path, ...]:
    decisions = part.sources.decisions
    return () if decisions is None else (decisions.own.path,)
