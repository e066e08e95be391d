"""A long paragraph in sections is what it is as a whole: clusters, levels, rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import displays, hostile_text, prose, real_paragraphs

from tui_reader.text import sections
from tui_reader.text.bidi import Direction
from tui_reader.text.layout import ParagraphLayout, ShapedParagraph
from tui_reader.text.sections import CLUSTER_REACH, SECTION_LENGTH, SectionedParagraph, section_length
from tui_reader.text.shaping import Clusters

if TYPE_CHECKING:
    from tui_reader.text.display import Display

# Letters of all directions, digits and signs, with what opens and closes embeddings and isolates between them.
_CONTROLS = ["\u202a", "\u202b", "\u202d", "\u202e", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069", "", "", ""]
CONTROLLED = st.lists(
    st.tuples(st.sampled_from("ابجאבab1 -٣,"), st.sampled_from(_CONTROLS)).map("".join), min_size=60, max_size=200
).map("".join)


class Source(NamedTuple):
    """Text that is handed out in slices."""

    text: str

    def slice(self, first: int, last: int) -> str:
        return self.text[max(0, first) : max(0, last)]


def clusters_in_sections(
    text: str, length: int, direction: Direction = Direction.AUTO, display: Display | None = None
) -> Clusters:
    paragraph = SectionedParagraph(Source(text), length, direction, display)
    count = paragraph.section_of(len(text)) + 1
    parts = [paragraph.shaped(section) for section in range(count)]
    assert [part.ends_paragraph for part in parts] == [False] * (count - 1) + [True]
    assert [part.end for part in parts[:-1]] == [part.start_of(0) for part in parts[1:]]
    assert parts[-1].end == len(text)
    return Clusters.joined(part.clusters for part in parts)


def rows_in_sections(text: str, width: int, length: int) -> list[str]:
    paragraph = SectionedParagraph(Source(text), length)
    rows = []
    for section in range(paragraph.section_of(len(text)) + 1):
        layout = paragraph.layout(section, width)
        rows += [layout.line(row).text() for row in range(layout.row_count)]
    return rows


def rows_of_whole(text: str, width: int) -> list[str]:
    layout = ParagraphLayout(ShapedParagraph(text), width)
    return [layout.line(row).text() for row in range(layout.row_count)]


@given(
    st.one_of(prose, hostile_text).filter(lambda text: 0 < len(text) <= 250),
    st.integers(CLUSTER_REACH + 1, 120),
    st.sampled_from(Direction),
    displays,
)
def test_clusters_and_levels_are_those_of_the_whole(
    text: str, length: int, direction: Direction, display: Display
) -> None:
    whole = ShapedParagraph(text, direction, display)
    assert clusters_in_sections(text, length, direction, display) == whole.clusters


def has_far_isolate(text: str) -> bool:
    """Whether an isolate ends further from where it begins than a section sees."""
    opened: list[int] = []
    for place, character in enumerate(text):
        if character in "\u2066\u2067\u2068":
            opened.append(place)
        elif character == "\u2069" and opened and place - opened.pop() > CLUSTER_REACH:
            return True
    return False


@given(CONTROLLED, st.integers(CLUSTER_REACH + 1, 90))
def test_what_was_opened_before_a_section_is_open_in_it(text: str, length: int) -> None:
    assume(not has_far_isolate(text))
    whole = ShapedParagraph(text).clusters
    with patch.object(sections, "REACH", CLUSTER_REACH):
        assert clusters_in_sections(text, length).levels == whole.levels


@pytest.mark.parametrize("width", [30, 47, 80, 113])
def test_rows_flow_over_the_edges_of_sections(width: int) -> None:
    text = " ".join(real_paragraphs())[:60_000]
    assert rows_in_sections(text, width, section_length(width)) == rows_of_whole(text, width)


@given(st.one_of(prose, hostile_text).filter(bool), st.integers(2, 40), st.integers(CLUSTER_REACH + 1, 90))
def test_every_cluster_is_on_one_row_at_any_width(text: str, width: int, length: int) -> None:
    paragraph = SectionedParagraph(Source(text), length)
    reached = 0
    for section in range(paragraph.section_of(len(text)) + 1):
        layout = paragraph.layout(section, width)
        for row in range(layout.row_count):
            line = layout.line(row)
            assert line.start == reached
            assert line.end > line.start or section == 0 or line.ends_paragraph
            reached = line.end
    assert reached == len(text)


@pytest.mark.parametrize("heap", [" ", "\u0301", "\u200d", "ا" + "\u064b" * 500, "\t"])
def test_heaps_of_what_takes_no_room_are_cut_and_lost_nowhere(heap: str) -> None:
    text = "قال " + heap * (5000 // len(heap)) + " ثم"
    paragraph = SectionedParagraph(Source(text), SECTION_LENGTH)
    reached = 0
    for section in range(paragraph.section_of(len(text)) + 1):
        layout = paragraph.layout(section, 80)
        for row in range(layout.row_count):
            assert layout.line(row).start == reached
            reached = layout.line(row).end
    assert reached == len(text)
