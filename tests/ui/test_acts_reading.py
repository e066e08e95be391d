"""Acts: the caret, the selection, the ways through a text and of showing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from acts import Act, play

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

TWO = "قال الوزير اليوم. زادت |الأسعار كثيرا.\nثم سكت."
LONG = "\n".join(["|سطر", *(f"سطر {number}" for number in range(2, 80))])
CLAIMS = "قال الوزير |شيئا.\n- Claim: قال\n- Source: الوزير\n- Claim: شيئا"

MOTIONS = [
    # In a text that runs to the left, the letter that comes next is the one to the left.
    Act("move.left", "قال |الوزير", "left", "قال ا|لوزير"),
    Act("move.left", "say |it", "left", "say| it"),
    Act("move.right", "قال |الوزير", "right", "قال| الوزير"),
    Act("move.word_left", "|قال الوزير اليوم", "ctrl+left", "قال |الوزير اليوم"),
    Act("move.word_right", "قال الوزير |اليوم", "ctrl+right", "قال |الوزير اليوم"),
    Act("move.line_start", "قال |الوزير", "home", "|قال الوزير"),
    Act("move.line_end", "قال |الوزير", "end", "قال الوزير|"),
    Act("move.next_paragraph", TWO, "ctrl+down", "قال الوزير اليوم. زادت الأسعار كثيرا.\n|ثم سكت."),
    Act("move.previous_paragraph", "واحد\nاثن|ان", "ctrl+up ctrl+up", "|واحد\nاثنان"),
    Act("move.document_start", TWO, "ctrl+home", "|قال الوزير اليوم. زادت الأسعار كثيرا.\nثم سكت."),
    Act("move.document_end", TWO, "ctrl+end", "قال الوزير اليوم. زادت الأسعار كثيرا.\nثم سكت.|"),
    Act("move.next_sentence", "|قال الوزير. زادت الأسعار.", ")", "قال الوزير. |زادت الأسعار."),
    Act("move.previous_sentence", "قال الوزير. |زادت الأسعار.", "(", "|قال الوزير. زادت الأسعار."),
    Act("move.next_sentence", "واحد. |اثنان.\n\nثلاثة.", ")", "واحد. اثنان.\n\n|ثلاثة."),
    Act("move.previous_sentence", "واحد. اثنان.\n\n|ثلاثة.", "(", "واحد. |اثنان.\n\nثلاثة."),
    Act("move.up", "واحد\n|اثنان", "up", "|واحد\nاثنان"),
    Act("move.down", "|واحد\nاثنان", "down", "واحد\n|اثنان"),
    Act("move.pagedown", "|واحد\nاثنان\nثلاثة", "pagedown", "واحد\nاثنان\n|ثلاثة"),
    Act("move.pageup", "واحد\nاثنان\n|ثلاثة", "pageup", "|واحد\nاثنان\nثلاثة"),
]
SELECTING = [
    Act("select.left", "قال |الوزير", "shift+left", "قال ⟨ا⟩لوزير"),
    Act("select.right", "قال |الوزير", "shift+right", "قال⟨| ⟩الوزير"),
    Act("select.word_left", "|قال الوزير اليوم", "ctrl+shift+left", "⟨قال ⟩الوزير اليوم"),
    Act("select.word_right", "قال الوزير |اليوم", "ctrl+shift+right", "قال ⟨|الوزير ⟩اليوم"),
    Act("select.line_start", "قال |الوزير", "shift+home", "⟨|قال ⟩الوزير"),
    Act("select.line_end", "قال |الوزير", "shift+end", "قال ⟨الوزير⟩"),
    Act("select.next_paragraph", "|واحد\nاثنان", "ctrl+shift+down", "⟨واحد\n⟩اثنان"),
    Act("select.previous_paragraph", "واحد\n|اثنان", "ctrl+shift+up", "⟨|واحد\n⟩اثنان"),
    Act("select.document_start", "واحد\nاثن|ان", "ctrl+shift+home", "⟨|واحد\nاثن⟩ان"),
    Act("select.document_end", "وا|حد\nاثنان", "ctrl+shift+end", "وا⟨حد\nاثنان⟩"),
    Act("select.up", "واحد\n|اثنان", "shift+up", "⟨|واحد\n⟩اثنان"),
    Act("select.down", "|واحد\nاثنان", "shift+down", "⟨واحد\n⟩اثنان"),
    Act("select.pagedown", "|واحد\nاثنان\nثلاثة", "shift+pagedown", "⟨واحد\nاثنان\n⟩ثلاثة"),
    Act("select.pageup", "واحد\nاثنان\n|ثلاثة", "shift+pageup", "⟨|واحد\nاثنان\n⟩ثلاثة"),
    # A marker is taken whole, also between two.
    Act("select.grow", "قال الوزير.[9]|[10] وعاد", "space", "قال الوزير.[9]⟨[10]⟩ وعاد"),
    Act("select.grow", "قال الوزير.[9][1|0] وعاد", "space", "قال الوزير.[9]⟨[10]⟩ وعاد"),
    Act("select.grow", "قال عام 19|90 وعاد", "space", "قال عام ⟨1990⟩ وعاد"),
    Act("select.grow", "قال الو|زير اليوم.", "space", "قال ⟨الوزير⟩ اليوم."),
    Act("select.grow", TWO, "space space", "قال الوزير اليوم. ⟨زادت الأسعار كثيرا.⟩\nثم سكت."),
    Act("select.grow", TWO, "space space space", "⟨قال الوزير اليوم. زادت الأسعار كثيرا.⟩\nثم سكت."),
    Act("select.grow", "⟨قال⟩", "space", said="The whole paragraph is selected"),
    Act("select.grow", "| ", "space", said="There is no word here"),
    Act("select.hold", "|قال الوزير اليوم", "v ctrl+left ctrl+left", "⟨قال الوزير ⟩اليوم", sees="SELECT"),
    Act("select.hold", "|قال الوزير اليوم", "v v ctrl+left", "قال |الوزير اليوم", misses="SELECT"),
    Act("select.end", "قال ⟨الوزير⟩ اليوم", "escape", "قال الوزير| اليوم"),
    Act("select.end", "|قال الوزير", "/ 'الوز' enter escape", "قال |الوزير", misses="of 1"),
    Act("copy", "قال ⟨الوزير⟩ اليوم", "ctrl+c", said="Copied 6 characters"),
    Act("copy", "قال |الوزير اليوم", "ctrl+c", said="Nothing is selected"),
]
FINDING = [
    Act("search", "|قال الوزير: الوزراء", "/ 'الوز' enter", "قال |الوزير: الوزراء", sees="1 of 2"),
    Act("search.next", "|قال الوزير: الوزراء", "/ 'الوز' enter f3", "قال الوزير: |الوزراء"),
    Act("search.previous", "|قال الوزير: الوزراء", "/ 'الوز' enter N", "قال الوزير: |الوزراء"),
    Act("search.kind", "|قال الوزير", "/ 'الوزير' enter ctrl+t", "قال |الوزير", sees="exact"),
    Act("search.folder", "|قال", "ctrl+f", sees="enter searches"),
    Act("suspect", "|قال \u202eالوزير", "B", "قال| \u202eالوزير", said="RIGHT-TO-LEFT OVERRIDE"),
    Act("suspect", "|قال الوزير", "B", said="No bidi"),
    Act("goto", "|واحد\nاثنان\nثلاثة", "g '3' enter", "واحد\nاثنان\n|ثلاثة"),
    Act("goto", "|واحد\nاثنان\nثلاثة", "g '٢' enter", "واحد\n|اثنان\nثلاثة"),
    Act(
        "annotation.next",
        CLAIMS,
        "[ ]",
        CLAIMS.replace("|", "")[:11] + "|شيئا.\n- Claim: قال\n- Source: الوزير\n- Claim: شيئا",
    ),
    Act("annotation.next", CLAIMS, "]", said="No annotation after this one"),
    Act("annotation.previous", CLAIMS, "[", "قال |الوزير شيئا.\n- Claim: قال\n- Source: الوزير\n- Claim: شيئا"),
    Act("annotation.previous", "|قال", "[", said="No annotations to go to"),
    Act("scroll.line_down", LONG, "j j", LONG.replace("|", "").replace("سطر 3\n", "|سطر 3\n")),
    Act("scroll.line_up", LONG, "j j k", LONG.replace("|", "").replace("سطر 3\n", "|سطر 3\n")),
    Act("scroll.centre", LONG.replace("|", "").replace("سطر 40", "|سطر 40"), "ctrl+l"),
]
SHOWING = [
    Act("filter.text", CLAIMS, "f 'الوزير' enter", sees="Annotations 1 of 3"),
    Act("filter.text", CLAIMS, "f 'شيء لا يوجد' enter", sees="Nothing passes the filter."),
    Act("filter.tag", CLAIMS, "F", sees="tag: Claim"),
    Act("filter.tag", CLAIMS, "F F F", misses="tag:"),
    Act("filter.unsettled", CLAIMS, "U", sees="to be checked"),
    Act("others", CLAIMS, "o", said="No other annotator has a set"),
    Act("inspect", "|قال", "i", sees="ARABIC LETTER QAF"),
    Act("hidden", "|قال\u200fقال", "H", said="Hidden characters are shown"),
    Act("hidden", "|قال\u200fقال", "H H", said="Hidden characters are not shown"),
    Act("harakat", "|قَال", "V", said="Vowel signs are not shown"),
    Act("harakat", "|قَال", "V V", said="Vowel signs are shown"),
    Act("direction", "|قال", "D D D", said="Direction of paragraphs"),
    Act("library", "|قال", "f2", misses="Library"),
    Act("sidebar", "|قال", "f4", misses="Annotations"),
    Act("sidebar", "|قال", "f4 f4", sees="Annotations"),
    Act("focus.next", "|قال\n- Claim: قال", "tab", sees="Go to text"),
    Act("focus.previous", "|قال\n- Claim: قال", "tab shift+tab", misses="Go to text"),
    Act("recent", "|قال", "R", sees="Recent files"),
    Act("save", "|قال", "ctrl+s", said="saved"),
    Act("help", "|قال", "?", sees="Reading pane"),
    Act("help", "|قال", "? ?", misses="Reading pane"),
]

ACTS = [*MOTIONS, *SELECTING, *FINDING, *SHOWING]


@pytest.mark.parametrize(
    "acts", [MOTIONS, SELECTING, FINDING, SHOWING], ids=["moving", "selecting", "finding", "showing"]
)
async def test_acts(reader: Reader, tmp_path: Path, acts: list[Act]) -> None:
    await play(reader, acts, tmp_path)
