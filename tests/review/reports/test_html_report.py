"""The page: all that was said is in it as text, whatever it says, and nothing else is."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_cases import MARKUP, hostile_reports, report_of, three_sets_report, version, written_text
from strategies import hostile_text
from three_sets import SEED, document_with

from tui_reader import language
from tui_reader.documents.files import read_document
from tui_reader.review.figure_words import value_words
from tui_reader.review.groups import State
from tui_reader.review.reports import Form, marking, written
from tui_reader.review.reports.content import Entry
from tui_reader.review.reports.escaping import escaped, fit
from tui_reader.review.reports.marking import passages
from tui_reader.review.words import SIGNS
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.review.reports.content import Report

NOT_THE_TEXT = {"here", "gap", "soft"}
VOID = {"meta", "br"}
ELEMENTS = set(
    re.findall(
        r"\w+",
        """
        html head meta title style body header h1 h2 h3 h4 dl dt dd time nav ol ul li a section figure figcaption svg
        rect text line path p div span bdi table thead tbody tr th td caption code details summary article br
        """,
    )
)
"""What a page is made of: nothing that fetches, runs, sends, embeds or is filled in."""
ATTRIBUTES = set(
    re.findall(
        r"[\w-]+",
        """
        lang dir charset http-equiv content name id class href data-n aria-hidden aria-label tabindex scope colspan
        rowspan datetime role viewbox width height direction xmlns x y x1 x2 y1 y2 rx d fill-opacity text-anchor
        transform
        """,
    )
)
"""What elements are given: nothing that is run or styles."""


class Page(HTMLParser):
    """What a browser makes of a page: elements that are closed as they were opened, and text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.paragraphs: list[str] = []
        self.texts: list[str] = []
        self.comments: list[str] = []
        self._open: list[str] = []
        self._kinds: list[str] = []
        self.feed(page)
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), "an attribute is given twice"
        self.elements.append((tag, given))
        if tag in VOID:
            return
        self._open.append(tag)
        self._kinds.append(given.get("class", ""))
        if tag == "p" and "dir" in given:
            self.paragraphs.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._kinds.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if "text" in self._kinds and "p" in self._open and not NOT_THE_TEXT & set(self._kinds):
            self.paragraphs[-1] += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_pi(self, data: str) -> None:
        self.comments.append(data)

    def unknown_decl(self, data: str) -> None:
        self.comments.append(data)


def page_of(report: Report) -> Page:
    return Page(written_text(report, Form.HTML))


def texts_in(report: Report) -> Iterator[str]:
    """What people have written in it, as far as it has to be found."""
    yield report.reviewer
    for document in report.documents:
        yield from (one.name for one in document.sets)
        for entry in document.entries:
            yield from (remark.text for remark in entry.remarks)
            for said in (*entry.versions, entry.ruling and entry.ruling.outcome):
                if said is not None:
                    yield from (*said.tags, said.quote, said.note or "")


@settings(max_examples=50, deadline=None)
@given(hostile_reports())
def test_whatever_is_said_stays_text(report: Report) -> None:
    page = page_of(report)
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    for tag, attributes in page.elements:
        assert set(attributes) <= ATTRIBUTES, tag
    assert not page.comments
    flat = "\0".join(page.texts)
    breaks = str.maketrans("\t\n", "\u2409\u2424")
    for text in texts_in(report):
        # A name has one line, a text has many.
        assert fit(text) in flat or fit(text.translate(breaks)) in flat
    # The text is that of the source, character by character.
    paragraphs = report.documents[0].document.paragraphs()
    assert page.paragraphs == [fit(paragraph.text) for paragraph in paragraphs]
    # Every link leads to something in the page.
    named = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(named) == len(set(named))
    assert {given["href"] for tag, given in page.elements if tag == "a"} <= {f"#{name}" for name in named}


@given(st.one_of(st.sampled_from(MARKUP), st.text()))
def test_each_character_stays_one(text: str) -> None:
    assert len(fit(text)) == len(text)
    changed = [one for one, other in zip(text, fit(text), strict=True) if one != other]
    assert not any(one.isprintable() for one in changed)
    fit(text).encode("utf-8")
    assert not set("<>\"'") & set(escaped(text))


@settings(max_examples=50, deadline=None)
@given(hostile_reports(named=st.just("amal")))
def test_pieces_put_together_are_the_text_and_say_who_marks_what(report: Report) -> None:
    part = report.documents[0]
    shown = list(passages(part))
    first = [mark.group for passage in shown for piece in passage.pieces for mark in piece.markers if mark.is_first]
    placed = [entry.number for entry in part.entries if entry.spans]
    assert sorted(first) == placed
    assert sorted(group for passage in shown for group in passage.groups) == placed
    for passage, paragraph in zip(shown, part.document.paragraphs(), strict=True):
        at = paragraph.start
        assert "".join(piece.text for piece in passage.pieces) == paragraph.text
        for piece in passage.pieces:
            span = Span(at, at + len(piece.text))
            for side in range(len(part.sets)):
                marking_it = [
                    entry.number
                    for entry in part.entries
                    if (said := entry.versions[side]) is not None
                    and any(each.start < span.end and span.start < each.end for each in said.spans)
                ]
                kinds = [stroke.kind for stroke in piece.strokes if stroke.side == side]
                if span.length:
                    assert bool(kinds) == bool(marking_it)
                    assert (kinds == ["several"]) == (len(marking_it) > 1)
            at = span.end


@settings(deadline=None)
@given(hostile_text.filter(bool), st.data())
def test_a_mark_stands_in_the_word_in_which_its_group_begins_and_not_inside_a_number(
    text: str, data: st.DataObject
) -> None:
    text = text.encode("utf-8", "replace").decode()
    document = document_with(text)
    start = data.draw(st.integers(0, len(text) - 1))
    entry = Entry(0, State.AGREED, (), 1.0, (version(document, "a", [(start, start + 1)]),), None, ())
    [passage] = passages(report_of(document, [entry], ["amal"]).documents[0])
    at = 0
    for piece in passage.pieces:
        if piece.markers:
            break
        at += len(piece.text)
    assert at <= start
    assert at == 0 or text[at - 1].isspace() or not text[at].isdigit()
    word = text[at : start + 1]
    assert not any(one.isspace() and not category(other).startswith("M") for one, other in pairwise(word))


# What is in it


@pytest.fixture(scope="module")
def seed_report() -> Report:
    document = read_document(SEED)
    assert document.count()
    return three_sets_report(document)


def test_a_page_has_every_group_with_its_state_and_all_that_everybody_says(seed_report: Report) -> None:
    page = written_text(seed_report, Form.HTML)
    [part] = seed_report.documents
    assert len(part.entries) > 20
    for entry in part.entries:
        [article] = re.findall(rf'<article id="d1g{entry.number + 1}".*?</article>', page, re.DOTALL)
        assert SIGNS[entry.state] in article
        for said in entry.versions:
            if said is not None:
                assert all(f"<bdi>{tag}</bdi>" in article for tag in said.tags)
                assert escaped(said.quote) in article


def test_a_page_has_every_figure_as_it_is_written_everywhere(seed_report: Report) -> None:
    assert seed_report.figures is not None
    page = written_text(seed_report, Form.HTML)
    for part in seed_report.figures.parts:
        for figure in part.figures:
            assert escaped(value_words(figure.value)) in page
    matrix = seed_report.figures.overall.confusion
    assert matrix is not None
    numbers = [str(matrix.count(row, column)) for row in matrix.labels for column in matrix.labels]
    assert re.findall(r'<text class="number[^>]*>(\d+)<', page) == numbers


def test_a_page_is_the_same_made_again_and_lets_nothing_in_or_out(seed_report: Report) -> None:
    page = written_text(seed_report, Form.HTML)
    assert page == written_text(seed_report, Form.HTML)
    assert "default-src 'none'" in page
    assert not re.findall(r"\bon\w+=|style=|<script|url\(|@import|src=", page)
    assert not [
        address for address in re.findall(r"https?://[^\"'<\s]+", page) if address != "http://www.w3.org/2000/svg"
    ]


def test_a_page_in_arabic_runs_from_right_to_left(seed_report: Report) -> None:
    language.use("ar")
    try:
        page = written_text(seed_report, Form.HTML)
    finally:
        language.use("en")
    assert '<html lang="ar" dir="rtl">' in page
    assert "Confusion matrix" not in page


# Large ones


def test_of_a_long_text_only_what_stands_around_annotations_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "WHOLE_TEXT", 1000)
    lines = [f"الفقرة رقم {number} بلا شيء" for number in range(500)]
    lines[250] = "كلمة " * 5000
    document = document_with("\n".join(lines))
    long = next(p for n, p in enumerate(document.paragraphs()) if n == 250)
    third = next(p for n, p in enumerate(document.paragraphs()) if n == 3)
    spans = [(third.start + 2, third.start + 8), (long.start + 10_000, long.start + 10_020)]
    entries = [
        Entry(number, State.AGREED, (), 1.0, (version(document, str(number), [span]),), None, ())
        for number, span in enumerate(spans)
    ]
    page = page_of(report_of(document, entries, ["amal"]))
    assert page.paragraphs[0] == lines[3]
    assert len(page.paragraphs) == 2
    assert len(page.paragraphs[1]) < 600
    assert page.paragraphs[1].strip() in lines[250]


def test_many_groups_are_written_piece_by_piece() -> None:
    text = "كلمة أخرى " * 3000
    document = document_with(text)
    entries = [
        Entry(number, State.AGREED, (), 1.0, (version(document, str(number), [(at, at + 4)]),) * 3, None, ())
        for number, at in enumerate(range(0, 20_000, 10))
    ]
    longest = max(map(len, written(report_of(document, entries, ["a", "b", "c"]), Form.HTML)))
    # The paragraph is one piece; no group adds to another.
    assert longest < 2_000_000
