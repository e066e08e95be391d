"""Reads, checks and repairs damaged sets by the thousand, and judges what comes of it.

As a program it goes on for some minutes and prints how many there were and what was wrong, as JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mutations import mutated

from tui_reader.annotations import file
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.annotations.repair import repaired
from tui_reader.annotations.salvage import salvaged
from tui_reader.annotations.strict_json import decode
from tui_reader.annotations.tagset import default_tagset
from tui_reader.annotations.validate import inspect
from tui_reader.documents.files import read_document
from tui_reader.errors import AnnotationFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui_reader.annotations.repair import Repaired
    from tui_reader.annotations.sets import Source
    from tui_reader.documents.document import Document

    Reading = Callable[[Path, bytes], Iterable[str]]
    Repairing = Callable[[Path, bytes], Repaired]

FEW = 5
_OWN_WORK = frozenset({"prefix", "suffix"})
"""What a repair writes anew in a record, beside a new id."""


class Wrong(AssertionError):
    """Something became of a damaged set that must not."""


class Results(NamedTuple):
    """What came of so many inputs."""

    inputs: int
    minutes: float
    faults: list[str]


# Judging


def read_lines(path: Path, content: bytes) -> list[str]:
    """The lines of the records that this program finds in a set. Raises AnnotationFileError."""
    return [record.json for record in file.read(path, content).set.records]


def judge_reading(read: Reading, path: Path, whole: bytes, damaged: bytes) -> None:
    """Raises Wrong, or whatever the reading raises, unless each record before the damage is found.

    `whole` is laid out as this program writes it. A set whose page cannot be told may be refused with
    AnnotationFileError; with its first lines in order, it may not.
    """
    before = sound_lines(whole, damaged)
    try:
        found = Counter(read(path, damaged))
    except AnnotationFileError as error:
        if before:
            raise Wrong(f"{len(before)} sound records were refused: {error.reason}") from None
        return
    lost = Counter(before) - found
    if lost:
        raise Wrong(f"{lost.total()} of {len(before)} records before the damage are lost")


def sound_lines(whole: bytes, damaged: bytes) -> list[str]:
    """The records on the lines before the first that is not as it was."""
    lines = []
    for line, again in zip(whole.split(b"\n"), damaged.split(b"\n"), strict=False):
        if line != again:
            break
        lines.append(line)
    # The last of them may be the beginning of another line now.
    return [line.decode().rstrip(",") for line in lines[:-1] if line.startswith(b"{") and len(line) > 1]


def judge_round_trip(path: Path, damaged: bytes) -> None:
    """What was read is there again when it was written and read, whatever state it was in. Raises Wrong."""
    loaded = file.read(path, damaged)
    if "type" not in dict(loaded.set.members):
        # The line with the type is broken. Nobody may write such a set.
        if not loaded.read_only:
            raise Wrong("a page without a type may be written")
        return
    written = file.serialise(loaded.set)
    again = file.read(path, written.encode("utf-8", "replace")).set
    if Counter(record.json for record in again.records) != Counter(record.json for record in loaded.set.records):
        raise Wrong("records got lost between reading and writing")
    if file.serialise(again) != written:
        raise Wrong("it is never the same twice")


def judge_repair(repair: Repairing, path: Path, damaged: bytes) -> None:
    """A repaired set says all that could be read in it, what could not is kept, and a second repair does nothing.

    One in which something has to be guessed may be refused with AnnotationFileError. Raises Wrong, and whatever the
    repair raises.
    """
    try:
        found = repair(path, damaged)
    except AnnotationFileError:
        return
    content = found.text.encode()
    again = repair(path, content)
    if again.repairs or again.text != found.text:
        raise Wrong("a second repair finds more to do")
    before, after = _said(damaged), _said(content)
    missing = Counter(dict.fromkeys(before, 1)) - after
    if missing:
        raise Wrong(f"repaired, it says less: {min(missing)[:200]}")
    unreadable = found.unreadable.decode("utf-8", "replace")
    for stretch in _broken(damaged):
        if stretch not in unreadable:
            raise Wrong(f"what could not be read is gone: {stretch[:200]}")


def _said(content: bytes) -> Counter[str]:
    """What the items of a set say, but for what a repair writes anew."""
    return Counter(_words(text[part.start : part.end], part.sound) for text, part in _items(content) if not part.broken)


def _words(written: str, sound: bool) -> str:
    if not sound:
        return " ".join(written.split())
    value = decode(written)
    if isinstance(value, dict):
        value = {key: member for key, member in value.items() if key != "id"}
    return json.dumps(value, sort_keys=True, default=str, cls=_WithoutContext)


class _WithoutContext(json.JSONEncoder):
    """Leaves out what a repair writes anew."""

    def encode(self, value: object) -> str:
        return super().encode(_without_context(value))


def _without_context(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_context(member) for key, member in value.items() if key not in _OWN_WORK}
    return [_without_context(member) for member in value] if isinstance(value, list) else value


def _broken(content: bytes) -> Iterator[str]:
    for text, part in _items(content):
        if part.broken and (said := text[part.start : part.end].strip(" \t\r\n,]}")):
            yield said.rpartition("\n")[2].strip(" \t\r\n,]}")


def _items(content: bytes):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    for part in salvaged(text):
        if len(part.pointer) > 1:
            yield text, part


# Doing


def attempt(path: Path, whole: bytes, damaged: bytes, document: Document) -> None:
    """Everything this program does with a set, done with a damaged one. Raises what went wrong."""
    judge_reading(read_lines, path, whole, damaged)
    try:
        judge_round_trip(path, damaged)
        problems = inspect(path, tagset=default_tagset(), read_source=lambda _: document, content=damaged).problems
        if any("\n" in problem.message for problem in problems):
            raise Wrong("a problem of several lines")
        unread = [record for record in file.read(path, damaged).set.records if isinstance(record, UnknownRecord)]
        if any(not record.reason for record in unread):
            raise Wrong("a record is not understood for no reason")
    except AnnotationFileError:
        pass

    def source(_: Source) -> Document:
        return document

    judge_repair(lambda path, content: repaired(path, content, source), path, damaged)


def fuzz(folder: Path, *, until: Callable[[int], bool], seed: int) -> Iterator[tuple[int, str]]:
    """Damages the sets in a folder's `annotations` by chance, `until` it is told the number and says so.

    Gives number and fault of each input that is not got over.
    """
    sets = sorted((folder / "annotations").glob("*.json"))
    contents = [_few(path) for path in sets]
    documents = []
    for path, content in zip(sets, contents, strict=True):
        source = file.read(path, content).set.source
        assert source is not None
        document = read_document(path.parent / source.path)
        document.count()
        documents.append(document)
    number = 0
    while not until(number):
        chance = random.Random(f"{seed}/{number}")
        place = chance.randrange(len(sets))
        damaged = mutated(contents[place], chance)
        try:
            attempt(sets[place], contents[place], damaged, documents[place])
        except Exception as error:  # noqa: BLE001 - all there is is to be told
            yield number, f"{type(error).__name__}: {error}"[:300]
        number += 1


def _few(path: Path) -> bytes:
    """A set with few of its records, of every kind: damage is found soon, or not at all."""
    found = file.load(path).set
    return file.serialise(found.with_records((*found.records[:FEW], *found.records[-FEW:]))).encode()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition(".")[0])
    parser.add_argument("folder", type=Path, help="in which there are `annotations`, and what they are about")
    parser.add_argument("--minutes", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=1, help="other seeds, other damage")
    arguments = parser.parse_args()
    began = time.monotonic()
    done = 0

    def until(number: int) -> bool:
        nonlocal done
        done = number
        return time.monotonic() - began >= 60 * arguments.minutes

    faults = [f"input {number}: {fault}" for number, fault in fuzz(arguments.folder, until=until, seed=arguments.seed)]
    results = Results(done, (time.monotonic() - began) / 60, faults)
    sys.stdout.write(json.dumps(results._asdict(), ensure_ascii=False) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
