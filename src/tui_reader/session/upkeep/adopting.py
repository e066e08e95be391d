"""Tags that annotations have and the tagset does not know, put into the tagset's file, whose text stays as it is."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import file
from tui_reader.annotations.page import decode_page, read_bytes
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.tagset import add_tag, default_tagset_text, tagset_from
from tui_reader.errors import AnnotationFileError, TuiReaderError
from tui_reader.session.upkeep.migrating import MigratedTagset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Adoption(NamedTuple):
    """A tagset's file with the tags that were found, which is not written yet."""

    tagset: MigratedTagset
    adopted: Mapping[str, int]
    """The tags that are put in, and how many annotations have each."""
    refused: Mapping[str, str]
    """Those that no tagset can have, and why."""


def tags_in(sets: Iterable[Path]) -> tuple[Counter[str], list[TuiReaderError]]:
    """How many annotations of sets have which tag, and which sets could not be read."""
    found: Counter[str] = Counter()
    errors: list[TuiReaderError] = []
    for path in sets:
        try:
            records = file.load(path).set.records
        except AnnotationFileError as error:
            errors.append(error)
            continue
        # What is only suggested is nobody's word yet.
        found.update(t for r in records if isinstance(r, Annotation) and not r.is_suggestion for t in r.tags)
    return found, errors


def adoption(path: Path, used: Mapping[str, int], names: Iterable[str] = ()) -> Adoption:
    """The tagset's file with the tags in use that it does not know, the most used first; `names`: only these.

    Where there is no file it begins as the default tagset. Raises AnnotationFileError for one that is no tagset.
    """
    before = read_bytes(path) if os.path.lexists(path) else None
    text = default_tagset_text() if before is None else decode_page(path, before)
    tagset = tagset_from(text, path)
    wanted = set(names)
    adopted: dict[str, int] = {}
    refused: dict[str, str] = {}
    for name, count in sorted(used.items(), key=lambda pair: (-pair[1], pair[0])):
        if tagset.tag(name) is not None or (wanted and name not in wanted):
            continue
        try:
            text = add_tag(text, name)
        except ValueError as error:
            refused[name] = str(error)
        else:
            adopted[name] = count
    return Adoption(MigratedTagset(path, before, text), adopted, refused)
