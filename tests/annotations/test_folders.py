from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations.file import new_set, save
from tui_reader.annotations.folders import MAX_NAME, annotation_path, annotator_part, set_name, sets_for
from tui_reader.errors import TuiReaderError


def make(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SPEC_TEXT, encoding="utf-8")
    return path


def write_set(source: Path, annotator: str, **where: Path) -> Path:
    path = annotation_path(source, annotator, **where)
    annotations = new_set(PlainDocument(SPEC_TEXT, source), annotator, "t@1", path)
    save(path, annotations)
    return path


def test_the_nearest_folder_called_annotations_is_taken(tmp_path: Path) -> None:
    source = make(tmp_path / "a" / "b" / "doc.txt")
    (tmp_path / "annotations").mkdir()
    assert annotation_path(source, "amal") == tmp_path / "annotations" / "b" / "doc.txt.amal.json"
    (tmp_path / "a" / "annotations").mkdir()
    assert annotation_path(source, "amal") == tmp_path / "a" / "annotations" / "doc.txt.amal.json"
    (tmp_path / "a" / "b" / "annotations").mkdir()
    assert annotation_path(source, "amal") == tmp_path / "a" / "b" / "annotations" / "doc.txt.amal.json"


def test_without_one_it_is_made_beside_the_folder_or_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    source = make(tmp_path / "seeds" / "doc.txt")
    in_folder = annotation_path(source, "amal", opened=source.parent)
    assert in_folder == tmp_path / "annotations" / "doc.txt.amal.json"
    assert annotation_path(source, "amal") == source.parent / "annotations" / "doc.txt.amal.json"


def test_a_source_has_the_same_set_however_it_was_opened(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "annotations").mkdir()
    source = make(tmp_path / "seeds" / "sub" / "doc.txt")
    expected = tmp_path / "annotations" / "sub" / "doc.txt.amal.json"
    for opened in (None, tmp_path, tmp_path / "seeds", tmp_path / "seeds" / "sub"):
        assert annotation_path(source, "amal", opened=opened) == expected


def test_folders_far_above_are_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "annotations").mkdir()
    source = make(tmp_path / "a" / "repository" / "seeds" / "doc.txt")
    opened = source.parent
    assert annotation_path(source, "amal", opened=opened).parent == opened.parent / "annotations"
    (opened.parent / ".git").mkdir()
    assert annotation_path(source, "amal").parent == opened / "annotations"


def test_the_folder_asked_for_is_taken_and_mirrors_what_was_opened(tmp_path: Path) -> None:
    source = make(tmp_path / "here" / "seeds" / "sub" / "doc.txt")
    there = tmp_path / "there" / "sets"
    assert annotation_path(source, "amal", annotations_dir=there).parent == there
    opened = tmp_path / "here" / "seeds"
    assert annotation_path(source, "amal", annotations_dir=there, opened=opened).parent == there / "sub"


def test_two_sources_of_one_name_never_share_a_set(tmp_path: Path) -> None:
    (tmp_path / "annotations").mkdir()
    sources = [make(tmp_path / folder / "doc.txt") for folder in ("seeds", "other", "seeds/other", "other/seeds", ".")]
    paths = [write_set(source, "amal") for source in sources]
    assert len(set(paths)) == len(sources)
    for source, path in zip(sources, paths, strict=True):
        assert annotation_path(source, "amal") == path
        assert sets_for(source) == [path]


def test_the_set_of_a_source_that_is_gone_may_be_taken_over(tmp_path: Path) -> None:
    (tmp_path / "annotations").mkdir()
    before = make(tmp_path / "old" / "doc.txt")
    path = write_set(before, "amal")
    after = tmp_path / "seeds" / "doc.txt"
    after.parent.mkdir()
    before.rename(after)
    assert annotation_path(after, "amal") == path


def test_every_annotators_set_of_a_source_is_found_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "annotations").mkdir()
    source, longer = make(tmp_path / "seeds" / "doc.txt"), make(tmp_path / "seeds" / "doc.txt.bak")
    mine = [write_set(source, name) for name in ("amal", "badr", "د. سلمى", "x.y")]
    other = write_set(longer, "amal")
    (tmp_path / "annotations" / "doc.txt.json").write_text("{}")
    (tmp_path / "annotations" / "doc.txt.folder.json").mkdir()
    assert sets_for(source) == sorted(mine)
    assert sets_for(longer) == [other]
    assert sets_for(make(tmp_path / "seeds" / "none.txt")) == []


@pytest.mark.parametrize(
    ("annotator", "part"),
    [
        ("amal", "amal"),
        ("أمل", "أمل"),
        ("Amal_2-b", "Amal_2-b"),
        ("../../etc/passwd", "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd"),
        ("a b", "a%20b"),
        ("a\x1b[31m\n", "a%1B%5B31m%0A"),
        ("a\u202eb", "a%E2%80%AEb"),
        ("a%2Eb", "a%252Eb"),
        ("\udcff", "%ED%B3%BF"),
    ],
)
def test_an_annotators_name_is_made_safe(annotator: str, part: str) -> None:
    assert annotator_part(annotator) == part


@given(
    st.lists(st.text(max_size=300).filter(str.strip), min_size=2, max_size=2, unique=True),
    st.text(min_size=1),
)
def test_names_are_safe_short_and_do_not_collide(annotators: list[str], source: str) -> None:
    import unicodedata

    parts = [annotator_part(name) for name in annotators]
    for part in parts:
        assert not set("./\\ \0\n~"[:-1]) & set(part)
        assert len(set_name(source, annotators[0]).encode("utf-8", "surrogatepass")) <= MAX_NAME
    if len({unicodedata.normalize("NFC", name) for name in annotators}) == 2:
        assert parts[0] != parts[1]


@pytest.mark.parametrize("annotator", ["", " ", "\n"])
def test_nobody_has_no_set(annotator: str) -> None:
    with pytest.raises(TuiReaderError, match="annotator"):
        annotation_path(Path("doc.txt"), annotator)


def test_long_source_names_stay_apart() -> None:
    names = {set_name("ا" * 120 + end + ".txt", "أ" * 200) for end in "ابج"}
    assert len(names) == 3 and all(len(name.encode()) <= MAX_NAME for name in names)
