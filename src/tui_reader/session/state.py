"""What is kept from day to day: where each document was left, which were open last, what was chosen with keys.

The file is in the user's state folder, never beside the sources. Losing it costs places to scroll to and nothing
else: what cannot be read of it is passed over, a damaged file is set aside before another takes its place, one of a
newer version is left alone, and a failure to write stops nobody.

It is read before the first screen, so it is plain text, which costs no import: a head with the version, then a line
for each thing, the document that was open last at the end. In paths and names, controls and `%` are written as `%XX`.

    tui-reader-state 1
    tag Entity
    chosen sidebar false
    document 120 340 - /home/amal/source.txt

Behind the path a TAB and another may stand: the one the document was opened by, where symbolic links lead to it.
Whoever writes takes a lock and reads the file again, as other windows have theirs in it.
"""

from __future__ import annotations

import os
import re
from _thread import allocate_lock
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.documents.files import read_content
from tui_reader.errors import DocumentError, SaveError
from tui_reader.language import tr
from tui_reader.session.alone import alone_in
from tui_reader.text.bidi import Direction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = "state.txt"
BEFORE = "reading-places.json"
"""What held the reading places before there was such a file; it is read where there is none."""
VERSION = 1
REMEMBERED = 1000
"""Documents whose places are kept, the latest ones."""
RECENT = 50
"""Documents that are offered to be opened again."""
MOST_BYTES = 1 << 22
"""What is behind them in the file is not looked at."""
BROKEN = ".broken"
"""Behind the name of a damaged file that was set aside."""
FLAGS = frozenset({"library", "sidebar", "hidden", "harakat"})
"""Settings chosen with keys that are true or false."""

_HEAD = re.compile(rb"tui-reader-state ([0-9]{1,9})")
_CHOSEN = re.compile(rb"chosen ([a-z]+) ([a-z0-9-]{1,64})")
_TAG = re.compile(rb"tag ([^\t]{1,1000})")
_DOCUMENT = re.compile(rb"document ([0-9]{1,15}) ([0-9]{1,15}) (-|[a-z]+) (/[^\t]*)(?:\t(/[^\t]*))?")
_SPECIAL = re.compile(rb"[%\x00-\x1f\x7f]")
_WRITTEN = re.compile(rb"%([0-9A-F]{2})")


class ReadingPlace(NamedTuple):
    """Offsets in a document as it was when it was left, and the direction it was read in."""

    top: int
    """First character of the row at the top of the reading pane."""
    caret: int
    direction: Direction | None = None
    """What was chosen for this document alone; None where nothing was."""


class _Left(NamedTuple):
    """A document that was open."""

    place: ReadingPlace
    opened_by: str
    """The path it was opened by, absolute, with the symbolic links in it."""


class _Kept(NamedTuple):
    """What a state file says."""

    documents: dict[str, _Left]
    """By their real paths, the latest at the end."""
    chosen: dict[str, Any]
    """Settings by their names."""
    is_damaged: bool = False
    """Whether there is more in the file than could be read."""
    barred: str = ""
    """Why the file must not be written; empty when it may."""


class ReadingState:
    """What one state file keeps. Any thread may use it."""

    def __init__(self, path: Path | None, *, directions: bool = True) -> None:
        """Without a path nothing is kept beyond this run; without `directions`, those of documents are not given."""
        self._path = path
        self._directions = directions
        self._lock = allocate_lock()
        self._kept = _Kept({}, {}) if path is None else _read(path)
        self._unwritten: list[Callable[[_Kept], bool]] = []
        """Changes that are not on the disk: yet, or because it could not be written."""

    @property
    def remarks(self) -> list[str]:
        """What a person should be told about the file."""
        if self._kept.barred:
            words = tr("{path}: {reason}; nothing is remembered", path=self._path, reason=self._kept.barred)
        elif self._kept.is_damaged:
            words = tr("{path}: is damaged; what can be read of it is used, and it is set aside", path=self._path)
        else:
            return []
        return [words]

    # Documents

    def place_of(self, document: Path) -> ReadingPlace | None:
        """Where this document was left."""
        left = self._kept.documents.get(_key(document))
        if left is None:
            return None
        return left.place if self._directions else left.place._replace(direction=None)

    def remember(self, document: Path, place: ReadingPlace) -> None:
        """Keeps the place of a document, which is now the one that was open last; on the disk too."""
        key, opened_by = _key(document), os.path.abspath(document)  # noqa: PTH100 - `absolute` leaves `..`

        def change(kept: _Kept) -> bool:
            before = kept.documents.get(key)
            direction = place.direction
            if not self._directions and before is not None:
                direction = before.place.direction
            left = _Left(place._replace(direction=direction), opened_by)
            if before == left and next(reversed(kept.documents)) == key:
                return False
            kept.documents.pop(key, None)
            kept.documents[key] = left
            return True

        self._change(change)

    def recent(self) -> list[Path]:
        """The documents that were open last in any window, the latest first. Whether they are there is not asked."""
        with self._lock:
            self._kept = self._as_it_is()
        return [Path(left.opened_by) for left in reversed(self._kept.documents.values())][:RECENT]

    def forget(self, document: Path) -> None:
        """Forgets a document that `recent` gave, and its place."""

        def change(kept: _Kept) -> bool:
            gone = [key for key, left in kept.documents.items() if left.opened_by == str(document)]
            for key in gone:
                del kept.documents[key]
            return bool(gone)

        self._change(change)

    # Settings

    @property
    def chosen(self) -> Mapping[str, Any]:
        """Settings that were chosen with keys and not in the configuration, by their names."""
        return self._kept.chosen

    def choose(self, **values: bool | str | tuple[str, ...] | None) -> None:
        """Keeps settings for the days to come, on the disk with the next place; None takes one back, an empty list too.

        Other windows keep what they chose. Takes no time.
        """

        def change(kept: _Kept) -> bool:
            before = dict(kept.chosen)
            kept.chosen.update(values)
            for name in [name for name, value in kept.chosen.items() if value is None or value == ()]:
                del kept.chosen[name]
            return kept.chosen != before

        self._unwritten.append(change)

    # The file

    def _as_it_is(self) -> _Kept:
        """What the file says now, with what is not in it yet."""
        kept = self._kept if self._path is None or self._kept.barred else _read(self._path)
        if kept.barred:
            kept = kept._replace(documents=self._kept.documents, chosen=self._kept.chosen)
        for change in [*self._unwritten]:
            change(kept)
        return kept

    def _change(self, change: Callable[[_Kept], bool]) -> None:
        with self._lock:
            path = self._path
            if path is None or self._kept.barred:
                change(self._kept)
                return
            # What is chosen while this is written comes next time.
            waited = len(self._unwritten)
            try:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with alone_in(path.parent):
                    kept = self._as_it_is()
                    if (change(kept) or waited) and not kept.barred:
                        _write(path, kept)
            except (OSError, SaveError):
                kept = self._as_it_is()
                change(kept)
                self._unwritten.insert(waited, change)
            else:
                del self._unwritten[:waited]
            self._kept = kept


def _key(document: Path) -> str:
    return os.path.realpath(document)


def _read(path: Path) -> _Kept:
    """What a file says, as far as it makes sense."""
    if not os.path.lexists(path):
        return _read_places(path.with_name(BEFORE))
    try:
        content = read_content(path, MOST_BYTES + 1)
    except DocumentError as error:
        return _Kept({}, {}, barred=error.reason)
    kept = _Kept({}, {})
    if not content:
        return kept
    head, *lines = content[:MOST_BYTES].split(b"\n")
    found = _HEAD.fullmatch(head)
    if found is not None and int(found[1]) > VERSION:
        return kept._replace(barred=tr("is of a newer version"))
    is_damaged = found is None or len(content) > MOST_BYTES or not lines or bool(lines.pop())
    for line in lines:
        is_damaged |= not _take(line, kept)
    return kept._replace(is_damaged=is_damaged)


def _take(line: bytes, kept: _Kept) -> bool:
    """Adds what a line says; whether it says anything."""
    if found := _DOCUMENT.fullmatch(line):
        top, caret, way, real, opened_by = found.groups()
        direction = _DIRECTIONS.get(way)
        if direction is None and way != b"-":
            return False
        key = _path(real)
        left = _Left(ReadingPlace(int(top), int(caret), direction), _path(opened_by) if opened_by else key)
        if "\0" in key + left.opened_by:
            return False
        kept.documents.pop(key, None)
        kept.documents[key] = left
        return True
    if found := _TAG.fullmatch(line):
        kept.chosen["tags"] = (*kept.chosen.get("tags", ()), _path(found[1]))
        return True
    if found := _CHOSEN.fullmatch(line):
        name, word = found[1].decode(), found[2].decode()
        value = {"true": True, "false": False}.get(word, word)
        if name in FLAGS if isinstance(value, bool) else name == "theme":
            kept.chosen[name] = value
            return True
    return False


_DIRECTIONS = {way.value.encode(): way for way in Direction}


def _write(path: Path, kept: _Kept) -> None:
    """Puts the file on the disk. Raises SaveError or OSError."""
    from tui_reader.annotations import atomic

    lines = [b"tui-reader-state %d" % VERSION]
    lines += [b"tag " + _escaped(name) for name in kept.chosen.get("tags", ())]
    for name, value in sorted(kept.chosen.items()):
        if name == "tags":
            continue
        lines.append(f"chosen {name} {str(value).lower()}".encode())
    for key, (place, opened_by) in list(kept.documents.items())[-REMEMBERED:]:
        way = b"-" if place.direction is None else place.direction.value.encode()
        behind = b"" if opened_by == key else b"\t" + _escaped(opened_by)
        lines.append(b"document %d %d %s %s%s" % (place.top, place.caret, way, _escaped(key), behind))
    if kept.is_damaged:
        path.replace(path.with_name(path.name + BROKEN))
    atomic.replace(path, b"\n".join([*lines, b""]))


def _escaped(path: str) -> bytes:
    return _SPECIAL.sub(lambda found: b"%%%02X" % found[0][0], os.fsencode(path))


def _path(written: bytes) -> str:
    return os.fsdecode(_WRITTEN.sub(lambda found: bytes.fromhex(found[1].decode()), written))


def _read_places(path: Path) -> _Kept:
    """The reading places as they were kept before: `{"places": {path: [top, caret]}}`."""
    try:
        content = read_content(path, MOST_BYTES)
    except DocumentError:
        return _Kept({}, {})
    import json

    try:
        places = json.loads(content)["places"]
        return _Kept({key: _Left(_place(value), key) for key, value in places.items() if "\0" not in key}, {})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _Kept({}, {})


def _place(value: Any) -> ReadingPlace:
    top, caret = value
    if type(top) is not int or type(caret) is not int or top < 0 or caret < 0:
        raise ValueError("not an offset")
    return ReadingPlace(top, caret)
