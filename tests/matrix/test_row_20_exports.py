"""Row 20: what is written for other programs holds somebody's words as words: nothing runs, nothing is loaded.

There is the picture of the screen (SVG), JSON for programs (`list`, `validate`), lines for people and pipes (`show`,
`list`, `validate`), and the report of a fault. Tables for spreadsheets are held to it in `text/test_spreadsheet`, the
report of a review (a page for a browser, Markdown, JSON) in `review/reports`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from naive import exports
from program import run
from sent import foreign_text

from tui_reader import crash
from tui_reader.documents.library import Library
from tui_reader.session.files.opening import begin_reading
from tui_reader.session.library.shelf import Shelf
from tui_reader.session.state import ReadingState
from tui_reader.settings import Settings
from tui_reader.text.span import Span
from tui_reader.ui.app import ReaderApp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PAYLOADS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1)",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    'x" onload="alert(1)',
    "x' onclick='alert(1)",
    "]]><script>",
    "&lt;b&gt;&amp;&#60;",
    "<!-- -->",
    "<?xml version='1.0'?>",
    "<![CDATA[",
    "</text></svg>",
    "\u2028\u202e<b>",
    "url(http://pwned.example)",
    "\\u003cscript\\u003e",
)
ELEMENTS = frozenset({"svg", "style", "defs", "clipPath", "rect", "circle", "text", "g", "line"})
"""What a picture of rows is made of; none of them loads or runs anything by itself."""
_LOADS = re.compile(r"(?i)javascript:|pwned|^on|onerror|onload")
FONTS = "https://cdnjs.cloudflare.com/"
"""Where Rich's pictures look for a font that the reader has not got."""


def check_svg(picture: str, texts: Sequence[str]) -> None:
    """It is one tree of XML of known elements, no attribute is of the text's making, and the text is there as text."""
    tree = ElementTree.fromstring(picture)
    shown = ""
    for element in tree.iter():
        name = str(element.tag).rpartition("}")[2]
        assert name in ELEMENTS, name
        for key, value in element.attrib.items():
            assert not _LOADS.search(key.rpartition("}")[2]), key
            assert not _LOADS.search(value), value
            assert not key.endswith("href")
        if name == "style":
            assert not _LOADS.search(element.text or "")
            assert all(FONTS in url for url in re.findall(r"url\(\"?http[^)]*\)", element.text or ""))
        elif name == "text":
            shown += element.text or ""
    for text in texts:
        assert text in shown.replace("\xa0", " "), text


def check_json(written: str, texts: Sequence[str]) -> None:
    """It is JSON in which each text is a string or a part of one, in letters that no terminal and no page obeys."""
    strings = list(_strings(json.loads(written)))
    for text in texts:
        assert any(text in string for string in strings), text
    check_lines(written)


def check_lines(written: str) -> None:
    """No control, and no bidi control, but the ends of lines."""
    assert not [sign for sign in foreign_text(written.encode()) if sign != repr("\n")]


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [found for pair in value.items() for part in pair for found in _strings(part)]
    if isinstance(value, list):
        return [found for part in value for found in _strings(part)]
    return [value] if isinstance(value, str) else []


def plain(text: str) -> bool:
    """Whether a text stands on the screen as it was written."""
    return text.isprintable()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents whose names and titles are the payloads, and one with all of them in it."""
    for number, text in enumerate(PAYLOADS):
        (tmp_path / f"{number} {text.replace('/', '|')}.txt").write_text(f"{text}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("number", range(0, len(PAYLOADS), 3))
async def test_the_picture_of_the_screen_shows_it_as_text(tmp_path: Path, number: int) -> None:
    some = [text for text in PAYLOADS[number : number + 3] if plain(text)]
    path = tmp_path / "a.txt"
    path.write_text("".join(f"{text}\n" for text in PAYLOADS), encoding="utf-8")
    chosen = Settings(annotator=some[0], measure=60)
    shelf = Shelf(Library.find([path]), chosen)
    app = ReaderApp(begin_reading(path, chosen), shelf, chosen, ReadingState(None))
    async with app.run_test(size=(160, 40)) as pilot:
        app.reading.session.select(Span(0, 4))
        app.reading.session.tag_selection(some[-1])
        await pilot.pause()
        app.say(some[0])
        await pilot.pause()
        check_svg(app.export_screenshot(title=some[-1]), some)
        assert app.reading.saving.close()


def test_a_list_for_programs_is_json(folder: Path) -> None:
    listed = run("list", "--json", folder)
    assert listed.returncode == 0
    check_json(listed.stdout.decode(), [text.replace("/", "|") for text in PAYLOADS])


@pytest.mark.parametrize("command", ["list", "validate"])
def test_lines_are_lines(folder: Path, command: str) -> None:
    sets = folder / "annotations"
    sets.mkdir()
    for number, text in enumerate(PAYLOADS):
        (sets / f"{number}.txt.{number}.json").write_text(json.dumps({text: text, "items": [{text: text}]}), "utf-8")
    found = run(command, folder)
    written = (found.stdout + found.stderr).decode()
    assert written
    check_lines(written)


def test_what_is_shown_is_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("".join(f"{text}\n" for text in PAYLOADS), encoding="utf-8")
    shown = run("show", "--width", "200", tmp_path / "a.txt").stdout.decode()
    check_lines(shown)
    assert all(text in shown for text in PAYLOADS if plain(text))


def test_a_report_of_a_fault_holds_none_of_it() -> None:
    for text in PAYLOADS:
        try:
            raise ValueError(text)
        except ValueError as error:
            report = crash.write_report(error).read_text("utf-8")
        assert text not in report.replace("test_row_20_exports.py", "")
        check_lines(report)


@pytest.mark.parametrize("write", [exports.svg_of, exports.svg_with_titles])
def test_naive_pictures_do_what_they_are_told(write: Callable[[Sequence[str]], str]) -> None:
    with pytest.raises((AssertionError, ElementTree.ParseError)):
        check_svg(write(PAYLOADS), PAYLOADS)
    with pytest.raises((AssertionError, ElementTree.ParseError)):
        check_svg(write(["<script>alert(1)</script>", "javascript:alert(1)"]), [])


def test_naive_lists_and_lines_do(folder: Path) -> None:
    with pytest.raises((AssertionError, json.JSONDecodeError)):
        check_json(exports.json_of(PAYLOADS), PAYLOADS)
    with pytest.raises(AssertionError):
        check_lines(exports.lines_of(PAYLOADS))
