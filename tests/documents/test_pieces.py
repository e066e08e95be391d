"""Pieces of a document: what begins anywhere is told by one of them, both ways, in memory and in a file."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.documents.byte_text import ByteText, coding_of
from tui_reader.documents.decoded import DecodedDocument
from tui_reader.documents.in_file import FileDocument
from tui_reader.documents.pieces import AROUND, CELL, WHOLE, pieces_from, pieces_over
from tui_reader.text.paragraphs import LONG_PARAGRAPH
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.documents.document import Document

LENGTHS = [0, 1, 30, WHOLE, WHOLE + 1, LONG_PARAGRAPH, LONG_PARAGRAPH + 1, 3 * LONG_PARAGRAPH + 5]


def document(lengths: list[int], *, in_file: bool) -> Document:
    text = "\n".join(("كلمة word " * (length // 10 + 1))[:length] for length in lengths)
    if not in_file:
        return DecodedDocument(Path("a.txt"), text)
    coding = coding_of("utf-8")
    assert coding is not None
    descriptor = os.memfd_create("document")
    os.write(descriptor, text.encode())
    return FileDocument(Path("a.txt"), ByteText(descriptor, coding, 0))


@pytest.mark.parametrize("in_file", [False, True], ids=["in memory", "in a file"])
@settings(max_examples=30)
@given(lengths=st.lists(st.sampled_from(LENGTHS), max_size=4), data=st.data())
def test_what_begins_anywhere_is_told_by_one_piece(in_file: bool, lengths: list[int], data: st.DataObject) -> None:
    text = document([*lengths, 3], in_file=in_file)
    found = list(pieces_from(text, 0))
    assert all(one.own.end <= other.own.start for one, other in pairwise(found))
    assert "".join(text.slice(piece.own) for piece in found) == text.slice(Span(0, text.end)).replace("\n", "")
    for piece in found:
        assert piece.text == text.slice(Span(piece.start, min(piece.reach.end, piece.paragraph.end)))
        assert piece.start <= piece.own.start and text.slice(piece.own) in piece.text
        assert len(piece.text) <= max(WHOLE, CELL + 2 * AROUND)
    backwards = [piece.own for piece in pieces_from(text, text.end, backwards=True)][::-1]
    assert [own for own in backwards if own.length] == [piece.own for piece in found if piece.own.length]
    paragraph = text.paragraph_at(data.draw(st.integers(0, text.end)))
    offset = paragraph.start + data.draw(st.integers(0, paragraph.length))
    behind = [piece.own for piece in pieces_from(text, offset)]
    assert [own for own in behind if own.end > offset] == [piece.own for piece in found if piece.own.end > offset]
    over = Span(offset, offset + data.draw(st.integers(1, 2 * CELL)))
    assert {piece.own for piece in found if piece.own.overlaps(over)} <= {p.own for p in pieces_over(text, over)}
