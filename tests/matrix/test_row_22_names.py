"""Row 22: sources, sets and folders of any name: each works, or is refused in a line.

What commands print of hostile names is with `tests/cli/test_hostile_commands.py`. Here a name is taken through all that
a person does: annotate, save, open again, list, check, repair.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hostile import LONGEST_NAME, file_names
from naive import sources as naive
from program import run
from sources import obeyed

from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.source_paths import source_at
from tui_reader.session.files.opening import open_reading
from tui_reader.session.files.saving import Saving
from tui_reader.session.upkeep.checking import check
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "قال الوزير إن الأسعار ارتفعت.\n"
HERE: dict[str, bytes] = {
    "newline": b"a\nb",
    "escape": b"a\x1b[31m\x07b",
    "override": "a\u202etxt.cod".encode(),
    "isolate that is never closed": "\u2067ملف".encode(),
    "not UTF-8": b"a\xff\xfe\x80b",
    "surrogate in UTF-8": b"a\xed\xa0\x80b",
    "dots": b"...",
    "dots and a suffix": b"....txt",
    "hyphen": b"-",
    "hyphen in front": b"-rf",
    "option": b"--help",
    "space": b" ",
    "spaces around": b"  a  ",
    "home": b"~",
    "per cent": b"%2e%2e%2f",
    "colon": b"a:b",
    "address": b"file:",
    "backslash": b"\\..\\a",
    "quotes": b"\"'`$(x)&;|",
    "wildcards": b"*?[a]",
    "markup": b"[@click=app.quit][bold]x",
    "JSON": b'{"a":1}',
    "like a set": b"doc.txt.amal.json",
    "like a command": b"validate",
    "longest": b"n" * (LONGEST_NAME - len(b".txt")) + b".txt",
    "longest, of Arabic": "ن".encode() * ((LONGEST_NAME - 4) // 2) + b".txt",
    "marks": "ب".encode() + "\u064b".encode() * 100,
    "decomposed": "e\u0301".encode(),
}


def annotated(source: Path, settings: Settings) -> Path:
    """Tags a word of a source, saves that, and gives the set."""
    session = open_reading(source, settings, source.parent).session
    saving = Saving(session, lambda: None)
    session.select(Span(0, 3))
    session.tag_selection("Claim")
    assert saving.finish()
    saving.close()
    return session.own.path


def tags(source: Path, settings: Settings) -> list[tuple[str, ...]]:
    """The tags of a source's own set, opened anew."""
    opened = open_reading(source, settings, source.parent)
    assert not opened.session.own.read_only_because
    return [record.tags for record in opened.session.own.store.snapshot().records if isinstance(record, Annotation)]


def judge_source(source_at: Callable[[Path, str], Path], path: Path, source: Path) -> None:
    """Raises AssertionError unless what the set at `path` names leads to its source."""
    named = json.loads(path.read_bytes())["tui:source"]["path"]
    assert source_at(path, named).samefile(source)


def made(folder: Path, name: bytes) -> Path:
    """A source of this name, in a folder of this name."""
    above = folder / "project" / os.fsdecode(name[:200])
    above.mkdir(parents=True)
    (folder / "project" / "annotations").mkdir()
    source = above / os.fsdecode(name)
    source.write_text(TEXT, encoding="utf-8")
    return source


@pytest.mark.slow
def test_a_source_of_any_hostile_name_keeps_its_annotations(tmp_path: Path) -> None:
    for number, name in enumerate(file_names()):
        if name not in (b".", b".."):
            (tmp_path / str(number)).mkdir()
            judge_name(tmp_path / str(number), name)


@pytest.mark.parametrize("name", HERE.values(), ids=HERE.keys())
def test_a_source_of_any_name_in_a_folder_of_any_name_keeps_its_annotations(tmp_path: Path, name: bytes) -> None:
    judge_name(tmp_path, name)


def judge_name(tmp_path: Path, name: bytes) -> None:
    """Takes a source of this name through all that a person does."""
    source = made(tmp_path, name)
    settings = Settings(annotator="amal")
    path = annotated(source, settings)
    assert path.is_relative_to(tmp_path / "project" / "annotations") and path.is_file()
    assert len(os.fsencode(path.name)) <= LONGEST_NAME
    assert tags(source, settings) == [("Claim",)]
    judge_source(source_at, path, source)
    problems = [problem for problem in check([tmp_path / "project"]) if not problem.is_warning]
    assert problems == []
    # A name that looks like an address or a path from the top is one of a file beside the set, too.
    beside = Settings(annotator="badr", annotations=source.parent)
    judge_source(source_at, annotated(source, beside), source)
    assert tags(source, beside) == [("Claim",)]


@pytest.mark.parametrize("annotator", [".", "..", "...", "-", "/", "a/../../b", "\x1b[31m", "\u202e", "\0", "ن" * 300])
def test_an_annotator_of_any_name_has_a_set(tmp_path: Path, annotator: str) -> None:
    source = made(tmp_path, b"doc.txt")
    settings = Settings(annotator=annotator)
    path = annotated(source, settings)
    assert path.parent == tmp_path / "project" / "annotations"
    assert tags(source, settings) == [("Claim",)]
    assert [problem for problem in check([path]) if not problem.is_warning] == []


@pytest.mark.parametrize("name", HERE.values(), ids=HERE.keys())
def test_commands_take_any_name_that_stands_behind_a_folder_or_two_hyphens(tmp_path: Path, name: bytes) -> None:
    source = made(tmp_path, name)
    path = annotated(source, Settings(annotator="amal"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    for words in (
        ["show", "--tags", "--annotator", "amal", "--", name],
        ["list", "--", name],
        ["list", "--json", "--", b"./" + name],
        ["validate", "--fix", "--", path],
        ["validate", "--", path],
        ["backups", "--", path],
    ):
        result = run(*words, cwd=source.parent)
        assert result.returncode == 0, result.stderr
        assert not obeyed(result.stdout) and not obeyed(result.stderr)
        assert words[0] == "validate" or result.stdout
    assert not path.read_bytes().startswith(b"\xef")


@pytest.mark.parametrize("name", [b"\n", b"\xff", b"a/\x1b[31m", b"n" * 256, b"\xd8\xa7" * 3000, b"-", b"..."])
def test_what_is_not_there_is_refused_in_a_line(tmp_path: Path, name: bytes) -> None:
    for command in ("show", "list", "validate", "reanchor", "backups"):
        result = run(command, "--", name, cwd=tmp_path)
        if name or command != "list":
            assert len(result.stderr.splitlines()) == 1 or result.returncode == 2
            assert result.returncode in (2, 3) and not obeyed(result.stderr)


def test_two_names_that_are_written_alike_are_not_mixed_up(tmp_path: Path) -> None:
    source = made(tmp_path, b"a\xff.txt")
    path = annotated(source, Settings(annotator="amal"))
    judge_source(source_at, path, source)
    source.with_name(os.fsdecode(b"a\xfe.txt")).write_text(TEXT, encoding="utf-8")
    named = json.loads(path.read_bytes())["tui:source"]["path"]
    assert not source_at(path, named).exists()


def test_a_naive_program_does_not_find_what_is_not_utf_8(tmp_path: Path) -> None:
    source = made(tmp_path, HERE["not UTF-8"])
    path = annotated(source, Settings(annotator="amal"))
    with pytest.raises((AssertionError, OSError)):
        judge_source(naive.source_at, path, source)
