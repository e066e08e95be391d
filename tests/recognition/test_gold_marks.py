"""Markers and quotations of texts that a person has marked: every one found, and none invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tui_reader.recognition.citations import citations
from tui_reader.recognition.quotations import quotations, unbalanced_marks
from tui_reader.text.paragraphs import StringParagraphs
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.recognition.found import Found, Recogniser

ROOT = Path(__file__).parents[2]
GOLD = sorted(Path(__file__).with_name("gold").glob("*.json"))


def text_of(gold: dict[str, Any]) -> str:
    return str(gold["text"]) if "text" in gold else (ROOT / gold["source"]).read_text(encoding="utf-8")


def found_in(text: str, recogniser: Recogniser) -> dict[Span, Found]:
    paragraphs = StringParagraphs(text).paragraphs()
    return {one.extent.shifted(each.start): one for each in paragraphs for one in recogniser(each.text).found}


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_every_marker_and_no_other(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    marked = {Span(item["start"], item["end"]): item.get("ref") for item in gold["items"] if item["tag"] == "Citation"}
    found = found_in(text_of(gold), citations)
    assert found.keys() == marked.keys()
    numbers = {
        span: ref for span, ref in marked.items() if text_of(gold)[span.start : span.end].strip("[]").isdecimal()
    }
    assert {span: found[span].attributes["ref"] for span in numbers} == numbers


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_every_quotation_and_no_other(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = text_of(gold)

    def without_comma(spans: Iterable[Span]) -> set[Span]:
        # Some readers leave it out where it is the writer's: "Nobody listened," he said.
        return {Span(span.start, span.end - text[: span.end].endswith(",")) for span in spans}

    marked = [Span(item["start"], item["end"]) for item in gold["items"] if item["tag"] == "Quote"]
    assert without_comma(found_in(text, quotations)) == without_comma(marked)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_mark_is_left_over(path: Path) -> None:
    assert unbalanced_marks(text_of(json.loads(path.read_text(encoding="utf-8")))).found == ()
