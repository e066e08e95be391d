"""Markdown, JSON and CSV: what somebody has written stays text in each of them."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from report_cases import hostile_reports, written_text

from tui_reader.review.reports import Form, is_report
from tui_reader.review.reports.values import COLUMNS

if TYPE_CHECKING:
    from tui_reader.review.reports.content import Report

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2029\ud800-\udfff]")
FORMULA = re.compile(r"[\s\"]*[=+@|%-]")
OURS = re.compile(r"^(?:#{1,4} | *- |\| |\|(?: --- \|)+$|$|<!-- report: tui-reader -->$)")
"""How a line of Markdown begins that we have written."""


@settings(max_examples=40, deadline=None)
@given(hostile_reports())
def test_json_says_what_was_said(report: Report) -> None:
    text = written_text(report, Form.JSON)
    assert not CONTROLS.search(text)
    found = json.loads(text)
    assert found["reviewer"] == report.reviewer
    [part], [document] = found["documents"], report.documents
    assert [one["annotator"] for one in part["sets"]] == [one.name for one in document.sets]
    for value, entry in zip(part["groups"], document.entries, strict=True):
        there = [said for said in entry.versions if said is not None]
        assert [said["note"] for said in value["versions"]] == [said.note for said in there]
        assert [said["tags"] for said in value["versions"]] == [list(said.tags) for said in there]
        assert [remark["text"] for remark in value["remarks"]] == [remark.text for remark in entry.remarks]
        assert value["standing"] == entry.standing


@settings(max_examples=40, deadline=None)
@given(hostile_reports())
def test_a_spreadsheet_computes_nothing_and_every_row_has_every_column(report: Report) -> None:
    text = written_text(report, Form.CSV)
    assert not CONTROLS.search(text)
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert tuple(header) == COLUMNS
    for row in rows:
        assert len(row) == len(COLUMNS)
        assert not [
            cell for cell in row if re.match(r"[\s\"']*[=+@|%-]", cell) and not cell.lstrip(' "').startswith("'")
        ]


@settings(max_examples=40, deadline=None)
@given(hostile_reports())
def test_markdown_obeys_nobody_else(report: Report) -> None:
    text = written_text(report, Form.MARKDOWN)
    assert not CONTROLS.search(text)
    first, *lines = text.splitlines() if "\u2028" not in text else text.split("\n")
    assert first == "<!-- report: tui-reader -->"
    for line in lines:
        assert OURS.match(line), line
        # What is left when our own marks and what is escaped are away has nothing that Markdown or HTML would obey.
        bare = re.sub(r"^(?:#{1,4} | *- |\| )|\\.| \| | \|$|\|(?: --- \|)+$", "", line)
        assert not re.search(r"[`*_\[\]<>|~]", bare), line


@pytest.mark.parametrize(
    "other", [b"", b"<!DOCTYPE html><p>mine", b'{"report": 1}', b"a,b\r\n", b"# Review", b"\xff\xfe\0"]
)
def test_what_others_have_written_is_no_report(other: bytes) -> None:
    assert not is_report(other)
