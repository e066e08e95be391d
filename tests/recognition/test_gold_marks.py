"""Markers and quotations of texts that a person has marked: every one found, and none invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tui_reader.recognition.citations import citations
from tui_reader.recognition.quotations import quotations, unbalanced
from tui_reader.text.paragraphs import StringParagraphs

if TYPE_CHECKING:
    from tui_reader.recognition.found import Recogniser

ROOT = Path(__file__).parents[2]
GOLD = sorted(Path(__file__).with_name("gold").glob("*.json"))


def text_of(gold: dict[str, Any]) -> str:
    return str(gold["text"]) if "text" in gold else (ROOT / gold["source"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
@pytest.mark.parametrize(("tag", "recogniser"), [("Citation", citations), ("Quote", quotations)])
def test_exactly_what_a_reader_marks(path: Path, tag: str, recogniser: Recogniser) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    marked = [(item["start"], item["end"], item.get("ref")) for item in gold["items"] if item["tag"] == tag]
    found = [
        (*one.extent.shifted(paragraph.start), one.attributes.get("ref"))
        for paragraph in StringParagraphs(text_of(gold)).paragraphs()
        for one in recogniser(paragraph.text).found
    ]
    assert found == marked


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_mark_is_left_over(path: Path) -> None:
    assert unbalanced(text_of(json.loads(path.read_text(encoding="utf-8")))) == []
