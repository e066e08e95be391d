"""Times changes to a set, from the change to the disk's last word, in a process without a screen; prints JSON.

    changes.py DOCUMENT SET COUNT

A change is on the disk when its line in the journal is confirmed, the set is replaced, and that is confirmed too.
Beside each the same bytes are written to a new file, confirmed, and put in an old one's place, with nothing else done.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from time import perf_counter

from tui_reader.annotations.tagset import default_tagset
from tui_reader.documents.files import read_document
from tui_reader.session.files.saving import Saving
from tui_reader.session.layers import own_layer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.text.span import Span

ANNOTATOR = "bench"
FIRST = 2
"""Changes that are not counted: once for a session a journal is made, and a copy of what was there."""


class Fsyncs:
    """Counts what the disk is asked to confirm."""

    def __init__(self) -> None:
        self.count = 0
        self._fsync = os.fsync
        os.fsync = self  # type: ignore[assignment]

    def __call__(self, descriptor: int) -> None:
        self.count += 1
        self._fsync(descriptor)


def changed(document_path: Path, set_path: Path, count: int) -> dict[str, list[float]]:
    """Milliseconds and fsyncs of so many changes, and milliseconds of the bare writing."""
    document = read_document(document_path)
    document.count()
    own = own_layer(set_path, document, ANNOTATOR, default_tagset().identifier)
    session = ReaderSession(document, Page(document), own, [], default_tagset())
    saving = Saving(session, lambda: None)
    text = document.code_points.slice(Span(0, 1000 + 100 * count))
    words = [document.span_of(Span(*found.span())) for found in re.finditer(r"\w{4,}", text)]
    fsyncs = Fsyncs()
    found: dict[str, list[float]] = {"ms": [], "fsyncs": [], "bare": []}
    for word in words[: count + FIRST]:
        fsyncs.count = 0
        before = perf_counter()
        session.select(word)
        session.tag_selection("Claim")
        if not saving.finish() or saving.words != "saved":
            sys.exit(f"changes: {saving.words}")
        found["ms"].append(1000 * (perf_counter() - before))
        found["fsyncs"].append(fsyncs.count)
        found["bare"].append(1000 * bare(set_path))
        saving.take_news()
    saving.close()
    return {name: values[FIRST:] for name, values in found.items()}


def bare(path: Path) -> float:
    """Seconds to write a file's bytes down and put them in a file's place."""
    content = path.read_bytes()
    other, temporary = path.with_suffix(".bare"), path.with_suffix(".tmp")
    other.touch()
    before = perf_counter()
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(other)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return perf_counter() - before


def main() -> None:
    """Prints what is measured."""
    document, path, count = sys.argv[1:]
    sys.stdout.write(json.dumps(changed(Path(document), Path(path), int(count))))


if __name__ == "__main__":
    main()
