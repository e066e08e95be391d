"""The key of the figures at work: each of them lists the groups it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review_acts import ReviewAct, play
from three_sets import ANNOTATORS, write_three_sets

from tui_reader.documents.files import read_document
from tui_reader.review.figure import ComparedDocument, Kind, Scope
from tui_reader.review.figure_words import interval_words, number_words
from tui_reader.review.figures import figures
from tui_reader.review.matching import compare
from tui_reader.session.review.sides_of import sides_of
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from review_acts import Reader

ACTS = [
    ReviewAct("review.figures", "", "i escape"),
    ReviewAct("review.figures", "", "i 'links amal badria' enter", "filtered=true at=1/6 caret=370 side=1"),
    ReviewAct("review.figures", "", "i 'quote / nothing same' enter", "filtered=true at=1/1 caret=1136"),
    ReviewAct("review.figures", "i 'links overall' up enter", "F 'all' enter", "filtered=false at=7/24"),
    ReviewAct("review.figures", "", "i 'cohen ref overall' enter", said="There is no group that it was made from"),
    ReviewAct("review.figures", "v", "i 'badria' enter", "screen=FiguresPanel", sees="No figure is called that."),
    ReviewAct("review.figures", "v", "i 'links A B'", "screen=FiguresPanel", sees="A and B"),
]


async def test_acts(reader: Reader, tmp_path: Path) -> None:
    await play(reader, ACTS, tmp_path)


async def test_the_screen_shows_the_numbers_that_everybody_shows(reader: Reader, tmp_path: Path) -> None:
    source, _ = write_three_sets(tmp_path)
    document = read_document(source)
    sides = sides_of(document, Settings(annotator="nobody")).sides
    wanted = figures([ComparedDocument(source.name, compare(sides), document.code_points.length)])
    async with reader(source, (110, 60)) as hands:
        hands.app.reading.open_review()
        await hands.finish()
        await hands.press("i")
        await hands.finish()
        rows = hands.rows("#figures")
        for figure in wanted.overall.figures[:11]:
            numbers = [number_words(figure.value), interval_words(figure.interval), str(len(figure.groups))]
            assert any(row.split()[-len(list(filter(None, numbers))) :] == list(filter(None, numbers)) for row in rows)
        pair = wanted.part(Scope(Kind.PAIR, (ANNOTATORS[0], ANNOTATORS[1])))
        await hands.paste(f"{ANNOTATORS[0]} {ANNOTATORS[1]}")
        shown = hands.rows("#figures")
        assert any(number_words(pair.figure("u-alpha").value) in row for row in shown)
