"""What was found in files, kept between runs in the user's cache folder: true as long as the files say it is.

A *fact* is whatever follows from a file's first bytes alone. Beside it stands the file's stamp, and it is
believed without opening the file while the stamp is the same and can be trusted; where the file was too fresh for
that, its bytes are read again and their digest compared. Deleted, damaged, of another version or not writable,
the cache costs the time to look again and nothing else: it is never the only place where anything is.

It is a text file of lines `key TAB record`, both JSON, under a head with a digest of the rest. For 20,000 facts it
is read in 12 ms, and a record is decoded (2 µs) when it is asked for; sqlite3 takes as long to import alone and
three times as long for each record, and a database deleted or copied while it is open may be damaged unnoticed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Any

from tui_reader.documents.stamp import Stamp
from tui_reader.session.files.cache_file import digest_of, read_body, write_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

FORMAT = 1
"""To be raised when other facts follow from the same bytes. The versions of the program and of Python count too."""
KEPT = 32
"""Caches that are kept, the latest used: one for each folder, or choice of folders, that was opened."""
MAX_BYTES = 1 << 28
"""A greater file is not read."""
_SUFFIX = ".shelf"
_KIND = f"shelf {FORMAT} python {'.'.join(map(str, sys.version_info[:3]))}"


class ShelfCache:
    """The facts in one cache file. To be used by one thread at a time."""

    def __init__(self, path: Path | None, *, now: Callable[[], int] = time.time_ns) -> None:
        """Without a path, facts are kept as long as this is. `now` gives nanoseconds since 1970."""
        self._path = path
        self._now = now
        self._old: dict[str, str] | None = None
        """What was in the file; None before it was read."""
        self._met: dict[str, str] = {}
        """What was asked for and found true."""
        self._is_news = False

    def fact(self, kind: str, path: Path, read: Callable[[], bytes], derive: Callable[[bytes], Any]) -> Any:
        """The fact of a kind about a file: what `derive` made, or would make, of the bytes that `read` gives.

        It is a JSON value. What `read` and `derive` raise is passed on and not kept.
        """
        now = self._now()
        try:
            stamp = Stamp.of(os.stat(path))  # noqa: PTH116 - half the time, and it is all there is to do
        except (OSError, ValueError):
            return derive(read())
        key = encode_basestring_ascii(f"{kind}\t{path}")
        known = self._known(key)
        if known is not None and known[0] and known[1] == [*stamp]:
            return known[3]
        content = read()
        digest = digest_of(content)
        fact = known[3] if known is not None and known[2] == digest else derive(content)
        # The stamp is older than the bytes: if the file was changed in between, it is now another one.
        self._met[key] = json.dumps([stamp.is_settled(now), stamp, digest, fact])
        self._is_news = True
        return fact

    def _known(self, key: str) -> tuple[bool, list[int], str, Any] | None:
        """Whether the stamp can be trusted, the stamp, the digest, the fact."""
        if self._old is None:
            self._old = _read(self._path)
        record = self._met.get(key) or self._old.get(key)
        if record is None:
            return None
        try:
            is_settled, stamp, digest, fact = json.loads(record)
        except (ValueError, TypeError, RecursionError):
            return None
        self._met[key] = record
        return is_settled, stamp, digest, fact

    def begin(self) -> None:
        """To be called before a whole library is looked at: what is not met from now on may be forgotten."""
        self._old = {**(self._old or {}), **self._met} if self._old or self._met else self._old
        self._met = {}

    def save(self, *, whole: bool) -> None:
        """Writes down what is new. When the `whole` library was looked at, what was not met is forgotten."""
        outdated = whole and self._old is not None and len(self._met) < len(self._old)
        if self._path is None or not (self._is_news or outdated):
            return
        # Another program may have written meanwhile what this one has not come to yet.
        kept = self._met if whole else {**_read(self._path), **self._met}
        write_body(self._path, _KIND, _file_of(kept), KEPT)
        self._is_news = False
        if whole:
            self._old = dict(self._met)


def cache_name(paths: Iterable[Path]) -> str:
    """The name of the file for what is under some paths."""
    named = "\0".join(os.path.abspath(path) for path in paths)  # noqa: PTH100 - `Path.absolute` keeps `..`
    return digest_of(os.fsencode(named)) + _SUFFIX


def _read(path: Path | None) -> dict[str, str]:
    """What is in a cache file; nothing if it is not one this program has written whole."""
    body = None if path is None else read_body(path, _KIND, MAX_BYTES)
    try:
        return {} if body is None else dict(line.split("\t", 1) for line in body.decode("ascii").splitlines())
    except ValueError:
        return {}


def _file_of(records: dict[str, str]) -> bytes:
    return "".join(f"{key}\t{record}\n" for key, record in records.items()).encode("ascii")
