"""Acts: jump mode, whose labels lead to what is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acts import Act, Stage, play

from tui_reader.session.jumping import LETTERS

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

THREE = "|قال واحد. ثم قال اثنان. ثم قال ثلاثة."
SECOND = "قال واحد. |ثم قال اثنان. ثم قال ثلاثة."
CLAIMS = "|قال واحد. ثم قال اثنان.\n- Claim: واحد\n- Claim: اثنان"
MANY = "|" + " ".join(f"ثم قال {number}." for number in range(100, 140))

ACTS = [
    Act("jump", THREE, "w", sees="JUMP"),
    Act("jump", THREE, "w j", SECOND, misses="JUMP"),
    Act("jump", THREE, "w J", "قال واحد. ⟨ثم قال اثنان.⟩ ثم قال ثلاثة."),
    Act("jump", THREE, "v w j", "⟨قال واحد. ⟩ثم قال اثنان. ثم قال ثلاثة."),
    # The same keys, while they type other letters.
    Act("jump", THREE, "ص ت", SECOND),
    Act("jump", THREE, "w ـ", "قال واحد. ⟨ثم قال اثنان.⟩ ثم قال ثلاثة."),
    Act("jump", THREE, "w ח", SECOND),
    Act("jump", THREE, "w escape", misses="JUMP"),
    Act("jump", THREE, "w x", misses="JUMP"),
    # What is no label ends it, and does what it does.
    Act("jump", THREE, "w ctrl+left", "قال |واحد. ثم قال اثنان. ثم قال ثلاثة.", misses="JUMP"),
    Act("jump", THREE, "w j c", SECOND, said="Nothing is selected"),
    Act("jump", THREE, "w J c", f"{SECOND}\n- Claim: ثم قال اثنان."),
    Act("jump", CLAIMS, "w j", "قال |واحد. ثم قال اثنان.\n- Claim: واحد\n- Claim: اثنان"),
    Act("jump", CLAIMS, "w k d", "قال واحد. ثم قال |اثنان.\n- Claim: واحد"),
    Act("jump", CLAIMS, "w K", "قال واحد. ثم قال ⟨اثنان⟩.\n- Claim: واحد\n- Claim: اثنان"),
    # More than there are letters: two for each, the first of them f.
    Act("jump", MANY, "w f j", MANY[1:].replace("ثم قال 101", "|ثم قال 101")),
    Act("jump", MANY, "w j", sees="JUMP"),
    Act("jump", MANY, "w j J", MANY[1:].replace("ثم قال 127.", "⟨ثم قال 127.⟩")),
    Act("jump", MANY, "w f escape f", misses="JUMP"),
    Act("jump", "| ", "w", said="nothing here to jump to"),
]


async def test_acts(reader: Reader, tmp_path: Path) -> None:
    await play(reader, ACTS, tmp_path)


async def test_labels_take_the_place_of_cells_and_move_none(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "doc.txt"
    path.write_text("نص", encoding="utf-8")
    async with reader(path) as hands:
        stage = Stage(hands)
        for number, text in enumerate(
            ["|ثم قال. ثم نفى.\nHe says. She says.\n中文。字符。 لا. 👍🏽 x.", MANY, "|[9][10]"]
        ):
            await stage.set(text, tmp_path / f"{number}.txt")
            before = hands.rows("#reading-pane")
            await stage.tap("w")
            await hands.pilot.pause()
            pane, labels = hands.app.reading.text, hands.app.reading.text.labels
            assert labels
            assert {pane.render_line(y).cell_length for y in range(pane.size.height)} == {pane.size.width}
            with_labels = "".join(hands.rows("#reading-pane"))
            assert with_labels != "".join(before)
            assert all(with_labels.count(letter) for label in labels for letter in label.letters)
            await stage.tap("escape")
            await hands.pilot.pause()
            assert hands.rows("#reading-pane") == before, "nothing is left of them"


async def test_a_click_ends_it_and_goes_where_it_was(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "doc.txt"
    path.write_text("He says it. She says it.", encoding="utf-8")
    async with reader(path) as hands:
        pane = hands.app.reading.text
        await hands.press("w")
        assert [label.letters for label in pane.labels] == list(LETTERS[:2])
        row = hands.rows("#reading-pane")[0]
        await hands.pilot.click("#reading-pane", offset=(row.index("ays"), 0))
        await hands.pilot.pause()
        assert pane.labels == []
        assert hands.app.reading.session.caret == 4
