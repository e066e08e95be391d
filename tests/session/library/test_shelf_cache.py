"""What was found in files is true as long as it is believed, whatever happens to the files or to the cache."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from folders import make_folder
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.documents import stamp
from tui_reader.documents.library import Library
from tui_reader.session.library import shelf_cache
from tui_reader.session.library.shelf import Account, Shelf
from tui_reader.session.library.shelf_cache import ShelfCache, cache_name
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

AMAL = Settings(annotator="amal")
LATER = 3600 * 1_000_000_000
"""An hour, in nanoseconds: by then every file has been left alone for long enough."""

_opened: list[str] | None = None


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _opened is not None and isinstance(arguments[0], str | bytes | os.PathLike):
        _opened.append(os.fsdecode(arguments[0]))


sys.addaudithook(_note)


@contextmanager
def opened_files() -> Iterator[list[str]]:
    """The files that are opened meanwhile."""
    global _opened
    _opened = found = []
    try:
        yield found
    finally:
        _opened = None


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Five documents with seven sets."""
    return make_folder(tmp_path / "work", 5)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder for caches, which is not there yet."""
    return tmp_path / "cache"


def shelf_of(texts: Path, cache: Path | None, later: int = LATER) -> Shelf:
    shelf = Shelf(Library([texts]), AMAL, cache)
    if cache is not None:
        shelf.cache = ShelfCache(cache / cache_name([texts]), now=lambda: time.time_ns() + later)
    return shelf


def accounts(texts: Path, cache: Path | None, later: int = LATER) -> list[Account]:
    return list(shelf_of(texts, cache, later).accounts())


def sources_among(paths: list[str], texts: Path) -> list[str]:
    """Documents and sets."""
    return [path for path in paths if path.startswith(str(texts.parent)) and path.endswith((".txt", ".json"))]


def test_what_has_not_changed_is_not_opened_again(texts: Path, cache: Path) -> None:
    with opened_files() as first:
        found = accounts(texts, cache)
    with opened_files() as second:
        again = accounts(texts, cache)
    assert found == again == accounts(texts, None)
    assert [account.title for account in found][:2] == ["نص رقم 0 من المجموعة", "نص رقم 1 من المجموعة"]
    assert len(sources_among(first, texts)) == 5 + 5 + 3
    assert sources_among(second, texts) == []


def test_only_what_has_changed_is_opened(texts: Path, cache: Path) -> None:
    accounts(texts, cache)
    changed = texts / "text 3.txt"
    changed.write_text("آخر\n", encoding="utf-8")
    with opened_files() as opened:
        found = accounts(texts, cache)
    assert sources_among(opened, texts) == [str(changed)]
    assert found[3].title == "آخر"


def test_a_fresh_file_is_read_until_its_stamp_can_be_trusted(texts: Path, cache: Path) -> None:
    accounts(texts, cache, later=0)
    with opened_files() as opened:
        accounts(texts, cache)
    assert len(sources_among(opened, texts)) == 5 + 5 + 3
    with opened_files() as opened:
        accounts(texts, cache)
    assert sources_among(opened, texts) == []


def test_a_change_within_one_tick_of_the_clock_is_seen(
    texts: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = texts / "text 0.txt"
    document.write_text("أول\n", encoding="utf-8")
    one_tick = stamp.Stamp.of(document.stat())
    # A file system whose clock stands still says the same of both files.
    monkeypatch.setattr(stamp.Stamp, "of", lambda status: one_tick._replace(size=status.st_size))
    shelf = Shelf(Library([document, texts / "text 1.txt"]), AMAL, cache)
    assert shelf.account_of(next(shelf.library.each_document())).title == "أول"
    document.write_text("ثان\n", encoding="utf-8")
    assert shelf.account_of(shelf.library.documents[0]).title == "ثان"


def test_a_document_read_in_another_encoding_has_another_title(texts: Path, cache: Path) -> None:
    (texts / "text 0.txt").write_bytes("سلام\n".encode("cp1256"))
    titles = []
    for encoding in ("cp1256", "iso-8859-8", "cp1256"):
        chosen = Settings(annotator="amal", encoding=encoding)
        shelf = Shelf(Library([texts]), chosen, cache)
        shelf.cache = ShelfCache(cache / cache_name([texts]), now=lambda: time.time_ns() + LATER)
        titles.append(next(iter(shelf.accounts())).title)
        shelf.close()
    assert titles[0] == titles[2] == "سلام"
    assert titles[1] != titles[0]


# Whatever happens to files


COARSE_NS = 25_000_000
OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["write", "keep times", "replace", "delete", "touch", "empty", "set", "wait", "save"]),
        st.integers(0, 2),
        st.sampled_from(["أأأ", "ببب", "تتت"]),
    ),
    max_size=12,
)


@settings(max_examples=40)
@given(OPERATIONS)
def test_the_shelf_says_what_a_fresh_look_says(operations: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as monkeypatch:
        # A file system with a slow clock and one number for all files, and the patience it asks for.
        precisely = stamp.Stamp.of
        monkeypatch.setattr(stamp.Stamp, "of", lambda status: coarse(precisely(status)))
        monkeypatch.setattr(stamp, "TICK_NS", 2 * COARSE_NS)
        folder = Path(name)
        texts = make_folder(folder / "work", 3, sets=1)
        shelf = shelf_of(texts, folder / "cache", later=0)
        for operation, number, word in operations:
            change(texts / f"text {number}.txt", operation, word)
            if operation == "save":
                shelf.close()
                shelf = shelf_of(texts, folder / "cache", later=0)
            shelf.library = Library([texts])
            shelf.look_again()
            assert list(shelf.accounts()) == accounts(texts, None), (operation, number, word)


def coarse(precise: stamp.Stamp) -> stamp.Stamp:
    ticks = (time_ns // COARSE_NS * COARSE_NS for time_ns in (precise.modified, precise.changed))
    return stamp.Stamp(precise.size, 0, *ticks)


def change(document: Path, operation: str, word: str) -> None:
    text = f"{word}\n"
    match operation:
        case "write":
            document.write_text(text, encoding="utf-8")
        case "keep times" if document.exists():
            status = document.stat()
            document.write_text(text, encoding="utf-8")
            os.utime(document, ns=(status.st_atime_ns, status.st_mtime_ns))
        case "replace":
            other = document.with_suffix(".new")
            other.write_text(text, encoding="utf-8")
            other.replace(document)
        case "delete":
            document.unlink(missing_ok=True)
        case "touch":
            document.touch()
        case "empty":
            document.write_bytes(b"")
        case "set":
            source = document.parent.parent / "annotations" / "text 0.txt.badria.json"
            shutil.copy(source, source.with_name(f"{document.name}.{'abc'[len(word) % 3]}.json"))
            made = source.with_name(f"{document.name}.badria.json")
            made.write_text(source.read_text("utf-8").replace("text 0.txt", document.name), "utf-8")
        case "wait":
            time.sleep(3 * COARSE_NS / 1e9)


# Whatever happens to the cache


def cache_file(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content + b"more",
        lambda content: content.replace(b"text 3", b"text 4"),
        lambda content: b"\xff\xfe\0" * 100,
        lambda content: b"SQLite format 3\0" + content,
        lambda content: content.replace(b" shelf 1 ", b" shelf 2 ", 1),
        lambda content: content.replace(b"tui-reader 0", b"tui-reader 9", 1),
    ],
    ids=["empty", "cut", "longer", "altered", "binary", "foreign", "newer format", "newer version"],
)
def test_a_cache_that_is_not_ours_whole_is_not_believed(texts: Path, cache: Path, damage: object) -> None:
    before = accounts(texts, cache)
    path = cache_file(cache)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))  # type: ignore[operator]
    with opened_files() as opened:
        assert accounts(texts, cache) == before
    assert len(sources_among(opened, texts)) == 5 + 5 + 3
    with opened_files() as opened:
        assert accounts(texts, cache) == before
    assert sources_among(opened, texts) == []


def test_a_cache_deleted_while_it_is_in_use_is_made_again(texts: Path, cache: Path) -> None:
    shelf = shelf_of(texts, cache)
    first, *_ = shelf.library.each_document()
    shelf.look_at(first)
    shelf.close()
    shutil.rmtree(cache)
    found = [shelf.account_of(entry) for entry in shelf.library.each_document()]
    shelf.close()
    assert found == accounts(texts, None)
    with opened_files() as opened:
        assert accounts(texts, cache) == found
    assert sources_among(opened, texts) == []


@pytest.mark.parametrize("obstacle", ["file for a folder", "folder for a file", "pipe for a file"])
def test_where_no_cache_can_be_written_everything_works_without(texts: Path, cache: Path, obstacle: str) -> None:
    path = cache / cache_name([texts])
    if obstacle == "file for a folder":
        cache.write_bytes(b"")
    else:
        cache.mkdir()
        (path.mkdir if obstacle == "folder for a file" else lambda: os.mkfifo(path))()
    assert accounts(texts, cache) == accounts(texts, None)


def test_two_programs_at_once_keep_what_both_have_found(texts: Path, cache: Path) -> None:
    one, other = shelf_of(texts, cache), shelf_of(texts, cache)
    entries = list(Library.find([texts]).documents)
    for entry in entries[:3]:
        one.look_at(entry)
    for entry in entries[2:]:
        other.look_at(entry)
    one.close()
    other.close()
    with opened_files() as opened:
        assert accounts(texts, cache) == accounts(texts, None)
    # Those are of the look without a cache.
    assert len(sources_among(opened, texts)) == 5 + 5 + 3


def test_what_is_gone_is_forgotten(texts: Path, cache: Path) -> None:
    accounts(texts, cache)
    (texts / "text 4.txt").unlink()
    accounts(texts, cache)
    content = cache_file(cache).read_bytes()
    assert b"text 3.txt" in content
    assert b"text 4.txt" not in content


def test_old_caches_are_cleared_away(texts: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf_cache, "KEPT", 2)
    folders = []
    for number in range(4):
        folders.append(make_folder(texts.parent / str(number), 1))
        accounts(folders[-1], cache)
        os.utime(cache / cache_name([folders[-1]]), (number, number))
    assert {path.name for path in cache.iterdir()} == {cache_name([folder]) for folder in folders[2:]}


def test_a_document_by_itself_leaves_the_cache_of_its_folder_alone(texts: Path, cache: Path) -> None:
    accounts(texts, cache)
    before = cache_file(cache).read_bytes()
    list(Shelf(Library([texts / "text 0.txt"]), AMAL, cache).accounts())
    assert cache_file(cache).read_bytes() == before


def test_reading_leaves_the_sources_folder_as_it_was(texts: Path, cache: Path) -> None:
    def everything() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (texts.parent, *texts.parent.rglob("*"))}

    before = everything()
    accounts(texts, cache)
    assert everything() == before
