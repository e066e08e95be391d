"""Every change on the disk before the set is: one line a change, each with a checksum, in the user's own folder.

A file belongs to one running program and one set. The line's checksum goes on from that of the line before, so what
is read is what was written from the beginning on, without a gap. The owner holds a lock on the file, which goes with
it however it ends: whoever can take the lock has found the journal of a dead one.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import stat
import threading
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from tui_reader.annotations import atomic, w3c
from tui_reader.annotations.changes import Add, Remove, steps
from tui_reader.annotations.page import reason_of
from tui_reader.annotations.records.record import Record, UnknownRecord, read_record
from tui_reader.annotations.records.written import utc_now
from tui_reader.annotations.shape import read_at
from tui_reader.annotations.strict_json import NotStrict, decode
from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.records.written import Clock

Edit: TypeAlias = tuple[str | None, str | None]
"""What a record was and what it is, each as its line of JSON; None where it was not, or is no more."""

FOLDER = "journals"
"""Its name in the state folder."""
SUFFIX, SET_ASIDE = ".journal", ".set-aside"
VERSION = 1
_MARK = "tui-reader-journal"
_CHECKSUM = 8
"""Hexadecimal digits of the CRC-32 (ISO 3309, as in zlib) that a line begins with."""
_CANNOT = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})
"""What file systems say on which the name of a file cannot be confirmed."""


class Header(NamedTuple):
    """The first line: whose changes to what these are."""

    set_path: Path
    """Absolute, as the set was opened."""
    source_path: Path
    annotator: str
    page: str
    """The set's text without its records: what a set begins as that is not on the disk."""
    began: datetime
    """In UTC."""


class Found(NamedTuple):
    """What can be read of a journal."""

    header: Header | None
    """None where not even that can be read; then nothing else is."""
    edits: tuple[Edit, ...]
    """In the order they were made."""
    lost_bytes: int
    """How many bytes behind the last right line are not understood."""


class Left(NamedTuple):
    """A journal whose owner is dead."""

    path: Path
    header: Header | None
    edits: tuple[Edit, ...]
    lost_bytes: int

    @property
    def digest(self) -> str:
        """The `digest_of` its set: the one thing that is told by the file's name."""
        return self.path.name.partition("-")[0]


class Sides(NamedTuple):
    """What a journal comes to: the records it touched as they were first, and as they were last."""

    before: list[Record]
    after: list[Record]


def header_for(set_path: Path, source_path: Path, annotator: str, page: str, *, now: Clock = utc_now) -> Header:
    """The header of a journal that is begun now."""
    began = now().replace(microsecond=0)
    return Header(Path(os.path.abspath(set_path)), source_path, annotator, page, began)  # noqa: PTH100 - links stay


def edits_of(change: Change) -> list[Edit]:
    """A change as its journal has it."""
    found: list[Edit] = []
    for step in steps(change):
        if isinstance(step, Add):
            found.append((None, step.item.json))
        elif isinstance(step, Remove):
            found.append((step.item.json, None))
        else:
            found.append((step.before.json, step.after.json))
    return found


class Journal:
    """The changes of one set by this process that are not in the set's file. Any thread may call any method.

    Nothing is on the disk before the first `append`.
    """

    def __init__(self, folder: Path, header: Header) -> None:
        """`folder` is made when it is needed; only its owner may look into it, as what is quoted may be private."""
        self._folder = folder
        self._header = header
        self._edits: list[Edit] = []
        self._written = 0
        self._dropped = 0
        self._file: _OpenFile | None = None
        self._doubtful: list[_OpenFile] = []
        """Files that may not hold what was written: kept, as they may, until another one holds it all."""
        self._lock = threading.Lock()

    @property
    def position(self) -> int:
        """How many edits there have been, whether the disk took them or not: what `truncate` is told."""
        with self._lock:
            return self._dropped + len(self._edits)

    @property
    def path(self) -> Path | None:
        """The file, once there is one."""
        with self._lock:
            return None if self._file is None else self._file.path

    def append(self, edits: Iterable[Edit]) -> None:
        """Put the edits of one change on the disk, and those of earlier ones that it would not take.

        Raises SaveError when it is not confirmed that they are there. They are remembered all the same and go
        along with the next ones.
        """
        with self._lock:
            self._edits += edits
            try:
                self._write()
            except OSError as error:
                raise SaveError(self._folder, reason_of(error)) from None

    def _write(self) -> None:
        if self._file is not None and not self._file.is_sound:
            # Pages that could not be written count as clean afterwards: another fsync would say they are there.
            self._doubtful.append(self._file)
            self._file, self._written = None, 0
        if self._file is None:
            self._file = _OpenFile.created(self._folder, self._header, self._edits)
        else:
            self._file.add(self._edits[self._written :])
        self._written = len(self._edits)
        self._remove_doubtful()

    def truncate(self, position: int | None = None) -> None:
        """Forget the edits up to a `position`, or all, because the set's file has them.

        While there are later ones the file keeps the earlier ones too: to apply an edit twice does no harm.
        """
        with self._lock:
            drop = len(self._edits) if position is None else max(0, position - self._dropped)
            del self._edits[:drop]
            self._dropped += drop
            self._written = max(0, self._written - drop)
            if not self._edits:
                self._remove_doubtful()
                if self._file is not None:
                    self._file.cut()

    def close(self, *, remove: bool = False) -> None:
        """Let go of the journal: without `remove` the next reader finds what is in it, if there is anything."""
        with self._lock:
            if remove or not self._edits:
                self._remove_doubtful()
            for file in (*self._doubtful, *([self._file] if self._file is not None else [])):
                file.close(remove=remove or not self._edits)
            self._doubtful, self._file = [], None

    def _remove_doubtful(self) -> None:
        for file in self._doubtful:
            file.close(remove=True)
        self._doubtful = []


class _OpenFile:
    """A journal on the disk, with the lock that says its owner is alive."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.is_sound = True
        """Whether what it says it holds is sure to be on the disk."""
        self._descriptor = descriptor
        self._size = self._header_size = 0
        self._checksum = self._header_checksum = 0

    @classmethod
    def created(cls, folder: Path, header: Header, edits: Sequence[Edit]) -> _OpenFile:
        """A new file with the header and the edits, all of it confirmed by the disk. Raises OSError."""
        for above in atomic.make_private_folder(folder):
            _confirm_name(above)
        file = cls._reserved(folder, digest_of(header.set_path))
        try:
            first, checksum = _line(_described(header), 0)
            file._header_size, file._header_checksum = len(first), checksum
            second, file._checksum = _line(edits, checksum)
            file._put(first + second)
            _confirm_name(folder)
        except BaseException:
            file.close(remove=True)
            raise
        return file

    @classmethod
    def _reserved(cls, folder: Path, digest: str) -> _OpenFile:
        """A new, empty file that is locked."""
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
        while True:
            path = folder / f"{digest}-{os.urandom(8).hex()}{SUFFIX}"
            descriptor = os.open(path, flags, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Whoever looked for journals of the dead before it was locked has taken it for an empty one.
                if os.fstat(descriptor).st_nlink:
                    return cls(path, descriptor)
            except BlockingIOError:
                atomic.let_go(descriptor)
                continue
            except OSError:
                path.unlink(missing_ok=True)
                atomic.let_go(descriptor)
                raise
            atomic.let_go(descriptor)

    def add(self, edits: Sequence[Edit]) -> None:
        """Another line, confirmed by the disk. Raises OSError, `is_sound` no longer if nobody knows what is there."""
        line, checksum = _line(edits, self._checksum)
        self._put(line)
        self._checksum = checksum

    def _put(self, content: bytes) -> None:
        self.is_sound = False
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            os.ftruncate(self._descriptor, self._size)
            self.is_sound = True
            raise
        os.fsync(self._descriptor)
        self.is_sound = True
        self._size += len(content)

    def cut(self) -> None:
        """Back to the header. The next line's fsync confirms it; until then old edits may return, which do no harm."""
        with suppress(OSError):
            os.ftruncate(self._descriptor, self._header_size)
            self._size, self._checksum = self._header_size, self._header_checksum

    def close(self, *, remove: bool) -> None:
        """Give up the lock; whoever sees the file from then on takes it for that of a dead owner."""
        if remove:
            with suppress(OSError):
                self.path.unlink()
        atomic.let_go(self._descriptor)


def digest_of(set_path: Path) -> str:
    """What the names of a set's journals begin with, by whatever path the set is reached."""
    return hashlib.sha256(os.fsencode(os.path.realpath(set_path))).hexdigest()[:32]


def left_anywhere(folder: Path) -> list[Left]:
    """The journals of any set with anything in them whose owners are dead, oldest first. Empty ones are removed."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(SUFFIX))  # noqa: PTH208
    except OSError:
        return []
    found = [left for name in names if (left := _left_at(folder / name)) is not None]
    return sorted(found, key=lambda left: "" if left.header is None else left.header.began.isoformat())


def _left_at(path: Path) -> Left | None:
    try:
        descriptor = _opened(path)
    except FileNotFoundError:
        return None
    except OSError:
        return Left(path, None, (), _size(path))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return None
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with open(descriptor, "rb", closefd=False) as stream:
            found = understood(stream.read())
        if found.edits or found.lost_bytes:
            return Left(path, *found)
        # Under the lock: an owner who has just made it sees that it is gone.
        path.unlink(missing_ok=True)
    except BlockingIOError:
        return None
    except OSError:
        return Left(path, None, (), _size(path))
    finally:
        atomic.let_go(descriptor)
    return None


def _opened(path: Path) -> int:
    """Open for writing, if it may be: nothing else can be locked on NFS (flock(2), "NFS details"). Raises OSError."""
    flags = os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(path, os.O_RDWR | flags)
    except OSError as error:
        if error.errno not in (errno.EISDIR, errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        return os.open(path, os.O_RDONLY | flags)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def read(path: Path) -> Found:
    """What a journal holds, whether its owner lives or not. Raises OSError."""
    return understood(path.read_bytes())


def understood(content: bytes) -> Found:
    """What a journal of these bytes holds: lines from the first on, as far as each is what was written."""
    header: Header | None = None
    edits: list[Edit] = []
    end = checksum = 0
    for line in _lines(content):
        text = line[_CHECKSUM + 1 : -1]
        checksum = zlib.crc32(text, checksum)
        if line[: _CHECKSUM + 1] != b"%08x " % checksum:
            break
        try:
            value = json.loads(text.decode("utf-8", "surrogateescape"))
            if header is None:
                header = _read_header(value)
            else:
                edits += _read_edits(value)
        except (ValueError, KeyError, TypeError, RecursionError):
            # Written so by a program that is not this one: right, but not to be understood.
            break
        end += len(line)
    return Found(header, tuple(edits), len(content) - end)


def _lines(content: bytes) -> Iterator[bytes]:
    """Whole lines; what has no end was not written to its end."""
    start = 0
    while end := content.find(b"\n", start) + 1:
        yield content[start:end]
        start = end


def sides(edits: Iterable[Edit]) -> Sides:
    """Edits as base and mine of a merge: what the first made of each id found there, and what the last left there.

    What ends as it began is in neither.
    """
    first: dict[str, str | None] = {}
    last: dict[str, str | None] = {}
    known: dict[str, Record] = {}
    for before, after in edits:
        for line, is_after in ((before, False), (after, True)):
            if line is None:
                continue
            if line not in known:
                known[line] = _record(line)
            identity = known[line].id or line
            first.setdefault(identity, None if is_after else line)
            last[identity] = line if is_after else None
    touched = [identity for identity in first if first[identity] != last[identity]]
    return Sides(
        [known[line] for identity in touched if (line := first[identity]) is not None],
        [known[line] for identity in touched if (line := last[identity]) is not None],
    )


def set_aside(path: Path) -> Path:
    """Keep a journal under a name that is not looked at; the answer is the name. Raises SaveError."""
    aside = path.with_suffix(SET_ASIDE)
    try:
        path.rename(aside)
    except OSError as error:
        raise SaveError(path, reason_of(error)) from None
    return aside


def remove(path: Path) -> None:
    """Delete a journal, because the set's file has what is in it. Raises SaveError; that it is gone is no error."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise SaveError(path, reason_of(error)) from None


def _line(value: Any, checksum: int) -> tuple[bytes, int]:
    """A value as a line behind one with this checksum, and its own."""
    # A path may hold bytes that are no UTF-8, which Python keeps as surrogates.
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogateescape")
    checksum = zlib.crc32(text, checksum)
    return b"%08x %b\n" % (checksum, text), checksum


def _described(header: Header) -> dict[str, Any]:
    return {
        _MARK: VERSION,
        "set": str(header.set_path),
        "source": str(header.source_path),
        "annotator": header.annotator,
        "page": header.page,
        "began": w3c.timestamp(header.began),
    }


def _read_header(value: Any) -> Header:
    """Raises ValueError, KeyError or TypeError."""
    began = w3c.read_timestamp(value["began"])
    texts = [value[key] for key in ("set", "source", "annotator", "page")]
    if value[_MARK] != VERSION or began is None or not all(isinstance(text, str) for text in texts):
        raise ValueError("not a header")
    return Header(Path(texts[0]), Path(texts[1]), texts[2], texts[3], began)


def _read_edits(value: Any) -> list[Edit]:
    """Raises ValueError or TypeError."""
    found: list[Edit] = []
    for before, after in value:
        if not all(side is None or isinstance(side, str) for side in (before, after)):
            raise ValueError("not an edit")
        found.append((before, after))
    return found


def _record(line: str) -> Record:
    """A record from its JSON; of a version that is not known here, one that is kept as it is."""
    read = read_at(line, 0)
    if read is not None and read.end == len(line):
        return read.record
    try:
        value = decode(line)
    except (json.JSONDecodeError, NotStrict) as error:
        return UnknownRecord(line, str(error))
    try:
        return read_record(value, line)
    except w3c.Misunderstood as error:
        identity = value.get("id") if isinstance(value, dict) else None
        return UnknownRecord(line, error.message, identity if isinstance(identity, str) else None)


def _confirm_name(folder: Path) -> None:
    """Have the disk confirm what is in a folder, where it can. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    finally:
        atomic.let_go(descriptor)
