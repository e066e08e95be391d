"""What a person's paths lead to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import prose

from tui_reader.documents import stamp
from tui_reader.documents.files import read_content, read_document
from tui_reader.documents.library import TITLE_SOURCE_BYTES, Library, title_in
from tui_reader.documents.walk import DOCUMENT_SUFFIXES, Entry, natural_order
from tui_reader.errors import DocumentError


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    root = tmp_path / "corpus"
    for name in (
        "file10.txt",
        "file9.txt",
        "ملف١٠.txt",
        "ملف٩.txt",
        "note.MD",
        "photo.png",
        ".hidden.txt",
        "sub/أ.markdown",
        "sub/deep/b.text",
        "empty/photo.jpg",
        "annotations/a.txt",
        "node_modules/a.md",
        ".venv/a.txt",
        ".git/a.txt",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("نص", encoding="utf-8")
    return root


def outline(library: Library) -> list[str]:
    return ["  " * entry.depth + entry.name + "/" * entry.is_folder for entry in library.entries]


def test_a_folder_becomes_a_tree_of_its_documents(corpus: Path) -> None:
    library = Library.find([corpus])
    assert outline(library) == [
        f"{corpus}/",
        "  file9.txt",
        "  file10.txt",
        "  note.MD",
        "  sub/",
        "    deep/",
        "      b.text",
        "    أ.markdown",
        "  ملف٩.txt",
        "  ملف١٠.txt",
    ]
    assert library.problems == []
    for entry in library.entries[1:]:
        assert entry.parent is not None
        assert entry.parent.depth == entry.depth - 1
        assert entry.path.parent == entry.parent.path
    assert [entry.name for entry in library.documents] == [
        name.strip() for name in outline(library) if not name.endswith("/")
    ]


def test_a_file_named_by_a_person_is_taken_whatever_its_name(corpus: Path) -> None:
    named = [corpus / "photo.png", corpus / ".hidden.txt", corpus / "annotations" / "a.txt"]
    assert [entry.path for entry in Library.find(named).documents] == named


def test_a_skipped_folder_named_by_a_person_is_searched(corpus: Path) -> None:
    assert len(Library.find([corpus / ".venv"]).documents) == 1


def test_what_is_named_twice_stands_once(corpus: Path) -> None:
    once = Library.find([corpus])
    twice = Library.find([corpus, corpus / "sub", corpus / "file9.txt", corpus / "sub" / ".." / "note.MD", corpus])
    assert twice.entries == once.entries


def test_links_in_a_circle_are_followed_once(corpus: Path) -> None:
    (corpus / "sub" / "up").symlink_to(corpus, target_is_directory=True)
    (corpus / "sub" / "self").symlink_to("self")
    (corpus / "broken.txt").symlink_to("nothing")
    assert len(Library.find([corpus]).documents) == 7


def test_a_link_to_a_folder_elsewhere_is_followed(corpus: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "c.txt").write_text("نص", encoding="utf-8")
    (corpus / "link").symlink_to(elsewhere, target_is_directory=True)
    assert corpus / "link" / "c.txt" in [entry.path for entry in Library.find([corpus]).documents]


def test_pipes_with_a_document_name_are_not_documents(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    assert len(Library.find([corpus]).documents) == 7


def test_a_folder_without_documents_is_an_empty_library(tmp_path: Path) -> None:
    library = Library.find([tmp_path])
    assert library.entries == library.documents == library.problems == []


def test_a_sub_folder_that_cannot_be_listed_is_a_problem_beside_the_rest(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    # The superuser can list every folder; the system is made to answer as it would anyone else.
    def scandir(path: Path) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    library = Library.find([corpus])
    assert len(library.documents) == 5
    assert [str(problem) for problem in library.problems] == [f"{corpus / 'sub'}: not readable (permission denied)"]
    with pytest.raises(DocumentError, match="permission denied"):
        Library.find([corpus / "sub"])


def test_a_missing_path_is_refused(corpus: Path) -> None:
    with pytest.raises(DocumentError, match=r"missing\.txt: no such file"):
        Library.find([corpus, corpus / "missing.txt"])


def test_folders_nested_without_end_are_reported(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 80)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("نص", encoding="utf-8")
    library = Library.find([tmp_path])
    assert library.entries == []
    assert ["nested" in problem.reason for problem in library.problems] == [True]


def in_one_go(folder: Path) -> list[Path]:
    """The documents under a folder, listed, sorted and gone through the obvious way."""
    found: list[Path] = []
    for path in sorted(folder.iterdir(), key=lambda path: natural_order(path.name)):
        if path.is_dir():
            found += in_one_go(path)
        elif path.suffix in DOCUMENT_SUFFIXES:
            found.append(path)
    return found


NAMES = st.sampled_from(["a", "A", "b", "a1", "a2", "a10", "٣", "10", "9", "é", "e\u0301", "ب", "z z"])
TREES = st.recursive(
    st.lists(NAMES, unique=True, max_size=5).map(lambda names: dict.fromkeys(names)),
    lambda inside: st.dictionaries(NAMES, st.none() | inside, max_size=5),
    max_leaves=12,
)


def grow(folder: Path, tree: dict[str, object]) -> None:
    folder.mkdir()
    for name, inside in tree.items():
        if isinstance(inside, dict):
            grow(folder / name, inside)
        else:
            (folder / f"{name}.txt").touch()


@given(TREES, st.integers(1, 5))
def test_a_library_that_grows_has_the_order_of_one_listed_in_one_go(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, object], steps: int
) -> None:
    root = tmp_path_factory.mktemp("tree") / "root"
    grow(root, tree)
    library = Library([root])
    assert library.entries == []
    known: list[Entry] = []
    while not library.is_complete:
        library.read_on(steps)
        # It grows at its end: nothing moves that was there.
        assert library.entries[: len(known)] == known
        known = list(library.entries)
        assert all(library.number_of(entry.path) == number for number, entry in enumerate(known))
    assert [entry.path for entry in library.documents] == in_one_go(root)
    assert library.documents == list(Library([root]).each_document())
    # A folder stands before the first document in it.
    for number, entry in enumerate(known):
        if entry.is_folder:
            assert known[number + 1].parent is entry


def test_the_first_document_is_found_without_listing_what_comes_after_it(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library([corpus])
    listed: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: (listed.append(Path(path).name), scandir(path))[1])
    assert next(library.each_document()).name == "file9.txt"
    assert listed == ["corpus", "empty"]
    assert len(library.documents) == 1


def test_whether_a_folder_has_changed(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What has just been made cannot be trusted yet: it may change within the same tick of the clock.
    assert Library.find([corpus]).has_changed()
    monkeypatch.setattr(stamp, "TICK_NS", -1_000_000_000)
    library = Library.find([corpus])
    assert not library.has_changed()
    (corpus / "sub" / "deep" / "new.txt").touch()
    assert library.has_changed()


@pytest.mark.parametrize(
    "names",
    [
        ["file", "file1", "file2", "file9", "file10", "file10a", "filea"],
        ["1", "2", "10", "a"],
        ["ملف٩", "ملف١٠"],
        ["a2b3", "a2b10", "a10b1"],
    ],
)
def test_names_are_sorted_as_people_count(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=natural_order) == names


@given(st.lists(st.text(max_size=8), max_size=8))
def test_any_names_can_be_sorted_in_one_way(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(names, key=natural_order) == sorted(backwards, key=natural_order)


def peeked(path: Path, encoding: str | None = None) -> str:
    return title_in(read_content(path, TITLE_SOURCE_BYTES), path, encoding)


@given(st.lists(prose, min_size=1, max_size=3), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]))
def test_a_peeked_title_is_the_document_s(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], encoding: str
) -> None:
    path = tmp_path_factory.mktemp("peek") / "long.md"
    text = "\n".join(lines) + "\n# عنوان\n" + "نص طويل " * 3000
    path.write_bytes(text.encode(encoding))
    given_encoding = "utf-16-be" if encoding == "utf-16-be" else None
    assert peeked(path, given_encoding) == read_document(path, given_encoding).title != ""


def test_peeking_at_a_bad_file_is_refused(tmp_path: Path) -> None:
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\0\1\2")
    empty = tmp_path / "empty.txt"
    empty.touch()
    for path, reason in (
        (binary, "binary"),
        (empty, "empty"),
        (tmp_path, "folder"),
        (tmp_path / "x", "no such"),
    ):
        with pytest.raises(DocumentError, match=reason):
            peeked(path)
