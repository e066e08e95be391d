"""`show`: the rows of the layout, as bytes on standard output and nothing else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from cli_cases import HOSTILE, SEED, controls, copy_seeds
from program import run, said
from reordering import Grid, drops_controls, kitty, konsole, meant
from strategies import real_texts

from tui_reader.documents.decoded import DecodedDocument
from tui_reader.documents.files import read_document
from tui_reader.printing import plain_rows
from tui_reader.session.files.opening import open_reading
from tui_reader.session.files.saving import Saving
from tui_reader.session.page import Page
from tui_reader.settings import Settings
from tui_reader.text.bidi import Direction
from tui_reader.text.encoders import Encoder
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reordering import Shown

TEXT = "قال الوزير: ارتفعت الأسعار\nReuters said so\n"


def rows(path: Path, text: str, width: int, direction: Direction = Direction.AUTO) -> list[str]:
    """The rows a reading pane of this width would show, without the blanks at their ends."""
    page = Page(DecodedDocument(path, text), width, direction)
    layouts = [page.layout(paragraph.start) for paragraph in page.document.paragraphs()]
    return [layout.line(row).text().rstrip(" ") for layout in layouts for row in range(layout.row_count)]


@pytest.mark.parametrize("width", [2, 17, 40, 80, 200])
def test_it_prints_the_rows_of_the_layout(tmp_path: Path, width: int) -> None:
    path = copy_seeds(tmp_path) / "seeds" / SEED
    result = run("show", path, "--width", str(width))
    assert result.returncode == 0
    assert result.stderr == b""
    assert result.stdout.decode().split("\n")[:-1] == rows(path, path.read_text(encoding="utf-8"), width)


@pytest.mark.parametrize("name", ["fa", "he", "ug", "yi"])
def test_every_language_is_printed(tmp_path: Path, name: str) -> None:
    text = real_texts()[name]
    path = tmp_path / f"{name}.txt"
    path.write_bytes(text.encode())
    result = run("show", path, "--width", "60")
    assert result.stdout.decode().split("\n")[:-1] == rows(path, text, 60)


def test_without_a_width_it_is_the_terminals_and_no_more_than_the_measure(tmp_path: Path) -> None:
    path = copy_seeds(tmp_path) / "seeds" / SEED
    text = path.read_text(encoding="utf-8")
    for columns, width in (("50", 50), ("300", 80)):
        result = run("show", path, env={"COLUMNS": columns})
        assert result.stdout.decode().split("\n")[:-1] == rows(path, text, width)


@pytest.mark.parametrize("direction", list(Direction))
def test_the_direction_can_be_chosen(tmp_path: Path, direction: Direction) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    result = run("show", path, "--width", "40", "--direction", direction.value)
    assert result.returncode == 0, said(result)
    assert result.stdout.decode().split("\n")[:-1] == rows(path, TEXT, 40, direction)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "windows-1256", "iso-8859-6"])
def test_the_encoding_can_be_named_and_makes_no_difference(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    named = run("show", path, "--width", "40", "--encoding", encoding)
    assert named.returncode == 0, said(named)
    assert named.stdout.decode().split("\n")[:-1] == rows(path, TEXT, 40)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256"])
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    text = TEXT * 30
    path.write_bytes(text.encode(encoding))
    result = run("show", path, "--width", "40")
    assert result.stdout.decode().split("\n")[:-1] == rows(path, text, 40)


@pytest.mark.parametrize("locale", [{"LANG": "C"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}])
def test_the_output_is_utf_8_in_every_locale(tmp_path: Path, locale: dict[str, str | None]) -> None:
    path = tmp_path / "نص.txt"
    path.write_bytes(TEXT.encode())
    result = run("show", path, "--width", "40", env=locale)
    assert result.returncode == 0
    assert result.stdout.decode().split("\n")[:-1] == rows(path, TEXT, 40)


@pytest.mark.parametrize("options", [[], ["--tags"], ["--tags", "--color", "always"]])
def test_hostile_text_is_printed_as_pictures(tmp_path: Path, options: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((HOSTILE + "\n" + TEXT).encode())
    result = run("show", path, "--width", "100", *options)
    assert result.returncode == 0
    assert controls(result.stdout, colour="always" in options) == []
    assert "␛" in result.stdout.decode()
    assert "[bold]" in result.stdout.decode()


def tagged(tmp_path: Path) -> Path:
    """A document in which a word is tagged."""
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    session = open_reading(path, Settings(annotator="amal")).session
    saving = Saving(session, lambda: None)
    session.select(Span(12, 26))
    session.tag_selection("Claim")
    assert saving.close()
    return path


def test_tags_are_named_behind_their_rows(tmp_path: Path) -> None:
    result = run("show", tagged(tmp_path), "--width", "40", "--tags", "--annotator", "amal")
    first, second = result.stdout.decode().split("\n")[:-1]
    plain = rows(tmp_path / "a.txt", TEXT, 40)
    assert first.split() == [*plain[0].split(), "c"]
    assert second == plain[1]
    assert "\x1b" not in first


def test_in_colour_the_tagged_letters_and_no_others_are_marked(tmp_path: Path) -> None:
    path = tagged(tmp_path)
    result = run("show", path, "--width", "40", "--tags", "--color", "always", "--annotator", "amal")
    first = result.stdout.decode().split("\n")[0]
    before, _, rest = first.partition("\x1b[30;4;43m")
    inside, _, after = rest.partition("\x1b[0m")
    assert inside.strip() == rows(path, TEXT[12:26], 40)[0].strip()
    plain = rows(path, TEXT, 40)[0]
    assert f"{before}{inside}{after}".rstrip("c ") == plain
    without = run("show", path, "--width", "40", "--tags", "--annotator", "amal", env={"NO_COLOR": "1"})
    assert "\x1b" not in without.stdout.decode()


def test_reading_on_the_command_line_writes_nothing(tmp_path: Path) -> None:
    path = copy_seeds(tmp_path) / "seeds" / SEED
    before = sorted(tmp_path.rglob("*"))
    run("show", path, "--tags")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((TEXT * 20_000).encode())
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = run("show", path, stdout=writing)
    finally:
        os.close(writing)
    assert result.stderr == b""
    assert result.returncode not in (0, 1)


@pytest.mark.parametrize(
    ("encoder", "shows"),
    [
        (Encoder.RUNS, konsole),
        (Encoder.KITTY, lambda row: kitty(row, lambda *_: 0, lambda style: style)),
        (Encoder.INVERSE, drops_controls),
    ],
)
def test_in_the_order_of_an_encoder_it_is_shown_as_it_is_meant(
    tmp_path: Path, encoder: Encoder, shows: Callable[[list[tuple[str, str]]], Shown[object]]
) -> None:
    path = copy_seeds(tmp_path) / "seeds" / SEED
    options = ("--width", "60", "--color", "always", "--encoder", encoder.value)
    sent = run("show", path, *options).stdout.decode().split("\n")[:-1]
    page = Page(read_document(path), 60, display=encoder.display)
    assert len(sent) > 10
    for line, (row, _) in zip(sent, (row for [row] in plain_rows(page)), strict=True):
        grid = Grid(60, 1)
        grid.write(f"\x1b[1;1H{line}")
        glyphs = "".join(glyph for glyph, _ in shows(grid.row(0)))
        assert glyphs.rstrip() == "".join(glyph for glyph, _ in meant([(row, 0)])).rstrip()


@pytest.mark.parametrize("encoder", Encoder)
def test_a_file_is_sent_text_only(tmp_path: Path, encoder: Encoder) -> None:
    path = copy_seeds(tmp_path) / "seeds" / SEED
    assert b"\x1b" not in run("show", path, "--encoder", encoder.value).stdout


def test_the_order_of_an_encoder_is_not_that_of_rows_in_visual_order(tmp_path: Path) -> None:
    path = copy_seeds(tmp_path) / "seeds" / SEED
    printed = {run("show", path, "--width", "60", "--encoder", encoder.value).stdout for encoder in Encoder}
    assert len(printed) == len(Encoder)
    assert run("show", path, "--width", "60").stdout in printed
