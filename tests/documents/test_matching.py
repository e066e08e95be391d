"""A search through a file finds what one through the same text in memory finds, wherever stretches are cut."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from test_in_file import UNBOUNDED, in_a_file, offsets_of, small, windows

from tui_reader.documents import matching
from tui_reader.documents.decoded import DecodedDocument
from tui_reader.documents.matching import matches
from tui_reader.text.search import Query, QueryKind
from tui_reader.text.span import Span

pieces = ["ا", "أ", "ب", "بَ", "لا", "ﻻ", "ﷲ", "ـ", " ", "  ", "x", "X", "😀", "\n", "\r\n", "\x85", "\u2029", "\x1c"]
texts = st.lists(st.sampled_from(pieces), min_size=1, max_size=60).map("".join)
needles = st.lists(st.sampled_from(["ا", "ب", "ل", "لله", "بَ", " ", "x", "😀"]), min_size=1, max_size=3).map("".join)
queries = st.builds(Query, needles, st.sampled_from(QueryKind))


@given(texts, queries, windows, st.sampled_from([4, 16]), st.sampled_from(["utf-8", "windows-1256"]), st.data())
def test_hits_in_a_file_are_those_in_memory(
    text: str, query: Query, window: int, stretch: int, encoding: str, data: st.DataObject
) -> None:
    content = text.encode(encoding, "ignore") or b"x"
    text = content.decode(encoding)
    in_memory = DecodedDocument(Path("x.txt"), text)
    # From the middle of a paragraph longer than a stretch, hits that overlap may be told apart in another way.
    begin = data.draw(st.sampled_from([paragraph.start for paragraph in in_memory.paragraphs()]))
    whole = matches(in_memory, query, begin)
    expected = [(start, end) for found in whole for start, end in zip(found.starts, found.ends, strict=True)]
    with (
        small(window, UNBOUNDED),
        patch.multiple(matching, STRETCH=stretch, SHORTEST=stretch // 2, LONGEST=4 * stretch, TIMES_LONGEST=0),
    ):
        document = in_a_file(content, encoding)
        offsets = offsets_of(document)
        stretches = list(matches(document, query, offsets[begin]))
        hits = [hit for found in stretches for hit in zip(found.starts, found.ends, strict=True)]
        assert document.count()
        assert [(document.code_point_of(start), document.code_point_of(end)) for start, end in hits] == expected
        borders = [offsets[begin], *(found.stretch.end for found in stretches)]
        assert [found.stretch for found in stretches] == [Span(*pair) for pair in pairwise(borders)]
        assert borders[-1] == document.end
