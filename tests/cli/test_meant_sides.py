"""What is said before a review is opened: of sets that are missing, broken or about something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from program import run
from three_sets import write_three_sets

from tui_reader.cli.meant_sides import NoSide, require_sides
from tui_reader.errors import AnnotationFileError, DocumentError, ExitCode
from tui_reader.session.review.sides_of import AnotherSource
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, list[Path]]:
    return write_three_sets(tmp_path / "three")


def test_a_document_with_sets_can_be_reviewed_with_all_or_some_of_them(written: tuple[Path, list[Path]]) -> None:
    source, sets = written
    require_sides(source, (), Settings())
    require_sides(source, sets[1:], Settings())


def test_what_cannot_be_reviewed_is_told_with_its_place(written: tuple[Path, list[Path]], tmp_path: Path) -> None:
    source, sets = written
    lonely = tmp_path / "lonely.txt"
    lonely.write_text("نص", encoding="utf-8")
    broken = tmp_path / "broken.json"
    broken.write_text("no JSON", encoding="utf-8")
    other_source, other_sets = write_three_sets(tmp_path / "other", lonely.parent / "three" / source.name)
    other = other_source.rename(other_source.with_name("other.txt"))
    about_other = other_sets[0].rename(other_sets[0].with_name("other.txt.amal.json"))
    about_other.write_text(about_other.read_text("utf-8").replace(source.name, other.name), encoding="utf-8")
    for error, words, wrong, named in (
        (DocumentError, "is a folder", source.parent, ()),
        (DocumentError, "no such file", tmp_path / "gone.txt", ()),
        (DocumentError, "is a set of annotations", sets[0], ()),
        (NoSide, "nobody has a set", lonely, ()),
        (AnnotationFileError, "gone.json", source, [sets[0], tmp_path / "gone.json"]),
        (AnnotationFileError, "broken.json", source, [broken]),
        (AnotherSource, "other.txt", source, [sets[0], about_other]),
    ):
        with pytest.raises(error, match=words):
            require_sides(wrong, named, Settings())


def test_the_command_says_it_on_one_line_and_with_its_code(written: tuple[Path, list[Path]], tmp_path: Path) -> None:
    source, _ = written
    missing = run("review", source, tmp_path / "gone.json")
    assert (missing.returncode, missing.stdout) == (ExitCode.UNREADABLE, b"")
    assert missing.stderr.count(b"\n") == 1
    assert b"gone.json" in missing.stderr
    # With sets that can be reviewed only a terminal is missing.
    assert run("review", source).returncode == ExitCode.USAGE
