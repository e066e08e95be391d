"""Acts: the same words annotated everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acts import Act, play

from tui_reader.documents.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

TEXT = "قال الوزير. والوزير عاد، ثم للوزير كتب."
ONE = f"|{TEXT}".replace("|قال ", "قال |") + "\n- Source: الوزير"
ALL_BARE = f"{ONE}\n- Source+: الوزير~2\n- Source+: لوزير~3"

ACTS = [
    Act("everywhere", ONE, "O escape"),
    Act("everywhere", ONE, "O", sees="2 places · 1 has the tag already"),
    Act("everywhere", ONE, "O f5 escape", ALL_BARE, said="Annotated 2 places everywhere"),
    Act("everywhere", ONE, "O enter escape", f"{ONE}\n- Source+: الوزير~2", said="Annotated 1 place everywhere"),
    Act("everywhere", ONE, "O down enter escape", f"{ONE}\n- Source+: لوزير~3"),
    Act("everywhere", ONE, "O enter enter escape", ALL_BARE, changes=2),
    Act("everywhere", ONE, "O f6 f5 escape", f"{ONE}\n- Source+: لوزير~3"),
    Act("everywhere", ONE, "O f5 f7 escape", changes=0),
    # What was annotated is taken back by the same list, opened once more.
    Act("everywhere", ONE, "O f5 escape … O f7", sees="2 places · 1 has the tag already", changes=0),
    Act("everywhere", ONE, "O ctrl+t f5 escape", f"{ONE}\n- Source+: والوزير\n- Source+: للوزير"),
    Act("everywhere", ONE, "O ctrl+t ctrl+t", sees="Nothing found · 1 has the tag already"),
    # Words that are selected are asked for their tag first.
    Act("everywhere", "⟨قال⟩ ثم قال.", "O escape", misses="Annotate everywhere"),
    Act("everywhere", "⟨قال⟩ ثم قال.", "O 'quo' enter f5 escape", "⟨قال⟩ ثم قال.\n- Quote+: قال\n- Quote+: قال~2"),
    Act("everywhere", "|قال ثم قال.", "O", said="Nothing is selected"),
]


async def test_acts(reader: Reader, tmp_path: Path) -> None:
    await play(reader, ACTS, tmp_path)


async def test_what_was_annotated_in_other_documents_is_taken_back_by_a_list_that_is_opened_later(
    reader: Reader, tmp_path: Path
) -> None:
    texts = [tmp_path / "docs" / f"{number}.txt" for number in range(2)]
    texts[0].parent.mkdir()
    for text in texts:
        text.write_text("قال الوزير.", encoding="utf-8")
    async with reader(texts[0]) as hands:
        hands.app.shelf.library = Library.find(texts)
        await hands.press("space", "c", "O", "f5")
        await hands.finish()
        (other,) = tmp_path.rglob("1.txt.amal.json")
        assert "قال" in other.read_text("utf-8")
        await hands.press("escape", "O", "f7")
        await hands.finish()
        assert "قال" not in other.read_text("utf-8")
        assert "1 place · 1 has the tag already" in "".join(hands.rows("#everywhere-words"))
        await hands.press("escape")
        assert len(hands.app.reading.session.entries) == 1, "what was tagged before stays"
